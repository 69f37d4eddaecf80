"""A clinic's own system keeps calendar and times over the interface, and says "booked" in one transaction; another's cannot."""

import json
from datetime import timedelta

import pytest

from innsyn.gate.booking.asking import Chosen
from innsyn.gate.booking.tests.samples import HER_ID, TOMORROW, Clinic, a_patient, body_of
from innsyn.gate.clients.tests.samples import Callers
from innsyn.gate.delivery.tests.samples import put
from innsyn.gate.standing.timebooks import calendar_body, time_body, with_status
from innsyn.gate.tests.samples import NOW, TRUST
from innsyn.record.stored import Stored


@pytest.fixture
async def callers(world):
    """Systems of two trusts."""
    return await Callers.settled(world)


@pytest.fixture
async def slot(world, callers):
    """A time the clinic's own system has told of, with its calendar."""
    system = callers.client()
    (calendar,) = await callers.writes(system, calendar_body(Clinic(world).calendar))
    (slot,) = await callers.writes(system, time_body(calendar.id, TOMORROW, TOMORROW + timedelta(minutes=20)))
    return slot


async def asked(world, slot):
    """Somebody who has asked for it. Returns her visit and the appointment."""
    kari = await a_patient(world)
    return kari, await world.gate.booking.book(kari, Chosen(TRUST, slot.id, slot.version), "", NOW)


def as_it_stands(stored, **changes):
    return {**body_of(stored), "id": stored.id, **changes}


async def test_what_the_system_tells_of_can_be_booked(world, callers, slot):
    kari, stored = await asked(world, slot)
    assert isinstance(stored, Stored)
    calendars = await world.gate.booking.calendars(kari, TRUST, HER_ID, NOW)
    assert [each.name for each in calendars] == ["Siv Lege"]
    assert body_of(await callers.sees(callers.client(), slot))["status"] == "busy-tentative"
    assert await callers.finds(callers.client(), "Appointment") == [stored.id]


async def test_the_system_confirms_both_in_one_transaction(world, callers, slot):
    kari, stored = await asked(world, slot)
    taken = await callers.sees(callers.client(), slot)
    busy = {**with_status(json.loads(taken.body), "busy", body_of(stored)["identifier"][0]["value"]), "id": slot.id}
    answer = await callers.takes(callers.client(), put(as_it_stands(stored, status="booked")), put(busy))
    assert not answer.problems, answer.problems
    assert body_of(await world.gate.read(kari, "Appointment", stored.id, NOW))["status"] == "booked"
    assert isinstance(await world.gate.booking.cancel(kari, stored.id, NOW), Stored)
    assert body_of(await callers.sees(callers.client(), slot))["status"] == "free"


async def test_another_clinics_system_neither_sees_nor_answers(world, callers, slot):
    kari, stored = await asked(world, slot)
    theirs = callers.client(organisation=callers.theirs)
    assert await callers.finds(theirs, "Appointment") == []
    assert (await callers.takes(theirs, put(as_it_stands(stored, status="booked")))).problems
    assert (await callers.takes(theirs, put(as_it_stands(await callers.sees(callers.client(), slot), status="free")))).problems
    assert body_of(await world.gate.read(kari, "Appointment", stored.id, NOW))["status"] == "pending"


async def test_a_time_the_system_has_written_without_our_word_is_left_to_it(world, callers, slot):
    kari, stored = await asked(world, slot)
    now_busy = {**time_body(body_of(slot)["schedule"]["reference"].removeprefix("Schedule/"), TOMORROW, TOMORROW + timedelta(minutes=20))}
    assert not (await callers.takes(callers.client(), put({**now_busy, "status": "busy", "id": slot.id}))).problems
    assert isinstance(await world.gate.booking.cancel(kari, stored.id, NOW), Stored)
    assert body_of(await callers.sees(callers.client(), slot))["status"] == "busy"
