"""Asking clamd, against a stand-in that reads the protocol as clamd does."""

import asyncio
import struct
from contextlib import asynccontextmanager

import pytest

from innsyn.edge.virus_scanner import Clamd

BIG = b"\x89PNG" * 40_000


@asynccontextmanager
async def scanner(answer):
    """A stand-in for clamd that keeps what it was sent and says `answer`. Gives the client and what came."""
    came = []

    async def serve(reader, writer):
        assert await reader.readuntil(b"\0") == b"zINSTREAM\0"
        octets = b""
        while length := struct.unpack(">I", await reader.readexactly(4))[0]:
            octets += await reader.readexactly(length)
        came.append(octets)
        writer.write(answer)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield Clamd("127.0.0.1", server.sockets[0].getsockname()[1], deadline_s=5), came


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"stream: OK\0", "clean"),
        (b"stream: Eicar-Test-Signature FOUND\0", "infected"),
        (b"INSTREAM size limit exceeded. ERROR\0", "unknown"),
        (b"stream: OK then something\0", "unknown"),
        (b"", "unknown"),
    ],
)
async def test_only_a_clear_answer_is_believed(answer, said):
    async with scanner(answer) as (clamd, _):
        assert await clamd.scan(b"something") == said


async def test_the_whole_file_is_sent():
    async with scanner(b"stream: OK\0") as (clamd, came):
        await clamd.scan(BIG)
    assert came == [BIG]


async def test_a_scanner_that_is_away_has_seen_nothing():
    assert await Clamd("127.0.0.1", 9, deadline_s=2).scan(b"something") == "unknown"


async def test_a_scanner_that_never_answers_is_not_waited_for():
    async with await asyncio.start_server(lambda _reader, _writer: asyncio.sleep(5), "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        assert await Clamd("127.0.0.1", port, deadline_s=0.2).scan(b"something") == "unknown"
