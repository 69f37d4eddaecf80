"""A conversation between a citizen and a clinic as a Task: which kind, with whom, how far it has come, and when an answer is promised.

Everything in it can be read by the patient. Source: HL7 FHIR R4 Task; Volven 7602; docs/adr/0029-dialogue.md; docs/spec/dialogue.md.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Literal
from uuid import UUID

from innsyn.gate.rules.dialogue_facts import ANSWERED, ANSWERS, CLOSED, KINDS, Kind
from innsyn.gate.standing.elements import (
    Element,
    code_of,
    coded,
    codes_of,
    displayed,
    instant_of,
    numbered,
    text_of,
    uuid_of,
    value_of,
    without,
)
from innsyn.gate.standing.speakers import Speaker, speaker_of, written_speaker
from innsyn.gate.visit import Code
from innsyn.kernel.clock import NORWAY, Instant
from innsyn.kernel.systems import CLOSING_CODE, CONVERSATION, DIALOGUE, HER_ID, HPR_NUMBER, ORGANISATION_NUMBER
from innsyn.record.ids import derived_id
from innsyn.record.stored import Owner

State = Literal["sent", "received", "taken", "answered", "closed", "rejected", "not-delivered", "withdrawn", "unknown"]

STATUSES: Mapping[State, str] = {
    "sent": "requested",
    "received": "received",
    "taken": "accepted",
    "answered": "in-progress",
    "closed": "completed",
    "rejected": "rejected",
    "not-delivered": "failed",
    "withdrawn": "cancelled",
}
"""What each state is called in FHIR's task-status."""

_STATES: Mapping[str, State] = {status: state for state, status in STATUSES.items()}
_OPEN: frozenset[State] = frozenset({"sent", "received", "taken", "answered", "not-delivered"})
_WAITS_FOR_CLINIC: frozenset[State] = frozenset({"sent", "received", "taken"})
_AT_THE_CLINIC: frozenset[State] = frozenset({"received", "taken"})
_TAKEN = "taken"

TAKEN_BY = "urn:innsyn:taken-by"
"""Identifier system under which a conversation is found by the HPR number of who at the clinic has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """One conversation.

    id: that of its first message. task_id: of the Task, empty when it is not stored yet. patient: her name, for the clinic's list, empty
    when it does not say. contact: HER-id on level two of whom it is with.
    organisation: number of the legal entity, who keeps it. began_by: who wrote first. promised_until: when an answer is promised, None
    when nothing is or it cannot be read. category: what the contact calls such matters, None for none. answer: Volven 7602 code of the
    last answer, empty when unanswered. closing: Volven 7602 code it was closed with, empty while open. reason: why it was refused or not
    delivered. taken_by: name of who has it, taken_by_hpr: number; both empty when nobody has."""

    id: UUID
    task_id: str = ""
    patient: str = field(default="", repr=False)
    kind: Kind
    contact: str
    contact_name: str = ""
    organisation: str
    organisation_name: str = ""
    subject: str = field(default="", repr=False)
    began_by: Speaker
    state: State = "sent"
    begun_at: Instant | None = None
    last_modified: Instant | None = None
    promised_until: Instant | None = None
    category: Code | None = None
    answer: str = ""
    closing: str = ""
    reason: Code | None = None
    taken_by: str = field(default="", repr=False)
    taken_by_hpr: str = ""

    @property
    def is_open(self) -> bool:
        """Say whether either side may still write in it."""
        return self.state in _OPEN

    @property
    def is_answered(self) -> bool:
        """Say whether the clinic has answered once."""
        return bool(self.answer)

    @property
    def waits_for_clinic(self) -> bool:
        """Say whether it is the clinic's turn."""
        return self.state in _WAITS_FOR_CLINIC

    def is_overdue(self, now: Instant) -> bool:
        """Say whether the clinic should have answered before now."""
        return self.waits_for_clinic and self.promised_until is not None and now > self.promised_until


def conversation_id(owner: Owner, id_: UUID) -> str:
    """Give the id of the Task of a conversation we begin: the same however often it is sent. id_: of its first message."""
    return derived_id(owner, "Task", f"conversation/{id_}")


def conversation_body(begun: Conversation, *, patient_id: str, now: Instant, national: tuple[str, str] = ("", "")) -> dict[str, Any]:
    """Write a conversation that begins now. begun: its state is `sent`, or `received` when the clinic reads at our own desk.

    national: system and value of the patient's national number, by which a clinic's own system knows her; empty values are not told.

    What only comes later (who has it, answers, why it was closed) is not written."""
    owner = {"type": "Organization", **numbered(ORGANISATION_NUMBER, begun.organisation), **displayed(begun.organisation_name)}
    contact = {**numbered(HER_ID, begun.contact), **displayed(begun.contact_name)}
    promised = {"period": {"end": text_of(begun.promised_until)}} if begun.promised_until else {}
    return {
        "resourceType": "Task",
        "identifier": [{"system": CONVERSATION, "value": str(begun.id)}],
        "status": STATUSES[begun.state],
        "intent": "order",
        "code": {"coding": [{"system": DIALOGUE, "code": begun.kind}]},
        **({"description": begun.subject} if begun.subject else {}),
        "for": {"reference": f"Patient/{patient_id}", **numbered(*national), **displayed(begun.patient)},
        "authoredOn": text_of(now),
        "lastModified": text_of(now),
        "requester": written_speaker(begun.began_by, patient_id),
        "owner": owner,
        **({"reasonCode": coded(begun.category)} if begun.category else {}),
        "restriction": {**promised, "recipient": [contact]},
    }


def conversation_from(task: Mapping[str, Any]) -> Conversation | None:
    """Read a conversation; None for any other Task, and for one that does not say which it is, with whom and for which organisation."""
    kind = next((kind for kind in KINDS if kind in codes_of(task.get("code"), DIALOGUE)), None)
    id_ = uuid_of(value_of(task.get("identifier"), CONVERSATION))
    contact: Element = next(iter(task.get("restriction", {}).get("recipient", ())), {})
    her_id = value_of([contact.get("identifier", {})], HER_ID)
    organisation = value_of([_owner(task).get("identifier", {})], ORGANISATION_NUMBER)
    if kind is None or id_ is None or not her_id or not organisation:
        return None
    told = codes_of(task.get("businessStatus"), CLOSING_CODE)
    state, taken_by = _state(task), next(_taken_by(task), {})
    return Conversation(
        id=id_,
        task_id=str(task.get("id", "")),
        patient=str(task.get("for", {}).get("display", "")),
        kind=kind,
        contact=her_id,
        contact_name=str(contact.get("display", "")),
        organisation=organisation,
        organisation_name=str(_owner(task).get("display", "")),
        subject=str(task.get("description", "")),
        began_by=speaker_of(task.get("requester", {})),
        state=state,
        begun_at=instant_of(task.get("authoredOn")),
        last_modified=instant_of(task.get("lastModified")),
        promised_until=_end_of(task.get("restriction", {}).get("period", {}).get("end")),
        category=code_of(task.get("reasonCode")),
        answer=next((code for code in told if code in ANSWERS), ""),
        closing=(told[-1] if told else "") if state == "closed" else "",
        reason=code_of(task.get("statusReason")),
        taken_by=str(taken_by.get("display", "")),
        taken_by_hpr=value_of([taken_by.get("identifier", {})], HPR_NUMBER),
    )


def received(task: Mapping[str, Any], now: Instant) -> dict[str, Any]:
    """Write that the other side's system has it."""
    return _changed(task, "received", now)


def not_delivered(task: Mapping[str, Any], reason: Code, now: Instant) -> dict[str, Any]:
    """Write that it did not reach the other side. reason: Volven 8221."""
    return {**_changed(task, "not-delivered", now), "statusReason": coded(reason)}


def taken(task: Mapping[str, Any], now: Instant, *, by: str, hpr: str = "") -> dict[str, Any]:
    """Write that somebody at the clinic has it, also when another had it before; one that is answered stays so.

    by: name of who. hpr: number, empty for none."""
    note = {"authorReference": {"type": "Practitioner", **numbered(HPR_NUMBER, hpr), "display": by}, "time": text_of(now), "text": _TAKEN}
    found_by = [{"system": TAKEN_BY, "value": hpr}] if hpr else []
    changed = _changed(task, "answered" if _state(task) == "answered" else "taken", now)
    return {**changed, "identifier": [*_other_identifiers(task), *found_by], "note": [*_other_notes(task), note]}


def put_back(task: Mapping[str, Any], now: Instant) -> dict[str, Any]:
    """Write that nobody in particular has it any more."""
    changed = _changed(task, "answered" if _state(task) == "answered" else "received", now)
    changed = {**changed, "identifier": _other_identifiers(task), "note": _other_notes(task)}
    return changed if changed["note"] else without(changed, "note")


def written_to(task: Mapping[str, Any], now: Instant, *, promised_until: Instant | None, is_received: bool = False) -> dict[str, Any]:
    """Write that the citizen has sent another message, so that it is the clinic's turn; what is there already stays there.

    promised_until: when that is answered, None for no promise. is_received: the clinic reads at our own desk."""
    period = {"period": {"end": text_of(promised_until)}} if promised_until else {}
    restriction = {**without(task.get("restriction", {}), "period"), **period}
    state: State = _state(task) if _state(task) in _AT_THE_CLINIC else "received" if is_received else "sent"
    return {**_changed(task, state, now), "restriction": restriction}


def answered(task: Mapping[str, Any], now: Instant, *, code: str = ANSWERED) -> dict[str, Any]:
    """Write that the clinic has answered, and the citizen may write again. code: Volven 7602, one of `ANSWERS`."""
    return {**_changed(task, "answered", now), "businessStatus": {"coding": _closing_codes(code)}}


def closed(task: Mapping[str, Any], now: Instant, *, code: str = CLOSED) -> dict[str, Any]:
    """Write that the clinic has closed it. code: Volven 7602. What was answered stays told beside it."""
    told = [each for each in codes_of(task.get("businessStatus"), CLOSING_CODE) if each in ANSWERS and each != code]
    period = {**task.get("executionPeriod", {}), "end": text_of(now)}
    return {**_changed(task, "closed", now), "businessStatus": {"coding": _closing_codes(*told, code)}, "executionPeriod": period}


def rejected(task: Mapping[str, Any], reason: Code, now: Instant) -> dict[str, Any]:
    """Write that the clinic refuses it. reason: Volven 7602, with the clinic's own words as its text if it has any."""
    period = {**task.get("executionPeriod", {}), "end": text_of(now)}
    return {**_changed(task, "rejected", now), "statusReason": coded(reason), "executionPeriod": period}


def withdrawn(task: Mapping[str, Any], now: Instant) -> dict[str, Any]:
    """Write that the citizen took it back before it was received."""
    return {**_changed(task, "withdrawn", now), "executionPeriod": {**task.get("executionPeriod", {}), "end": text_of(now)}}


def ended_at(task: Mapping[str, Any]) -> Instant | None:
    """Say when a conversation was closed, refused or taken back; None while it is open or when it does not say."""
    if _state(task) in _OPEN:
        return None
    return instant_of(task.get("executionPeriod", {}).get("end")) or instant_of(task.get("lastModified"))


def _changed(task: Mapping[str, Any], state: State, now: Instant) -> dict[str, Any]:
    return {**without(task, "statusReason"), "status": STATUSES[state], "lastModified": text_of(now)}


def _owner(task: Mapping[str, Any]) -> Mapping[str, Any]:
    owner: Mapping[str, Any] = task.get("owner", {})
    return owner


def _taken_by(task: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Give who has it: the last that took it, while somebody has."""
    for note in reversed(task.get("note", ())):
        if note.get("text") == _TAKEN and "authorReference" in note:
            yield note["authorReference"]


def _other_notes(task: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [note for note in task.get("note", ()) if note.get("text") != _TAKEN]


def _other_identifiers(task: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [each for each in task.get("identifier", ()) if each.get("system") != TAKEN_BY]


def _state(task: Mapping[str, Any]) -> State:
    return _STATES.get(str(task.get("status")), "unknown")


def _closing_codes(*codes: str) -> list[dict[str, str]]:
    return [{"system": CLOSING_CODE, "code": code} for code in codes]


def _end_of(text: object) -> Instant | None:
    """Read the end of a promise: an instant, or a whole day in Norway."""
    if (at := instant_of(text)) is not None or not isinstance(text, str):
        return at
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=NORWAY)
