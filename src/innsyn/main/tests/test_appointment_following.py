"""People are told of what clinics make of their appointments, by whatever door it came, and once."""

from datetime import timedelta

import orjson
import pytest

from innsyn.gate.booking.tests.samples import Clinic, a_patient
from innsyn.gate.standing.appointment_answers import offer_word
from innsyn.gate.tests.samples import NOW, World
from innsyn.kernel.clock import SteppingClock
from innsyn.kernel.systems import ACCESS_LABEL
from innsyn.main.appointment_following import tell_what_became
from innsyn.record.record import Record
from innsyn.record.stored import Write
from innsyn.web.notices import Kind, Notice
from innsyn.web.notices.memory import MemoryNotices


class Followed:
    """A clinic that answers each booking, somebody who asks, the feed, and who was told."""

    def __init__(self, world, clinic, kari, place):
        self.world, self.clinic, self.kari, self.place = world, clinic, kari, place
        self.gate, self.notices, self.clock = world.gate, MemoryNotices(), SteppingClock(NOW)

    async def asks(self):
        return (await self.gate.booking.book(self.kari, await self.clinic.chosen(), "", NOW)).id

    async def answers(self, how, appointment):
        return await getattr(self.gate.booking_answers, how)(await self.clinic.visits(self.kari), appointment, NOW)

    async def follows(self):
        """Follow to the end. Returns what has been told by now."""
        while await tell_what_became(self.gate.booking_changes, self.notices, self.place, self.clock):
            pass
        return [each.kind for each in self.notices.told]


@pytest.fixture
async def followed(database, tmp_path):
    record = await Record.open(database, size=3)
    world = await World(record).settle()
    made = Followed(world, await Clinic(world).opens(5), await a_patient(world), tmp_path / "place")
    await made.follows()
    yield made
    await record.close()


async def test_what_waits_is_not_told_and_a_yes_is(followed):
    appointment = await followed.asks()
    assert await followed.follows() == []
    await followed.answers("confirm", appointment)
    assert await followed.follows() == [Kind.APPOINTMENT_GIVEN]
    told = followed.notices.told[0]
    assert (told.to, told.about, told.sender) == (followed.kari.actor.key, f"/appointments/{appointment}", "Fjordby helseforetak")


async def test_a_no_is_told_and_what_she_has_called_off_herself_is_not(followed):
    await followed.answers("decline", await followed.asks())
    assert await followed.follows() == [Kind.APPOINTMENT_CANCELLED]
    await followed.gate.booking.cancel(followed.kari, await followed.asks(), NOW)
    assert await followed.follows() == [Kind.APPOINTMENT_CANCELLED]


@pytest.mark.parametrize("how", ["confirm", "decline"])
async def test_an_answer_to_another_time_is_a_change(followed, how):
    appointment = await followed.asks()
    await followed.answers("confirm", appointment)
    await followed.follows()
    await followed.gate.booking.move(followed.kari, appointment, await followed.clinic.chosen(1), NOW)
    await followed.answers(how, appointment)
    assert await followed.follows() == [Kind.APPOINTMENT_GIVEN, Kind.APPOINTMENT_CHANGED]


async def test_the_place_is_kept_and_the_same_is_told_once(followed):
    await followed.answers("confirm", await followed.asks())
    before = followed.place.read_text()
    await followed.follows()
    followed.place.write_text(before)
    assert len(await followed.follows()) == 1


async def test_what_was_there_before_anybody_followed_and_what_is_days_old_alarms_nobody(followed):
    await followed.answers("confirm", await followed.asks())
    followed.place.unlink()
    assert await followed.follows() == []
    await followed.answers("confirm", (await followed.gate.booking.book(followed.kari, await followed.clinic.chosen(1), "", NOW)).id)
    followed.clock.move(timedelta(days=4))
    assert await followed.follows() == []


async def test_who_did_not_come_is_told_nothing(followed):
    appointment = await followed.asks()
    await followed.answers("confirm", appointment)
    await followed.answers("missed", appointment)
    assert await followed.follows() == [Kind.APPOINTMENT_GIVEN]


async def test_what_is_withheld_before_anybody_is_told_is_told_nobody(followed):
    confirmed = await followed.answers("confirm", await followed.asks())
    withheld = orjson.loads(confirmed.body) | {"meta": {"security": [{"system": ACCESS_LABEL, "code": "NORN_FFL"}]}}
    await followed.world.writes(followed.kari.owner, [Write("update", "Appointment", orjson.dumps(withheld), id=confirmed.id)])
    assert await followed.follows() == []


async def test_what_was_offered_to_several_is_told_no_more_once_one_has_taken_it(followed):
    gate, (slot, other) = followed.gate, [(await followed.clinic.chosen(place)).slot_id for place in (0, 1)]
    people = [followed.kari, await a_patient(followed.world), await a_patient(followed.world)]
    booked = [(await gate.booking.book(who, await followed.clinic.chosen(place + 2), "", NOW)).id for place, who in enumerate(people)]
    for who, id_, time in zip(people, booked, (slot, slot, other), strict=True):
        visit = await followed.clinic.visits(who)
        await gate.booking_answers.confirm(visit, id_, NOW)
        await gate.booking_says.comes_soon(who, id_, NOW, is_so=True)
        await gate.short_notice.offer(visit, id_, time, NOW + timedelta(hours=4), NOW)
        await followed.notices.tell(
            Notice(kind=Kind.APPOINTMENT_OFFERED, to="x", about="/x", once=id_, at=NOW, hangs_on=offer_word(time))
        )  # fmt: skip
    await followed.follows()
    assert followed.notices.withdrawn & set(booked) == set(), "nobody has answered"
    await gate.booking_says.take(followed.kari, booked[0], NOW)
    await followed.follows()
    assert followed.notices.withdrawn & set(booked) == set(booked[:2])
