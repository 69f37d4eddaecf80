"""Calls to the register and its token endpoint: a deadline for the whole of each, one more try when no connection came about."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

NOT_CONNECTED = (httpx.ConnectError, httpx.ConnectTimeout, httpx.RemoteProtocolError)
"""Nothing was answered and nothing was begun: a connection refused, or one that the other side had closed while it lay idle."""


@dataclass(frozen=True, slots=True)
class Answered:
    """status: of HTTP. content: the body as JSON, None when it is not JSON."""

    status: int
    content: Any


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Nothing to go by. why: for the technical log, our own words, nothing about anybody."""

    why: str


@dataclass(frozen=True, slots=True)
class Caller:
    """Our way out. http: follows no redirects. deadline_s: for a whole call and its second try, name look-up to last byte."""

    http: httpx.AsyncClient
    deadline_s: float

    async def post_form(self, address: str, form: Mapping[str, str]) -> Answered | Unanswered:
        """Post a form."""
        return await self._send(self.http.build_request("POST", address, data=dict(form), headers={"Accept": "application/json"}))

    async def post_json(self, address: str, content: Any, *, token: str, query: httpx.QueryParams) -> Answered | Unanswered:
        """Post JSON with a bearer token."""
        headers = {"Accept": "application/json", "Authorization": f"Bearer {token}"}
        return await self._send(self.http.build_request("POST", address, json=content, headers=headers, params=query))

    async def get_json(self, address: str, *, token: str, query: httpx.QueryParams) -> Answered | Unanswered:
        """Ask with a bearer token."""
        headers = {"Accept": "application/json", "Authorization": f"Bearer {token}"}
        return await self._send(self.http.build_request("GET", address, headers=headers, params=query))

    async def _send(self, request: httpx.Request) -> Answered | Unanswered:
        try:
            async with asyncio.timeout(self.deadline_s):
                response = await self._twice_at_most(request)
        except TimeoutError:
            return Unanswered("deadline")
        except httpx.HTTPError as problem:
            return Unanswered(type(problem).__name__)
        return Answered(response.status_code, _content(response))

    async def _twice_at_most(self, request: httpx.Request) -> httpx.Response:
        try:
            return await self.http.send(request, follow_redirects=False)
        except NOT_CONNECTED:
            return await self.http.send(request, follow_redirects=False)


def _content(response: httpx.Response) -> Any:
    try:
        return json.loads(response.content)
    except (ValueError, RecursionError):
        return None
