"""Calls to the registers: a deadline for the whole of each, one more try when no connection came about or the token was refused."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import httpx

from innsyn.kernel.clock import Instant

NOT_CONNECTED = (httpx.ConnectError, httpx.ConnectTimeout, httpx.RemoteProtocolError)
"""Nothing was answered and nothing was begun: a connection refused, or one that the other side had closed while it lay idle."""


class Credentials(Protocol):
    """Shows who we are."""

    async def headers(self, method: str, address: str, *, now: Instant) -> Mapping[str, str] | None:
        """Make the headers of one request, good for that one only. None when nobody gives a token just now."""
        ...

    def forget(self) -> None:
        """Use the token no more: it was refused."""
        ...


@dataclass(frozen=True, slots=True)
class Answered:
    """status: of HTTP. octets: the body."""

    status: int
    octets: bytes


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Nothing to go by. why: for the technical log, our own words, nothing about anybody."""

    why: str


@dataclass(frozen=True, slots=True)
class _Asked:
    method: str
    address: str
    accept: str
    query: Mapping[str, str] = field(default_factory=dict)
    content: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Caller:
    """Our way out. http: its redirects are not followed. deadline_s: for a whole call with its second try, token and all."""

    http: httpx.AsyncClient
    credentials: Credentials
    deadline_s: float

    async def get(
        self, address: str, *, accept: str, query: Mapping[str, str] | None = None, deadline_s: float | None = None, now: Instant
    ) -> Answered | Unanswered:
        """Ask for something. accept: its media type. deadline_s: instead of the ordinary one."""
        return await self._called(_Asked("GET", address, accept, query or {}), deadline_s or self.deadline_s, now)

    async def post(self, address: str, content: Mapping[str, Any], *, now: Instant) -> Answered | Unanswered:
        """Send something as JSON. It must be the same to send it twice."""
        return await self._called(_Asked("POST", address, "application/json", content=content), self.deadline_s, now)

    async def _called(self, asked: _Asked, deadline_s: float, now: Instant) -> Answered | Unanswered:
        try:
            async with asyncio.timeout(deadline_s):
                return await self._twice_at_most(asked, now)
        except TimeoutError:
            return Unanswered("deadline")
        except httpx.HTTPError as problem:
            return Unanswered(type(problem).__name__)

    async def _twice_at_most(self, asked: _Asked, now: Instant) -> Answered | Unanswered:
        try:
            answer = await self._once(asked, now)
        except NOT_CONNECTED:
            return await self._once(asked, now)
        if isinstance(answer, Answered) and answer.status == httpx.codes.UNAUTHORIZED:
            self.credentials.forget()
            return await self._once(asked, now)
        return answer

    async def _once(self, asked: _Asked, now: Instant) -> Answered | Unanswered:
        """Each try has headers of its own: a proof of possession is good for one request."""
        shown = await self.credentials.headers(asked.method, asked.address, now=now)
        if shown is None:
            return Unanswered("token")
        response = await self.http.request(
            asked.method,
            asked.address,
            params=dict(asked.query),
            json=asked.content,
            headers={**shown, "Accept": asked.accept},
            follow_redirects=False,
        )
        return Answered(response.status_code, response.content)


def unanswered(answer: Answered | Unanswered, what: str) -> Unanswered:
    """Take an answer of another status than it should have for none. what: was asked for."""
    return answer if isinstance(answer, Unanswered) else Unanswered(f"{what}.status_{answer.status}")
