"""People are told of what clinics write, by whatever door it came, and once."""

import json
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from innsyn.gate.register_memory import MemoryRegister
from innsyn.gate.standing.consents import withdrawn
from innsyn.gate.standing.conversations import Conversation, answered, closed, conversation_body, rejected
from innsyn.gate.standing.messages import Message, message_body
from innsyn.gate.standing.speakers import PATIENT_SPEAKS, Speaker, speaker
from innsyn.gate.tests.families import a_person, grants
from innsyn.gate.tests.samples import NOW, TRUST, World, a_number, document
from innsyn.gate.visit import Code
from innsyn.kernel.clock import SteppingClock
from innsyn.kernel.systems import CLOSING_CODE
from innsyn.main.message_following import tell_of_the_new
from innsyn.record.record import Record
from innsyn.record.stored import Write
from innsyn.web.notices import Kind
from innsyn.web.notices.memory import MemoryNotices

FIRST, SECOND = UUID(int=1), UUID(int=2)
BEGUN = Conversation(
    id=FIRST, kind="e-contact", contact="99000017", contact_name="Sigrid Lien", organisation=TRUST,
    organisation_name="Fjordby helseforetak", began_by=PATIENT_SPEAKS, state="received",
)  # fmt: skip
TASK = conversation_body(BEGUN, patient_id="x", now=NOW)


def message(side):
    speaks = PATIENT_SPEAKS if side == "citizen" else Speaker(as_="clinic", key="99000017")
    said = Message(
        id=SECOND, conversation="Task/t", kind="e-contact", organisation=TRUST, contact="99000017",
        sender=speaks, state="delivered", text="Hei",
    )  # fmt: skip
    return message_body(said, patient_id="x", now=NOW)


class Followed:
    """A patient's record with a conversation in it, the feed, and who was told."""

    def __init__(self, world, owner, number, folder):
        self.world, self.owner, self.clock, self.place = world, owner, SteppingClock(NOW), folder / "place"
        self.notices, self.key = MemoryNotices(), world.gate.actors.citizen(number, level="high").key

    async def comes(self, **bodies):
        """Let a system write resources under these ids."""
        writes = [Write("update", body["resourceType"], json.dumps(body).encode(), id=id_) for id_, body in bodies.items()]
        await self.world.writes(self.owner, writes)

    async def follows(self):
        """Follow to the end. Returns what has been told by now: kind, to whom it is her own, and of which page."""
        while await tell_of_the_new(self.world.gate.arrivals, self.notices, self.place, self.clock):
            pass
        return [(each.kind, each.to == self.key, each.about) for each in self.notices.told]


@pytest.fixture
async def followed(database, tmp_path):
    record = await Record.open(database, size=3)
    world, number = await World(record).settle(), a_number()
    made = Followed(world, await world.moves_in(number), number, tmp_path)
    await made.comes(t=TASK)
    await made.follows()
    yield made
    await record.close()


async def test_the_patient_is_told_of_what_the_clinic_writes_and_not_of_her_own(followed):
    await followed.comes(m1=message("citizen"), d=document("Notat"))
    assert await followed.follows() == []
    await followed.comes(m2=message("clinic"))
    assert await followed.follows() == [(Kind.MESSAGE_RECEIVED, True, "/messages/t")]
    assert followed.notices.told[0].sender == "Fjordby helseforetak"


async def test_what_was_there_before_anybody_followed_is_told_to_nobody(followed):
    await followed.comes(m2=message("clinic"))
    followed.place.unlink()
    assert await followed.follows() == []


async def test_the_place_is_kept_and_the_same_is_told_once(followed):
    await followed.comes(m2=message("clinic"))
    before = followed.place.read_text()
    await followed.follows()
    followed.place.write_text(before)
    assert len(await followed.follows()) == 1


async def test_an_end_without_words_is_told_and_one_that_came_with_an_answer_is_not_told_twice(followed):
    await followed.comes(t=rejected(TASK, Code("33", CLOSING_CODE), NOW))
    assert await followed.follows() == [(Kind.CONVERSATION_CLOSED, True, "/messages/t")]


@pytest.mark.parametrize("order", [("m2", "t"), ("t", "m2")])
async def test_an_answer_that_closes_is_one_notice_of_the_answer(followed, order):
    bodies = {"m2": message("clinic"), "t": closed(answered(TASK, NOW), NOW)}
    await followed.comes(**{id_: bodies[id_] for id_ in order})
    assert await followed.follows() == [(Kind.MESSAGE_RECEIVED, True, "/messages/t")]


async def test_old_messages_that_are_loaded_today_alarm_nobody(followed):
    old = (NOW - timedelta(days=4)).isoformat()
    await followed.comes(m2=message("clinic") | {"sent": old, "received": old})
    assert await followed.follows() == []


async def test_what_is_days_old_alarms_nobody(followed):
    await followed.comes(m2=message("clinic"))
    followed.clock.move(timedelta(days=4))
    assert await followed.follows() == []


async def test_whoever_wrote_for_her_is_told_until_the_power_of_attorney_ends(database, tmp_path):
    record = await Record.open(database, size=3)
    world, number, receiver = await World(record, MemoryRegister()).settle(), a_number(), a_person()
    world.register.put(receiver)
    followed = Followed(world, await world.moves_in(number), number, tmp_path)
    own = await world.citizen(number)
    kept = await grants(world, own, receiver.number, "dialogue")
    attorney = await world.acts_for(receiver.number, followed.owner, "attorney")
    wrote = replace(BEGUN, began_by=speaker(attorney.actor, "attorney"))
    await followed.comes(t=conversation_body(wrote, patient_id="x", now=NOW))
    await followed.follows()
    await followed.comes(m2=message("clinic"))
    await followed.follows()
    assert {each.to for each in followed.notices.told} == {followed.key, attorney.actor.key}
    body = {name: value for name, value in json.loads(kept.body).items() if name not in ("id", "meta")}
    await world.gate.write(own, [Write("update", "Consent", json.dumps(withdrawn(body)).encode(), id=kept.id)], NOW)
    await followed.comes(m3=message("clinic") | {"sent": (NOW + timedelta(minutes=1)).isoformat()})
    await followed.follows()
    assert [each.to for each in followed.notices.told[2:]] == [followed.key]
    await record.close()
