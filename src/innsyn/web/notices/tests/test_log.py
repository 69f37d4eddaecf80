"""What of the log stands in an address, and how little of an address stands in the log."""

from uuid import UUID

import pytest

from innsyn.web.notices.asked import position_from, written
from innsyn.web.notices.channel import Channel
from innsyn.web.notices.endings import ending_of
from innsyn.web.testing.fakes import NOW


def test_a_position_is_read_as_it_was_written():
    assert position_from(written((NOW, UUID(int=7)))) == (NOW, UUID(int=7))


@pytest.mark.parametrize("text", ["", "x", "2026-11-22", "2026-11-22T10:00:00+00:00", f"soon/{UUID(int=7)}", "2026-11-22T10:00:00/x"])
def test_what_is_no_position_is_the_beginning(text):
    assert position_from(text) is None


@pytest.mark.parametrize(
    ("channel", "address", "ending"),
    [
        (Channel.SMS, "+4790000017", "…17"),
        (Channel.SMS, "110", ""),
        (Channel.SMS, "+4790000abc", ""),
        (Channel.EMAIL, "kari@example.no", "k…@e….no"),
        (Channel.EMAIL, "k@mail.krisesenter.example.no", "k…@m….no"),
        (Channel.EMAIL, "@example.no", ""),
        (Channel.EMAIL, "kari", ""),
        (Channel.EMAIL, "kari@localhost", ""),
        (Channel.EMAIL, "kari@.no", ""),
        (Channel.PUSH, "https://push.example/1", ""),
    ],
)
def test_an_address_is_shortened_to_what_only_its_owner_knows_it_by(channel, address, ending):
    assert ending_of(channel, address) == ending
