"""Logging in from outside, over HTTP, as a browser would: through a simulator that takes a hint instead of a choice on a page.

Source: docs/run/load.md#getting-in-without-a-browser; FHIR and OAuth have no part in it, only the sandbox's `login_hint`.
"""

from dataclasses import dataclass, field
from typing import Literal

import httpx

from innsyn.web.security.cookies import cookie_name

Door = Literal["citizen", "staff"]

_FAILED = "the login of {key} did not succeed (the server answered {status}); ./innsyn cast lists who there is"
_TOO_MANY = 429


class NotLetIn(Exception):
    """There is no session to give; the text says why and what to do, without a number."""


@dataclass(frozen=True, slots=True)
class Entered:
    """A session. name, value: of its cookie. landed: the address the login ended at."""

    name: str
    value: str = field(repr=False)
    landed: str

    @property
    def header(self) -> str:
        """Write the header as curl takes it."""
        return f"Cookie: {self.name}={self.value}"


def enter(base: str, door: Door, key: str, *, more: str = "", transport: httpx.BaseTransport | None = None) -> Entered:
    """Log somebody in.

    base: the server's address. key: from `./innsyn cast`. more: an eID for citizens, a workplace's organisation number for personnel.
    transport: for tests. Raises NotLetIn."""
    hint = f"{key}:{more}" if more else key
    try:
        with httpx.Client(base_url=base, follow_redirects=True, timeout=30, trust_env=False, transport=transport) as browser:
            answer = browser.get("/login", params={"login_hint": hint})
            value = browser.cookies.get(name := cookie_name("session", is_https=base.startswith("https:")))
    except (httpx.TransportError, httpx.TooManyRedirects) as error:
        raise NotLetIn(f"nobody answers at {base}: start ./innsyn demo, or name its address with --base") from error
    if value is None:
        raise NotLetIn(_reason(answer, base, key))
    came_to: Door = "staff" if answer.url.path.startswith("/desk") else "citizen"
    if came_to != door:
        raise NotLetIn(f"{key} comes through the other door: ./innsyn token {came_to} {key}")
    return Entered(name, value, str(answer.url))


def _reason(answer: httpx.Response, base: str, key: str) -> str:
    if answer.status_code == _TOO_MANY:
        return "too many logins from here within a minute: wait a little"
    if answer.status_code == httpx.codes.OK and answer.url.path == "/login":
        return f"nobody at {base} has the key {key}; ./innsyn cast lists who there is. Only a server with the sandbox on takes keys"
    if answer.status_code == httpx.codes.OK and answer.url.path.endswith("/choose"):
        return f"{key} works in several places: name one with --organisation"
    return _FAILED.format(key=key, status=answer.status_code)
