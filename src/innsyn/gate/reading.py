"""Reading inside a visit: what may be seen comes out, all else is refused and logged with the rule that refused.

Source: docs/spec/access.md#AC-1, #AC-10.
"""

from dataclasses import dataclass

from innsyn.gate.access import Access, Permit
from innsyn.gate.decide import SILENCE, Decision, decide
from innsyn.gate.opening import Opening
from innsyn.gate.refused import Refused
from innsyn.gate.rules.book import RULES
from innsyn.gate.rules.rule import Rule
from innsyn.gate.visit import Visit
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem, Verdict
from innsyn.record.entry import Action, Entry, Outcome
from innsyn.record.ids import SHARED_TYPES, owner_of
from innsyn.record.query import Query
from innsyn.record.record import Record
from innsyn.record.row_facts import row_facts
from innsyn.record.stored import SHARED, Found, Stale, Stored


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list. count: most rows. after: `next` of the page before, None for the first."""

    count: int = 50
    after: str | None = None


FIRST_PAGE = Page()


class Reading:
    """read, vread, history, search and why."""

    def __init__(self, record: Record, access: Access, opening: Opening) -> None:
        """opening: logs those who ask for other people's resources."""
        self._record, self._access, self._opening = record, access, opening

    async def read(self, visit: Visit, type_: str, id_: str, now: Instant) -> Stored | Refused | None:
        """Read the version that stands. See `Gate.read`."""
        if type_ in SHARED_TYPES:
            found = await self._record.shared_read(type_, id_)
            return found if found and not found.deleted else None

        async def question(permit: Permit) -> Stored | Outcome | Stale:
            entry = Entry(visit.id, now, Action.READ)
            return await self._record.read(
                owner=visit.owner, type=type_, id=id_, narrow=permit.of_one(type_, id_), stamp=permit.stamp, entry=entry
            )  # fmt: skip

        if not self._is_here(visit, id_):
            await self._opening.knock(visit.actor, type_, id_, now)
            return None
        return await self._answer(visit, type_, id_, now, await self._access.ask(visit, "read", now, question, about=(type_, id_)))

    async def vread(self, visit: Visit, type_: str, id_: str, version: int, now: Instant) -> Stored | Refused | None:
        """Read one version. See `Gate.vread`."""

        async def question(permit: Permit) -> Stored | Outcome | Stale:
            entry = Entry(visit.id, now, Action.VREAD)
            return await self._record.vread(
                owner=visit.owner, type=type_, id=id_, version=version, narrow=permit.of_one(type_, id_), stamp=permit.stamp, entry=entry
            )  # fmt: skip

        if not self._is_here(visit, id_):
            await self._opening.knock(visit.actor, type_, id_, now)
            return None
        return await self._answer(visit, type_, id_, now, await self._access.ask(visit, "read", now, question, about=(type_, id_)))

    async def history(
        self, visit: Visit, type_: str | None, id_: str | None, now: Instant, page: Page = FIRST_PAGE
    ) -> Found | Refused | Problem:
        """List versions. See `Gate.history`."""

        async def question(permit: Permit) -> Found | Stale | Problem:
            return await self._record.history(
                owner=visit.owner,
                type=type_,
                id=id_,
                count=page.count,
                after=page.after,
                narrow=permit.condition,
                stamp=permit.stamp,
                entry=Entry(visit.id, now, Action.HISTORY),
            )

        return await self._access.ask(visit, "read", now, question, about=(type_, id_))

    async def search(self, visit: Visit, query: Query, now: Instant) -> Found | Refused | Problem:
        """Search the visit's record. See `Gate.search`."""

        async def question(permit: Permit) -> Found | Stale | Problem:
            entry = Entry(visit.id, now, Action.SEARCH)
            return await self._record.search(
                owner=visit.owner, query=query, narrow=permit.of(query.types), stamp=permit.stamp, entry=entry
            )  # fmt: skip

        return await self._access.ask(visit, "read", now, question, about=(query.types[0], None))

    async def why(self, visit: Visit, stored: Stored, now: Instant) -> Decision:
        """Say how every rule votes on one resource. See `Gate.why`."""
        return decide(await self._access.case(visit, now), "read", row_facts(stored))

    async def _answer(
        self, visit: Visit, type_: str, id_: str, now: Instant, answer: Stored | Outcome | Refused
    ) -> Stored | Refused | None:
        if isinstance(answer, Stored):
            return None if answer.deleted else answer
        if answer is Outcome.REFUSED:
            return await self._narrowed_away(visit, type_, id_, now)
        if isinstance(answer, Refused):
            return answer
        if owner_of(id_) is None:
            await self._knock_elsewhere(visit, type_, id_, now)
        return None

    async def _narrowed_away(self, visit: Visit, type_: str, id_: str, now: Instant) -> Refused | None:
        """Log which rule closed it; say it to the reader only where the rule may be told."""
        rule = await self._closing_rule(visit, type_, id_, now)
        verdict = Verdict(False, rule.text, rule.key, rule.law) if rule else SILENCE
        refused = await self._access.explain(visit, verdict, now, about=(type_, id_))
        return refused if rule is not None and rule.is_told else None

    async def _closing_rule(self, visit: Visit, type_: str, id_: str, now: Instant) -> Rule | None:
        case = await self._access.case(visit, now)
        denying = [rule for rule in RULES if rule.effect == "deny" and "read" in rule.acts and rule.applies(case)]
        held = await self._record.holding(
            owner=visit.owner, type=type_, id=id_, conditions=[rule.condition(case) for rule in denying]
        )  # fmt: skip
        return next((rule for rule, holds in zip(denying, held or (), strict=False) if holds), None)

    async def _knock_elsewhere(self, visit: Visit, type_: str, id_: str, now: Instant) -> None:
        if await self._record.locate(type_, id_) not in (None, SHARED, visit.owner):
            await self._opening.knock(visit.actor, type_, id_, now)

    @staticmethod
    def _is_here(visit: Visit, id_: str) -> bool:
        """Say whether the id may be of this record: it says nothing of its owner, or says this one."""
        return owner_of(id_) in (None, visit.owner)
