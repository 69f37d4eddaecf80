"""Fetching a client's keys from an address somebody else chose: https, public addresses only, no redirects, little and soon.

Source: RFC 7517 §5, RFC 8725 §3.10 (do not follow addresses blindly); OWASP, server-side request forgery; SMART App Launch 2.2."""

import asyncio
import ipaddress
import re
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

import httpx

from innsyn.edge.openid.refusal import Refusal, refused
from innsyn.web.clients.public_keys import LONGEST
from innsyn.web.clients.registration import is_keys_address

DEADLINE_S = 5.0
LONGEST_KEPT_S = 600
_MAX_AGE = re.compile(r"max-age=(\d{1,9})")

Resolve = Callable[[str, int], Awaitable[tuple[str, ...]]]
"""Says which addresses a host name has."""


async def resolve(host: str, port: int) -> tuple[str, ...]:
    """Ask the machine's resolver."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(each[4][0]) for each in found))


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came. keep_s: how long the owner lets us keep it, ten minutes at most."""

    text: str
    keep_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFetcher:
    """Our way to others' keys. may_be_local: plain http and our own machine are allowed, in the sandbox and in tests only."""

    http: httpx.AsyncClient
    resolve: Resolve = resolve
    may_be_local: bool = False

    async def fetch(self, address: str) -> Fetched | Refusal:
        """Fetch a small text. The name is looked up once, and the connection goes to the address that was judged."""
        if not is_keys_address(address, may_be_local=self.may_be_local):
            return refused("keys.address")
        try:
            async with asyncio.timeout(DEADLINE_S):
                return await self._fetch(address)
        except (TimeoutError, OSError, httpx.HTTPError, httpx.InvalidURL, UnicodeError):
            return Refusal("provider_down", "keys.fetch")

    async def _fetch(self, address: str) -> Fetched | Refusal:
        parts = urlsplit(address)
        host, port = str(parts.hostname), parts.port or (443 if parts.scheme == "https" else 80)
        found = await self.resolve(host, port)
        if not found or not all(self._may_go_to(each) for each in found):
            return refused("keys.private_address")
        there = f"[{found[0]}]:{port}" if ":" in found[0] else f"{found[0]}:{port}"
        name = host if parts.port is None else f"{host}:{port}"
        request = self.http.build_request(
            "GET",
            urlunsplit((parts.scheme, there, parts.path or "/", parts.query, "")),
            headers={"Host": name, "Accept": "application/json"},
            extensions={"sni_hostname": host} if parts.scheme == "https" else {},
        )
        return await self._read(request)

    async def _read(self, request: httpx.Request) -> Fetched | Refusal:
        response = await self.http.send(request, stream=True, follow_redirects=False)
        try:
            if response.status_code != httpx.codes.OK:
                return refused("keys.status")
            read = bytearray()
            async for part in response.aiter_bytes():
                read += part
                if len(read) > LONGEST:
                    return refused("keys.too_long")
            return Fetched(read.decode("utf-8", "replace"), _keep_s(response.headers.get("cache-control", "")))
        finally:
            await response.aclose()

    def _may_go_to(self, found: str) -> bool:
        try:
            address = ipaddress.ip_address(found)
        except ValueError:
            return False
        mapped = getattr(address, "ipv4_mapped", None) or address
        return self.may_be_local or (mapped.is_global and not mapped.is_multicast)


def _keep_s(cache_control: str) -> int:
    words = cache_control.lower()
    if "no-store" in words or "no-cache" in words:
        return 0
    said = _MAX_AGE.search(words)
    return min(int(said[1]), LONGEST_KEPT_S) if said else LONGEST_KEPT_S
