"""The words of the server that documents, handlers and checks share: addresses, algorithms, limits.

Source: SMART App Launch 2.2 (RS384 and ES384 at least), RFC 8414 §2, RFC 8693 §3."""

from dataclasses import dataclass
from datetime import timedelta

from innsyn.edge.openid.signed_token import ASYMMETRIC

TOKEN, KEYS, INTROSPECT, REVOKE = "/oauth/token", "/oauth/jwks", "/oauth/introspect", "/oauth/revoke"
SMART, SMART_BELOW_FHIR = "/.well-known/smart-configuration", "/fhir/.well-known/smart-configuration"
METADATA = "/.well-known/oauth-authorization-server"
FHIR = "/fhir"

ALGORITHMS = ASYMMETRIC
"""Signatures we accept on assertions and proofs: every asymmetric one of RFC 7518, never `none`, never a shared secret."""

CLIENT_CREDENTIALS = "client_credentials"
TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"  # noqa: S105 - a name
GRANTS = (CLIENT_CREDENTIALS, TOKEN_EXCHANGE)
ACCESS_TOKEN_TYPE = "urn:ietf:params:oauth:token-type:access_token"  # noqa: S105 - a name
ID_TOKEN_TYPE = "urn:ietf:params:oauth:token-type:id_token"  # noqa: S105 - a name

LIFETIME = timedelta(minutes=5)
"""Of our access tokens. SMART asks for at most five minutes for systems."""

LONGEST_ASSERTION = timedelta(minutes=5)
SKEW = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the server is. origin: scheme and host as clients write them, no slash at the end: also the issuer."""

    origin: str

    @property
    def issuer(self) -> str:
        """Who our tokens are from."""
        return self.origin

    @property
    def audience(self) -> str:
        """What our tokens are for: the FHIR interface."""
        return self.origin + FHIR

    def address(self, path: str) -> str:
        """The whole address of a path."""
        return self.origin + path
