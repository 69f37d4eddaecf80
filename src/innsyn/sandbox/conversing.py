"""Lets the nation's people write to an office and a ward, and those who work there answer: through the gate, in visits of their own.

Told again after an interruption it says nothing twice.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count, cycle, repeat
from uuid import NAMESPACE_URL, UUID, uuid5

from innsyn.features.dialogue.rules import promised_until
from innsyn.features.inbox import chart
from innsyn.features.inbox.rules import ANSWERS, CLOSINGS, last_seen
from innsyn.gate.gate import Gate
from innsyn.gate.opening import NewId
from innsyn.gate.refused import Refused
from innsyn.gate.standing.conversations import Conversation, conversation_body, conversation_id
from innsyn.gate.standing.inboxes import Inbox, Template
from innsyn.gate.standing.messages import Message, message_body, message_id
from innsyn.gate.standing.speakers import PATIENT_SPEAKS
from innsyn.gate.values import Conflict, Write
from innsyn.gate.visit import Actor, Visit
from innsyn.kernel.clock import Instant
from innsyn.kernel.ids import PersonNumber, person_number
from innsyn.sandbox.people.address_parties import her_id_of_doctor, her_id_of_unit
from innsyn.sandbox.people.nation import Nation
from innsyn.sandbox.settling import Unsettled
from innsyn.sandbox.stories.letters import INBOXES, Inboxed, Letter, writers

GateWith = Callable[[NewId], Gate]
"""Makes a gate that gives visits these ids."""

_ANSWERED_AFTER = timedelta(hours=20)
_TAKEN_AFTER = timedelta(hours=1)


async def tell_conversations(gate_with: GateWith, nation: Nation, now: Instant) -> None:
    """Write, take, answer and close as the stories tell. Raises Unsettled when the gate would not have it: a defect of the sandbox."""
    for inbox in INBOXES:
        await _chosen(gate_with(_named(f"{inbox.unit}/chosen")), nation, inbox, now)
        who = cycle(writers(nation, inbox))
        for letter in inbox.letters:
            gate = gate_with(_named(f"{inbox.unit}/{letter.place}"))
            task_id = await _written(gate, nation, inbox, letter, repeat(letter.writer) if letter.writer else who, now)
            if task_id is not None and letter.stage != "waits":
                await _worked_on(gate, nation, inbox, letter, task_id, now)


async def _chosen(gate: Gate, nation: Nation, inbox: Inboxed, now: Instant) -> None:
    """Let the office choose its promise and templates, once."""
    actor = await _worker(gate, nation, inbox.answers)
    stands = await gate.inboxes.of(actor.organisation or "")
    if stands.version is not None:
        return
    templates = tuple(Template(f"t{place}", *each) for place, each in enumerate(inbox.templates, 1))
    wanted = Inbox(organisation=stands.organisation, promises=inbox.days, templates=templates)
    if isinstance(await gate.inboxes.keep(actor, wanted, now), Refused | Conflict):
        raise Unsettled(f"{inbox.unit}: inbox")


async def _written(gate: Gate, nation: Nation, inbox: Inboxed, letter: Letter, who: Iterator[str], now: Instant) -> str | None:
    """Let the next who may write it. Returns the id of its Task; None when it stands already."""
    at = now - timedelta(hours=letter.hours)
    for _ in range(len(nation.people)):
        key = next(who)
        number = _number(nation.people[key].number)
        visit = await gate.open_own(gate.actors.citizen(number, level="high"), number, at)
        if isinstance(visit, Visit):
            return await _sent(gate, visit, _begun(nation, inbox, letter, str(nation.people[key].name), at), letter, at)
    raise Unsettled(f"{inbox.unit}: nobody may write")


async def _sent(gate: Gate, visit: Visit, begun: Conversation, letter: Letter, at: Instant) -> str | None:
    task_id = conversation_id(visit.owner, begun.id)
    message = Message(
        id=begun.id, conversation=f"Task/{task_id}", kind=begun.kind, contact=begun.contact, organisation=begun.organisation,
        organisation_name=begun.organisation_name, subject=begun.subject, sender=PATIENT_SPEAKS, state="delivered", text=letter.words,
    )  # fmt: skip
    task = conversation_body(begun, patient_id=visit.patient_id, now=at)
    says = message_body(message, patient_id=visit.patient_id, now=at)
    writes = [
        Write("create", "Task", _octets(task), id=task_id),
        Write("create", "Communication", _octets(says), id=message_id(visit.owner, begun.id)),
    ]
    answer = await gate.write(visit, writes, at)
    await gate.close(visit, at)
    if isinstance(answer, Refused):
        raise Unsettled(f"letter {letter.place}: {answer.verdict.rule}")
    return None if isinstance(answer, Conflict) else task_id


def _begun(nation: Nation, inbox: Inboxed, letter: Letter, patient: str, at: Instant) -> Conversation:
    unit = nation.organisations[inbox.unit]
    entity = nation.legal_entity(inbox.unit)
    her_id = her_id_of_doctor(nation, inbox.doctor, inbox.unit) if inbox.doctor else her_id_of_unit(nation, inbox.unit)
    return Conversation(
        id=_named(f"{inbox.unit}/{letter.place}/letter")(),
        patient=patient,
        kind=letter.kind,
        contact=str(her_id),
        contact_name=str(nation.personnel[inbox.doctor].name) if inbox.doctor else unit.name,
        organisation=entity.number or "",
        organisation_name=entity.name,
        subject=letter.subject,
        began_by=PATIENT_SPEAKS,
        state="received",
        promised_until=promised_until(at, inbox.days[letter.kind]),
    )


async def _worked_on(gate: Gate, nation: Nation, inbox: Inboxed, letter: Letter, task_id: str, now: Instant) -> None:
    """Take it, answer it, close it: as far as it has come."""
    begun_at = now - timedelta(hours=letter.hours)
    actor = await _worker(gate, nation, inbox.takes if letter.stage == "taken" else inbox.answers)
    at = begun_at + (_TAKEN_AFTER if letter.stage == "taken" else _ANSWERED_AFTER)
    visit = await chart.opened(gate, actor, task_id, now=at)
    read = await chart.conversation(gate, visit, now=at) if visit else None
    if visit is None or read is None:
        raise Unsettled(f"{inbox.unit}: letter {letter.place} is not opened")
    if letter.stage == "taken":
        done = [await chart.take(gate, visit, by=actor.name, hpr=actor.hpr or "", now=at)]
    else:
        seen, code = last_seen(read.thread), ANSWERS[letter.kind][0]
        done = [await chart.answer(gate, visit, chart.Answer(letter.answer, code), seen=seen, now=at)]
    if letter.stage == "closed":
        done.append(await chart.close(gate, visit, code=CLOSINGS[letter.kind][0], now=at))
    await gate.close(visit, at)
    if set(done) != {"kept"}:
        raise Unsettled(f"{inbox.unit}: letter {letter.place}: {done}")


async def _worker(gate: Gate, nation: Nation, key: str) -> Actor:
    worker = nation.personnel[key]
    entity = nation.legal_entity(worker.posts[0].organisation).number or ""
    actor = await gate.actors.staff(
        _number(worker.number), name=str(worker.name), hpr=worker.hpr or "", legal_entity=entity, point_of_care=entity, level="high"
    )  # fmt: skip
    return replace(actor, name=actor.name or str(worker.name))


def _number(text: str) -> PersonNumber:
    number = person_number(text)
    if number is None:
        raise Unsettled("number")
    return number


def _named(key: str) -> NewId:
    """Give ids that are the same each time: the first, the second … of a key."""
    numbers = count()

    def new_id() -> UUID:
        return uuid5(NAMESPACE_URL, f"urn:innsyn:sandbox:conversation:{key}:{next(numbers)}")

    return new_id


def _octets(body: object) -> bytes:
    return json.dumps(body, ensure_ascii=False).encode()
