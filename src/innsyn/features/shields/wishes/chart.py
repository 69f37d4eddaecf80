"""Reads and writes wishes to hide something: where things stand in the Task is `gate/standing/wishes.py`'s to know.

Source: HL7 FHIR R4 Task, Flag; docs/spec/shields.md#SH-9, #SH-10.
"""

import json
from collections.abc import Mapping
from typing import Any

from innsyn.features.shields.wishes.wish import Answered, Asked
from innsyn.gate.gate import Gate
from innsyn.gate.refused import Refused
from innsyn.gate.rules.access_facts import HIDE_REQUEST
from innsyn.gate.rules.relations import Withholding
from innsyn.gate.standing.wishes import WAITING, answer_of, decided_wish, is_wish, wish_body, withdrawn_wish, words_of
from innsyn.gate.standing.withholdings import Reasons, withholding_body
from innsyn.gate.values import Conflict, Found, Query, Stored, TokenIs, Write
from innsyn.gate.visit import Visit
from innsyn.kernel.clock import Instant, instant
from innsyn.kernel.ids import person_number
from innsyn.kernel.systems import ACCESS_FACT, PERSON_SYSTEMS

FROM_PARENTS = "NORN_FORANS"
"""Volven 9603: closed to parents and guardians."""

_MOST = 200
_WISHES = Query(("Task",), (TokenIs("code", ((ACCESS_FACT, HIDE_REQUEST),)),), count=_MOST)
_DECIDED: Mapping[str, Answered] = {"completed": "agreed", "rejected": "declined"}


async def mine(gate: Gate, visit: Visit, *, now: Instant) -> tuple[Asked, ...]:
    """Read all wishes in a record, newest first, in one statement."""
    found = await gate.search(visit, _WISHES, now)
    return of_rows(found.rows) if isinstance(found, Found) else ()


async def one(gate: Gate, visit: Visit, task_id: str, *, now: Instant) -> Asked | None:
    """Read one wish; None for what does not exist, is another's, or is something else."""
    found = await gate.read(visit, "Task", task_id, now)
    return next(iter(of_rows([found])), None) if isinstance(found, Stored) else None


def of_rows(rows: "tuple[Stored, ...] | list[Stored]") -> tuple[Asked, ...]:
    """Read the wishes among some rows."""
    return tuple([each for row in rows if (each := _asked(row)) is not None])


async def ask(gate: Gate, visit: Visit, document_id: str, organisation: str, words: str, *, now: Instant) -> str | Refused | Conflict:
    """Ask the organisation that keeps a document to hide it from her parents. Returns the Task's id."""
    body = wish_body(f"DocumentReference/{document_id}", organisation, visit.patient_id, words, now)
    answer = await gate.write(visit, [Write("create", "Task", _bytes(body))], now)
    return answer[0].stored.id if isinstance(answer, tuple) else answer


async def withdraw(gate: Gate, visit: Visit, asked: Asked, *, now: Instant) -> bool:
    """Take a wish back. Returns whether it was taken in: not when a clinician has decided meanwhile."""
    answer = await gate.write(visit, [_change(asked, withdrawn_wish(_bare(asked), now))], now)
    return isinstance(answer, tuple)


async def agree(gate: Gate, visit: Visit, asked: Asked, reasons: Reasons, words: str, *, told: bool, flag_id: str, now: Instant) -> bool:
    """Withhold the document from her parents, and answer the wish, in one. Returns whether it was taken in."""
    decision = Withholding(
        id=flag_id,
        code=FROM_PARENTS,
        references=frozenset({f"DocumentReference/{asked.document_id}"}),
        custodian=asked.organisation,
        is_told=told,
    )
    flag = withholding_body(decision, visit.patient_id, reasons)
    by = {"hpr": reasons.author_hpr, "name": reasons.author_name}
    task = decided_wish(_bare(asked), "completed", words, now, flag=f"Flag/{flag_id}", **by)
    answer = await gate.write(visit, [Write("create", "Flag", _bytes(flag), id=flag_id), _change(asked, task)], now)
    return isinstance(answer, tuple)


async def decline(gate: Gate, visit: Visit, asked: Asked, words: str, *, hpr: str, name: str, now: Instant) -> bool:
    """Answer a wish with no. Returns whether it was taken in."""
    task = decided_wish(_bare(asked), "rejected", words, now, hpr=hpr, name=name)
    return isinstance(await gate.write(visit, [_change(asked, task)], now), tuple)


async def key_of_patient(gate: Gate, visit: Visit, *, now: Instant) -> str | None:
    """Say the opaque key by which the young person is told; None when her number is unknown."""
    found = await gate.read(visit, "Patient", visit.patient_id, now)
    body: Mapping[str, Any] = json.loads(found.body) if isinstance(found, Stored) else {}
    values = [each.get("value", "") for each in body.get("identifier", ()) if each.get("system") in PERSON_SYSTEMS]
    number = next((known for value in values if (known := person_number(value)) is not None), None)
    return gate.actors.citizen(number, level="high").key if number else None


def _asked(row: Stored) -> Asked | None:
    body: Mapping[str, Any] = json.loads(row.body) if row.body else {}
    focus = str(body.get("focus", {}).get("reference", ""))
    if not is_wish(body) or not focus.startswith("DocumentReference/"):
        return None
    status = str(body.get("status", ""))
    return Asked(
        id=row.id,
        owner=row.owner,
        version=row.version,
        document_id=focus.removeprefix("DocumentReference/"),
        organisation=row.custodian or "",
        asked_at=_instant(body.get("authoredOn")) or row.recorded_at,
        answered="waiting" if status in WAITING else _DECIDED.get(status, "withdrawn"),
        can_be_withdrawn=status == "requested",
        words=words_of(body),
        answer=answer_of(body),
        body=row.body,
    )


def _bare(asked: Asked) -> dict[str, Any]:
    return {name: value for name, value in json.loads(asked.body).items() if name not in ("id", "meta")}


def _change(asked: Asked, body: Mapping[str, Any]) -> Write:
    return Write("update", "Task", _bytes(body), id=asked.id, expected_version=asked.version, may_create=False)


def _bytes(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False).encode()


def _instant(text: object) -> Instant | None:
    try:
        return instant(text) if isinstance(text, str) else None
    except ValueError:
        return None
