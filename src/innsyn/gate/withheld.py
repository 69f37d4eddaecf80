"""What is withheld from a citizen for now, as far as she may know of it: when and from whom, and why; never what.

Source: pasient- og brukerrettighetsloven § 5-1; Volven 9603; docs/spec/access.md#AC-6.
"""

from dataclasses import dataclass

from innsyn.gate.access import Access, Permit
from innsyn.gate.decide import narrow
from innsyn.gate.refused import Refused
from innsyn.gate.rules.book import RULES
from innsyn.gate.rules.case import Case
from innsyn.gate.rules.labels import LABEL_RULES
from innsyn.gate.rules.rule import Rule
from innsyn.gate.rules.visibility import VISIBILITY_RULES
from innsyn.gate.visit import Visit
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem
from innsyn.record.condition import AllOf, AnyOf, Condition, holds
from innsyn.record.entry import Action, Entry
from innsyn.record.query import Query
from innsyn.record.record import Record
from innsyn.record.row_facts import row_facts
from innsyn.record.stored import Found, Stale, Stored

WITHHOLDING_RULES = (*VISIBILITY_RULES, *LABEL_RULES)
"""Rules that close single documents to a citizen."""

_ABOUT = {"about": "withheld"}
_MOST = 100


@dataclass(frozen=True, slots=True)
class Withheld:
    """One document that is withheld. custodian: organisation number. text: text key of the reason. law: its paragraph."""

    clinical_at: Instant | None
    custodian: str | None
    text: str
    law: str


class WithheldReading:
    """Lists withheld documents."""

    def __init__(self, record: Record, access: Access) -> None:
        """record: where they are."""
        self._record, self._access = record, access

    async def of(self, visit: Visit, now: Instant) -> tuple[Withheld, ...]:
        """List them, newest first. See `Gate.withheld`."""

        async def question(permit: Permit) -> tuple[Withheld, ...] | Stale:
            case = await self._access.case_of(visit, permit.patient, now)
            told = [rule for rule in WITHHOLDING_RULES if rule.is_told and rule.applies(case)]
            found = await self._record.search(
                owner=visit.owner,
                query=Query(("DocumentReference",), count=_MOST),
                narrow=_only_for(told, case),
                stamp=permit.stamp,
                entry=Entry(visit.id, now, Action.SEARCH, _ABOUT),
            )
            if isinstance(found, Found):
                return tuple(_withheld(row, case, told) for row in found.rows)
            return () if isinstance(found, Problem) else found

        answer = await self._access.ask(visit, "read", now, question)
        return () if isinstance(answer, Refused) else answer


def _only_for(told: list[Rule], case: Case) -> Condition:
    """Find what only these rules close: what another rule closes too is not told of at all."""
    others = [rule for rule in RULES if rule not in told]
    return AllOf((narrow(case, "read", rules=others), AnyOf(tuple(rule.condition(case) for rule in told))))


def _withheld(row: Stored, case: Case, told: list[Rule]) -> Withheld:
    facts = row_facts(row)
    rule = next(rule for rule in told if holds(rule.condition(case), facts))
    return Withheld(row.clinical_at, row.custodian, rule.text, rule.law)
