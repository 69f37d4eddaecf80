"""A clinic's own timebook: what it offers, its word on each booking in one transaction, and that a time it has given away is not hers."""

from datetime import timedelta

import httpx
import pytest

from innsyn.kernel.clock import instant
from innsyn.sandbox.simulators.clinic_system import Fault
from innsyn.sandbox.simulators.tests.clinic import DOCTOR, Clinic


@pytest.fixture
async def clinic(tmp_path, platform):
    clinic = Clinic(tmp_path / "clinic", platform, DOCTOR)
    await clinic.system.look()
    return clinic


def slot(platform, place=0):
    return platform.all("Slot")[place]


def statuses(platform):
    return platform.all("Appointment")[0]["status"], [each["status"] for each in platform.all("Slot")[:2]]


async def test_times_of_five_workdays_are_offered_once(clinic, platform):
    (schedule,) = platform.all("Schedule")
    assert schedule["actor"][0]["identifier"]["value"] == "99"
    offered = platform.all("Slot")
    assert {each["start"][:10] for each in offered} == {f"2026-{day}" for day in ("11-30", "12-01", "12-02", "12-03", "12-04")}
    assert slot(platform)["start"] == "2026-11-30T08:00:00+00:00", "nine in Norway"
    clinic.restart()
    await clinic.system.look()
    assert len(platform.all("Slot")) == len(offered)
    clinic.clock.move(timedelta(days=2))
    await clinic.system.look()
    assert "2026-12-08" in {each["start"][:10] for each in platform.all("Slot")}


async def test_a_booking_is_confirmed_with_its_time(clinic, platform):
    platform.books("slot-0")
    await clinic.system.look()
    assert statuses(platform) == ("booked", ["busy", "free"])
    assert platform.all("Appointment")[0]["participant"][0]["status"] == "accepted"
    assert [(each.patient, each.status) for each in clinic.system.booked()] == [("Per Rønning", "booked")]


async def test_an_appointment_that_nobody_asked_for_here_is_left_alone(clinic, platform):
    platform.books("slot-0")
    platform.put({**platform.all("Appointment")[0], "identifier": [{"system": "https://another.example", "value": "1"}]})
    await clinic.system.look()
    assert statuses(platform) == ("pending", ["busy-tentative", "free"])
    assert clinic.system.booked() == []


async def test_nothing_is_confirmed_while_the_system_is_away(clinic, platform):
    clinic.with_faults(Fault.AWAY)
    platform.books("slot-0")
    await clinic.system.look()
    assert statuses(platform) == ("pending", ["busy-tentative", "free"])


async def test_a_time_that_was_given_away_at_the_counter_is_not_booked_twice(clinic, platform):
    clinic.with_faults(Fault.DOUBLE_BOOK)
    platform.books("slot-0")
    await clinic.system.look()
    assert statuses(platform) == ("cancelled", ["busy", "free"])
    (appointment,) = platform.all("Appointment")
    assert appointment["cancelationReason"]["coding"][0]["code"] == "prov"
    assert "contained" not in appointment, "there is nothing left to do with it"
    assert "extension" not in slot(platform)


async def test_a_booking_whose_time_belongs_to_another_is_turned_away_and_the_time_left_alone(clinic, platform):
    platform.books("slot-0")
    others = [{"url": "urn:innsyn:taken-by", "valueString": "another"}]
    platform.put({**slot(platform), "extension": others})
    await clinic.system.look()
    assert statuses(platform)[0] == "cancelled"
    assert (slot(platform)["status"], slot(platform)["extension"]) == ("busy-tentative", others)


async def test_a_refused_booking_gives_the_time_back(clinic, platform):
    clinic.with_faults(Fault.REFUSE)
    platform.books("slot-0")
    await clinic.system.look()
    assert statuses(platform) == ("cancelled", ["free", "free"])


async def test_whoever_moves_has_the_new_time_and_gives_back_the_old(clinic, platform):
    platform.books("slot-1", before="slot-0")
    await clinic.system.look()
    assert statuses(platform) == ("booked", ["free", "busy"])
    assert "extension" not in platform.all("Appointment")[0]


async def test_whoever_may_not_move_keeps_the_time_she_had_and_its_limit(clinic, platform):
    clinic.with_faults(Fault.DOUBLE_BOOK)
    platform.books("slot-1", before="slot-0")
    await clinic.system.look()
    (appointment,) = platform.all("Appointment")
    assert statuses(platform) == ("booked", ["busy", "busy"])
    assert appointment["start"] == slot(platform)["start"]
    assert appointment["slot"] == [{"reference": "Slot/slot-0"}]
    assert instant(appointment["contained"][0]["period"]["end"]) == instant(slot(platform)["start"])


async def test_a_booking_that_is_changed_meanwhile_is_answered_as_it_then_stands(clinic, platform):
    platform.books("slot-0")

    def comes(request):
        platform.before = lambda _: None
        platform.put({**platform.all("Appointment")[0], "status": "cancelled"})

    platform.before = lambda request: comes(request) if str(request.url).endswith("/fhir") else None
    await clinic.system.look()
    assert statuses(platform) == ("cancelled", ["busy-tentative", "free"])


async def test_a_platform_that_takes_no_times_is_no_mistake(tmp_path, platform):
    platform.before = lambda request: httpx.Response(403) if "Schedule" in request.url.path else None
    clinic = Clinic(tmp_path / "clinic", platform, DOCTOR)
    assert await clinic.system.look()
    assert platform.all("Slot") == []
