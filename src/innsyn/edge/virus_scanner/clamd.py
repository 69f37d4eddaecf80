"""Asks clamd whether a file is clean: one connection for each file, nothing written to disk.

Source: clamd(8), INSTREAM: chunks of four bytes of length, big-endian, and so many bytes; a length of zero ends the file.
The answer to a command that begins with `z` ends with a null, however many pieces it comes in.
"""

import asyncio
import struct
from contextlib import suppress

from innsyn.web.messaging.ports import Scanned

_CHUNK = 65_536
_LONGEST_ANSWER = 4_096


class Clamd:
    """Implements `Scanner`."""

    def __init__(self, host: str, port: int, *, deadline_s: float = 15.0) -> None:
        """host, port: where clamd listens. deadline_s: for connection, file and answer together."""
        self._host, self._port, self._deadline_s = host, port, deadline_s

    async def scan(self, octets: bytes) -> Scanned:
        """Say what clamd found; unknown when it is away, too slow, or says that it could not look."""
        try:
            async with asyncio.timeout(self._deadline_s):
                return _understood(await self._asked(octets))
        except (OSError, TimeoutError, EOFError, asyncio.LimitOverrunError):
            return "unknown"

    async def _asked(self, octets: bytes) -> bytes:
        reader, writer = await asyncio.open_connection(self._host, self._port, limit=_LONGEST_ANSWER)
        try:
            writer.write(b"zINSTREAM\0")
            for start in range(0, len(octets), _CHUNK):
                chunk = octets[start : start + _CHUNK]
                writer.write(struct.pack(">I", len(chunk)) + chunk)
                await writer.drain()
            writer.write(struct.pack(">I", 0))
            await writer.drain()
            return await reader.readuntil(b"\0")
        finally:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()


def _understood(answer: bytes) -> Scanned:
    said = answer.rstrip(b"\0\n ")
    if said == b"stream: OK":
        return "clean"
    return "infected" if said.startswith(b"stream: ") and said.endswith(b" FOUND") else "unknown"
