"""What one system has written that nobody can read keeps nobody else's news back, and what only fails for now loses nobody's."""

from itertools import repeat

import asyncpg
import pytest
from structlog.testing import capture_logs

from innsyn.gate.news import News
from innsyn.gate.tests.samples import NOW
from innsyn.kernel.clock import SteppingClock
from innsyn.main.telling import tell_the_news
from innsyn.record.blob_keys import BlobDamaged
from innsyn.record.packing import DictionaryMissing
from innsyn.record.stored import Change
from innsyn.record.unavailable import RecordUnavailable

KIND = "ServiceRequest"


class Feed:
    """A feed of three changes, of which the second raises these failures, one each time it is read, until there are no more."""

    types = frozenset({KIND})

    def __init__(self, failures):
        self.failures = iter(failures)

    async def changes(self, place, _limit):
        rows = [Change(row=n, owner=None, type=KIND, id=f"r{n}", version=1, deleted=False, recorded_at=NOW) for n in (1, 2, 3)]
        return ([], place) if place else (rows, "3")

    async def read(self, change, _now):
        if change.id == "r2" and (failure := next(self.failures, None)) is not None:
            raise failure
        return change.id


async def told(failures, place, times=2):
    """Follow so many times from the beginning. Returns what was told."""
    heard = []

    async def tell(each):
        heard.append(each)

    feed = Feed(failures)
    place.write_text("")
    for _ in range(times):
        await tell_the_news(News(feed, feed), tell, place, SteppingClock(NOW))
    return heard


@pytest.mark.parametrize("kind", [OverflowError, AttributeError, KeyError, RecursionError, TypeError, ValueError])
async def test_a_change_that_cannot_be_read_is_passed_over_and_the_rest_is_told_once(tmp_path, kind):
    with capture_logs() as logged:
        assert await told(repeat(kind("secret")), tmp_path / "place") == ["r1", "r3"]
    (said,) = [each for each in logged if each["event"] == "news.passed_over"]
    assert said["kinds"] == kind.__name__
    assert "secret" not in str(said)


async def test_what_seemed_unreadable_by_chance_is_told(tmp_path):
    assert await told([AttributeError()], tmp_path / "place") == ["r1", "r2", "r3"]


PASSING = [
    RecordUnavailable("gone"),
    asyncpg.DeadlockDetectedError("locked"),
    asyncpg.LockNotAvailableError("locked"),
    asyncpg.UndefinedTableError("half migrated"),
    OSError("disk"),
    TimeoutError(),
    BlobDamaged("half written"),
    DictionaryMissing(1),
    RuntimeError("whatever"),
]


@pytest.mark.parametrize("failure", PASSING, ids=lambda each: type(each).__name__)
@pytest.mark.parametrize("before", [[], [ValueError()]], ids=["at once", "the second time"])
async def test_what_may_be_well_the_next_time_passes_nobody_over(tmp_path, before, failure):
    heard, place, feed = [], tmp_path / "place", Feed([*before, failure])
    place.write_text("")

    async def tell(each):
        heard.append(each)

    with pytest.raises(type(failure)):
        await tell_the_news(News(feed, feed), tell, place, SteppingClock(NOW))
    assert (heard, place.read_text()) == ([], "")
    await tell_the_news(News(feed, feed), tell, place, SteppingClock(NOW))
    assert heard == ["r1", "r2", "r3"]
