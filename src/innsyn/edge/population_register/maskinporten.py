"""Access tokens of Maskinporten: a grant signed by us for a token that is used until shortly before it runs out.

Source: RFC 7523 §2.1; docs.digdir.no, Maskinporten, JWT grant and /token endpoint."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import httpx
from joserfc import jwt
from joserfc.jwk import Key

from innsyn.edge.openid.signing_key import algorithm_for
from innsyn.edge.population_register.calls import Answered, Caller, Unanswered
from innsyn.kernel.clock import Instant

GRANT_TYPE = "urn:ietf:params:oauth:grant-type:jwt-bearer"
GRANT_LIFETIME_S = 60
SPARE = timedelta(seconds=10)
"""So long before its end a token is no longer used: it must still hold when it arrives."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Maskinporten:
    """Ourselves as Maskinporten knows us. issuer: its name, ended by a slash. key: private RSA, its kid registered there."""

    issuer: str
    client_id: str
    key: Key = field(repr=False)
    scope: str
    new_id: Callable[[], str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Token:
    text: str = field(repr=False)
    until: Instant


class Tokens:
    """Gives a token that holds, asking for a new one only when the last is used up."""

    def __init__(self, us: Maskinporten, caller: Caller) -> None:
        """us: the client. caller: the way to Maskinporten."""
        self._us = us
        self._caller = caller
        self._held: _Token | None = None
        self._asking = asyncio.Lock()

    async def token(self, *, now: Instant) -> str | Unanswered:
        """Give a token. Many who ask at once cost one call."""
        async with self._asking:
            if self._held is None or self._held.until <= now:
                given = await self._ask(now)
                if isinstance(given, Unanswered):
                    return given
                self._held = given
            return self._held.text

    def forget(self, token: str) -> None:
        """Use this token no more: it was refused."""
        if self._held and self._held.text == token:
            self._held = None

    async def _ask(self, now: Instant) -> _Token | Unanswered:
        form = {"grant_type": GRANT_TYPE, "assertion": self._grant(now)}
        answer = await self._caller.post_form(f"{self._us.issuer}token", form)
        return _read(answer, now) if isinstance(answer, Answered) else answer

    def _grant(self, now: Instant) -> str:
        """Write a grant. Claims that Maskinporten does not know would be refused."""
        at, algorithm = int(now.timestamp()), algorithm_for(self._us.key)
        claims = {"aud": self._us.issuer, "iss": self._us.client_id, "scope": self._us.scope, "jti": self._us.new_id()}
        times = {"iat": at, "exp": at + GRANT_LIFETIME_S}
        return jwt.encode({"alg": algorithm, "kid": self._us.key.kid}, claims | times, self._us.key, algorithms=[algorithm])


def _read(answer: Answered, now: Instant) -> _Token | Unanswered:
    content = answer.content if isinstance(answer.content, dict) else {}
    token, lifetime_s = content.get("access_token"), content.get("expires_in")
    is_bearer = str(content.get("token_type", "")).lower() == "bearer"
    if answer.status != httpx.codes.OK or not is_bearer or not isinstance(token, str) or not isinstance(lifetime_s, int):
        return Unanswered(f"token.{answer.status}")
    return _Token(token, now + timedelta(seconds=lifetime_s) - SPARE)
