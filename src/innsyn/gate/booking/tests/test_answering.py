"""The clinic's side: only who keeps the time says that it is booked, and a no leaves the patient with what she had."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from innsyn.gate.booking.asking import Wish
from innsyn.gate.booking.tests.samples import HER_ID, TOMORROW, a_patient, body_of
from innsyn.gate.booking.timebooks import Timebooks
from innsyn.gate.clients.entering import kept_for
from innsyn.gate.refused import Refused
from innsyn.gate.standing.appointments import moved_from, slot_of
from innsyn.gate.tests.samples import NOW, OTHER_TRUST, TRUST
from innsyn.record.entry import Action, Entry

ANSWERS = ("confirm", "decline", "cancel", "missed", "came")


@pytest.fixture
async def kari(world):
    """Somebody who asks."""
    return await a_patient(world)


@pytest.fixture
async def asked(world, clinic, kari):
    """What she has asked for."""
    return await world.gate.booking.book(kari, await clinic.chosen(), "Vondt i kneet", NOW)


async def test_the_clinic_confirms_and_the_patient_finds_in_her_log_who_did(world, clinic, kari, asked):
    body = body_of(await world.gate.booking_answers.confirm(await clinic.visits(kari), asked.id, NOW))
    assert (body["status"], await clinic.statuses()) == ("booked", ["busy", "free", "free"])
    assert {each["status"] for each in body["participant"]} == {"accepted"}
    assert "Nina Sykepleier" in [line.who for line in (await world.gate.my_log(kari, NOW)).lines]


async def test_a_no_gives_the_time_back(world, clinic, kari, asked):
    body = body_of(await world.gate.booking_answers.decline(await clinic.visits(kari), asked.id, NOW))
    assert (body["status"], body["cancelationReason"]["coding"][0]["code"]) == ("cancelled", "prov")
    assert await clinic.statuses() == ["free", "free", "free"]


@pytest.mark.parametrize(("answer", "statuses"), [("confirm", ["free", "busy", "free"]), ("decline", ["busy", "free", "free"])])
async def test_whoever_asked_for_another_time_has_one_of_the_two_afterwards(world, clinic, kari, asked, answer, statuses):
    nurse = await clinic.visits(kari)
    await world.gate.booking_answers.confirm(nurse, asked.id, NOW)
    await world.gate.booking.move(kari, asked.id, await clinic.chosen(1), NOW)
    body = body_of(await getattr(world.gate.booking_answers, answer)(nurse, asked.id, NOW))
    assert (body["status"], moved_from(body), await clinic.statuses()) == ("booked", "", statuses)
    hers = next(each for each in await clinic.times() if each.status == "busy")
    assert (slot_of(body), body["start"]) == (hers.id, hers.start.isoformat())


async def test_a_wish_is_answered_with_a_time(world, clinic, kari):
    wish = Wish(organisation=TRUST, her_id=HER_ID, name="Siv Lege", first=date(2026, 12, 1), last=date(2026, 12, 11), words="Kontroll")
    stored = await world.gate.booking.wish(kari, wish, NOW)
    nurse = await clinic.visits(kari)
    given = await world.gate.booking_answers.give(nurse, await clinic.chosen(), "", NOW, appointment_id=stored.id)
    body = body_of(given)
    assert (given.id, body["status"], body["start"]) == (stored.id, "booked", TOMORROW.isoformat())
    assert (body["identifier"], body["reasonCode"]) == (body_of(stored)["identifier"], [{"text": "Kontroll"}])
    again = await world.gate.booking_answers.give(nurse, await clinic.chosen(1), "", NOW, appointment_id=stored.id)
    assert (again, await clinic.statuses()) == ("changed", ["busy", "free", "free"])


async def test_the_clinic_calls_somebody_in_to_a_free_time_and_to_no_other(world, clinic, kari):
    nurse, chosen = await clinic.visits(kari), await clinic.chosen()
    body = body_of(await world.gate.booking_answers.give(nurse, chosen, "Ny blodprøve", NOW))
    assert (body["status"], body["reasonCode"]) == ("booked", [{"text": "Ny blodprøve"}])
    assert await world.gate.booking_answers.give(nurse, chosen, "", NOW) == "taken"
    assert await world.gate.booking_answers.give(nurse, await clinic.chosen(), "", NOW) == "taken"


async def test_the_clinic_calls_off_what_is_booked_and_says_who_did_not_come(world, clinic, kari, asked):
    nurse = await clinic.visits(kari)
    assert await world.gate.booking_answers.missed(nurse, asked.id, NOW) == "changed"
    await world.gate.booking_answers.confirm(nurse, asked.id, NOW)
    nurse = await clinic.visits(kari, TOMORROW)
    body = body_of(await world.gate.booking_answers.missed(nurse, asked.id, TOMORROW))
    assert (body["status"], "contained" in body, (await clinic.statuses())[0]) == ("noshow", False, "busy")
    assert await world.gate.booking_answers.cancel(nurse, asked.id, TOMORROW) == "changed"
    nurse = await clinic.visits(kari)
    other = await world.gate.booking.book(kari, await clinic.chosen(1), "", NOW)
    assert body_of(await world.gate.booking_answers.cancel(nurse, other.id, NOW))["status"] == "cancelled"
    assert (await clinic.statuses())[1] == "free"


async def test_who_comes_late_after_all_has_come_and_nobody_has_come_or_missed_before_the_hour(world, clinic, kari, asked):
    nurse, answers = await clinic.visits(kari), world.gate.booking_answers
    await answers.confirm(nurse, asked.id, NOW)
    assert [await answers.missed(nurse, asked.id, NOW), await answers.came(nurse, asked.id, NOW)] == ["too_soon", "too_soon"]
    early, late = TOMORROW - timedelta(minutes=5), TOMORROW + timedelta(minutes=20)
    assert await answers.missed(await clinic.visits(kari, early), asked.id, early) == "too_soon"
    nurse = await clinic.visits(kari, late)
    assert body_of(await answers.missed(nurse, asked.id, late))["status"] == "noshow"
    assert body_of(await answers.came(nurse, asked.id, late))["status"] == "arrived"
    assert [await answers.came(nurse, asked.id, late), await answers.missed(nurse, asked.id, late)] == ["changed", "changed"]


async def test_what_the_clinic_says_about_calling_off_stands_with_the_appointment(world, clinic, kari, asked):
    nurse = await clinic.visits(kari)
    body = body_of(await world.gate.booking_answers.cancel(nurse, asked.id, NOW, words="Legen er borte. Bestill en ny time."))
    assert (body["status"], body["cancelationReason"]["text"]) == ("cancelled", "Legen er borte. Bestill en ny time.")
    assert body["cancelationReason"]["coding"][0]["code"] == "prov"


@pytest.mark.parametrize("answer", ANSWERS)
async def test_nobody_but_the_clinic_that_keeps_it_answers(world, clinic, kari, asked, answer):
    for visit in (kari, await clinic.stranger(kari)):
        assert await getattr(world.gate.booking_answers, answer)(visit, asked.id, NOW) == "gone"
    assert (await clinic.statuses())[0] == "busy-tentative"


async def test_nobody_but_the_clinic_gives_its_times(world, clinic, kari):
    assert await world.gate.booking_answers.give(kari, await clinic.chosen(), "", NOW) == "taken"
    stranger = await clinic.stranger(kari)
    answer = await world.gate.booking_answers.give(stranger, await clinic.chosen(), "", NOW)
    assert isinstance(answer, Refused)
    assert await clinic.statuses() == ["free", "free", "free"]


async def test_nothing_is_answered_when_the_visit_is_over(world, clinic, kari, asked):
    nurse = await clinic.visits(kari)
    over = replace(nurse, expires_at=NOW)
    assert isinstance(await world.gate.booking_answers.confirm(over, asked.id, NOW), Refused)


async def test_an_answer_to_what_has_changed_meanwhile_is_told(world, clinic, kari, asked):
    nurse = await clinic.visits(kari)
    await world.gate.booking.cancel(kari, asked.id, NOW)
    assert await world.gate.booking_answers.confirm(nurse, asked.id, NOW) == "changed"


@pytest.mark.parametrize("is_moving", [False, True])
async def test_the_clinic_moves_somebody_at_once_and_frees_what_she_had_and_asked_for(world, clinic, kari, asked, is_moving):
    nurse = await clinic.visits(kari)
    if is_moving:
        await world.gate.booking_answers.confirm(nurse, asked.id, NOW)
        await world.gate.booking.move(kari, asked.id, await clinic.chosen(1), NOW)
    body = body_of(await world.gate.booking_answers.move(nurse, asked.id, await clinic.chosen(2), NOW))
    assert (body["status"], moved_from(body), await clinic.statuses()) == ("booked", "", ["free", "free", "busy"])
    assert body["identifier"] == body_of(asked)["identifier"]


async def test_nobody_is_moved_to_a_time_that_is_taken_nor_by_another_organisation(world, clinic, kari, asked):
    nurse, stranger = await clinic.visits(kari), await clinic.stranger(kari)
    taken, free = await clinic.chosen(0), await clinic.chosen(1)
    assert await world.gate.booking_answers.move(nurse, asked.id, taken, NOW) == "taken"
    assert await world.gate.booking_answers.move(nurse, asked.id, replace(free, version=free.version + 1), NOW) == "taken"
    assert await world.gate.booking_answers.move(nurse, asked.id, replace(free, organisation=OTHER_TRUST), NOW) == "taken"
    for visit in (kari, stranger):
        assert await world.gate.booking_answers.move(visit, asked.id, free, NOW) == "gone"
    await world.gate.booking.cancel(kari, asked.id, NOW)
    assert await world.gate.booking_answers.move(nurse, asked.id, free, NOW) == "changed"
    assert await clinic.statuses() == ["free", "free", "free"]


async def test_a_time_the_clinic_has_given_to_another_meanwhile_is_not_confirmed(world, clinic, kari, asked):
    arne, slot = await a_patient(world), (await clinic.chosen()).slot_id
    read = await Timebooks(world.record).time(TRUST, slot, kari.id, NOW)
    entry = Entry(kari.id, NOW, Action.UPDATE)
    await world.record.write(owner=kept_for(TRUST), writes=[read.as_("free")], stamp=None, entry=entry)
    other = await world.gate.booking.book(arne, await clinic.chosen(), "", NOW)
    assert await world.gate.booking_answers.confirm(await clinic.visits(kari), asked.id, NOW) == "taken"
    assert body_of(await world.gate.booking_answers.confirm(await clinic.visits(arne), other.id, NOW))["status"] == "booked"
