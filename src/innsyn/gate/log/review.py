"""What a privacy officer may see of the log: the one visit a question is about, and which visits of her own organisation are marked.

Everything she looks at stands in the log of the patient whose it is. Source: pasientjournalloven § 22; personvernforordningen article 15
and 39; docs/spec/log.md#AL-7 and #AL-8.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID, uuid5

import orjson

from innsyn.gate.access import Access
from innsyn.gate.directory import Directory
from innsyn.gate.grounds import UNUSUAL_LIST
from innsyn.gate.log.audience import Receiver, audience
from innsyn.gate.log.line import LOG_TYPE, TOLD_TYPES, VisitLine
from innsyn.gate.log.lines import line_of
from innsyn.gate.log.marking import Marking
from innsyn.gate.offices import NO_POST, NO_QUESTION, Offices
from innsyn.gate.posts import PRIVACY_OFFICER, holds
from innsyn.gate.reading import Reading
from innsyn.gate.refused import Refused
from innsyn.gate.resuming import Resuming
from innsyn.gate.rules.officers import REVIEW
from innsyn.gate.standing.access_questions import Question, question_body, question_id, question_of
from innsyn.gate.visit import Actor, Visit
from innsyn.gate.visit_log import actor_detail, ground_detail, ground_from
from innsyn.gate.writing import Writing
from innsyn.kernel.clock import Instant, norwegian_date
from innsyn.record.entry import Action, Entry
from innsyn.record.log_row import LogRow
from innsyn.record.logbook import LoggedVisit
from innsyn.record.record import Record
from innsyn.record.stored import Conflict, Owner, Stored, Write
from innsyn.record.watching import Place, Watched

_LISTS = UUID("0c1d6f0e-5f0f-5b1d-8f57-6a7d9f2b1e44")
_MOST_IN_LIST = 50


@dataclass(frozen=True, slots=True)
class Step:
    """One act of a visit. type: as `Seen.type`. count: different resources. text: text key of why it was stopped, empty otherwise."""

    at: Instant
    action: str
    type: str
    count: int
    is_stopped: bool
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """One visit as the privacy officer sees it.

    line: as the patient saw it, without titles. steps: every act, in order. decision_ref: by which the organisation finds its decision.
    emergency_words: what was written when the glass was broken, empty otherwise. level: how surely we knew who came."""

    line: VisitLine
    steps: tuple[Step, ...]
    decision_ref: str
    emergency_words: str = field(repr=False)
    level: str


@dataclass(frozen=True, slots=True)
class Unusual:
    """One marked visit in the officer's list. owner: whose record, which the list never shows."""

    owner: Owner
    visit: UUID
    line: VisitLine


@dataclass(frozen=True, slots=True)
class UnusualPage:
    """A page of marked visits, newest first. counts: of all since the first day asked for, by mark. next: hand it back, None at the end."""

    rows: tuple[Unusual, ...]
    counts: Mapping[str, int]
    next: Place | None


class Reviewing:
    """look_into, unusual, begin and audience."""

    def __init__(
        self,
        record: Record,
        access: Access,
        directory: Directory,
        reading: Reading,
        writing: Writing,
        offices: Offices,
        resuming: Resuming,
    ) -> None:
        """directory: says who holds the post. offices: opens the record for the review. resuming: finds it again on the next page."""
        self._record, self._access, self._directory = record, access, directory
        self._reading, self._writing, self._offices, self._resuming = reading, writing, offices, resuming
        self._marking = Marking(record, access)

    async def look_into(self, visit: Visit, now: Instant) -> Reviewed | Refused:
        """Show a privacy officer the one access that the question of her review is about: as the patient saw it, and step by step."""
        question = await self._question(visit, now)
        if question is None or question.stage == "withdrawn":
            return await self._access.refuse(visit, NO_QUESTION, now, about=(LOG_TYPE, None))
        rows = await self._record.log_of_visit(visit.owner, question.visit)
        found = LoggedVisit(question.visit, rows[-1].entry if rows else 0, tuple(rows))
        line = line_of(found, {}) if rows else None
        if line is None or line.organisation != visit.actor.organisation:
            return await self._access.refuse(visit, NO_QUESTION, now, about=(LOG_TYPE, None))
        await self._access.log(visit.owner, Entry(visit.id, now, Action.SEARCH), about=(LOG_TYPE, None))
        marks = await self._marking.of(visit.owner, [found], now)
        return _reviewed(replace(line, marks=marks[question.visit]), rows)

    async def unusual(
        self, actor: Actor, now: Instant, *, since: Instant, mark: str | None = None, after: Place | None = None
    ) -> UnusualPage | Refused:
        """List a privacy officer's own organisation's accesses that deserve a look, newest first; logged in each record.

        mark: key of a pattern, None for all. since: from when they are counted. after: `next` of the page before."""
        if not await holds(self._directory, actor, PRIVACY_OFFICER) or actor.organisation is None:
            return Refused(NO_POST)
        found = await self._record.watching.marked(actor.organisation, mark, after, _MOST_IN_LIST + 1)
        rows = [await self._unusual(actor, one, now) for one in found[:_MOST_IN_LIST]]
        counts = await self._record.watching.counts(actor.organisation, since)
        last = found[_MOST_IN_LIST - 1] if len(found) > _MOST_IN_LIST else None
        return UnusualPage(tuple(rows), counts, (last.opened_at, last.visit) if last else None)

    async def begin(self, actor: Actor, owner: Owner, of: UUID, now: Instant, *, due_on: date) -> Visit | Refused:
        """Open a record to review a marked access that nobody has asked about: the question is written, in the patient's record.

        owner, of: whose record, and which visit. due_on: the last day of the promise. One that stands already is opened as it is."""
        if not await holds(self._directory, actor, PRIVACY_OFFICER):
            return Refused(NO_POST)
        one = await self._record.watching.one(owner, of)
        if one is None or not one.marks or one.organisation is None or one.organisation != actor.organisation:
            return Refused(NO_QUESTION)
        id_ = question_id(owner, of)
        visit = self._resuming.remember(await self._offices.begun_review(actor, owner, f"Task/{id_}", now))
        if isinstance(visit, Refused):
            return visit
        body = question_body(
            visit.patient_id, of, organisation=one.organisation, name=actor.organisation_name, now=now, due_on=due_on, is_asked=False
        )  # fmt: skip
        answer = await self._writing.write(visit, [Write("create", "Task", orjson.dumps(body), id=id_)], now)
        is_there = isinstance(answer, tuple) or (isinstance(answer, Conflict) and answer.code == "exists")
        return visit if is_there else answer if isinstance(answer, Refused) else Refused(NO_QUESTION)

    async def audience(self, owner: Owner, now: Instant) -> tuple[Receiver, ...]:
        """Say who is told that a question is answered: the patient, or the parents of a small child."""
        return await audience(self._access, owner, now)

    async def _question(self, visit: Visit, now: Instant) -> Question | None:
        """Read the question a review was opened for, by the rules; None when the visit is none, or there is no such question."""
        is_review = visit.role == "staff" and visit.ground.purpose == REVIEW and PRIVACY_OFFICER in visit.actor.posts
        kind, _, id_ = visit.ground.decision_ref.partition("/")
        if not is_review or kind != "Task" or not id_:
            return None
        found = await self._reading.read(visit, "Task", id_, now)
        return question_of(orjson.loads(found.body)) if isinstance(found, Stored) else None

    async def _unusual(self, actor: Actor, one: Watched, now: Instant) -> Unusual:
        """Make a line of a marked visit, and log in that record that the officer saw it: one visit of hers a day, however often."""
        rows = await self._record.log_of_visit(one.owner, one.visit)
        detail = {"actor": actor_detail(replace(actor, posts=(PRIVACY_OFFICER,))), "ground": ground_detail(UNUSUAL_LIST)}
        visit_id = uuid5(_LISTS, f"{actor.key}/{one.owner}/{norwegian_date(now)}")
        await self._access.log(one.owner, Entry(visit_id, now, Action.SEARCH, detail), about=(LOG_TYPE, None))
        line = line_of(LoggedVisit(one.visit, rows[-1].entry, tuple(rows)), {})
        return Unusual(one.owner, one.visit, replace(line, marks=one.marks or ()))


def _reviewed(line: VisitLine, rows: Sequence[LogRow]) -> Reviewed:
    opening = next((row for row in rows if row.action == "open"), rows[0])
    ground = ground_from(opening.detail) if "ground" in opening.detail else None
    return Reviewed(
        line=line,
        steps=tuple(_step(row) for row in rows if "about" not in row.detail),
        decision_ref=ground.decision_ref if ground else "",
        emergency_words=ground.emergency.words if ground and ground.emergency else "",
        level=str(opening.detail.get("actor", {}).get("level", "unknown")),
    )


def _step(row: LogRow) -> Step:
    type_ = row.type if row.type in TOLD_TYPES else ""
    count = len(row.shown) or len(row.ids) if row.action != "open" else 0
    return Step(row.at, row.action, type_ or "", count, row.outcome == "refused", str(row.detail.get("text", "")))
