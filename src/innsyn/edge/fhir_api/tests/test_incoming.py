"""Bodies within limits, unpacked, and forms."""

import gzip

import pytest

from innsyn.edge.fhir_api.exchange import Answer
from innsyn.edge.fhir_api.incoming import pairs_of, read_all


def sent(*pieces):
    """An ASGI receive that gives these pieces."""
    waiting = [{"type": "http.request", "body": piece, "more_body": at < len(pieces) - 1} for at, piece in enumerate(pieces)]

    async def receive():
        return waiting.pop(0)

    return receive


async def test_pieces_are_put_together():
    assert await read_all(sent(b"ab", b"", b"c"), {}, 10) == b"abc"


async def test_too_much_is_refused_before_it_has_all_come():
    answer = await read_all(sent(b"a" * 8, b"a" * 8, b"never"), {}, 10)
    assert isinstance(answer, Answer)
    assert answer.status == 413


async def test_too_much_is_refused_by_its_own_word():
    answer = await read_all(sent(), {"content-length": "11"}, 10)
    assert answer.status == 413


async def test_packed_body_is_unpacked():
    assert await read_all(sent(gzip.compress(b"abc")), {"content-encoding": "gzip"}, 100) == b"abc"


async def test_packed_bomb_is_refused():
    answer = await read_all(sent(gzip.compress(b"\0" * 1_000_000)), {"content-encoding": "gzip"}, 10_000)
    assert answer.status == 413


@pytest.mark.parametrize("body", [b"no gzip", gzip.compress(b"abc")[:-4], gzip.compress(b"abc") + b"more"], ids=["none", "cut", "more"])
async def test_broken_packing_is_refused(body):
    answer = await read_all(sent(body), {"content-encoding": "gzip"}, 100)
    assert answer.status == 400


async def test_other_packing_is_refused():
    answer = await read_all(sent(b"abc"), {"content-encoding": "br"}, 100)
    assert answer.status == 415


async def test_caller_who_goes_away_leaves_what_came():
    async def receive():
        return {"type": "http.disconnect"}

    assert await read_all(receive, {}, 10) == b""


def test_form_keeps_order_repetition_and_blanks():
    assert pairs_of(b"a=1&b=&a=2%7C3") == (("a", "1"), ("b", ""), ("a", "2|3"))


@pytest.mark.parametrize("encoded", [b"a=%FF", b"\xff=1", b"a=%00", b"&".join([b"a=1"] * 501)], ids=["bad", "bytes", "nul", "many"])
def test_what_cannot_be_stored_is_no_form(encoded):
    assert pairs_of(encoded) is None
