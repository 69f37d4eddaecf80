"""Reads the log for the citizen it is about: itself an act that is logged.

Source: pasientjournalloven § 18; EHDS article 9; docs/spec/access.md#AC-11.
"""

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from innsyn.gate.access import Access, Permit
from innsyn.gate.decide import decide
from innsyn.gate.log.line import LOG_TYPE, LogPage, VisitLine
from innsyn.gate.log.lines import Title, line_of, shown_rows
from innsyn.gate.log.marking import Marking, Marks, with_relation
from innsyn.gate.log.wanted import LogFilter
from innsyn.gate.refused import Refused
from innsyn.gate.rules.access_facts import ACCESS_QUESTION, is_task
from innsyn.gate.seal.proof import Prover
from innsyn.gate.standing.access_questions import question_of
from innsyn.gate.visit import Visit
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem, Verdict
from innsyn.record.condition import AllOf, RowFacts
from innsyn.record.entry import Action, Entry
from innsyn.record.logbook import LogFilter as RowFilter
from innsyn.record.logbook import LoggedVisit
from innsyn.record.query import Query
from innsyn.record.record import Record
from innsyn.record.stored import Found, Stale

HERS_ALONE = Verdict(False, "gate.log_is_hers", "LOG-1", "pasientjournalloven § 18")
TITLED = frozenset({"DocumentReference", "Composition", "DiagnosticReport", "QuestionnaireResponse", "CarePlan", None})
"""Types whose titles tell the reader which one it was; None is a search over several types."""

_FEWEST_LOOKED_THROUGH, _MOST_LOOKED_THROUGH = 8, 50
_MOST_TURNS = 20
_MOST_ROWS = 500
_MOST_QUESTIONS = 200
_ABOUT_LOG = {"about": "log"}


class CitizenLog:
    """page, line and proof."""

    def __init__(self, record: Record, access: Access, prover: Prover) -> None:
        """prover: makes proofs of entries."""
        self._record, self._access, self._prover = record, access, prover
        self._marking = Marking(record, access)

    async def page(self, visit: Visit, wanted: LogFilter, now: Instant, before: int | None, count: int) -> LogPage | Refused:
        """Give a page of lines. See `Gate.my_log`."""
        if (refused := await self._admit(visit, now)) is not None:
            return refused
        chosen, marks, place = await self._choose(visit, wanted, now, before, count)
        return LogPage(await self._lines(visit, chosen, marks, now), place)

    async def line(self, visit: Visit, of: UUID, now: Instant) -> VisitLine | Refused | None:
        """Give one line. See `Gate.my_line`."""
        if (refused := await self._admit(visit, now)) is not None:
            return refused
        rows = await self._record.log_of_visit(visit.owner, of)
        if all("about" in row.detail for row in rows):
            return None
        found = [LoggedVisit(of, rows[-1].entry, tuple(rows))]
        return (await self._lines(visit, found, await self._marking.of(visit.owner, found, now), now))[0]

    async def _lines(self, visit: Visit, chosen: list[LoggedVisit], marks: Marks, now: Instant) -> tuple[VisitLine, ...]:
        titles = await self._titles(visit, chosen, now)
        lines = [line_of(each, titles) for each in chosen]
        asked = await self._asked(visit, now) if any(line.can_be_asked_about for line in lines) else {}
        patient = (await self._access.known(visit.owner)).patient
        found = ((line, marks.get(line.visit, ()), asked.get(line.visit, "")) for line in lines)
        return tuple(replace(with_relation(line, patient), marks=marked, question=stage) for line, marked, stage in found)

    async def _asked(self, visit: Visit, now: Instant) -> dict[UUID, str]:
        """Find what has been asked, as far as the reader may see it herself, and how far it has come: one statement."""

        async def question(permit: Permit) -> Found | Stale | Problem:
            return await self._record.search(
                owner=visit.owner,
                query=Query(("Task",), count=_MOST_QUESTIONS),
                narrow=AllOf((permit.condition, is_task(ACCESS_QUESTION))),
                stamp=permit.stamp,
                entry=Entry(visit.id, now, Action.SEARCH, _ABOUT_LOG),
            )

        found = await self._access.ask(visit, "read", now, question)
        read = [question_of(json.loads(row.body)) for row in found.rows] if isinstance(found, Found) else []
        return {each.visit: each.stage for each in read if each is not None and each.stage != "withdrawn"}

    async def proof(self, visit: Visit, of: UUID, now: Instant) -> dict[str, Any] | Refused | None:
        """Give the proof of one visit's entries. See `Gate.proof`."""
        if (refused := await self._admit(visit, now)) is not None:
            return refused
        rows = await self._record.log_of_visit(visit.owner, of)
        return await self._prover.prove(rows) if rows else None

    async def _admit(self, visit: Visit, now: Instant) -> Refused | None:
        """Let in the patient herself, and log that she looked."""
        permit = await self._access.fresh_permit(visit, "read", now)
        verdict = permit if isinstance(permit, Verdict) else None if await self._is_open_to(visit, now) else HERS_ALONE
        if verdict is not None:
            return await self._access.refuse(visit, verdict, now, about=(LOG_TYPE, None))
        await self._access.log(visit.owner, Entry(visit.id, now, Action.SEARCH), about=(LOG_TYPE, None))
        return None

    async def _is_open_to(self, visit: Visit, now: Instant) -> bool:
        """Say whether the log may be read: by the patient, and by citizens who see her whole record or have power to read the log."""
        case = await self._access.case(visit, now)
        return visit.role == "self" or (case.is_citizen and decide(case, "read", _log_at(now)).allowed)

    async def _choose(
        self, visit: Visit, wanted: LogFilter, now: Instant, before: int | None, count: int
    ) -> tuple[list[LoggedVisit], Marks, int | None]:
        """Find the next visits that are wanted, looking through a bounded number; returns them, their marks and where to go on."""
        rows = RowFilter(since=wanted.since, until=wanted.until, comers=wanted.comers)
        size = min(max(2 * count, _FEWEST_LOOKED_THROUGH), _MOST_LOOKED_THROUGH)
        chosen, marks = list[LoggedVisit](), dict[UUID, tuple[str, ...]]()
        for _ in range(_MOST_TURNS):
            found = await self._record.log_visits(visit.owner, rows, before=before, count=size)
            marks |= await self._marking.of(visit.owner, found, now)
            for each in found:
                if len(chosen) == count:
                    return chosen, marks, before
                before = each.place
                if wanted.wants(replace(line_of(each, {}), marks=marks[each.visit])):
                    chosen.append(each)
            if len(found) < size:
                return chosen, marks, None
        return chosen, marks, before

    async def _titles(self, visit: Visit, visits: Iterable[LoggedVisit], now: Instant) -> dict[int, Title]:
        """Read the titles of what was shown, as far as the reader may see it herself: one statement for the page."""
        shown = {row: type_ for each in visits for row, type_ in shown_rows(each).items()}
        rows = sorted((row for row, type_ in shown.items() if type_ in TITLED), reverse=True)[:_MOST_ROWS]
        if not rows:
            return {}

        async def question(permit: Permit) -> Found | Stale:
            entry = Entry(visit.id, now, Action.SEARCH, _ABOUT_LOG)
            return await self._record.by_rows(
                owner=visit.owner, rows=rows, narrow=permit.condition, stamp=permit.stamp, entry=entry
            )  # fmt: skip

        found = await self._access.ask(visit, "read", now, question)
        if isinstance(found, Refused):
            return {}
        return {row.row: Title(row.type, row.id, _title(json.loads(row.body)) if row.body else "") for row in found.rows}


def _log_at(now: Instant) -> RowFacts:
    return RowFacts(LOG_TYPE, "", None, frozenset(), now, now)


def _title(resource: dict[str, Any]) -> str:
    """Say what a document calls itself: its title or description, else its type."""
    attachments = [each.get("attachment", {}) for each in resource.get("content", ()) if isinstance(each, dict)]
    kind = resource.get("type") or resource.get("code") or {}
    displays = [coding.get("display") for coding in kind.get("coding", ())] if isinstance(kind, dict) else []
    named = [resource.get("title"), resource.get("description"), *(each.get("title") for each in attachments)]
    texts = [*named, kind.get("text") if isinstance(kind, dict) else None, *displays]
    return next((text for text in texts if isinstance(text, str) and text), "")
