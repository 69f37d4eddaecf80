"""What one system has written that nobody can read keeps nobody else's news back."""

import pytest
from structlog.testing import capture_logs

from innsyn.gate.news import News
from innsyn.gate.tests.samples import NOW
from innsyn.kernel.clock import SteppingClock
from innsyn.main.telling import tell_the_news
from innsyn.record.stored import Change
from innsyn.record.unavailable import RecordUnavailable

KIND = "ServiceRequest"


class Feed:
    """A feed of three changes, of which the second raises when it is read."""

    types = frozenset({KIND})

    def __init__(self, failure):
        self.failure = failure

    async def changes(self, place, _limit):
        rows = [Change(row=n, owner=None, type=KIND, id=f"r{n}", version=1, deleted=False, recorded_at=NOW) for n in (1, 2, 3)]
        return ([], place) if place else (rows, "3")

    async def read(self, change, _now):
        if change.id == "r2":
            raise self.failure
        return change.id


async def told(failure, place, times=2):
    """Follow so many times from the beginning. Returns what was told."""
    heard = []

    async def tell(each):
        heard.append(each)

    feed = Feed(failure)
    place.write_text("")
    for _ in range(times):
        await tell_the_news(News(feed, feed), tell, place, SteppingClock(NOW))
    return heard


async def test_a_change_whose_reading_fails_is_passed_over_and_the_rest_is_told_once(tmp_path):
    with capture_logs() as logged:
        assert await told(OverflowError("secret"), tmp_path / "place") == ["r1", "r3"]
    (said,) = [each for each in logged if each["event"] == "news.passed_over"]
    assert said["kinds"] == "OverflowError"
    assert "secret" not in str(said)


async def test_while_the_database_is_away_nothing_is_passed_over(tmp_path):
    with pytest.raises(RecordUnavailable):
        await told(RecordUnavailable("gone"), tmp_path / "place")
    assert (tmp_path / "place").read_text() == ""
