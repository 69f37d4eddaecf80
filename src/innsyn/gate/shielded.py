"""How many documents the patient has shielded from whoever visits, where the nation lets personnel know that something is.

Source: pasientjournalloven § 17; Tillitsrammeverk ATT-5; EHDS article 8 (a choice of the nation); docs/spec/shields.md#SH-6.
"""

from innsyn.gate.access import Access
from innsyn.gate.decide import narrow
from innsyn.gate.rules.book import RULES
from innsyn.gate.rules.case import Case
from innsyn.gate.rules.policy import NATION
from innsyn.gate.rules.rule import Rule
from innsyn.gate.visit import Visit
from innsyn.kernel.clock import Instant
from innsyn.record.condition import AllOf, AnyOf, Condition
from innsyn.record.entry import Action, Entry
from innsyn.record.query import Query
from innsyn.record.record import Record
from innsyn.record.stored import Found, Stale
from innsyn.record.unavailable import RecordUnavailable

SHIELDING = frozenset({"SHIELD-1", "STAFF-6"})
"""Rules by which the patient herself closes something to personnel: her shield, and what the place of treatment has marked as shielded."""

_ABOUT = {"about": "shielded"}
_ATTEMPTS = 5


class ShieldedReading:
    """count."""

    def __init__(self, record: Record, access: Access) -> None:
        """record: where the documents are."""
        self._record, self._access = record, access

    async def count(self, visit: Visit, now: Instant) -> int | None:
        """Count them. See `Gate.shielded`."""
        for _ in range(_ATTEMPTS):
            known = await self._access.known(visit.owner)
            case = await self._access.case_of(visit, known.patient, now)
            if not _is_told(case):
                return None
            answer = await self._record.search(
                owner=visit.owner,
                query=Query(("DocumentReference",), count=0, with_total=True),
                narrow=_only_shielded(case),
                stamp=known.stamp,
                entry=Entry(visit.id, now, Action.SEARCH, _ABOUT),
            )
            if not isinstance(answer, Stale):
                return (answer.total or 0) if isinstance(answer, Found) else 0
            await self._access.learn(visit.owner)
        raise RecordUnavailable("busy")


def _is_told(case: Case) -> bool:
    """Shields bind personnel without an emergency; the nation says whether they learn of it."""
    return case.is_staff and not case.visit.ground.is_emergency and case.policies.of(NATION).tells_shields


def _only_shielded(case: Case) -> Condition:
    """Find what shields close and nothing else does: of what another rule closes too nothing is told."""
    shielding = tuple(rule.condition(case) for rule in RULES if rule.key in SHIELDING and rule.applies(case))
    return AllOf((narrow(case, "read", rules=_others()), AnyOf(shielding)))


def _others() -> tuple[Rule, ...]:
    return tuple(rule for rule in RULES if rule.key not in SHIELDING)
