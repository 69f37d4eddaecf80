"""A receiver of notifications, that answers as a test wants it to: at once, late, with a no, not at all, or twice."""

import asyncio
import json
import socket
from dataclasses import dataclass, field


@dataclass
class Request:
    """One request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self):
        """The body as JSON."""
        return json.loads(self.body)

    @property
    def number(self):
        """The event number in the header."""
        return int(self.headers.get("innsyn-event-number", 0))


@dataclass
class Receiver:
    """answer: what it says to all, a status or a function of the request that gives one. delay_s: how long it thinks.
    closes: hangs up instead of answering, after it has read. tail: what it says after its answer. gathers: how many must have come before
    the first is answered."""

    answer: object = 200
    delay_s: float = 0.0
    closes: bool = False
    tail: bytes = b""
    gathers: int = 0
    port: int = 0
    requests: list = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    _talking: list = field(default_factory=list)
    _place: socket.socket | None = None
    _gathered: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def address(self):
        """Where it is."""
        return f"http://127.0.0.1:{self.port}/hook"

    @property
    def events(self):
        """Requests with an event."""
        return [one for one in self.requests if one.number]

    @property
    def taken(self):
        """Numbers of the events that came, each time they came."""
        return [one.number for one in self.events]

    async def start(self):
        """Listen, on the same port as before: it is held all the time, so that nobody else is given it meanwhile."""
        if self._place is None:
            self._place = _bound(0)
            self.port = self._place.getsockname()[1]
        self._server = await asyncio.start_server(self._talk, sock=_bound(self.port))
        return self

    async def stop(self):
        """Be gone."""
        self._server.close()
        for writer in self._talking:
            writer.transport.abort()
        await self._server.wait_closed()

    def leaves(self):
        """Give the port back."""
        self._place.close()

    async def _talk(self, reader, writer):
        self._talking.append(writer)
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                await self._one(head, reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    async def _one(self, head, reader, writer):
        first, *lines = head.decode().strip().split("\r\n")
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        request = Request(*first.split(" ")[:2], headers, body)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            if self.at_once >= self.gathers:
                self._gathered.set()
            await self._gathered.wait()
            await asyncio.sleep(self.delay_s)
        finally:
            self.at_once -= 1
        self.requests.append(request)
        if self.closes:
            writer.close()
            return
        status = self.answer(request) if callable(self.answer) else self.answer
        writer.write(f"HTTP/1.1 {status} X\r\nContent-Length: {len(self.tail)}\r\nLocation: /elsewhere\r\n\r\n".encode() + self.tail)
        await writer.drain()


def _bound(port):
    """A socket at a port, which one more may be bound to: who does not listen there refuses whoever calls."""
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    made.bind(("127.0.0.1", port))
    return made
