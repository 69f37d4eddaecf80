"""Where we are willing to send: public addresses by HTTPS, looked up by us and then held to, so that no name leads into our own house.

Source: OWASP, Server-Side Request Forgery Prevention; RFC 6890 for the addresses that are nobody's on the open network.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from innsyn.gate.following import Fault
from innsyn.kernel.outcome import Problem

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""Looks a name up: gives its addresses. Raises OSError when there are none."""

_PATH = "Subscription.channel.endpoint"
_LONGEST = 1_000
_PORTS = {"https": 443, "http": 80}

NO_ADDRESS = Fault("dns-resolution-error", "the endpoint's name leads nowhere")
NOT_OPEN = Fault("no-response", "the endpoint's name leads to an address that nothing is sent to")


@dataclass(frozen=True, slots=True)
class Reachable:
    """What may be sent to. is_http_allowed: also without TLS, in a sandbox. networks: private ones that are allowed all the same."""

    is_http_allowed: bool = False
    networks: tuple[Network, ...] = ()

    def may_reach(self, address: Address) -> bool:
        """Say whether something may be sent to an address."""
        plain = address.ipv4_mapped or address if isinstance(address, IPv6Address) else address
        if any(plain in network for network in self.networks if network.version == plain.version):
            return True
        return plain.is_global and not plain.is_multicast


PUBLIC = Reachable()


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A receiver's address, taken apart. path: with its query, as written. host: in lower case."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """Write host and port as a Host header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    def below(self, path: str) -> str:
        """Give the path of something below, when the endpoint is the base of a service."""
        base, mark, query = self.path.partition("?")
        return f"{base.rstrip('/')}/{path}{mark}{query}"


def networks(texts: Sequence[str]) -> tuple[Network, ...]:
    """Read networks such as `10.1.0.0/16`. Raises ValueError for what is none."""
    return tuple(ip_network(text) for text in texts)


def read_endpoint(written: str, reachable: Reachable) -> Endpoint | Problem:
    """Read a receiver's address. Returns it, or why nothing can be sent there; nothing of it is said again."""
    try:
        parts = urlsplit(written)
        port = parts.port
    except ValueError:
        return Problem("value", "the endpoint is not an address", _PATH)
    if not parts.hostname or len(written) > _LONGEST or not written.isascii() or any(not " " < letter < "\x7f" for letter in written):
        return Problem("value", "the endpoint is not an address", _PATH)
    if parts.scheme not in (("https", "http") if reachable.is_http_allowed else ("https",)):
        return Problem("security", "the endpoint must be reached by https", _PATH)
    if parts.username is not None or parts.fragment:
        return Problem("security", "the endpoint may not carry a user name or a fragment: use headers", _PATH)
    endpoint = Endpoint(parts.scheme, parts.hostname, port or _PORTS[parts.scheme], f"{parts.path}?{parts.query}".rstrip("?"))
    literal = _literal(endpoint.host)
    if literal is not None and not reachable.may_reach(literal):
        return Problem("security", "the endpoint is at an address that nothing is sent to", _PATH)
    return endpoint


async def address_of(endpoint: Endpoint, reachable: Reachable, resolve: Resolve) -> str | Fault:
    """Look an endpoint up, and give the address to connect to. Returns a Fault when any of its addresses is one we do not send to."""
    literal = _literal(endpoint.host)
    try:
        found = [str(literal)] if literal is not None else await resolve(endpoint.host, endpoint.port)
    except OSError:
        return NO_ADDRESS
    addresses = [_literal(one) for one in found]
    if not addresses:
        return NO_ADDRESS
    if any(one is None or not reachable.may_reach(one) for one in addresses):
        return NOT_OPEN
    return found[0]


async def looked_up(host: str, port: int) -> Sequence[str]:
    """Ask the machine's own resolver."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(one[4][0]) for one in found]


def _literal(host: str) -> Address | None:
    try:
        return ip_address(host.partition("%")[0])
    except ValueError:
        return None
