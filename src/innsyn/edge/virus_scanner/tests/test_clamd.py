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

    async with listening(serve) as port:
        yield Clamd("127.0.0.1", port, deadline_s=60), came


@asynccontextmanager
async def listening(serve):
    """Serve one caller on a port of one's own, and leave no connection open behind."""
    served = asyncio.Event()

    async def once(reader, writer):
        try:
            await serve(reader, writer)
        finally:
            writer.close()
            await writer.wait_closed()
            served.set()

    async with await asyncio.start_server(once, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1]
        await asyncio.wait_for(served.wait(), 60)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"stream: OK\0", "clean"),
        (b"stream: Eicar-Test-Signature FOUND\0", "infected"),
        (b"INSTREAM size limit exceeded. ERROR\0", "unknown"),
        (b"stream: OK then something\0", "unknown"),
        (b"stream: OK", "unknown"),
        (b"stream: " + b"x" * 10_000 + b" FOUND\0", "unknown"),
        (b"", "unknown"),
    ],
)
async def test_only_a_clear_answer_is_believed(answer, said):
    async with scanner(answer) as (clamd, _):
        assert await clamd.scan(b"something") == said


async def test_an_answer_that_comes_in_pieces_is_heard_to_its_end():
    async def says_it_in_pieces(reader, writer):
        for piece in (b"stream: ", b"OK", b"\0"):
            writer.write(piece)
            await writer.drain()
            for _ in range(20):
                await asyncio.sleep(0)
        await reader.read()

    async with listening(says_it_in_pieces) as port:
        assert await Clamd("127.0.0.1", port, deadline_s=60).scan(b"something") == "clean"


async def test_the_whole_file_is_sent():
    async with scanner(b"stream: OK\0") as (clamd, came):
        await clamd.scan(BIG)
    assert came == [BIG]


async def test_a_scanner_that_is_away_has_seen_nothing():
    assert await Clamd("127.0.0.1", 9, deadline_s=2).scan(b"something") == "unknown"


async def test_a_scanner_that_never_answers_is_not_waited_for():
    async def says_nothing(reader, _writer):
        await reader.read()

    async with listening(says_nothing) as port:
        assert await Clamd("127.0.0.1", port, deadline_s=0.2).scan(b"something") == "unknown"
