"""Calls to a provider, each with a deadline for the whole of it, each with an outcome instead of an exception."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from innsyn.edge.openid.refusal import Refusal, refused

_ERROR_CODE = re.compile(r"[a-z_]{1,40}")


@dataclass(frozen=True, slots=True)
class Answer:
    """A JSON object that came back. status: below 500. nonce: the `DPoP-Nonce` header, or empty."""

    status: int
    content: Mapping[str, Any]
    nonce: str = ""

    def error(self) -> str:
        """The OAuth error code, when it has the form of one, else `unnamed`: a stranger's words stay out of our log."""
        code = self.content.get("error")
        return code if isinstance(code, str) and _ERROR_CODE.fullmatch(code) else "unnamed"


@dataclass(frozen=True, slots=True)
class Caller:
    """Our way out. http: follows no redirects. deadline_s: for a whole call, from name look-up to the last byte."""

    http: httpx.AsyncClient
    deadline_s: float

    async def get(self, address: str) -> Answer | Refusal:
        """Fetch a JSON object."""
        return await self._send(self.http.build_request("GET", address, headers={"Accept": "application/json"}))

    async def post(self, address: str, form: Mapping[str, str], headers: Mapping[str, str] | None = None) -> Answer | Refusal:
        """Post a form, get a JSON object."""
        sent = {"Accept": "application/json", **(headers or {})}
        return await self._send(self.http.build_request("POST", address, data=dict(form), headers=sent))

    async def _send(self, request: httpx.Request) -> Answer | Refusal:
        try:
            async with asyncio.timeout(self.deadline_s):
                response = await self.http.send(request, follow_redirects=False)
        except TimeoutError:
            return Refusal("provider_down", "deadline")
        except httpx.HTTPError as problem:
            return Refusal("provider_down", type(problem).__name__)
        if response.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
            return Refusal("provider_down", f"status.{response.status_code}")
        return _read(response)


def _read(response: httpx.Response) -> Answer | Refusal:
    try:
        content = response.json()
    except ValueError:
        return refused("answer.not_json")
    if not isinstance(content, dict):
        return refused("answer.not_an_object")
    return Answer(status=response.status_code, content=content, nonce=response.headers.get("dpop-nonce", ""))
