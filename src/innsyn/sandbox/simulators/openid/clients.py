"""A client as it is registered at a simulated provider."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class RegisteredClient:
    """Who may ask, with which key, and where answers may go.

    name: shown on the login page. public_keys: a JWK set (`{"keys": [...]}`). redirect_uris, post_logout_redirect_uris: compared
    letter by letter. scopes: everything the client may ask for. legal_entity: organisation number of a machine client's owner.
    Source: RFC 7591 §2, OpenID Connect Front-Channel Logout 1.0 §2."""

    client_id: str
    name: str
    public_keys: Mapping[str, Any]
    redirect_uris: tuple[str, ...] = ()
    post_logout_redirect_uris: tuple[str, ...] = ()
    frontchannel_logout_uri: str = ""
    scopes: Collection[str] = field(default_factory=lambda: frozenset({"openid", "profile"}))
    grants: Collection[str] = field(default_factory=lambda: frozenset({"authorization_code"}))
    legal_entity: str = ""
