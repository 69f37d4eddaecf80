"""An office to which several patients have written, and colleagues who answer them."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest

from innsyn.features import desk, inbox
from innsyn.features.conftest import THEN
from innsyn.features.inbox import samples
from innsyn.gate.refused import Refused
from innsyn.gate.standing.conversations import answered, conversation_from, written_to
from innsyn.gate.standing.messages import Message, message_body
from innsyn.gate.standing.speakers import Speaker
from innsyn.gate.tests.samples import NOW, TRUST, keep, practitioner, role
from innsyn.gate.values import Stored, Write

OLA_HPR = "990000145"
SOON, LATER = THEN + timedelta(hours=3), THEN + timedelta(days=4)


class Office:
    """What the tests hold: the world, a site, and ways to write and to come to work."""

    def __init__(self, world):
        self.world, self.gate = world, world.gate_world.gate
        self.site = world.site((desk.FEATURE, inbox.FEATURE))

    async def writes(self, who, words="Kan jeg få en attest?", *, at=NOW, organisation=TRUST, prescriptions=(), **about):
        """Let somebody begin a conversation. Returns the id of its Task."""
        visit = await self.visit(who)
        begun = samples.begun(organisation=organisation, patient=who.capitalize(), **about)
        task_id, writes = samples.writes(begun, words, visit, now=at, prescriptions=prescriptions)
        written = await self.gate.write(visit, writes, at)
        assert isinstance(written, tuple), written
        return task_id

    async def writes_again(self, who, task_id, words, *, at=THEN):
        """Let somebody write once more in a conversation."""
        visit = await self.visit(who)
        stored = await self.gate.read(visit, "Task", task_id, at)
        task = json.loads(stored.body)
        body = written_to({k: v for k, v in task.items() if k not in ("id", "meta")}, at, promised_until=LATER, is_received=True)
        update = Write("update", "Task", json.dumps(body).encode(), id=task_id, expected_version=stored.version)
        message = samples.written(conversation_from(task), uuid4(), task_id, words, visit, now=at)
        written = await self.gate.write(visit, [message, update], at)
        assert isinstance(written, tuple), written

    async def answers_by_wire(self, who, task_id, words, *, at=THEN):
        """Let the office's own system answer, as it does over the wire."""
        _, owner = await self.world.person(who)
        visit = await self.gate.open_delivery(await self.gate.actors.system("Journalen", organisation=TRUST), owner, at)
        stored = await self.gate.read(await self.visit(who), "Task", task_id, at)
        task = {name: value for name, value in json.loads(stored.body).items() if name not in ("id", "meta")}
        about = conversation_from(json.loads(stored.body))
        says = Speaker(name="Fjordby sykehus", as_="clinic", key=about.contact)
        said = Message(id=uuid4(), conversation=f"Task/{task_id}", kind=about.kind, contact=about.contact, organisation=TRUST, sender=says,
                       state="delivered", text=words)  # fmt: skip
        message = json.dumps(message_body(said, patient_id=visit.patient_id, now=at)).encode()
        change = json.dumps(answered(task, at)).encode()
        update = Write("update", "Task", change, id=task_id, expected_version=stored.version)
        written = await self.gate.write(visit, [Write("create", "Communication", message), update], at)
        assert isinstance(written, tuple), written

    async def visit(self, who):
        """Let somebody into her own record."""
        number, _ = await self.world.person(who)
        visit = await self.world.gate_world.citizen(number, now=NOW)
        assert not isinstance(visit, Refused), visit
        return visit

    async def stands(self, who, task_id):
        """Say how a conversation stands, as the patient reads it."""
        return conversation_from(await self.task(who, task_id))

    async def task(self, who, task_id):
        """Give the Task of a conversation, as the patient reads it."""
        stored = await self.gate.read(await self.visit(who), "Task", task_id, THEN)
        assert isinstance(stored, Stored)
        return json.loads(stored.body)

    async def at_work(self, **who):
        """Let a colleague log in at the desk."""
        actor = await self.world.gate_world.nurse(**who)
        return await self.site.staff(actor, accept_language="nb")

    async def ola(self):
        """Let another colleague of the same ward log in."""
        return await self.at_work(hpr=OLA_HPR, name="Ola Olsen")

    async def opens(self, worker, task_id):
        """Let a colleague open a conversation. Returns where it stands."""
        address = await worker.post("/desk/inbox/open", {"conversation": task_id})
        return address.partition("#")[0]

    async def answers(self, worker, address, words="Ja, den er skrevet.", *, do="send", status=303, **more):
        """Let a colleague answer what she has just read."""
        fields = (await worker.get(address)).form(f"{address}/answer")
        return await worker.post(f"{address}/answer", {"seen": fields["seen"], "words": words, "do": do, **more}, status=status)


@pytest.fixture
async def office(world):
    """The office, with two colleagues of one ward."""
    colleagues = [keep(practitioner("ola", OLA_HPR, "Ola Olsen", "LE")), keep(role("ola-post", "ola", "fjord-kir"))]
    system = await world.gate_world.gate.actors.system("Journalsystemet", organisation=TRUST)
    await world.gate_world.gate.write_directory(system, colleagues, NOW)
    return Office(world)
