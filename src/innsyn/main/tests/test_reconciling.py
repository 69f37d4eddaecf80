"""The nightly comparison as a job: once a night, by one process, after three o'clock, and made up for when everything stood still."""

from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from innsyn.kernel.clock import SteppingClock, instant
from innsyn.main.reconciling import compare_tonight

MIDNIGHT = instant("2026-11-22T23:00:00+00:00")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Comparing:
    """What compares. is_taken: another process has the turn. breaks: the database goes away in the middle."""

    def __init__(self):
        self.nights, self.is_taken, self.breaks = [], False, False

    @asynccontextmanager
    async def turn(self, task):
        assert task
        yield None if self.is_taken else object()

    async def compare(self, now):
        if self.breaks:
            raise ConnectionError
        self.nights.append(now)


@pytest.fixture
def comparing():
    return Comparing()


@pytest.fixture
def clock():
    return SteppingClock(MIDNIGHT)


async def test_it_is_done_once_a_night_and_not_before_three(comparing, clock, tmp_path):
    done = []
    for _ in range(30):
        done.append(await compare_tonight(comparing, tmp_path / "place", clock))
        clock.move(HOUR)
    assert [hour for hour, is_done in enumerate(done) if is_done] == [3, 27]
    assert len(comparing.nights) == 2


async def test_a_night_that_was_slept_through_is_made_up_for_in_the_morning(comparing, clock, tmp_path):
    clock.move(3 * DAY + 9 * HOUR)
    assert await compare_tonight(comparing, tmp_path / "place", clock)


async def test_while_another_process_compares_this_one_does_not(comparing, clock, tmp_path):
    clock.move(4 * HOUR)
    comparing.is_taken = True
    assert not await compare_tonight(comparing, tmp_path / "place", clock)
    assert comparing.nights == []


async def test_one_that_breaks_off_begins_again(comparing, clock, tmp_path):
    clock.move(4 * HOUR)
    comparing.breaks = True
    with pytest.raises(ConnectionError):
        await compare_tonight(comparing, tmp_path / "place", clock)
    comparing.breaks = False
    assert await compare_tonight(comparing, tmp_path / "place", clock)


async def test_a_clock_that_goes_back_compares_no_night_twice(comparing, clock, tmp_path):
    clock.move(DAY + 4 * HOUR)
    assert await compare_tonight(comparing, tmp_path / "place", clock)
    clock.move(-DAY)
    assert not await compare_tonight(comparing, tmp_path / "place", clock)


async def test_a_clock_that_was_weeks_ahead_for_a_while_costs_no_night(comparing, clock, tmp_path):
    clock.move(21 * DAY + 4 * HOUR)
    assert await compare_tonight(comparing, tmp_path / "place", clock)
    clock.move(-21 * DAY)
    assert [await compare_tonight(comparing, tmp_path / "place", clock) for _ in range(2)] == [True, False]
