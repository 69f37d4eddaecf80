"""The patient's side: holding, asking, moving and calling off; whoever comes second is told, and nothing is half done."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest

from innsyn.gate.booking.asking import Held, Wish
from innsyn.gate.booking.tests.samples import HALF_HOUR, HER_ID, TOMORROW, Clinic, a_patient, body_of
from innsyn.gate.booking.timebooks import Timebooks
from innsyn.gate.clients.entering import kept_for
from innsyn.gate.refused import Refused
from innsyn.gate.standing.appointments import CANCEL, MOVE, may, moved_from, slot_of
from innsyn.gate.tests.families import family, grants
from innsyn.gate.tests.samples import NOW, OTHER_TRUST, TRUST, a_number, create, rule_of
from innsyn.record.entry import Action, Entry
from innsyn.record.stored import Stored


async def booked(world, visit, clinic, place=0, words=""):
    """Ask for one of the clinic's times. Returns the appointment as stored."""
    answer = await world.gate.booking.book(visit, await clinic.chosen(place), words, NOW)
    assert isinstance(answer, Stored), answer
    return answer


async def test_what_is_asked_for_waits_for_the_clinic_and_the_time_is_nobody_elses(world, clinic):
    kari = await a_patient(world)
    stored = await booked(world, kari, clinic, words="Vondt i kneet")
    body = body_of(stored)
    assert (body["status"], stored.custodian, await clinic.statuses()) == ("pending", TRUST, ["busy-tentative", "free", "free"])
    assert body["reasonCode"] == [{"text": "Vondt i kneet"}]
    assert (body["patientInstruction"], body["start"]) == ("Kom ti minutter før.", TOMORROW.isoformat())
    assert (may(body, CANCEL, NOW), may(body, MOVE, NOW)) == (True, True)


async def test_where_the_clinic_has_said_so_beforehand_it_is_booked_at_once(world, direct):
    body = body_of(await booked(world, await a_patient(world), direct))
    assert (body["status"], await direct.statuses()) == ("booked", ["busy", "free", "free"])
    assert {each["status"] for each in body["participant"]} == {"accepted"}


async def test_whoever_comes_second_is_told_and_has_nothing(world, clinic):
    kari, arne = await a_patient(world), await a_patient(world)
    chosen = await clinic.chosen()
    assert isinstance(await world.gate.booking.book(kari, chosen, "", NOW), Stored)
    assert await world.gate.booking.book(arne, chosen, "", NOW) == "taken"
    assert await world.gate.booking.book(arne, await clinic.chosen(), "", NOW) == "taken"
    assert (await world.gate.history(arne, "Appointment", None, NOW)).rows == ()


async def test_of_fifty_at_once_exactly_one_has_the_last_time(world):
    clinic = await Clinic(world).opens(count=1)
    people = [await a_patient(world) for _ in range(50)]
    chosen = await clinic.chosen()
    answers = await asyncio.gather(*[world.gate.booking.book(each, chosen, "", NOW) for each in people])
    assert [answer for answer in answers if answer != "taken"] == [answer for answer in answers if isinstance(answer, Stored)]
    assert sum(isinstance(answer, Stored) for answer in answers) == 1
    assert len(await world.gate.timebook.waiting(clinic.nurse, NOW)) == 1


async def test_a_hold_keeps_the_time_for_her_who_made_it_and_for_nobody_else(world, clinic):
    kari, arne = await a_patient(world), await a_patient(world)
    held = await world.gate.booking.hold(kari, await clinic.chosen(), NOW)
    assert isinstance(held, Held)
    assert held.until == NOW + timedelta(minutes=10)
    assert await world.gate.booking.hold(arne, await clinic.chosen(), NOW) == "taken"
    assert await world.gate.booking.book(arne, await clinic.chosen(), "", NOW) == "taken"
    assert await world.gate.booking.held(arne, TRUST, held.time.id, NOW) is None
    calendars = await world.gate.booking.calendars(arne, TRUST, HER_ID, NOW)
    assert len(await world.gate.booking.free(arne, calendars, NOW, NOW + timedelta(days=3), NOW)) == 2
    assert isinstance(await world.gate.booking.book(kari, await clinic.chosen(), "", NOW), Stored)


async def test_a_hold_that_has_run_out_stops_nobody_though_nothing_has_ended_it(world, clinic):
    kari, arne = await a_patient(world), await a_patient(world)
    held = await world.gate.booking.hold(kari, await clinic.chosen(), NOW)
    later = held.until
    assert await world.gate.booking.held(kari, TRUST, held.time.id, later) is None
    calendars = await world.gate.booking.calendars(arne, TRUST, HER_ID, later)
    assert len(await world.gate.booking.free(arne, calendars, later, later + timedelta(days=3), later)) == 3
    assert isinstance(await world.gate.booking.hold(arne, await clinic.chosen(), later), Held)
    assert await world.gate.booking.book(kari, await clinic.chosen(), "", later) == "taken"


async def test_a_hold_names_nobody_and_tells_two_times_of_one_person_apart(world, clinic):
    kari = await a_patient(world)
    marks = {(await world.gate.booking.hold(kari, await clinic.chosen(place), NOW)).time.hold for place in (0, 1)}
    assert len(marks) == 2
    assert not any(kari.actor.key in mark or kari.patient_id in mark for mark in marks)


async def test_a_time_the_clinic_has_changed_or_that_has_begun_is_not_had(world, clinic):
    kari, chosen = await a_patient(world), await clinic.chosen()
    await world.gate.timebook.close(clinic.nurse, chosen.slot_id, NOW)
    assert await world.gate.booking.book(kari, chosen, "", NOW) == "taken"
    assert await world.gate.booking.book(kari, await clinic.chosen(), "", NOW) == "taken"
    other = await clinic.chosen(1)
    begun = TOMORROW + HALF_HOUR
    arne = await world.citizen(await a_new_patient(world), now=begun)
    assert await world.gate.booking.book(arne, other, "", begun) == "taken"


async def a_new_patient(world):
    number = a_number()
    await world.moves_in(number)
    return number


@pytest.mark.parametrize("strange", ["", "x", "no id!", "../Slot", "99" * 40])
async def test_a_time_that_is_not_there_is_not_had(world, clinic, strange):
    kari, chosen = await a_patient(world), await clinic.chosen()
    for wrong in (replace(chosen, slot_id=strange), replace(chosen, organisation=strange), replace(chosen, organisation=OTHER_TRUST)):
        assert await world.gate.booking.book(kari, wrong, "", NOW) == "taken"


async def test_calling_off_gives_the_time_back_and_leaves_nothing_to_do(world, direct):
    kari = await a_patient(world)
    stored = await booked(world, kari, direct)
    off = body_of(await world.gate.booking.cancel(kari, stored.id, NOW))
    assert (off["status"], await direct.statuses()) == ("cancelled", ["free", "free", "free"])
    assert (may(off, CANCEL, NOW), "contained" in off) == (False, False)
    assert await world.gate.booking.cancel(kari, stored.id, NOW) == "too_late"


async def test_what_the_clinic_lets_her_do_ends_at_its_limit(world, direct):
    kari = await a_patient(world)
    stored = await booked(world, kari, direct)
    limit = TOMORROW - timedelta(hours=2)
    kari = replace(kari, expires_at=limit + timedelta(hours=1))
    assert await world.gate.booking.cancel(kari, stored.id, limit) == "too_late"
    assert await world.gate.booking.move(kari, stored.id, await direct.chosen(1), limit) == "too_late"
    assert isinstance(await world.gate.booking.cancel(kari, stored.id, limit - timedelta(seconds=1)), Stored)


async def test_a_clinic_that_lets_nobody_call_off_alone_is_obeyed(world):
    strict = await Clinic(world, confirms="direct", cancel_hours=None).opens()
    kari = await a_patient(world)
    stored = await booked(world, kari, strict)
    assert await world.gate.booking.cancel(kari, stored.id, NOW) == "too_late"
    assert (await strict.statuses())[0] == "busy"


async def test_an_appointment_that_says_nothing_of_it_is_changed_by_nobody_but_the_clinic(world, clinic):
    number = a_number()
    told = {"resourceType": "Appointment", "status": "booked", "start": TOMORROW.isoformat(), "participant": [{"status": "accepted"}]}
    owner = await world.moves_in(number)
    (stored,) = await world.writes(owner, [create(told, custodian=TRUST)])
    kari = await world.citizen(number)
    assert await world.gate.booking.cancel(kari, stored.id, NOW) == "too_late"
    assert await world.gate.booking.move(kari, stored.id, await clinic.chosen(), NOW) == "too_late"


async def test_moving_is_one_change_with_the_old_time_free_and_the_new_one_hers(world, direct):
    kari = await a_patient(world)
    stored = await booked(world, kari, direct)
    moved = await world.gate.booking.move(kari, stored.id, await direct.chosen(2), NOW)
    body = body_of(moved)
    assert (moved.id, body["status"], await direct.statuses()) == (stored.id, "booked", ["free", "free", "busy"])
    assert body["start"] == (TOMORROW + HALF_HOUR * 2).isoformat()
    assert body["identifier"] == body_of(stored)["identifier"]


async def test_while_the_clinic_considers_another_time_the_old_one_is_still_hers(world, clinic):
    kari = await a_patient(world)
    stored = await booked(world, kari, clinic)
    first = (await clinic.times())[0].id
    await world.gate.booking_answers.confirm(await clinic.visits(kari), stored.id, NOW)
    moved = body_of(await world.gate.booking.move(kari, stored.id, await clinic.chosen(1), NOW))
    assert (moved["status"], moved_from(moved), await clinic.statuses()) == ("pending", first, ["busy", "busy-tentative", "free"])
    again = body_of(await world.gate.booking.move(kari, stored.id, await clinic.chosen(2), NOW))
    assert (moved_from(again), await clinic.statuses()) == (first, ["busy", "free", "busy-tentative"])
    await world.gate.booking.cancel(kari, stored.id, NOW)
    assert await clinic.statuses() == ["free", "free", "free"]


async def test_moving_what_was_never_confirmed_keeps_no_old_time(world, clinic):
    kari = await a_patient(world)
    stored = await booked(world, kari, clinic)
    moved = body_of(await world.gate.booking.move(kari, stored.id, await clinic.chosen(1), NOW))
    assert (moved_from(moved), await clinic.statuses()) == ("", ["free", "busy-tentative", "free"])


async def test_an_appointment_is_not_moved_to_another_clinic_nor_to_where_it_is(world, direct):
    elsewhere = await Clinic(world, confirms="direct", organisation=OTHER_TRUST).opens()
    kari = await a_patient(world)
    stored = await booked(world, kari, direct)
    assert await world.gate.booking.move(kari, stored.id, await elsewhere.chosen(), NOW) == "taken"
    assert await world.gate.booking.move(kari, stored.id, await direct.chosen(), NOW) == "taken"


async def test_calling_off_never_frees_a_time_the_clinic_has_given_to_another(world, direct):
    kari, arne = await a_patient(world), await a_patient(world)
    stored = await booked(world, kari, direct)
    read = await Timebooks(world.record).time(TRUST, slot_of(body_of(stored)), kari.id, NOW)
    entry = Entry(kari.id, NOW, Action.UPDATE)
    assert isinstance(await world.record.write(owner=kept_for(TRUST), writes=[read.as_("free")], stamp=None, entry=entry), tuple)
    assert isinstance(await world.gate.booking.book(arne, await direct.chosen(), "", NOW), Stored)
    await world.gate.booking.cancel(kari, stored.id, NOW)
    assert await direct.statuses() == ["busy", "free", "free"]


async def test_a_wish_has_no_time_and_can_be_taken_back(world, clinic):
    kari = await a_patient(world)
    wish = Wish(organisation=TRUST, her_id=HER_ID, name="Siv Lege", first=date(2026, 12, 1), last=date(2026, 12, 11), words="Kontroll")
    stored = await world.gate.booking.wish(kari, wish, NOW)
    body = body_of(stored)
    assert (body["status"], body["requestedPeriod"], slot_of(body)) == ("proposed", [{"start": "2026-12-01", "end": "2026-12-11"}], "")
    assert [row.id for row in await world.gate.timebook.waiting(clinic.nurse, NOW)] == [stored.id]
    assert body_of(await world.gate.booking.cancel(kari, stored.id, NOW))["status"] == "cancelled"


async def test_a_parent_books_for_a_child_until_the_twelfth_birthday(world, clinic):
    mother, _, owner = await family(world, born=date(2014, 11, 23))
    visit = await world.acts_for(mother, owner, "parent")
    assert body_of(await booked(world, visit, clinic))["status"] == "pending"
    turned = NOW + timedelta(days=1)
    visit = replace(visit, expires_at=turned + timedelta(hours=1))
    answer = await world.gate.booking.book(visit, await clinic.chosen(2), "", turned)
    assert isinstance(answer, Refused)
    assert (await clinic.statuses())[2] == "free"


async def test_a_power_of_attorney_over_appointments_books_and_one_over_papers_does_not(world, clinic):
    kari = await a_patient(world)
    for areas, is_let in ((("appointments",), True), (("documents",), False)):
        number = await a_new_patient(world)
        await grants(world, kari, number, *areas)
        visit = await world.acts_for(number, kari.owner, "attorney")
        answer = await world.gate.booking.hold(visit, await clinic.chosen(), NOW)
        assert isinstance(answer, Held) == is_let
        assert await world.gate.booking.allows(visit, TRUST, NOW) == is_let
        if is_let:
            assert isinstance(await world.gate.booking.book(visit, await clinic.chosen(), "", NOW), Stored)
        else:
            assert await world.gate.booking.calendars(visit, TRUST, HER_ID, NOW) == ()


async def test_personnel_do_not_book_as_if_they_were_the_patient(world, clinic):
    kari = await a_patient(world)
    nurse, stranger = await clinic.visits(kari), await clinic.stranger(kari)
    for visit in (nurse, stranger):
        assert await world.gate.booking.book(visit, await clinic.chosen(), "", NOW) == "taken"
        assert await world.gate.booking.calendars(visit, TRUST, HER_ID, NOW) == ()
    stored = await booked(world, kari, clinic)
    assert await world.gate.booking.cancel(nurse, stored.id, NOW) == "gone"


async def test_another_patients_appointment_is_not_there(world, clinic):
    kari, arne = await a_patient(world), await a_patient(world)
    stored = await booked(world, kari, clinic)
    assert await world.gate.booking.cancel(arne, stored.id, NOW) == "gone"
    assert (await clinic.statuses())[0] == "busy-tentative"


async def test_she_cannot_write_an_appointment_that_is_booked_by_any_other_way(world):
    kari = await a_patient(world)
    for status in ("booked", "pending", "cancelled"):
        body = {"resourceType": "Appointment", "status": status, "participant": [{"status": "accepted"}]}
        assert rule_of(await world.gate.write(kari, [create(body)], NOW)) == "GATE-0"
