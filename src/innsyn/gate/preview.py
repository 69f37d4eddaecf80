"""What would change before it does: my record as somebody would see it, decided by the very rules that decide when it counts.

Nothing is opened for anybody and nothing is changed; what is shown is never more than the one who asks may see herself.
Source: docs/spec/preview.md; EHDS article 8 (the patient is warned of what a restriction means).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from innsyn.gate.access import Access, Permit
from innsyn.gate.decide import closing, narrow
from innsyn.gate.refused import Refused
from innsyn.gate.rules.case import Case
from innsyn.gate.rules.patient_facts import PatientFacts
from innsyn.gate.rules.policy import Policies
from innsyn.gate.rules.relations import Grant, Shield, Withholding
from innsyn.gate.specialising import of_types
from innsyn.gate.visit import Actor, Ground, Role, Visit
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem, Verdict
from innsyn.record.condition import AllOf, Condition, Not, holds
from innsyn.record.entry import Action, Entry
from innsyn.record.query import Query
from innsyn.record.record import Record
from innsyn.record.row_facts import row_facts
from innsyn.record.stored import Found, Stale, Stored

_ABOUT = {"about": "preview"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Through whose eyes. actor, role, ground: as they would come."""

    actor: Actor
    role: Role
    ground: Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposing:
    """What is supposed to hold, beside what holds. without: ids of decisions taken away. policies: in place of those that hold."""

    grants: tuple[Grant, ...] = ()
    shields: tuple[Shield, ...] = ()
    withholdings: tuple[Withholding, ...] = ()
    without: frozenset[str] = frozenset()
    policies: Policies | None = None

    def applied(self, patient: PatientFacts) -> PatientFacts:
        """Give the facts as they would be."""
        return replace(
            patient,
            grants=(*(each for each in patient.grants if each.id not in self.without), *self.grants),
            shields=(*(each for each in patient.shields if each.id not in self.without), *self.shields),
            withholdings=(*(each for each in patient.withholdings if each.id not in self.without), *self.withholdings),
        )


AS_IT_IS = Supposing()


@dataclass(frozen=True, slots=True)
class Previewed:
    """One page. rows: what the asker sees, newest first, each with whether the viewer would see it too. next: position of the next.

    verdict: why the viewer could not even open the record; None when she could."""

    rows: tuple[tuple[Stored, bool], ...]
    next: str | None
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class Counted:
    """How much of one kind the viewer would see, and how much the asker sees that she would not."""

    seen: int
    closed: int


class Preview:
    """page and counts."""

    def __init__(self, record: Record, access: Access) -> None:
        """record: what is looked at."""
        self._record, self._access = record, access

    async def page(
        self, visit: Visit, viewer: Viewer, supposing: Supposing, on: Instant, query: Query, now: Instant
    ) -> Previewed | Refused | Problem:
        """Show one page of a search with both eyes. See `Gate.preview`."""

        async def question(permit: Permit) -> Previewed | Stale | Problem:
            found = await self._search(visit, query, permit, permit.of(query.types), now)
            if not isinstance(found, Found):
                return found
            case = await self._case(visit, viewer, supposing, on, now, permit)
            theirs = narrow(case, "read")
            rows = tuple((row, holds(theirs, row_facts(row))) for row in found.rows)
            return Previewed(rows, found.next, closing(case, "read"))

        return await self._access.ask(visit, "read", now, question, about=(query.types[0], None))

    async def counts(
        self, visit: Visit, viewer: Viewer, supposing: Supposing, on: Instant, types: Iterable[str], now: Instant
    ) -> Counted | Refused:
        """Count some types with both eyes. See `Gate.preview_counts`."""
        query = Query(tuple(types), count=0, with_total=True)

        async def count(*, is_seen: bool) -> int | Refused:
            async def question(permit: Permit) -> Found | Stale | Problem:
                theirs = narrow(await self._case(visit, viewer, supposing, on, now, permit), "read")
                condition = AllOf((permit.condition, theirs if is_seen else Not(theirs)))
                return await self._search(visit, query, permit, of_types(condition, frozenset(query.types)), now)

            found = await self._access.ask(visit, "read", now, question, about=(query.types[0], None))
            return found if isinstance(found, Refused) else (found.total or 0) if isinstance(found, Found) else 0

        seen, closed = await count(is_seen=True), await count(is_seen=False)
        return seen if isinstance(seen, Refused) else closed if isinstance(closed, Refused) else Counted(seen, closed)

    async def _search(self, visit: Visit, query: Query, permit: Permit, condition: Condition, now: Instant) -> Found | Stale | Problem:
        entry = Entry(visit.id, now, Action.SEARCH, _ABOUT)
        return await self._record.search(owner=visit.owner, query=query, narrow=condition, stamp=permit.stamp, entry=entry)

    async def _case(self, visit: Visit, viewer: Viewer, supposing: Supposing, on: Instant, now: Instant, permit: Permit) -> Case:
        """Put the question as it would be put of the viewer, on the very facts that the asker's own permit stands on."""
        theirs = Visit(
            id=visit.id, owner=visit.owner, patient_id=visit.patient_id, actor=viewer.actor, role=viewer.role, ground=viewer.ground,
            opened_at=on, expires_at=on + timedelta(hours=1),
        )  # fmt: skip
        policies = supposing.policies or await self._access.policies.coming(on, now)
        return Case(theirs, supposing.applied(permit.patient), on, policies)
