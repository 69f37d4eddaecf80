"""Questions about accesses in the record: asking, finding, and writing down what was found out. The only file here that reads Tasks.

Source: HL7 FHIR R4 Task; docs/spec/log.md#AL-6.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal
from uuid import UUID

import orjson

from innsyn.features.access_questions.rules import Asked, due_on, in_order
from innsyn.gate.gate import Gate
from innsyn.gate.log.line import VisitLine
from innsyn.gate.posts import PRIVACY_OFFICER
from innsyn.gate.refused import Refused
from innsyn.gate.standing.access_questions import (
    Answer,
    Question,
    Statement,
    answered,
    question_body,
    question_id,
    question_of,
    taken,
    with_statement,
)
from innsyn.gate.values import Found, Stored, Write, Written
from innsyn.gate.visit import Actor, Visit
from innsyn.gate.worklists import Wanted
from innsyn.kernel.clock import Instant, norwegian_date

OPEN = ("requested", "received", "accepted", "in-progress")
DONE = ("completed",)
Change = Literal["kept", "changed_meanwhile", "refused"]


async def question_about(gate: Gate, visit: Visit, of: UUID, *, now: Instant) -> Question | None:
    """Find what has been asked about one access in this record; None when nothing was, or the reader may not see it."""
    found = await gate.read(visit, "Task", question_id(visit.owner, of), now)
    return question_of(_task(found)) if isinstance(found, Stored) else None


async def last_day(gate: Gate, organisation: str, *, now: Instant) -> date:
    """Say by when an organisation would answer a question asked now, as it has promised."""
    promised = (await gate.policies.on(now)).of(organisation)
    return due_on(norwegian_date(now), promised.answer_days)


async def is_answered(gate: Gate, organisation: str) -> bool:
    """Say whether anybody in an organisation answers such questions."""
    return await gate.is_held(PRIVACY_OFFICER, organisation)


async def ask(gate: Gate, visit: Visit, line: VisitLine, words: str, *, now: Instant) -> bool:
    """Ask the organisation behind an access why. words: the asker's own. Returns false when she may not; asking twice changes nothing."""
    organisation = line.organisation or ""
    body = question_body(
        visit.patient_id,
        line.visit,
        organisation=organisation,
        name=line.organisation_name,
        now=now,
        due_on=await last_day(gate, organisation, now=now),
        words=words,
    )
    write = Write("create", "Task", orjson.dumps(body), id=question_id(visit.owner, line.visit))
    return not isinstance(await gate.write(visit, [write], now), Refused)


async def waiting(gate: Gate, actor: Actor, statuses: tuple[str, ...], *, now: Instant) -> list[Asked] | None:
    """List an organisation's questions, over all records, the most urgent first; None for whoever is not its privacy officer."""
    found = await gate.worklist(actor, Wanted("access-question", statuses=statuses, count=200), now)
    if isinstance(found, Refused):
        return None
    rows = found.rows if isinstance(found, Found) else ()
    read = [(row, question_of(_task(row))) for row in rows]
    return in_order(Asked(row.id, row.owner, question) for row, question in read if question is not None)


async def reviewed_question(gate: Gate, visit: Visit, *, now: Instant) -> tuple[Question, Stored] | None:
    """Read the question a review was opened for, with the version it stands in; None in any other visit."""
    kind, _, id_ = visit.ground.decision_ref.partition("/")
    found = await gate.read(visit, "Task", id_, now) if kind == "Task" and id_ else None
    question = question_of(_task(found)) if isinstance(found, Stored) else None
    return (question, found) if question is not None and isinstance(found, Stored) else None


async def take(gate: Gate, visit: Visit, stored: Stored, *, now: Instant) -> Change:
    """Write down that the privacy officer has the question."""
    return await _change(gate, visit, stored, taken(_task(stored), now), now)


async def keep_statement(gate: Gate, visit: Visit, stored: Stored, statement: Statement, *, now: Instant) -> Change:
    """Write down what somebody said when the privacy officer asked."""
    return await _change(gate, visit, stored, with_statement(_task(stored), statement, now), now)


async def keep_answer(gate: Gate, visit: Visit, stored: Stored, answer: Answer, *, now: Instant) -> Change:
    """Write the answer."""
    return await _change(gate, visit, stored, answered(_task(stored), answer, now), now)


async def _change(gate: Gate, visit: Visit, stored: Stored, body: Mapping[str, Any], now: Instant) -> Change:
    bare = {name: value for name, value in body.items() if name not in ("id", "meta")}
    write = Write("update", "Task", orjson.dumps(bare), id=stored.id, expected_version=stored.version)
    answer = await gate.write(visit, [write], now)
    if isinstance(answer, Refused):
        return "refused"
    return "kept" if isinstance(answer, tuple) and all(isinstance(each, Written) for each in answer) else "changed_meanwhile"


def _task(stored: Stored) -> dict[str, Any]:
    body: dict[str, Any] = orjson.loads(stored.body)
    return body
