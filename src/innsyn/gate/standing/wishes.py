"""A young person's wish that her parents shall not see something, as Task: of what, to whom, and what became of it.

Source: HL7 FHIR R4 Task (focus, owner, status, output); pasient- og brukerrettighetsloven § 3-4 andre ledd; docs/spec/shields.md#SH-9.
"""

from collections.abc import Mapping
from typing import Any, Literal

from innsyn.gate.rules.access_facts import HIDE_REQUEST
from innsyn.gate.rules.relations import Wish
from innsyn.kernel.clock import Instant
from innsyn.kernel.systems import ACCESS_FACT, HPR_NUMBER, ORGANISATION_NUMBER

WAITING = frozenset({"requested", "received", "accepted", "in-progress", "on-hold"})
"""Statuses of a wish that nobody has decided on."""

ANSWER = "answer"
"""Code of the output that holds the clinician's words to the young person."""

Decision = Literal["completed", "rejected"]


def wish_of(task: Mapping[str, Any], id_: str, custodian: str | None) -> Wish | None:
    """Read a wish that waits; None for any other Task, one that is decided or withdrawn, or one of nobody we know.

    custodian: who keeps it, and was asked."""
    if not is_wish(task) or task.get("status") not in WAITING or custodian is None:
        return None
    focus = task.get("focus", {}).get("reference")
    return Wish(id=id_, references=frozenset({focus}), custodian=custodian) if isinstance(focus, str) and focus else None


def is_wish(task: Mapping[str, Any]) -> bool:
    """Say whether a Task is such a wish."""
    codings = task.get("code", {}).get("coding", ())
    return any((each.get("system"), each.get("code")) == (ACCESS_FACT, HIDE_REQUEST) for each in codings)


def wish_body(document: str, organisation: str, patient_id: str, words: str, now: Instant) -> dict[str, Any]:
    """Write a wish. document: `Type/id`. organisation: number of who keeps it. words: her own, may be empty."""
    note = {"note": [{"text": words, "time": now.isoformat()}]} if words else {}
    return {
        "resourceType": "Task",
        "status": "requested",
        "intent": "order",
        "code": {"coding": [{"system": ACCESS_FACT, "code": HIDE_REQUEST}]},
        "focus": {"reference": document},
        "for": {"reference": f"Patient/{patient_id}"},
        "authoredOn": now.isoformat(),
        "lastModified": now.isoformat(),
        "requester": {"reference": f"Patient/{patient_id}"},
        "owner": {"type": "Organization", "identifier": {"system": ORGANISATION_NUMBER, "value": organisation}},
        **note,
    }


def withdrawn_wish(task: Mapping[str, Any], now: Instant) -> dict[str, Any]:
    """Write a wish as one that she has taken back."""
    return {**task, "status": "cancelled", "lastModified": now.isoformat()}


def decided_wish(
    task: Mapping[str, Any], decision: Decision, words: str, now: Instant, *, hpr: str, name: str, flag: str = ""
) -> dict[str, Any]:
    """Write a wish as decided. words: to the young person. hpr, name: of who decided. flag: `Flag/id` of what now withholds, if any."""
    by = {"type": "Practitioner", "identifier": {"system": HPR_NUMBER, "value": hpr}, "display": name}
    output: list[dict[str, Any]] = [{"type": _coded("by"), "valueReference": by}]
    if words:
        output.append({"type": _coded(ANSWER), "valueString": words})
    if flag:
        output.append({"type": _coded("flag"), "valueReference": {"reference": flag}})
    return {**task, "status": decision, "lastModified": now.isoformat(), "output": output}


def answer_of(task: Mapping[str, Any]) -> str:
    """Read the clinician's words; empty when there are none."""
    found = (each.get("valueString") for each in task.get("output", ()) if each.get("type") == _coded(ANSWER))
    return str(next(found, "") or "")


def words_of(task: Mapping[str, Any]) -> str:
    """Read the young person's own words; empty when she gave none."""
    return str(next((each.get("text") for each in task.get("note", ())), "") or "")


def _coded(code: str) -> dict[str, Any]:
    return {"coding": [{"system": ACCESS_FACT, "code": code}]}
