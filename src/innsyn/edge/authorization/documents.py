"""What the server says about itself: true to the last word, which a test holds against what it does.

Source: SMART App Launch 2.2, conformance; RFC 8414 §2, RFC 9449 §5.1; facts on the members SMART requires."""

from typing import Any

from innsyn.edge.authorization.terms import ALGORITHMS, GRANTS, INTROSPECT, KEYS, REVOKE, TOKEN, Place

CAPABILITIES = ("client-confidential-asymmetric", "permission-patient", "permission-user", "permission-v1", "permission-v2")
SCOPES = ("system/*.cruds", "user/*.cruds", "patient/*.cruds", "system/*.read", "system/*.write")
"""Examples of what can be asked for; the registration decides. Source: RFC 8414, `scopes_supported` need not name all."""


def smart_configuration(place: Place) -> dict[str, Any]:
    """Make `/.well-known/smart-configuration`.

    There is no authorization endpoint: nobody logs in here. `code_challenge_methods_supported` stands because SMART requires the member."""
    return {
        **_endpoints(place),
        "grant_types_supported": list(GRANTS),
        "scopes_supported": list(SCOPES),
        "capabilities": list(CAPABILITIES),
        "code_challenge_methods_supported": ["S256"],
        "dpop_signing_alg_values_supported": list(ALGORITHMS),
    }


def server_metadata(place: Place) -> dict[str, Any]:
    """Make `/.well-known/oauth-authorization-server`. `response_types_supported` is empty: there is no authorization endpoint."""
    status = {
        f"{name}_endpoint_auth_{kind}_supported": value
        for name in ("introspection", "revocation")
        for kind, value in (("methods", ["private_key_jwt"]), ("signing_alg_values", list(ALGORITHMS)))
    }
    return {
        "issuer": place.issuer,
        **_endpoints(place),
        "jwks_uri": place.address(KEYS),
        "response_types_supported": [],
        "grant_types_supported": list(GRANTS),
        "scopes_supported": list(SCOPES),
        "dpop_signing_alg_values_supported": list(ALGORITHMS),
        **status,
    }


def _endpoints(place: Place) -> dict[str, Any]:
    return {
        "token_endpoint": place.address(TOKEN),
        "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        "token_endpoint_auth_signing_alg_values_supported": list(ALGORITHMS),
        "introspection_endpoint": place.address(INTROSPECT),
        "revocation_endpoint": place.address(REVOKE),
    }
