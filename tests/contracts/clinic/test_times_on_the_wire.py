"""Times of an office with a system of its own: offered by it, and booked only when it has said so, whatever dies meanwhile."""

import pytest


@pytest.fixture(autouse=True)
def ordinary(town):
    """Each test leaves a system that answers as it should."""
    yield
    town.switch(away=False, slow=False, double_book=False)


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
    town.switch(slow=True)
    asked = await per.books(first)
    town.dies()
    town.server.start()
    town.server.wait_until_ready()
    town.switch(slow=False)
    assert await town.until(lambda: status(per, asked), lambda found: found != "pending") == "booked"
