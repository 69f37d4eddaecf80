"""Who at an office is told that an answer is due: whoever has it first, then everybody who has asked, once, and nobody else."""

from datetime import timedelta

import pytest

from innsyn.gate.dialogue.tests.samples import a_thread
from innsyn.gate.tests.samples import NOW, NURSE_HPR, OTHER_TRUST, TRUST, TWO_HPR, World
from innsyn.kernel.clock import SteppingClock
from innsyn.main.promise_telling import INBOX, PromiseTelling
from innsyn.record.record import Record
from innsyn.web.messaging import Watcher
from innsyn.web.messaging.watchers_memory import MemoryWatchers
from innsyn.web.notices import Kind
from innsyn.web.notices.memory import MemoryNotices

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NINA, TOVE = "nina", "tove"


class Office:
    """An office where somebody has asked to be told, and the process that tells."""

    def __init__(self, world):
        self.world, self.watchers, self.notices, self.clock = world, MemoryWatchers(), MemoryNotices(), SteppingClock(NOW)

    async def asks(self, person, hpr, *, organisation=TRUST, since=NOW - 30 * DAY):
        """Let a colleague ask to be told."""
        await self.watchers.keep(Watcher(organisation=organisation, person=person, hpr=hpr, since=since))

    async def is_written_to(self, due, *, taken_by=""):
        """Let a patient write, who is promised an answer so long from now. Returns the thread."""
        thread, _ = await a_thread(self.world, state="received", promised_until=NOW + due if due is not None else None)
        if taken_by:
            nurse = await self.world.nurse()
            visit = await self.world.gate.open_conversation(nurse, thread.owner, thread.ref, NOW)
            assert isinstance(await thread.becomes(visit, "taken", by="En", hpr=taken_by, now=NOW), tuple)
        return thread

    async def looks(self, after=timedelta(0)):
        """Let time pass, start a process anew and let it look. Returns who was told of what since."""
        before = len(self.notices.told)
        self.clock.move(after)
        await PromiseTelling(self.world.gate.promises, self.watchers, self.notices, self.clock).round()
        return [(each.to, each.kind) for each in self.notices.told[before:]]


@pytest.fixture
async def office(database):
    record = await Record.open(database, size=3)
    yield Office(await World(record).settle())
    await record.close()


async def test_one_is_told_a_day_before_and_when_it_is_late_and_once_of_each(office):
    await office.asks(NINA, NURSE_HPR)
    await office.is_written_to(2 * DAY)
    assert await office.looks() == []
    assert await office.looks(DAY + HOUR) == [(NINA, Kind.PROMISE_SOON)]
    assert await office.looks(HOUR) == []
    assert await office.looks(DAY) == [(NINA, Kind.PROMISE_LATE)]
    assert await office.looks(HOUR) == await office.looks(DAY) == []
    assert {each.about for each in office.notices.told} == {INBOX}
    assert {each.sender for each in office.notices.told} == {"Fjordby helseforetak"}
    soon, late = (each.good_until for each in office.notices.told)
    assert (soon - timedelta(seconds=1), late) == (NOW + 2 * DAY, None), "soon is no news once it is late; a promise ends with its second"


async def test_many_that_are_due_at_the_same_instant_are_one_notice_and_others_another(office):
    await office.asks(NINA, NURSE_HPR)
    for due in (HOUR, HOUR, HOUR, 2 * HOUR, None):
        await office.is_written_to(due)
    assert await office.looks() == [(NINA, Kind.PROMISE_SOON)] * 2


async def test_whoever_has_it_is_told_first_and_everybody_when_it_is_late(office):
    await office.asks(NINA, NURSE_HPR)
    await office.asks(TOVE, TWO_HPR)
    await office.is_written_to(HOUR, taken_by=TWO_HPR)
    assert await office.looks() == [(TOVE, Kind.PROMISE_SOON)]
    assert sorted(await office.looks(2 * HOUR)) == [(NINA, Kind.PROMISE_LATE), (TOVE, Kind.PROMISE_LATE)]


async def test_nobody_is_told_of_what_is_answered_in_time(office):
    await office.asks(NINA, NURSE_HPR)
    thread = await office.is_written_to(DAY + HOUR)
    visit = await office.world.gate.open_conversation(await office.world.nurse(), thread.owner, thread.ref, NOW)
    assert isinstance(await thread.becomes(visit, "answered", now=NOW), tuple)
    assert await office.looks(2 * HOUR) == await office.looks(DAY) == []


async def test_nobody_is_told_of_another_office_or_where_she_works_no_more(office):
    await office.asks(NINA, NURSE_HPR, organisation=OTHER_TRUST)
    await office.asks("somebody", "990000999")
    await office.asks("nobody", "")
    await office.is_written_to(HOUR)
    assert await office.looks() == await office.looks(2 * HOUR) == []


async def test_what_was_late_before_she_asked_or_three_days_ago_is_not_told(office):
    await office.is_written_to(-HOUR)
    await office.asks(NINA, NURSE_HPR, since=NOW)
    await office.asks(TOVE, TWO_HPR)
    assert await office.looks() == [(TOVE, Kind.PROMISE_LATE)]
    await office.is_written_to(-4 * DAY)
    assert await office.looks() == []
