"""Sends one notification to its receiver, and says whether it was taken or what went wrong.

No redirects, no proxies, a deadline for the whole, and of the answer no more than its status: what a receiver says is never kept.
Source: RFC 9110; Subscriptions R5 Backport 1.1.0, channels: any 2xx is a yes.
"""

import asyncio
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache

import httpx

from innsyn.edge.subscriptions.endpoint import Endpoint, Reachable, Resolve, address_of
from innsyn.gate.following import Fault

_LONGEST_S, _LONGEST_END_S, _LONGEST_ANSWER = 60.0, 0.5, 16_384


@dataclass(frozen=True, slots=True)
class Sending:
    """What is sent. method: POST or PUT. path: at the receiver. headers: the receiver's own and ours. body: empty for a bare notice."""

    method: str
    path: str
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False, default=b"")
    timeout_s: float = 15


class Sender:
    """Our way out. One for each receiver at a time: its connections are never shared with another's."""

    def __init__(self, endpoint: Endpoint, reachable: Reachable, resolve: Resolve) -> None:
        """resolve: looks names up. Use as an asynchronous context."""
        self._endpoint, self._reachable, self._resolve = endpoint, reachable, resolve
        self._http: httpx.AsyncClient | None = None

    async def __aenter__(self) -> "Sender":
        """Open; nothing is connected before the first sending."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Let connections go."""
        if self._http is not None:
            await self._http.aclose()

    async def send(self, sending: Sending) -> int | Fault:
        """Send. Returns the status of the answer, or why there was none."""
        try:
            async with asyncio.timeout(sending.timeout_s):
                address = await address_of(self._endpoint, self._reachable, self._resolve)
                return address if isinstance(address, Fault) else await self._sent(sending, address)
        except TimeoutError:
            return Fault("no-response", f"no answer within {sending.timeout_s:g} seconds")
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as failure:
            return Fault("no-response", f"no answer: {_kind(failure)}")

    async def _sent(self, sending: Sending, address: str) -> int:
        """Connect to the very address that was judged, under the endpoint's own name."""
        host = f"[{address}]" if ":" in address else address
        if self._http is None:
            self._http = httpx.AsyncClient(verify=_trusted(), trust_env=False, follow_redirects=False, timeout=_LONGEST_S)
        request = self._http.build_request(
            sending.method,
            f"{self._endpoint.scheme}://{host}:{self._endpoint.port}{sending.path or '/'}",
            headers={**sending.headers, "Host": self._endpoint.authority},
            content=sending.body,
            extensions={"sni_hostname": self._endpoint.host},
        )
        response = await self._http.send(request, stream=True)
        try:
            await _let_end(response)
        finally:
            await response.aclose()
        return response.status_code


def fault_of(answer: int | Fault) -> Fault | None:
    """Say what was wrong with an answer; None when the receiver took it."""
    if isinstance(answer, Fault):
        return answer
    return None if 200 <= answer < 300 else Fault("error-response", f"the endpoint answered {answer}")


@cache
def _trusted() -> ssl.SSLContext:
    """Read the certificates we trust, once: it takes longer than a sending."""
    return httpx.create_ssl_context(trust_env=False)


async def _let_end(response: httpx.Response) -> None:
    """Read a short answer to its end, so that its connection can be used again; a long or slow one is cut. It is thrown away."""
    with suppress(TimeoutError, httpx.HTTPError):
        async with asyncio.timeout(_LONGEST_END_S):
            length = 0
            async for piece in response.aiter_raw():
                length += len(piece)
                if length > _LONGEST_ANSWER:
                    return


def _kind(failure: Exception) -> str:
    """Name a failure in words of ours: the library's own may carry the address."""
    match failure:
        case httpx.ConnectError() | OSError():
            return "the endpoint cannot be connected to"
        case httpx.ProtocolError():
            return "the endpoint does not speak HTTP"
        case _:
            return "the connection was lost"
