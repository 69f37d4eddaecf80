"""A calendar closed for a span: what is free goes at once, what is taken stays its patient's, what is given back stays closed."""

import asyncio
from datetime import timedelta

import pytest

from innsyn.gate.booking.tests.samples import HALF_HOUR, TOMORROW, Clinic, a_patient
from innsyn.gate.refused import Refused
from innsyn.gate.standing.closures import Closure
from innsyn.gate.standing.timebooks import CLOSED, FREE
from innsyn.gate.tests.samples import NOW, OTHER_TRUST, VET_HPR

DAY = timedelta(days=1)


async def closes(clinic, since=TOMORROW, until=TOMORROW + DAY, reason="Kurs"):
    """Close the clinic's calendar."""
    return await clinic.gate.closing.close(clinic.nurse, clinic.calendar_id, since, until, reason, NOW)


async def calendar_of(clinic):
    (calendar,) = await clinic.gate.timebook.calendars(clinic.nurse, NOW)
    return calendar


async def test_free_times_go_at_once_and_a_taken_one_stays_the_patients(world, direct):
    kari = await a_patient(world)
    await world.gate.booking.book(kari, await direct.chosen(1), "", NOW)
    seen = await direct.chosen(0)
    closure = await closes(direct, until=TOMORROW + 2 * HALF_HOUR)
    assert await direct.statuses() == [CLOSED, "busy", FREE]
    assert await world.gate.booking.book(kari, seen, "", NOW) == "taken"
    (kept,) = (await calendar_of(direct)).closures
    assert (kept, kept.by, kept.reason) == (closure, "Nina Sykepleier", "Kurs")


async def test_what_is_given_back_while_it_is_closed_stays_closed_and_opens_with_the_rest(world, direct):
    kari = await a_patient(world)
    stored = await world.gate.booking.book(kari, await direct.chosen(1), "", NOW)
    closure = await closes(direct)
    await world.gate.booking.cancel(kari, stored.id, NOW)
    assert await direct.statuses() == [CLOSED] * 3
    assert (await world.gate.closing.reopen(direct.nurse, direct.calendar_id, closure.id, NOW)).id == closure.id
    assert await direct.statuses() == [FREE] * 3
    assert (await calendar_of(direct)).closures == ()


async def test_a_time_that_was_closed_by_itself_stays_so_when_the_calendar_opens(world, clinic):
    await world.gate.timebook.close(clinic.nurse, (await clinic.chosen(2)).slot_id, NOW)
    closure = await closes(clinic)
    await world.gate.closing.reopen(clinic.nurse, clinic.calendar_id, closure.id, NOW)
    assert await clinic.statuses() == [FREE, FREE, CLOSED]


async def test_what_another_span_closes_too_stays_closed_until_that_one_ends(world, clinic):
    first = await closes(clinic, until=TOMORROW + 2 * HALF_HOUR)
    second = await closes(clinic, since=TOMORROW + HALF_HOUR)
    await world.gate.closing.reopen(clinic.nurse, clinic.calendar_id, first.id, NOW)
    assert await clinic.statuses() == [FREE, CLOSED, CLOSED]
    await world.gate.closing.reopen(clinic.nurse, clinic.calendar_id, second.id, NOW)
    assert await clinic.statuses() == [FREE] * 3


async def test_no_time_is_opened_where_it_is_closed(world, clinic):
    await closes(clinic, since=TOMORROW + DAY, until=TOMORROW + 2 * DAY)
    starts = [TOMORROW + DAY, TOMORROW + 2 * DAY]
    would = await world.gate.timebook.would_open(clinic.nurse, clinic.calendar_id, starts, HALF_HOUR, NOW)
    assert (would.starts, would.closed) == ((starts[1],), 1)
    assert await world.gate.timebook.open(clinic.nurse, clinic.calendar_id, starts, HALF_HOUR, NOW) == 1


async def test_of_two_who_close_the_same_days_the_second_is_told(world, clinic):
    answers = await asyncio.gather(closes(clinic), closes(clinic))
    assert sorted(type(each) is Closure for each in answers) == [False, True]
    assert "changed" in answers
    closure = next(each for each in answers if isinstance(each, Closure))
    turns = [world.gate.closing.reopen(clinic.nurse, clinic.calendar_id, closure.id, NOW) for _ in range(2)]
    assert "changed" in await asyncio.gather(*turns)
    assert await clinic.statuses() == [FREE] * 3


async def test_what_lies_within_is_told_before_anything_is_closed(world, direct):
    stored = await world.gate.booking.book(await a_patient(world), await direct.chosen(1), "", NOW)
    calendar = await calendar_of(direct)
    within = await world.gate.closing.within(direct.nurse, calendar, TOMORROW, TOMORROW + DAY, NOW)
    assert (within.free, len(within.taken)) == (2, 1)
    (row,) = await world.gate.timebook.appointments_at(direct.nurse, within.taken, NOW)
    assert row.id == stored.id
    assert await direct.statuses() == [FREE, "busy", FREE]


@pytest.mark.parametrize("span", [(TOMORROW, TOMORROW), (NOW - 2 * DAY, NOW), (TOMORROW, TOMORROW + 184 * DAY)])
async def test_a_span_that_is_none_is_over_or_is_too_long_closes_nothing(clinic, span):
    assert await closes(clinic, *span) == "gone"
    assert await clinic.statuses() == [FREE] * 3


async def test_nobody_else_closes_or_opens_a_calendar(world, clinic):
    closure = await closes(clinic)
    calendar = await calendar_of(clinic)
    vet = await world.nurse(hpr=VET_HPR, name="Vera Veterinær")
    stranger = await world.nurse(organisation=OTHER_TRUST, unit=OTHER_TRUST)
    for actor, no in ((vet, Refused), (stranger, str)):
        gate = world.gate
        assert isinstance(await gate.closing.close(actor, clinic.calendar_id, TOMORROW + DAY, TOMORROW + 2 * DAY, "", NOW), no)
        assert isinstance(await gate.closing.reopen(actor, clinic.calendar_id, closure.id, NOW), no)
        assert isinstance(await gate.closing.within(actor, calendar, TOMORROW, TOMORROW + DAY, NOW), Refused)
    assert await clinic.statuses() == [CLOSED] * 3
    assert (await calendar_of(clinic)).closures == (closure,)
    other = await Clinic(world, organisation=OTHER_TRUST).opens()
    assert await other.statuses() == [FREE] * 3
