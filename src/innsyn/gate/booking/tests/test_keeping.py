"""An office's own timebook: opened in bulk without two times over each other, closed, listed; by those who treat patients there alone."""

import asyncio
from datetime import timedelta
from itertools import pairwise

from innsyn.gate.booking import keeping, timebooks
from innsyn.gate.booking.tests.samples import HALF_HOUR, HER_ID, TOMORROW, Clinic, a_patient
from innsyn.gate.refused import Refused
from innsyn.gate.tests.samples import NOW, OTHER_TRUST, TRUST, VET_HPR

WEEK = timedelta(days=7)


async def test_times_are_opened_in_bulk_and_none_over_another(world, clinic):
    starts = [TOMORROW + timedelta(minutes=15) * n for n in range(12)]
    assert await world.gate.timebook.open(clinic.nurse, clinic.calendar_id, starts, HALF_HOUR, NOW) == 3
    times = await clinic.times()
    assert len(times) == 6
    assert all(one.end <= other.start for one, other in pairwise(times))


async def test_what_has_begun_and_what_is_no_time_is_not_opened(world, clinic):
    later = [TOMORROW + WEEK]
    for starts, lasts in (([NOW], HALF_HOUR), ([], HALF_HOUR), (later, timedelta(0)), (later, -HALF_HOUR), (later, timedelta(hours=9))):
        assert await world.gate.timebook.open(clinic.nurse, clinic.calendar_id, starts, lasts, NOW) == 0
    assert await clinic.statuses() == ["free", "free", "free"]


async def test_so_many_are_opened_at_once_and_no_more(world, clinic, monkeypatch):
    monkeypatch.setattr(keeping, "MOST_OPENED", 4)
    starts = [TOMORROW + WEEK + HALF_HOUR * n for n in range(5)]
    assert await world.gate.timebook.open(clinic.nurse, clinic.calendar_id, starts, HALF_HOUR, NOW) == 4


async def test_two_who_open_the_same_hours_at_once_open_them_once(world, clinic):
    starts = [TOMORROW + WEEK + HALF_HOUR * n for n in range(4)]
    turns = [world.gate.timebook.open(clinic.nurse, clinic.calendar_id, starts, HALF_HOUR, NOW) for _ in range(3)]
    assert sorted(await asyncio.gather(*turns)) == [0, 0, 4]


async def test_times_beyond_a_page_are_seen_too(world, clinic, monkeypatch):
    monkeypatch.setattr(timebooks, "MOST_TIMES", 2)
    assert len(await clinic.times()) == 3
    again = [TOMORROW + HALF_HOUR * n for n in range(3)]
    assert await world.gate.timebook.open(clinic.nurse, clinic.calendar_id, again, HALF_HOUR, NOW) == 0


async def test_a_free_time_is_closed_and_opened_again_and_a_taken_one_is_not(world, clinic):
    chosen = await clinic.chosen()
    assert (await world.gate.timebook.close(clinic.nurse, chosen.slot_id, NOW)).id == chosen.slot_id
    assert await world.gate.timebook.close(clinic.nurse, chosen.slot_id, NOW) == "changed"
    assert await clinic.statuses() == ["busy-unavailable", "free", "free"]
    await world.gate.timebook.reopen(clinic.nurse, chosen.slot_id, NOW)
    await world.gate.booking.book(await a_patient(world), await clinic.chosen(), "", NOW)
    assert await world.gate.timebook.close(clinic.nurse, chosen.slot_id, NOW) == "changed"
    assert await world.gate.timebook.close(clinic.nurse, "nothing-such", NOW) == "gone"


async def test_the_day_of_an_office_is_its_own_and_each_patient_finds_who_looked(world, clinic):
    kari = await a_patient(world)
    stored = await world.gate.booking.book(kari, await clinic.chosen(), "", NOW)
    other = await Clinic(world, organisation=OTHER_TRUST).opens()
    since, until = NOW, NOW + WEEK
    assert [row.id for row in await world.gate.timebook.appointments(clinic.nurse, since, until, NOW)] == [stored.id]
    assert await world.gate.timebook.appointments(clinic.nurse, NOW + WEEK, NOW + 2 * WEEK, NOW) == ()
    assert await world.gate.timebook.appointments(other.nurse, since, until, NOW) == ()
    assert [row.id for row in await world.gate.timebook.waiting(clinic.nurse, NOW)] == [stored.id]
    looked = [line for line in (await world.gate.my_log(kari, NOW)).lines if line.kind == "staff"]
    assert [line.who for line in looked] == ["Nina Sykepleier"]


async def test_calendars_are_shown_and_kept_by_those_who_work_there(world, clinic):
    (calendar,) = await world.gate.timebook.calendars(clinic.nurse, NOW)
    assert (calendar.id, calendar.her_id, calendar.name, calendar.organisation) == (clinic.calendar_id, HER_ID, "Siv Lege", TRUST)
    elsewhere = await world.nurse(organisation=OTHER_TRUST, unit=OTHER_TRUST)
    assert await world.gate.timebook.calendars(elsewhere, NOW) == ()
    assert isinstance(await world.gate.timebook.open(elsewhere, clinic.calendar_id, [TOMORROW + WEEK], HALF_HOUR, NOW), Refused)
    assert await world.gate.timebook.close(elsewhere, (await clinic.chosen()).slot_id, NOW) == "gone"


async def test_whoever_treats_nobody_has_no_timebook(world, clinic):
    vet = await world.nurse(hpr=VET_HPR, name="Vera Veterinær")
    slot = (await clinic.chosen()).slot_id
    assert await world.gate.timebook.calendars(vet, NOW) == ()
    for answer in (
        await world.gate.timebook.open(vet, clinic.calendar_id, [TOMORROW + WEEK], HALF_HOUR, NOW),
        await world.gate.timebook.close(vet, slot, NOW),
        await world.gate.timebook.appointments(vet, NOW, NOW + WEEK, NOW),
        await world.gate.timebook.waiting(vet, NOW),
        await world.gate.timebook.keep(vet, clinic.calendar, NOW),
    ):
        assert isinstance(answer, Refused)


async def test_one_of_its_own_is_read_and_another_offices_is_not_there_and_leaves_a_trace(world, clinic):
    kari = await a_patient(world)
    stored = await world.gate.booking.book(kari, await clinic.chosen(), "", NOW)
    assert (await world.gate.timebook.one(clinic.nurse, stored.id, NOW)).id == stored.id
    elsewhere = await world.nurse(organisation=OTHER_TRUST, unit=OTHER_TRUST)
    vet = await world.nurse(hpr=VET_HPR, name="Vera Veterinær")
    assert [await world.gate.timebook.one(who, stored.id, NOW) for who in (elsewhere, vet)] == [None, None]
    assert ("read", "refused") in await world.told(kari.owner)
    for strange in ("", "no id!", "nothing-such"):
        assert await world.gate.timebook.one(clinic.nurse, strange, NOW) is None
