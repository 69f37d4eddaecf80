"""Short notice: she says that she can come sooner, the clinic offers a time, the first yes has it, and nobody loses what she had."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest

from innsyn.gate.booking.asking import Wish
from innsyn.gate.booking.tests.samples import HER_ID, TOMORROW, a_patient, body_of
from innsyn.gate.refused import Refused
from innsyn.gate.standing.appointment_answers import offer_of
from innsyn.gate.standing.appointment_flags import ACKNOWLEDGE, ACKNOWLEDGED, has_said, may
from innsyn.gate.tests.decisions import chooses
from innsyn.gate.tests.families import family
from innsyn.gate.tests.samples import NOW, OTHER_TRUST, TRUST
from innsyn.record.query import Query
from innsyn.record.stored import Found, Stored

UNTIL = NOW + timedelta(hours=4)
WISH = Wish(organisation=TRUST, her_id=HER_ID, name="Siv Lege", first=date(2026, 12, 1), last=date(2026, 12, 11), words="Prevensjon")


async def waiting(world, clinic, place):
    """Somebody who has one of the times, and has said that she can come sooner."""
    visit = await a_patient(world)
    stored = await world.gate.booking.book(visit, await clinic.chosen(place), "", NOW)
    return visit, await world.gate.booking_says.comes_soon(visit, stored.id, NOW, is_so=True)


async def offered(world, clinic, visit, stored, place=0, until=UNTIL, now=NOW):
    """Let the clinic offer her another of its times."""
    nurse = await clinic.visits(visit, now=now)
    return await world.gate.short_notice.offer(nurse, stored.id, (await clinic.chosen(place)).slot_id, until, now)


async def responses(world, visit):
    found = await world.gate.search(visit, Query(("AppointmentResponse",), count=20), NOW)
    return [body_of(row)["participantStatus"] for row in found.rows] if isinstance(found, Found) else found


async def test_the_first_yes_has_the_time_and_the_other_keeps_what_she_has(world, direct):
    (kari, hers), (arne, his) = await waiting(world, direct, 1), await waiting(world, direct, 2)
    assert {row.id for row in await world.gate.short_notice.who_comes(direct.nurse, NOW)} == {hers.id, his.id}
    for visit, stored in ((kari, hers), (arne, his)):
        offer = offer_of(body_of(await offered(world, direct, visit, stored)))
        assert (await world.gate.booking_says.offered_in(visit, TRUST, offer, NOW)).her_id == HER_ID
        assert await world.gate.booking_says.offered_in(visit, TRUST, offer, UNTIL) is None
    assert await direct.statuses() == ["busy-tentative", "busy", "busy"]
    says = world.gate.booking_says
    answers = await asyncio.gather(says.take(kari, hers.id, NOW), says.take(arne, his.id, NOW))
    assert sorted(isinstance(each, Stored) for each in answers) == [False, True]
    assert "taken" in answers
    assert sorted(await direct.statuses()) == ["busy", "busy", "free"]
    winner = next(each for each in answers if isinstance(each, Stored))
    assert (body_of(winner)["status"], body_of(winner)["start"], offer_of(body_of(winner))) == ("booked", TOMORROW.isoformat(), None)
    assert winner.id not in {row.id for row in await world.gate.short_notice.who_comes(direct.nurse, NOW)}


async def test_a_no_costs_nothing_and_an_offer_that_has_ended_is_nobodys(world, direct):
    kari, hers = await waiting(world, direct, 2)
    await offered(world, direct, kari, hers)
    says = world.gate.booking_says
    body = body_of(await says.decline(kari, hers.id, NOW))
    assert (body["start"], offer_of(body).is_declined) == (body_of(hers)["start"], True)
    assert await says.take(kari, hers.id, NOW) == await says.decline(kari, hers.id, NOW) == "too_late"
    assert await responses(world, kari) == ["accepted", "declined"]
    await offered(world, direct, kari, hers, place=1)
    assert await says.take(kari, hers.id, UNTIL) == "too_late"
    arne = await a_patient(world)
    assert await world.gate.booking.book(arne, await direct.chosen(1), "", NOW) == "taken"
    after = replace(arne, expires_at=UNTIL + timedelta(hours=1))
    assert isinstance(await world.gate.booking.book(after, await direct.chosen(1), "", UNTIL), Stored)


async def test_only_what_is_sooner_free_and_ours_is_offered_to_whoever_has_said_so(world, direct):
    kari, hers = await waiting(world, direct, 1)
    assert await offered(world, direct, kari, hers, place=2) == "changed"
    assert await offered(world, direct, kari, hers, place=1) == "taken"
    assert await offered(world, direct, kari, hers, until=NOW) == "too_late"
    assert await offered(world, direct, kari, hers, until=TOMORROW + timedelta(seconds=1)) == "too_late"
    slot = (await direct.chosen()).slot_id
    for visit in (kari, await direct.stranger(kari)):
        assert await world.gate.short_notice.offer(visit, hers.id, slot, UNTIL, NOW) == "gone"
    stranger = await world.nurse(organisation=OTHER_TRUST, unit=OTHER_TRUST)
    assert await world.gate.short_notice.who_comes(stranger, NOW) == ()
    assert isinstance(await world.gate.booking_says.comes_soon(kari, hers.id, NOW, is_so=False), Stored)
    assert await offered(world, direct, kari, hers) == "changed"
    assert await direct.statuses() == ["free", "busy", "free"]
    assert (await world.gate.short_notice.who_comes(direct.nurse, NOW)) == ()


async def test_nobody_says_anything_of_anothers_appointment_nor_personnel_in_her_place(world, direct):
    kari, hers = await waiting(world, direct, 1)
    arne, says = await a_patient(world), world.gate.booking_says
    for visit in (arne, await direct.visits(kari)):
        for answer in (says.acknowledge(visit, hers.id, NOW), says.take(visit, hers.id, NOW), says.decline(visit, hers.id, NOW)):
            assert await answer == "gone"
        assert await says.comes_soon(visit, hers.id, NOW, is_so=False) == "gone"
    assert await says.acknowledge(kari, hers.id, NOW) == "too_late"


async def test_whoever_is_called_in_answers_that_she_has_read_it_and_the_clinic_sees_so(world, direct):
    kari, nurse = await a_patient(world), world.gate.booking_answers
    given = await nurse.give(await direct.visits(kari), await direct.chosen(), "Kontroll", NOW)
    assert may(body_of(given), ACKNOWLEDGE, NOW)
    read = await world.gate.booking_says.acknowledge(kari, given.id, NOW)
    assert (has_said(body_of(read), ACKNOWLEDGED), body_of(read)["status"]) == (True, "booked")
    assert await world.gate.booking_says.acknowledge(kari, given.id, NOW) == "too_late"
    assert await responses(world, kari) == ["accepted"]
    moved = await nurse.move(await direct.visits(kari), given.id, await direct.chosen(2), NOW)
    assert may(body_of(moved), ACKNOWLEDGE, NOW)
    assert not has_said(body_of(moved), ACKNOWLEDGED)


@pytest.fixture
async def lise(world):
    """Her mother and she, thirteen, where the trust has chosen the graded ages. Gives both visits."""
    mother, number, owner = await family(world, born=date(2013, 1, 10))
    await chooses(world, TRUST, ages="graded")
    return await world.acts_for(mother, owner, "parent"), await world.citizen(number)


async def test_a_young_person_asks_by_wish_answers_and_takes_back_and_her_parents_see_nothing_of_it(world, clinic, lise):
    mother, lise = lise
    stored = await world.gate.booking.wish(lise, WISH, NOW)
    nurse = await clinic.visits(lise)
    given = await world.gate.booking_answers.give(nurse, await clinic.chosen(), "", NOW, appointment_id=stored.id)
    assert given.labels == stored.labels == {"R"}
    read = await world.gate.booking_says.acknowledge(lise, stored.id, NOW)
    assert has_said(body_of(read), ACKNOWLEDGED)
    for visit, seen in ((lise, 2), (mother, 0)):
        found = await world.gate.search(visit, Query(("Appointment", "AppointmentResponse"), count=9), NOW)
        assert len(found.rows) == seen
    assert isinstance(await world.gate.booking_says.acknowledge(mother, stored.id, NOW), Refused | str)
    off = await world.gate.booking.cancel(lise, stored.id, NOW)
    assert (body_of(off)["status"], off.labels, await clinic.statuses()) == ("cancelled", {"R"}, ["free", "free", "free"])


async def test_a_young_person_neither_books_nor_calls_off_what_others_have_made(world, clinic, lise):
    mother, lise = lise
    assert isinstance(await world.gate.booking.book(lise, await clinic.chosen(), "", NOW), Refused)
    given = await world.gate.booking_answers.give(await clinic.visits(lise), await clinic.chosen(), "Kontroll", NOW)
    assert isinstance(await world.gate.booking.cancel(lise, given.id, NOW), Refused)
    assert isinstance(await world.gate.booking_says.acknowledge(lise, given.id, NOW), Refused)
    assert isinstance(await world.gate.booking.wish(mother, WISH, NOW), Refused)
    assert isinstance(await world.gate.booking.wish(lise, replace(WISH, organisation=OTHER_TRUST), NOW), Refused)
    assert (await clinic.statuses())[0] == "busy"
