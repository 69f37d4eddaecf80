"""One conversation in a patient's record: reading it, answering, and saying how far it has come. The only file here that reads resources.

Source: HL7 FHIR R4 Task, Communication; docs/adr/0029-dialogue.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal
from uuid import UUID

import orjson

from innsyn.features.inbox.rules import ANSWERS, REJECTED, answer_id, last_seen, may_close, may_reject
from innsyn.gate.gate import Gate
from innsyn.gate.refused import Refused
from innsyn.gate.standing.conversations import (
    Conversation,
    answered,
    closed,
    conversation_body,
    conversation_from,
    conversation_id,
    rejected,
    taken,
)
from innsyn.gate.standing.messages import Attachment, Message, message_body, message_from, message_id
from innsyn.gate.standing.renewals import Named, asked_in, code_of_all, with_outcomes
from innsyn.gate.standing.speakers import Speaker, speaker
from innsyn.gate.values import Conflict, Found, Query, ReferenceIs, Stored, Write, owner_of
from innsyn.gate.visit import Actor, Code, Visit
from innsyn.kernel.clock import Instant
from innsyn.kernel.systems import CLOSING_CODE

Change = Literal["kept", "changed_meanwhile", "over", "not_yet", "refused"]
"""kept: it stands, or stood already · changed_meanwhile: somebody was there first · over: nobody may write in it any more · not_yet: it
must be answered before · refused: by the gate, or there is no such conversation in this visit."""

_MOST = 500
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered. words: as they are sent. code: of Volven 7602, one of the kind's answers; any other becomes the usual one.

    decided: of a renewal, what came of each prescription: reference to code; the code of the whole then follows from it."""

    words: str = field(repr=False)
    code: str = ""
    decided: Mapping[str, str] = field(default_factory=dict, repr=False)
    files: tuple[Attachment, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Read:
    """A conversation as it was read. task: the version that stands. thread: its messages, oldest first."""

    conversation: Conversation
    task: Stored = field(repr=False)
    thread: tuple[Message, ...] = field(repr=False)

    @property
    def body(self) -> dict[str, Any]:
        """Say the Task."""
        read: dict[str, Any] = orjson.loads(self.task.body)
        return read

    @property
    def prescriptions(self) -> tuple[Named, ...]:
        """Say which prescriptions it asks for: of a renewal alone."""
        return asked_in(self.body)


async def opened(gate: Gate, actor: Actor, task_id: str, *, now: Instant) -> Visit | None:
    """Open the record a conversation is in, for that conversation; None for anything that is none of the actor's office."""
    owner = owner_of(task_id)
    visit = await gate.open_conversation(actor, owner, f"Task/{task_id}", now) if owner else None
    return visit if isinstance(visit, Visit) else None


async def conversation(gate: Gate, visit: Visit, *, now: Instant) -> Read | None:
    """Read the conversation a visit was opened for; None in any other visit."""
    kind, _, id_ = visit.ground.decision_ref.partition("/")
    task = await gate.read(visit, "Task", id_, now) if kind == "Task" and id_ else None
    known = conversation_from(orjson.loads(task.body)) if isinstance(task, Stored) and not task.deleted else None
    if known is None or not isinstance(task, Stored):
        return None
    query = Query(("Communication",), (ReferenceIs("based-on", (f"Task/{id_}",)),), count=_MOST)
    found = await gate.search(visit, query, now)
    rows = found.rows if isinstance(found, Found) else ()
    return Read(known, task, _in_order(message_from(orjson.loads(row.body)) for row in rows))


async def answer(gate: Gate, visit: Visit, given: Answer, *, seen: str, now: Instant) -> Change:
    """Answer in the conversation of a visit: the message and the Task's new state together, or neither.

    seen: id of the last message that was read before answering: what came since is read first. Sent twice it is one message."""
    for _ in range(_TRIES):
        read = await conversation(gate, visit, now=now)
        if read is None:
            return "refused"
        id_ = answer_id(read.task.id, seen, visit.actor.key)
        if any(each.id == id_ and each.text == given.words for each in read.thread):
            return "kept"
        if not read.conversation.is_open:
            return "over"
        if last_seen(read.thread) != seen:
            return "changed_meanwhile"
        outcome = await _answered(gate, visit, read, id_, given, now)
        if not isinstance(outcome, Conflict):
            return "refused" if isinstance(outcome, Refused) else "kept"
    return "changed_meanwhile"


async def take(gate: Gate, visit: Visit, *, by: str, hpr: str, now: Instant) -> Change:
    """Write who has the conversation of a visit. by, hpr: name and number of the colleague, or of oneself."""
    read = await conversation(gate, visit, now=now)
    if read is None or not read.conversation.is_open:
        return "refused" if read is None else "over"
    return await _changed(gate, visit, read, taken(read.body, now, by=by, hpr=hpr), now)


async def close(gate: Gate, visit: Visit, *, code: str, now: Instant) -> Change:
    """Close the conversation of a visit, where it may be. code: of Volven 7602."""
    read = await conversation(gate, visit, now=now)
    if read is None or not may_close(read.conversation):
        return "refused" if read is None else "not_yet" if read.conversation.is_open else "over"
    return await _changed(gate, visit, read, closed(read.body, now, code=code), now)


async def reject(gate: Gate, visit: Visit, *, reason: str, now: Instant) -> Change:
    """Turn a request away. reason: for the patient."""
    read = await conversation(gate, visit, now=now)
    if read is None or not may_reject(read.conversation):
        return "refused" if read is None else "over"
    return await _changed(gate, visit, read, rejected(read.body, Code(REJECTED, CLOSING_CODE, reason), now), now)


async def begin(gate: Gate, visit: Visit, begun: Conversation, said: Answer, *, now: Instant) -> Change:
    """Begin a conversation with the patient of a visit. begun: who it is with and about what; its id is the first message's.

    said: words and files."""
    task_id, says = conversation_id(visit.owner, begun.id), speaker(visit.actor, visit.role)
    task = conversation_body(replace(begun, state="answered"), patient_id=visit.patient_id, now=now)
    message = replace(_message(begun, f"Task/{task_id}", begun.id, said.words, says=says), attachments=said.files)
    writes = [
        Write("create", "Task", orjson.dumps(task), id=task_id),
        Write("create", "Communication", _written(message, visit, now), id=message_id(visit.owner, begun.id)),
    ]
    outcome = await gate.write(visit, writes, now)
    if isinstance(outcome, Conflict):
        return "kept" if outcome.code == "exists" else "changed_meanwhile"
    return "refused" if isinstance(outcome, Refused) else "kept"


async def _answered(gate: Gate, visit: Visit, read: Read, id_: UUID, given: Answer, now: Instant) -> Refused | Conflict | None:
    codes = ANSWERS[read.conversation.kind]
    code = code_of_all(given.decided) if given.decided else given.code
    body = answered(with_outcomes(read.body, given.decided), now, code=code if code in codes else codes[0])
    answers = read.thread[-1].ref if read.thread else ""
    message = _message(read.conversation, f"Task/{read.task.id}", id_, given.words, says=speaker(visit.actor, visit.role))
    message = replace(message, answers=answers, attachments=given.files)
    create = Write("create", "Communication", _written(message, visit, now), id=message_id(visit.owner, id_))
    outcome = await gate.write(visit, [create, _update(read.task, body)], now)
    return outcome if isinstance(outcome, Refused | Conflict) else None


async def _changed(gate: Gate, visit: Visit, read: Read, body: Mapping[str, Any], now: Instant) -> Change:
    outcome = await gate.write(visit, [_update(read.task, body)], now)
    if isinstance(outcome, Conflict):
        return "changed_meanwhile"
    return "refused" if isinstance(outcome, Refused) else "kept"


def _update(task: Stored, body: Mapping[str, Any]) -> Write:
    bare = {name: value for name, value in body.items() if name not in ("id", "meta")}
    return Write("update", "Task", orjson.dumps(bare), id=task.id, expected_version=task.version)


def _message(about: Conversation, task: str, id_: UUID, words: str, *, says: Speaker) -> Message:
    return Message(
        id=id_,
        conversation=task,
        kind=about.kind,
        contact=about.contact,
        organisation=about.organisation,
        organisation_name=about.organisation_name,
        sender=says,
        state="delivered",
        text=words,
    )


def _written(message: Message, visit: Visit, now: Instant) -> bytes:
    return orjson.dumps(message_body(message, patient_id=visit.patient_id, now=now))


def _in_order(messages: Any) -> tuple[Message, ...]:
    known: Sequence[Message] = [each for each in messages if each is not None and each.state not in ("draft", "discarded")]
    return tuple(sorted(known, key=lambda each: (each.sent_at.timestamp() if each.sent_at else 0.0, str(each.id))))
