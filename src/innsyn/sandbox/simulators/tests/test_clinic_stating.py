"""What a clinic's own system says each night that it has in its book, without a patient in it."""

import json
from datetime import timedelta

import httpx
import pytest

from innsyn.sandbox.simulators.clinic_system import Fault
from innsyn.sandbox.simulators.tests.clinic import DOCTOR, Clinic

DAY = timedelta(days=1)


@pytest.fixture
async def clinic(tmp_path, platform):
    clinic = Clinic(tmp_path / "clinic", platform, DOCTOR)
    await clinic.system.look()
    return clinic


def lines(platform):
    """Identifier and Slot of each line; the identifier empty for who came to the counter."""
    (said,) = platform.all("List")
    return [(each.get("identifier", [{"value": ""}])[0]["value"], each["slot"][0]["reference"]) for each in said.get("contained", [])]


async def test_an_empty_book_is_said_to_be_empty(clinic, platform):
    (said,) = platform.all("List")
    assert (said["mode"], said["code"]["coding"][0]["code"], said["date"]) == ("snapshot", "statement", "2026-11-29T12:00:00+00:00")
    assert "contained" not in said


async def test_what_is_booked_is_said_the_next_day_and_in_the_same_list(clinic, platform):
    platform.books("slot-3")
    await clinic.system.look()
    assert lines(platform) == [], "said once a day"
    clinic.clock.move(DAY)
    await clinic.system.look()
    assert lines(platform) == [("word-a1", "Slot/slot-3")]
    assert "Per" not in json.dumps(platform.all("List"))


async def test_what_has_been_and_what_is_called_off_is_not_in_it(clinic, platform):
    platform.books("slot-0")
    platform.books("slot-9", appointment="a2")
    await clinic.system.look()
    platform.put({**platform.stands["Appointment"]["a2"], "status": "cancelled"})
    clinic.clock.move(2 * DAY)
    await clinic.system.look()
    assert lines(platform) == []


async def test_a_system_that_has_been_down_says_it_anew(clinic, platform):
    platform.books("slot-3")
    await clinic.system.look()
    clinic.with_faults(Fault.AWAY)
    await clinic.system.look()
    clinic.behaviour.switch(Fault.AWAY, is_on=False)
    await clinic.system.look()
    assert lines(platform) == [("word-a1", "Slot/slot-3")]


async def test_a_time_that_is_given_away_after_the_yes_is_in_the_book_as_somebody_elses(clinic, platform):
    platform.books("slot-3")
    await clinic.system.look()
    clinic.with_faults(Fault.DOUBLE_BOOK)
    await clinic.system.look()
    assert lines(platform) == [("", "Slot/slot-3")]
    assert platform.stands["Appointment"]["a1"]["status"] == "booked", "it has told nobody"


async def test_a_platform_that_will_not_hear_of_it_is_no_mistake(tmp_path, platform):
    platform.before = lambda request: httpx.Response(403) if request.url.path.endswith("/List") else None
    assert await Clinic(tmp_path / "clinic", platform, DOCTOR).system.look()
    assert platform.all("List") == []
