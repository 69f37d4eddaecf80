"""Looks at each visit of personnel once it is over: how it is marked, and whether the patient is told of it.

What it finds out it finds out for the patient: nobody is shown more than a mark. Source: docs/spec/log.md#AL-4.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID, uuid5

from innsyn.gate.access import Access
from innsyn.gate.directory import Directory
from innsyn.gate.keys import Keys
from innsyn.gate.log.audience import Receiver, audience
from innsyn.gate.log.line import VisitLine
from innsyn.gate.log.lines import line_of
from innsyn.gate.log.marking import occasion_of
from innsyn.gate.log.patterns import FOLLOW_UP_WITHIN, is_notified, marks_of
from innsyn.gate.register import RegisteredPerson
from innsyn.gate.relations import Relations
from innsyn.gate.rules.access_facts import ACCESS_QUESTION, is_task
from innsyn.gate.rules.patient_facts import PatientFacts
from innsyn.kernel.clock import Instant
from innsyn.kernel.ids import person_number
from innsyn.record.condition import AllOf, Condition, FromCustodian, Not, RecordedBefore
from innsyn.record.entry import Action, Entry
from innsyn.record.logbook import LoggedVisit
from innsyn.record.query import DateWithin, Query
from innsyn.record.record import Record
from innsyn.record.stored import Found, Owner
from innsyn.record.watching import MOST_SPREAD, Watched

FOLLOW_UPS = ("Encounter", "EpisodeOfCare", "Procedure", "ServiceRequest", "Composition", "DocumentReference", "Task")
"""What shows that an emergency access was followed by help, or by a review."""

STAYS = ("Encounter", "Appointment")
"""What shows that the patient was there, or was to be."""

_AROUND = timedelta(days=1)

TELL_WITHIN = timedelta(days=3)
"""A visit that ended longer ago is not told any more: a log that is taken over, or a program that stood still, alarms nobody in bulk."""

ABOUT_WATCH = {"about": "watch"}
_QUESTIONS = UUID("5d1f7a3e-0b5c-5f0e-9d54-1f2b6d0c9a11")
_STEP = 5_000


@dataclass(frozen=True, slots=True)
class Alarm:
    """What somebody is told of. owner: of the record. to: whom. visit: the line it is about. once: names this very event.

    at: when the visit ended."""

    owner: Owner
    to: Receiver
    visit: UUID
    is_emergency: bool
    once: str = field(repr=False)
    at: Instant


Tell = Callable[[Alarm], Awaitable[None]]


def _again_at(one: Watched, line: VisitLine, now: Instant) -> Instant | None:
    """Say when a visit is looked at once more: what is opened in a row is known later than the visit, a follow-up later still."""
    row_is_known = one.opened_at + MOST_SPREAD if line.did_nothing else None
    follow_up_is_known = line.last + FOLLOW_UP_WITHIN if line.is_emergency else None
    return min((at for at in (row_is_known, follow_up_is_known) if at is not None and now < at), default=None)


class Watcher:
    """follow, due and look. One process at a time has the turn."""

    def __init__(self, record: Record, access: Access, directory: Directory, keys: Keys, relations: Relations) -> None:
        """directory: says who works where. relations: asks the population register who lives together."""
        self._record, self._access, self._directory, self._keys, self._relations = record, access, directory, keys, relations
        self.turn = record.watching.turn

    async def follow(self) -> bool:
        """Take in some more of the log. Returns whether there was any."""
        return await self._record.watching.follow(_STEP)

    async def due(self, now: Instant, most: int) -> list[Watched]:
        """Give visits that are to be looked at now."""
        return await self._record.watching.due(now, most)

    async def postpone(self, one: Watched, until: Instant) -> None:
        """Look at a visit later: something went wrong with it alone."""
        await self._record.watching.postpone(one, until)

    async def look(self, one: Watched, now: Instant, tell: Tell) -> tuple[str, ...]:
        """Look at one visit that is over, tell of it, and keep the marks; returns them.

        Killed in between it is looked at again, and told under the same name, which is not told twice."""
        rows = await self._record.log_of_visit(one.owner, one.visit)
        patient = (await self._access.learn(one.owner)).patient
        if not rows or patient.patient_id is None:
            await self._record.watching.seen(one, (), None)
            return ()
        line = line_of(LoggedVisit(one.visit, rows[-1].entry, tuple(rows)), {})
        marks = await self._marks(one, line, patient, now)
        if (line.is_emergency or is_notified(marks)) and now < line.last + TELL_WITHIN:
            await self._tell(one, line, now, tell)
        await self._record.watching.seen(one, marks, _again_at(one, line, now))
        return marks

    async def _marks(self, one: Watched, line: VisitLine, patient: PatientFacts, now: Instant) -> tuple[str, ...]:
        occasion = occasion_of(
            line,
            patient,
            was_there=await self._was_there(one, line, now),
            same_address=await self._share_address(one, patient, now),
            is_colleague=await self._is_colleague(one, patient),
            in_a_row=await self._record.watching.in_a_row(one.actor, one.opened_at) if line.did_nothing else None,
            is_followed_up=await self._is_followed_up(one, line, now) if line.is_emergency else None,
        )
        return marks_of(occasion)

    async def _tell(self, one: Watched, line: VisitLine, now: Instant, tell: Tell) -> None:
        for receiver in await audience(self._access, one.owner, now):
            await tell(Alarm(one.owner, receiver, one.visit, line.is_emergency, f"access/{one.visit}/{receiver.key}", line.last))

    async def _share_address(self, one: Watched, patient: PatientFacts, now: Instant) -> bool | None:
        """Ask the register whether two people are registered at one address; None when it does not say of either, as of the protected."""
        number = person_number(patient.number[1]) if patient.number else None
        other = person_number(self._keys.number_behind(one.actor) or "")
        if number is None or other is None or patient.is_protected:
            return None
        keys = []
        for each in (number, other):
            registered = await self._relations.person(each, now)
            keys.append(registered.address_key if isinstance(registered, RegisteredPerson) else None)
        return None if None in keys else keys[0] == keys[1]

    async def _is_colleague(self, one: Watched, patient: PatientFacts) -> bool | None:
        """Say whether the patient works where the visitor came from; None when the directory does not know her as anybody's employee."""
        if one.organisation is None:
            return None
        found = [await self._directory.personnel_by_key(key) for key in sorted(patient.person_keys)]
        workers = [worker for worker in found if worker is not None]
        return any([await self._directory.works_under(worker, one.organisation) for worker in workers]) if workers else None

    async def _was_there(self, one: Watched, line: VisitLine, now: Instant) -> bool | None:
        """Say whether the patient had a stay or an appointment where the visitor came from, within a day of the visit."""
        if one.organisation is None:
            return None
        around = DateWithin("date", line.first - _AROUND, line.last + _AROUND)
        return await self._has(one, Query(STAYS, (around,), count=1), FromCustodian(frozenset({one.organisation})), now)

    async def _is_followed_up(self, one: Watched, line: VisitLine, now: Instant) -> bool | None:
        """Say whether something was done or written where the emergency was; None until the time for it is over."""
        if one.organisation is None:
            return None
        ends_at = line.last + FOLLOW_UP_WITHIN
        written_since = AllOf((Not(RecordedBefore(line.first)), RecordedBefore(ends_at), FromCustodian(frozenset({one.organisation}))))
        narrow = AllOf((written_since, Not(is_task(ACCESS_QUESTION))))
        if await self._has(one, Query(FOLLOW_UPS, count=1), narrow, now):
            return True
        return None if now < ends_at else False

    async def _has(self, one: Watched, query: Query, narrow: Condition, now: Instant) -> bool:
        """Say whether there is any such resource in the record: the gate's own question, which shows it to nobody."""
        entry = Entry(uuid5(_QUESTIONS, str(one.visit)), now, Action.SEARCH, ABOUT_WATCH)
        found = await self._record.search(owner=one.owner, query=query, narrow=narrow, stamp=None, entry=entry)
        return isinstance(found, Found) and bool(found.rows)
