"""Times of an office with a system of its own: offered by it, and booked only when it has said so, whatever dies meanwhile."""

import asyncio
from datetime import timedelta

import pytest

from innsyn.gate.reconciliation import comparing
from innsyn.gate.reconciliation.looking import Looking
from innsyn.gate.reconciliation.reconciling import Reconciling
from innsyn.gate.reconciliation.told import told_of
from innsyn.kernel.clock import system_clock


@pytest.fixture(autouse=True)
def ordinary(town):
    """Each test leaves a system that answers as it should."""
    yield
    town.switch(away=False, slow=False, refuse=False, double_book=False)


async def status(per, appointment):
    return (await per.read("Appointment", appointment.id))["status"]


async def offered(town, per, least=10):
    """The last times first: they may still be moved and called off."""
    times = await town.until(per.free_times, lambda found: len(found) >= least)
    assert len(times) >= least
    return times[::-1]


@pytest.mark.slow
async def test_a_time_is_booked_when_the_offices_system_has_said_so_and_not_before(town, per):
    first, *_ = await offered(town, per)
    town.switch(away=True)
    asked = await per.books(first)
    assert await status(per, asked) == "pending"
    assert await per.books(first) == "taken"
    town.switch(away=False)
    assert await town.until(lambda: status(per, asked), lambda found: found != "pending") == "booked"
    assert first.id not in [each.id for each in await per.free_times()]


@pytest.mark.slow
async def test_a_move_frees_the_old_time_when_the_office_has_said_so(town, per):
    first, second, *_ = await offered(town, per)
    asked = await per.books(first)
    await town.until(lambda: status(per, asked), lambda found: found == "booked")
    await per.moves(asked.id, second)
    assert await town.until(lambda: status(per, asked), lambda found: found == "booked") == "booked"
    free = [each.id for each in await per.free_times()]
    assert first.id in free
    assert second.id not in free


@pytest.mark.slow
async def test_a_time_that_was_given_away_at_the_counter_is_never_said_to_be_booked(town, per):
    first, *_ = await offered(town, per)
    town.switch(double_book=True)
    asked = await per.books(first)
    assert await town.until(lambda: status(per, asked), lambda found: found != "pending") == "cancelled"
    assert first.id not in [each.id for each in await per.free_times()], "somebody has it"


@pytest.mark.slow
async def test_a_booking_outlives_the_sudden_death_of_everything(town, per):
    first, *_ = await offered(town, per)
    town.switch(away=True)
    asked = await per.books(first)
    assert await per.books(first) == "taken", "an answer that is late leaves nobody else the time"
    assert await status(per, asked) == "pending"
    town.switch(away=False, slow=True)
    town.dies()
    town.server.start()
    town.server.wait_until_ready()
    town.switch(slow=False)
    assert await town.until(lambda: status(per, asked), lambda found: found != "pending") == "booked"


@pytest.mark.slow
async def test_an_office_that_will_not_have_it_says_no_and_the_time_is_free_again(town, per):
    first, *_ = await offered(town, per)
    town.switch(refuse=True)
    asked = await per.books(first)
    assert await town.until(lambda: status(per, asked), lambda found: found != "pending") == "cancelled"
    assert first.id in [each.id for each in await per.free_times()]


@pytest.mark.slow
async def test_a_time_given_away_after_the_yes_is_found_when_both_sides_are_compared(town, per, monkeypatch):
    monkeypatch.setattr(comparing, "ARRIVES_WITHIN", timedelta(0))
    first, *_ = await offered(town, per)
    asked = await per.books(first)
    await town.until(lambda: status(per, asked), lambda found: found == "booked")
    await asyncio.sleep(1.1)
    town.switch(double_book=True)
    kinds = await town.until(lambda: differences(per, asked), lambda found: found)
    assert kinds == ["somebody_elses"]
    assert await status(per, asked) == "booked", "nothing is mended in silence"


async def differences(per, asked):
    """What is told of one appointment at the office's desk when one compares now."""
    looking, now = Looking(per.gate._record), system_clock()
    await Reconciling(per.gate._record).compare(now)
    told = [told_of(row) for row in await looking.told(per.contact[1], (), now)]
    return [each.drift.kind for each in told if each.is_open and each.drift.appointment_id == asked.id]
