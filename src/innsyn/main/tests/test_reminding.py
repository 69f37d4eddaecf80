"""Reminders of coming appointments: once, as long before as one has chosen, to whoever may see it, and never of what is off."""

from datetime import date, timedelta

import pytest
from structlog.testing import capture_logs

from innsyn.features.calendar.samples import told_appointment
from innsyn.features.conftest import ReadingWorld
from innsyn.gate.log.audience import readers
from innsyn.gate.register_memory import MemoryRegister
from innsyn.gate.tests.families import family
from innsyn.gate.tests.samples import NOW, World
from innsyn.kernel.clock import SteppingClock
from innsyn.main.appointment_following import tell_what_became
from innsyn.main.reminding import Reminding
from innsyn.record.record import Record
from innsyn.record.unavailable import RecordUnavailable
from innsyn.web.notices import Kind
from innsyn.web.notices.memory import MemoryNotices
from innsyn.web.preferences import Preference
from innsyn.web.preferences.memory import MemoryPreferences

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Town:
    """A record, and a process that reminds."""

    def __init__(self, world, folder):
        self.world, self.folder = world, folder
        self.notices, self.preferences, self.clock = MemoryNotices(), MemoryPreferences(), SteppingClock(NOW)

    def process(self, folder=None):
        """A process as it starts."""
        return Reminding(self.world.gate_world.gate.reminders, self.notices, self.preferences, folder or self.folder, self.clock)

    async def looks(self, after=timedelta(0)):
        """Let time pass, and look. Returns whom was told of what since."""
        before = len(self.notices.told)
        self.clock.move(after)
        await self.process().round()
        return [(each.about, each.kind) for each in self.notices.told[before:]]

    async def has(self, key, begins, id_="a1", **other):
        """Let a clinic book. Returns the owner."""
        _, owner = await self.world.person(key)
        await self.world.delivers(owner, {id_: told_appointment(begins, **other)})
        return owner


@pytest.fixture
async def town(database, tmp_path):
    record = await Record.open(database, size=3)
    yield Town(ReadingWorld(await World(record, MemoryRegister()).settle()), tmp_path)
    await record.close()


REMINDED = [("/appointments/a1", Kind.APPOINTMENT_REMINDER)]


def who_fails_for(owner, failure):
    """Say who is told of things, but for one patient of whom that cannot be said."""

    async def told(access, whose, *others):
        if whose == owner:
            raise failure
        return await readers(access, whose, *others)

    return told


async def test_one_who_cannot_be_read_hinders_nobody_elses_reminder(town, monkeypatch):
    owner = await town.has("per", NOW + DAY, "a0")
    await town.has("kari", NOW + DAY)
    monkeypatch.setattr("innsyn.gate.reminders.readers", who_fails_for(owner, TypeError()))
    with capture_logs() as logged:
        assert await town.looks() == REMINDED
    assert [each["kinds"] for each in logged if each["event"] == "news.passed_over"] == ["TypeError"]
    monkeypatch.undo()
    assert await town.looks(HOUR) == [], "what cannot be read is passed over for good"


async def test_what_may_be_well_the_next_time_is_waited_for(town, monkeypatch):
    owner = await town.has("per", NOW + DAY, "a0")
    monkeypatch.setattr("innsyn.gate.reminders.readers", who_fails_for(owner, RecordUnavailable()))
    with pytest.raises(RecordUnavailable):
        await town.looks()
    monkeypatch.undo()
    assert await town.looks(HOUR) == [("/appointments/a0", Kind.APPOINTMENT_REMINDER)]


async def test_one_is_reminded_two_days_before_and_once(town):
    await town.has("kari", NOW + 3 * DAY)
    assert await town.looks() == []
    assert await town.looks(DAY - HOUR) == []
    assert await town.looks(HOUR) == REMINDED
    assert town.notices.told[0].good_until == NOW + 3 * DAY, "nobody is reminded of what has begun"
    assert await town.looks(HOUR) == await town.looks(DAY) == await town.looks(DAY) == []


async def test_each_is_reminded_as_long_before_as_she_has_chosen(town):
    await town.has("kari", NOW + 8 * DAY)
    number, _ = await town.world.person("kari")
    key = town.world.gate_world.gate.actors.citizen(number, level="high").key
    await town.preferences.keep(key, Preference(reminder_hours=168))
    assert await town.looks() == []
    assert await town.looks(DAY) == REMINDED
    assert await town.looks(5 * DAY) == await town.looks(DAY) == []


async def test_a_stop_loses_nothing_and_a_second_process_tells_nothing_twice(town, tmp_path_factory):
    await town.has("kari", NOW + 3 * DAY)
    await town.looks()
    assert await town.looks(2 * DAY) == REMINDED
    await town.process(tmp_path_factory.mktemp("another")).round()
    assert len(town.notices.told) == 1


@pytest.mark.parametrize("status", ["pending", "cancelled", "noshow", "proposed"])
async def test_of_what_is_not_booked_nobody_is_reminded(town, status):
    await town.has("kari", NOW + DAY, status=status)
    assert await town.looks() == []


async def test_of_what_has_begun_nobody_is_reminded(town):
    await town.has("kari", NOW - HOUR)
    assert await town.looks() == []


async def test_what_was_moved_is_reminded_of_at_its_new_time_only(town):
    await town.has("kari", NOW + 3 * DAY)
    await town.looks()
    await town.has("kari", NOW + 9 * DAY)
    assert await town.looks(DAY) == []
    assert await town.looks(6 * DAY) == REMINDED


async def test_a_clock_that_goes_back_reminds_nobody_twice(town):
    await town.has("kari", NOW + 3 * DAY)
    await town.looks()
    assert await town.looks(DAY) == REMINDED
    assert await town.looks(-DAY) == await town.looks(DAY + HOUR) == []


@pytest.mark.parametrize("ahead", [20 * HOUR, 21 * DAY])
async def test_a_clock_that_was_ahead_for_a_while_costs_nobody_her_reminder_and_reminds_nobody_twice(town, ahead):
    await town.has("kari", NOW + DAY, id_="a1")
    assert await town.looks() == REMINDED
    assert await town.looks(ahead) == []
    await town.has("arne", NOW + DAY, id_="a2")
    assert await town.looks(-ahead) == [("/appointments/a2", Kind.APPOINTMENT_REMINDER)]


BY_HER = {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason", "code": "pat"}]}


@pytest.mark.parametrize(("off", "told"), [({}, [Kind.APPOINTMENT_CANCELLED]), ({"cancelationReason": BY_HER}, [])])
async def test_a_reminder_that_waits_for_the_morning_is_taken_back_with_the_appointment(town, off, told):
    changes, place = town.world.gate_world.gate.booking_changes, town.folder / "place"
    await tell_what_became(changes, town.notices, place, town.clock)
    await town.has("kari", NOW + DAY)
    assert await town.looks() == REMINDED
    await town.has("kari", NOW + DAY, status="cancelled", **off)
    while await tell_what_became(changes, town.notices, place, town.clock):
        pass
    assert [once for once in town.notices.withdrawn if "/reminder/" in once]
    assert [each.kind for each in town.notices.told if each.kind is not Kind.APPOINTMENT_REMINDER] == [Kind.APPOINTMENT_GIVEN, *told]


async def test_what_she_may_not_see_she_is_not_reminded_of(town):
    labels = {"security": [{"system": "urn:oid:2.16.578.1.12.4.1.1.9603", "code": "NORN_FFL"}]}
    await town.has("kari", NOW + DAY, meta=labels)
    assert await town.looks() == []


async def test_of_a_small_childs_appointment_the_parent_is_told_and_of_a_youths_not(town):
    for born, told in ((date(2020, 5, 5), 1), (date(2013, 5, 5), 0)):
        mother, _, owner = await family(town.world.gate_world, born=born)
        await town.world.gate_world.acts_for(mother, owner, "parent")
        await town.world.delivers(owner, {f"a{born.year}": told_appointment(NOW + DAY)})
        assert len(await town.looks(HOUR)) == told


async def test_the_question_itself_makes_no_line_of_her_log(town):
    owner = await town.has("kari", NOW + DAY)
    await town.looks()
    rows = [row for row in await town.world.gate_world.log(owner) if row.detail.get("about") == "reminder"]
    assert len(rows) == 1
