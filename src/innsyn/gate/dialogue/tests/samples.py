"""A citizen and a clinic that write to each other, for tests."""

import json
from dataclasses import replace
from itertools import count
from uuid import UUID

from innsyn.gate.standing import conversations, messages
from innsyn.gate.standing.conversations import Conversation, conversation_body, conversation_id
from innsyn.gate.standing.messages import Message, message_body, message_id
from innsyn.gate.standing.speakers import PATIENT_SPEAKS, Speaker, speaker
from innsyn.gate.tests.samples import LATER, NOW, TRUST, a_number
from innsyn.gate.visit import Code
from innsyn.kernel.systems import REJECTION_CODE
from innsyn.record.query import Query
from innsyn.record.stored import Write

HER_ID = "8094866"
"""The contact they write to, on level two."""

NO_RECEIVER = Code("E21", REJECTION_CODE, "Mottaker finnes ikke")
CLINIC = Speaker(name="Fjordby helseforetak", as_="clinic", key=HER_ID)
_ids = count(1)


def an_id():
    """An id nobody else in these tests has."""
    return UUID(int=next(_ids))


def a_conversation(id_=None, **more):
    """A conversation that the patient begins."""
    told = {
        "id": id_ or an_id(), "kind": "e-contact", "contact": HER_ID, "contact_name": "Legekontoret", "organisation": TRUST,
        "organisation_name": "Fjordby helseforetak", "subject": "Attest", "began_by": PATIENT_SPEAKS,
    }  # fmt: skip
    return Conversation(**(told | more))


def a_message(id_=None, **more):
    """A message of the patient's."""
    told = {
        "id": id_ or an_id(), "conversation": "Task/t", "kind": "e-contact", "contact": HER_ID, "organisation": TRUST,
        "sender": PATIENT_SPEAKS, "text": "Kan jeg få en attest?",
    }  # fmt: skip
    return Message(**(told | more))


def written(resource, id_, **more):
    """The write of a resource under its id, kept when it is there already."""
    body = {name: value for name, value in resource.items() if name not in ("id", "meta")}
    return Write("update", resource["resourceType"], json.dumps(body).encode(), id=id_, unchanged_is_kept=True, **more)


def body(stored):
    """The resource as JSON."""
    return json.loads(stored.body)


class Thread:
    """A conversation in one patient's record, and short ways to go on in it."""

    def __init__(self, world, owner, patient_id, *, id_=None, **more):
        """more: what is otherwise than in `a_conversation`."""
        self.world, self.owner, self.patient_id = world, owner, patient_id
        self.begun = a_conversation(id_, **more)
        self.task_id = conversation_id(owner, self.begun.id)
        self.message_id = message_id(owner, self.begun.id)

    @property
    def ref(self):
        """The Task's reference."""
        return f"Task/{self.task_id}"

    def first(self, **more):
        """The writes that begin it: the Task, and the first message."""
        begun = replace(self.begun, **{name: value for name, value in more.items() if name in ("state", "began_by")})
        told = {"conversation": self.ref, "kind": begun.kind, "sender": begun.began_by, "organisation": begun.organisation}
        said = a_message(begun.id, **(told | {name: value for name, value in more.items() if name not in ("state", "began_by")}))
        task = conversation_body(begun, patient_id=self.patient_id, now=NOW)
        return [
            written(task, self.task_id),
            written(message_body(said, patient_id=self.patient_id, now=NOW), self.message_id),
        ]

    async def begins(self, visit, **more):
        """Let it begin in a visit. Returns the answer."""
        return await self.world.gate.write(visit, self.first(**more), NOW)

    async def task(self, visit):
        """The Task as it stands."""
        return body(await self.world.gate.read(visit, "Task", self.task_id, LATER))

    async def message(self, visit):
        """The first message as it stands."""
        return body(await self.world.gate.read(visit, "Communication", self.message_id, LATER))

    async def becomes(self, visit, change, *more, now=LATER, **told):
        """Write the Task changed by one of the functions of `conversations`. Returns the answer."""
        changed = getattr(conversations, change)(await self.task(visit), *more, now, **told)
        return await self.world.gate.write(visit, [written(changed, self.task_id)], now)

    async def is_now(self, visit, change, *more, now=LATER):
        """Write the first message changed by one of the functions of `messages`. Returns the answer."""
        changed = getattr(messages, change)(await self.message(visit), *more)
        return await self.world.gate.write(visit, [written(changed, self.message_id)], now)

    def answer(self, visit, text="Ja.", **more):
        """The write of a message in this conversation by whoever is in a visit."""
        told = {"conversation": self.ref, "kind": self.begun.kind, "sender": speaker(visit.actor, visit.role), "text": text}
        said = a_message(**(told | more))
        return written(message_body(said, patient_id=self.patient_id, now=LATER), message_id(self.owner, said.id))


async def a_thread(world, *, now=NOW, **more):
    """A conversation that a patient has begun. Returns it with her visit."""
    number = a_number()
    owner = await world.moves_in(number)
    visit = await world.citizen(number, now=now)
    thread = Thread(world, owner, visit.patient_id, **more)
    begun = await thread.begins(visit)
    assert isinstance(begun, tuple), begun
    return thread, visit


async def everything(world, visit, type_):
    """The bodies of all of a type that a visit finds."""
    return [body(row) for row in (await world.gate.search(visit, Query((type_,)), LATER)).rows]
