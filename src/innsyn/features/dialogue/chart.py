"""Reads conversations, their messages and drafts: where things stand in Task and Communication is `gate/standing`'s to know.

Source: HL7 FHIR R4 Task, Communication; docs/adr/0029-dialogue.md; docs/spec/dialogue.md.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from innsyn.features.dialogue.chosen import Chosen
from innsyn.gate.gate import Gate
from innsyn.gate.refused import Refused
from innsyn.gate.rules.dialogue_facts import KINDS
from innsyn.gate.standing.care_contacts import ACTIVE, FUNCTION, CareContact, care_contacts
from innsyn.gate.standing.conversations import Conversation, conversation_from
from innsyn.gate.standing.messages import Message, message_from
from innsyn.gate.values import Found, Query, ReferenceIs, Stored, TokenIs
from innsyn.gate.visit import Code, Visit
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem
from innsyn.kernel.systems import DIALOGUE, HER_ID, PERSON_SYSTEMS

PAGE = 30
"""Conversations on one page of the list."""

CONTACT = "restriction-recipient"
"""Our own search parameter of a Task: whom a conversation is with."""

_MOST_MESSAGES, _MOST_DRAFTS = 300, 50
_CONVERSATIONS = TokenIs("code", tuple((DIALOGUE, kind) for kind in KINDS))
_DRAFTS = Query(("Communication",), (TokenIs("status", ((None, "preparation"),)),), count=_MOST_DRAFTS)


@dataclass(frozen=True, slots=True)
class Thread:
    """A conversation as it stands. version, body: of the Task, for changing it."""

    told: Conversation
    version: int
    body: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Written:
    """A message or draft as it stands. id, version, body: of the Communication. category: of a draft: what it is about to the contact."""

    told: Message
    id: str
    version: int
    written_at: Instant
    body: Mapping[str, Any] = field(repr=False)

    @property
    def category(self) -> Code | None:
        """Say what the contact calls such matters, where she chose among several."""
        codings = (coding for concept in self.body.get("reasonCode", ()) for coding in concept.get("coding", ()))
        return next((Code(each["code"], FUNCTION, each.get("display", "")) for each in codings if each.get("system") == FUNCTION), None)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the list, newest event first. next: position of the next, None at the end."""

    conversations: tuple[Conversation, ...]
    next: str | None


async def conversations(gate: Gate, visit: Visit, chosen: Chosen, *, now: Instant, count: int = PAGE) -> Page | Refused:
    """Read one page of the list in one statement. A position that belongs to no list is the beginning."""
    codes = TokenIs("code", ((DIALOGUE, chosen.kind),)) if chosen.kind else _CONVERSATIONS
    contact = (ReferenceIs(CONTACT, (f"{HER_ID}|{chosen.contact}",)),) if chosen.contact else ()
    query = Query(("Task",), (codes, *contact), count=count, order="recorded", after=chosen.after or None)
    found = await gate.search(visit, query, now)
    if isinstance(found, Problem) and chosen.after:
        return await conversations(gate, visit, replace(chosen, after=""), now=now)
    if not isinstance(found, Found):
        return found if isinstance(found, Refused) else Page((), None)
    read = (conversation_from(json.loads(row.body)) for row in found.rows)
    return Page(tuple(each for each in read if each is not None), found.next)


async def drafts(gate: Gate, visit: Visit, *, now: Instant) -> tuple[Written, ...]:
    """Read the drafts, newest first, in one statement."""
    found = await gate.search(visit, _DRAFTS, now)
    read = [written(row) for row in found.rows] if isinstance(found, Found) else []
    return tuple(sorted((each for each in read if each is not None), key=lambda each: each.written_at, reverse=True))


async def thread(gate: Gate, visit: Visit, task_id: str, *, now: Instant) -> Thread | None:
    """Read one conversation; None for what does not exist, is another's, or is something else."""
    found = await gate.read(visit, "Task", task_id, now)
    body: Mapping[str, Any] = json.loads(found.body) if isinstance(found, Stored) and found.body else {}
    told = conversation_from(body) if body else None
    return Thread(told, found.version, bare(body)) if told is not None and isinstance(found, Stored) else None


async def messages(gate: Gate, visit: Visit, task_id: str, *, now: Instant) -> tuple[Written, ...]:
    """Read the messages of a conversation, oldest first, drafts with them, in one statement."""
    query = Query(("Communication",), (ReferenceIs("based-on", (f"Task/{task_id}",)),), count=_MOST_MESSAGES)
    found = await gate.search(visit, query, now)
    read = [written(row) for row in found.rows] if isinstance(found, Found) else []
    known = [each for each in read if each is not None and each.told.state != "discarded"]
    return tuple(sorted(known, key=lambda each: each.told.sent_at or each.written_at))


async def message(gate: Gate, visit: Visit, id_: str, *, now: Instant) -> Written | None:
    """Read one message or draft; None for what does not exist, is another's, or is something else."""
    found = await gate.read(visit, "Communication", id_, now)
    return written(found) if isinstance(found, Stored) else None


async def contacts(gate: Gate, visit: Visit, *, now: Instant) -> tuple[CareContact, ...]:
    """Read who treats the patient just now, in one statement."""
    found = await gate.search(visit, ACTIVE, now)
    return care_contacts(found.rows, now) if isinstance(found, Found) else ()


async def born_on(gate: Gate, visit: Visit, *, now: Instant) -> date | None:
    """Read the patient's birth date; None when it is unknown."""
    found = await gate.read(visit, "Patient", visit.patient_id, now)
    body: Mapping[str, Any] = json.loads(found.body) if isinstance(found, Stored) else {}
    try:
        return date.fromisoformat(str(body.get("birthDate", "")))
    except ValueError:
        return None


def written(row: Stored) -> Written | None:
    """Read a message of a row; None for any other Communication."""
    body: Mapping[str, Any] = json.loads(row.body) if row.body else {}
    told = message_from(body) if body else None
    return Written(told, row.id, row.version, row.recorded_at, bare(body)) if told is not None else None


def bare(body: Mapping[str, Any]) -> dict[str, Any]:
    """Say a resource without what the record puts in."""
    return {name: value for name, value in body.items() if name not in ("id", "meta")}


async def national_number(gate: Gate, visit: Visit, *, now: Instant) -> tuple[str, str]:
    """Read the patient's national number, for a clinic whose own system knows her by it. Returns system and value, empty when not told."""
    found = await gate.read(visit, "Patient", visit.patient_id, now)
    body: Mapping[str, Any] = json.loads(found.body) if isinstance(found, Stored) and found.body else {}
    known = (each for each in body.get("identifier", ()) if each.get("system") in PERSON_SYSTEMS and each.get("use") != "old")
    return next(((str(each["system"]), str(each.get("value", ""))) for each in known), ("", ""))
