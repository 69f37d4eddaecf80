"""A wire between two programs that can be cut: every connection over it ends at once, whatever was on its way in either direction."""

import asyncio
import threading
from contextlib import suppress
from pathlib import Path

_PIECE, _WITHIN_S = 65_536, 60


class Wire:
    """Passes bytes on from one place to another. start: opens the near end. far: connects to the far one."""

    def __init__(self, start, far):
        self._start, self._far, self._ends, self.cuts = start, far, set(), 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._server = self._do(self._open())

    async def _open(self):
        return await self._start(self._joined)

    @property
    def port(self):
        """The near end's port, when it has one."""
        return self._server.sockets[0].getsockname()[1]

    def cut(self):
        """End every connection."""
        self.cuts += 1
        self._loop.call_soon_threadsafe(self._abort)

    def close(self):
        """Take the wire down."""
        try:
            self._do(self._ended())
        finally:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(timeout=_WITHIN_S)
            self._loop.close()

    async def _ended(self):
        self._server.close()
        while others := asyncio.all_tasks() - {asyncio.current_task()}:  # Whoever is just about to join is let in first.
            self._abort()
            await asyncio.wait(others, timeout=0.05)
        await self._server.wait_closed()

    def _do(self, step):
        return asyncio.run_coroutine_threadsafe(step, self._loop).result(timeout=_WITHIN_S)

    def _abort(self):
        for end in tuple(self._ends):
            end.transport.abort()

    async def _joined(self, reader, writer):
        try:
            far_reader, far_writer = await self._far()
        except OSError:
            writer.transport.abort()
            return
        ends = {writer, far_writer}
        self._ends |= ends
        try:
            await asyncio.gather(_passed(reader, far_writer), _passed(far_reader, writer))
        finally:
            self._ends -= ends
            for end in ends:
                end.transport.abort()
            for end in ends:
                with suppress(OSError):
                    await end.wait_closed()


async def _passed(reader, writer):
    """Pass on until one side ends; then the other ends too."""
    with suppress(OSError):
        while piece := await reader.read(_PIECE):
            writer.write(piece)
            await writer.drain()
    with suppress(OSError):
        writer.close()


def to_database(dsn, folder):
    """Lay a wire to a database that listens at a socket. Returns it and the database's address at its near end."""
    near, far = folder / "wire", Path(dsn.partition("?host=")[2])
    near.mkdir()
    (name,) = [each.name for each in far.glob(".s.PGSQL.*") if not each.name.endswith(".lock")]

    async def start(joined):
        return await asyncio.start_unix_server(joined, near / name)

    async def connect():
        return await asyncio.open_unix_connection(far / name)

    return Wire(start, connect), dsn.replace(str(far), str(near))


def to_server(port):
    """Lay a wire to a server of this machine."""

    async def start(joined):
        return await asyncio.start_server(joined, "127.0.0.1", 0)

    async def connect():
        return await asyncio.open_connection("127.0.0.1", port)

    return Wire(start, connect)
