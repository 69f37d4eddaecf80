"""A question about one access as a Task: who asks why a record was opened, by when it is answered, and the answer.

Everything in it can be read by the patient. Source: HL7 FHIR R4 Task; personvernforordningen article 12(3) and 15; docs/spec/log.md#AL-6.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, get_args
from uuid import UUID

from innsyn.gate.rules.access_facts import ACCESS_QUESTION
from innsyn.kernel.clock import Instant, instant
from innsyn.kernel.systems import ACCESS_FACT, ORGANISATION_NUMBER
from innsyn.record.ids import derived_id
from innsyn.record.stored import Owner

Decision = Literal["in-order", "not-in-order", "not-found-out"]
Stage = Literal["sent", "received", "in-work", "answered", "withdrawn"]

DECISIONS: tuple[Decision, ...] = get_args(Decision)
_STAGES: Mapping[str, Stage] = {
    "requested": "sent",
    "received": "received",
    "accepted": "in-work",
    "in-progress": "in-work",
    "completed": "answered",
}
_VISIT, _WORDS, _DECISION, _ANSWER, _DONE, _BY = "visit", "words", "decision", "answer", "done", "by"


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody said when the privacy officer asked. by: who, in the officer's words: the manager of the ward, the employee."""

    at: Instant | None
    by: str = field(repr=False)
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer. done: what was done, empty when nothing had to be. by: name of who answered. at: None when unknown."""

    decision: Decision
    words: str = field(repr=False)
    done: str = field(repr=False)
    by: str = field(repr=False)
    at: Instant | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question. visit: the access it is about. organisation: number of who answers. due_on: the last day of the promise, None unknown.

    is_asked: a patient or parent asked; otherwise the privacy officer began by herself. words: the asker's own, empty when none."""

    visit: UUID
    organisation: str
    organisation_name: str
    stage: Stage
    asked_at: Instant | None
    due_on: date | None
    is_asked: bool
    words: str = field(default="", repr=False)
    statements: tuple[Statement, ...] = ()
    answer: Answer | None = None

    @property
    def is_open(self) -> bool:
        """Say whether it waits for an answer."""
        return self.stage in ("sent", "received", "in-work")

    def is_overdue(self, today: date) -> bool:
        """Say whether it should have been answered before today."""
        return self.is_open and self.due_on is not None and today > self.due_on


def question_id(owner: Owner, visit: UUID) -> str:
    """Give the id of the one question there can be about a visit."""
    return derived_id(owner, "Task", f"access-question/{visit}")


def question_body(
    patient_id: str, visit: UUID, *, organisation: str, name: str, now: Instant, due_on: date, words: str = "", is_asked: bool = True
) -> dict[str, Any]:
    """Write a question. organisation, name: who answers. due_on: the last day of the promise. words: the asker's own.

    is_asked: false when the privacy officer begins by herself."""
    whose = {"reference": f"Patient/{patient_id}"}
    answering = {"identifier": {"system": ORGANISATION_NUMBER, "value": organisation}, "display": name}
    told = [_said(_VISIT, str(visit)), *([_said(_WORDS, words)] if words else [])]
    return {
        "resourceType": "Task",
        "status": "requested" if is_asked else "in-progress",
        "intent": "order",
        "code": {"coding": [{"system": ACCESS_FACT, "code": ACCESS_QUESTION}]},
        "for": whose,
        "authoredOn": _text(now),
        "lastModified": _text(now),
        "requester": whose if is_asked else answering,
        "owner": answering,
        "restriction": {"period": {"end": due_on.isoformat()}},
        "input": told,
    }


def question_of(task: Mapping[str, Any]) -> Question | None:
    """Read a question; None for any other Task, or one that names no visit or nobody who answers."""
    codings = task.get("code", {}).get("coding", ())
    visit = _uuid(_first(task.get("input", ()), _VISIT))
    owner = task.get("owner", {})
    identifier = owner.get("identifier", {})
    is_question = any((each.get("system"), each.get("code")) == (ACCESS_FACT, ACCESS_QUESTION) for each in codings)
    if not is_question or visit is None or identifier.get("system") != ORGANISATION_NUMBER or not identifier.get("value"):
        return None
    return Question(
        visit=visit,
        organisation=str(identifier["value"]),
        organisation_name=str(owner.get("display", "")),
        stage=_STAGES.get(str(task.get("status")), "withdrawn"),
        asked_at=_instant(task.get("authoredOn")),
        due_on=_day(task.get("restriction", {}).get("period", {}).get("end")),
        is_asked=task.get("requester", {}).get("reference") == task.get("for", {}).get("reference"),
        words=_first(task.get("input", ()), _WORDS),
        statements=tuple(_statements(task)),
        answer=_answer(task),
    )


def taken(task: Mapping[str, Any], now: Instant, *, is_in_work: bool = False) -> dict[str, Any]:
    """Write that the privacy officer has it, or works with it."""
    return {**task, "status": "in-progress" if is_in_work else "received", "lastModified": _text(now)}


def with_statement(task: Mapping[str, Any], statement: Statement, now: Instant) -> dict[str, Any]:
    """Write what somebody said when the officer asked."""
    note = {"authorString": statement.by, "time": _text(now), "text": statement.words}
    return {**taken(task, now, is_in_work=True), "note": [*task.get("note", ()), note]}


def answered(task: Mapping[str, Any], answer: Answer, now: Instant) -> dict[str, Any]:
    """Write the answer: then it is over."""
    told = [
        {"type": _type(_DECISION), "valueCode": answer.decision},
        _said(_ANSWER, answer.words),
        *(_said(kind, words) for kind, words in ((_DONE, answer.done), (_BY, answer.by)) if words),
    ]
    period = {**task.get("executionPeriod", {}), "end": _text(now)}
    return {**task, "status": "completed", "lastModified": _text(now), "executionPeriod": period, "output": told}


def _answer(task: Mapping[str, Any]) -> Answer | None:
    told = task.get("output", ())
    decision = next((each.get("valueCode") for each in told if _is(each, _DECISION)), None)
    known = next((each for each in DECISIONS if each == decision), None)
    if task.get("status") != "completed" or known is None:
        return None
    ended = _instant(task.get("executionPeriod", {}).get("end"))
    return Answer(known, _first(told, _ANSWER), _first(told, _DONE), _first(told, _BY), ended)


def _statements(task: Mapping[str, Any]) -> Iterator[Statement]:
    for note in task.get("note", ()):
        yield Statement(_instant(note.get("time")), str(note.get("authorString", "")), str(note.get("text", "")))


def _said(kind: str, words: str) -> dict[str, Any]:
    return {"type": _type(kind), "valueString": words}


def _type(kind: str) -> dict[str, Any]:
    return {"coding": [{"system": ACCESS_FACT, "code": kind}]}


def _is(told: Mapping[str, Any], kind: str) -> bool:
    codings = told.get("type", {}).get("coding", ())
    return any((each.get("system"), each.get("code")) == (ACCESS_FACT, kind) for each in codings)


def _first(told: Any, kind: str) -> str:
    return next((str(each.get("valueString", "")) for each in told if _is(each, kind)), "")


def _text(at: Instant) -> str:
    return at.isoformat(timespec="seconds")


def _instant(text: object) -> Instant | None:
    try:
        return instant(text) if isinstance(text, str) else None
    except ValueError:
        return None


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if isinstance(text, str) else None
    except ValueError:
        return None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
