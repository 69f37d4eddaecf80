"""The signed request object, optional in a push.

Source: RFC 9101 §5 and §6.2, RFC 9126 §3."""

import json
from collections.abc import Mapping

from innsyn.sandbox.simulators.openid.client_authentication import AuthenticatedClient, read_signed_by
from innsyn.sandbox.simulators.openid.refused import Refused, invalid_request


def opened(form: Mapping[str, str], by: AuthenticatedClient, *, issuer: str) -> Mapping[str, str]:
    """Make plain parameters out of a push. With a request object only what it holds counts, whatever else the form says.

    Structured claims become JSON text, as they would have been in the form. Raises Refused."""
    if "request" not in form:
        return form
    header, claims = read_signed_by(by.client, form["request"])
    if str(header.get("typ", "")).lower() not in ("oauth-authz-req+jwt", "jwt"):
        raise Refused("invalid_request_object", "typ")
    if claims.get("iss") != by.client.client_id or claims.get("aud") != issuer:
        raise Refused("invalid_request_object", "iss or aud")
    if claims.get("client_id", by.client.client_id) != by.client.client_id or "request" in claims:
        raise invalid_request("the request object is another client's, or holds a request")
    return {key: value if isinstance(value, str) else json.dumps(value) for key, value in claims.items()}
