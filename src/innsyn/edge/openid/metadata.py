"""What a provider says about itself, checked before it is used.

Source: OpenID Connect Discovery 1.0 §3 and §4.3, RFC 8414 §3.3, RFC 9207 §3."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from innsyn.edge.openid.refusal import Refusal, refused


@dataclass(frozen=True, kw_only=True, slots=True)
class Metadata:
    """Where a provider's endpoints are. end_session: empty when it has none. states_issuer: every answer names the issuer."""

    issuer: str
    authorization: str
    pushed: str
    token: str
    jwks: str
    end_session: str
    states_issuer: bool


def read_metadata(content: Mapping[str, Any], *, issuer: str) -> Metadata | Refusal:
    """Read a discovery document.

    issuer: the one from our settings; a document that names another is refused. Endpoints must be https; an issuer that is
    itself plain http (a simulator on a machine of one's own) may have plain ones."""
    if content.get("issuer") != issuer:
        return refused("metadata.issuer")
    metadata = Metadata(
        issuer=issuer,
        authorization=str(content.get("authorization_endpoint", "")),
        pushed=str(content.get("pushed_authorization_request_endpoint", "")),
        token=str(content.get("token_endpoint", "")),
        jwks=str(content.get("jwks_uri", "")),
        end_session=str(content.get("end_session_endpoint", "")),
        states_issuer=content.get("authorization_response_iss_parameter_supported") is True,
    )
    required = (metadata.authorization, metadata.pushed, metadata.token, metadata.jwks)
    optional = (metadata.end_session,) if metadata.end_session else ()
    schemes = {"https", urlsplit(issuer).scheme}
    is_safe = all(urlsplit(address).scheme in schemes for address in (*required, *optional))
    return metadata if is_safe else refused("metadata.endpoint")
