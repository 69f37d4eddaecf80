"""Asking whether a token holds, and taking one back.

Source: RFC 7662 §2, RFC 7009 §2; SMART App Launch 2.2, token introspection."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from innsyn.edge.authorization.answers import OauthError, invalid_request
from innsyn.edge.authorization.authentication import Authentication
from innsyn.edge.authorization.own_tokens import OwnToken, OwnTokens
from innsyn.edge.authorization.terms import Place
from innsyn.edge.openid.refusal import Refusal
from innsyn.kernel.clock import Instant
from innsyn.web.clients import RegisteredClient
from innsyn.web.clients.store import TokenMemory
from innsyn.web.sessions.envelope import mark_of

INACTIVE: dict[str, Any] = {"active": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenStatus:
    """Both endpoints; a client must prove itself as for a token."""

    place: Place
    authentication: Authentication
    tokens: OwnTokens
    memory: TokenMemory

    async def introspected(self, form: Mapping[str, str], *, now: Instant) -> dict[str, Any] | OauthError:
        """Say whether a token holds. Only tokens of the asker's own organisation are told of; all others look as if they did not hold."""
        asked = await self._asked(form, now)
        if isinstance(asked, OauthError):
            return asked
        client, token = asked
        if token is None:
            return INACTIVE
        standing = await self.memory.standing(None)
        owner = standing.clients.get(token.client_id)
        if owner is None or owner.organisation != client.organisation:
            return INACTIVE
        holds = not owner.is_revoked and owner.version == token.version and mark_of(token.id, "token") not in standing.revoked
        return self._told(token) if holds else INACTIVE

    async def taken_back(self, form: Mapping[str, str], *, now: Instant) -> OauthError | None:
        """Take a token back. One that is not the client's own, or no longer a token, is taken back already: the answer is the same."""
        asked = await self._asked(form, now)
        if isinstance(asked, OauthError):
            return asked
        client, token = asked
        if token is not None and token.client_id == client.client_id:
            await self.memory.take_back(token.id, until=token.expires_at)
        return None

    async def _asked(self, form: Mapping[str, str], now: Instant) -> tuple[RegisteredClient, OwnToken | None] | OauthError:
        client = await self.authentication.client(form, now=now)
        if isinstance(client, OauthError):
            return client
        if not form.get("token"):
            return invalid_request("token is missing", "status.token")
        token = self.tokens.read(form["token"], now=now)
        return client, None if isinstance(token, Refusal) else token

    def _told(self, token: OwnToken) -> dict[str, Any]:
        return {
            "active": True,
            "iss": self.place.issuer,
            "aud": self.place.audience,
            "client_id": token.client_id,
            "sub": token.subject,
            "scope": token.scope,
            "jti": token.id,
            "iat": int(token.issued_at.timestamp()),
            "exp": int(token.expires_at.timestamp()),
            "token_type": "DPoP" if token.jkt else "Bearer",
            **({"cnf": {"jkt": token.jkt}} if token.jkt else {}),
        }
