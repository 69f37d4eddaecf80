"""The graded rule between twelve and sixteen: what the young person reaches and what the parents still reach, area by area.

A trust may choose it instead of the national rule, where everything closes at twelve. Source: pasient- og brukerrettighetsloven § 3-4
second and third paragraph, § 4-3, § 4-4 last paragraph (growing say from twelve); our own proposal, docs/law/graded-ages.md.
"""

from collections.abc import Callable

from innsyn.gate.rules.areas import AREAS, Area, reached_by, types_of
from innsyn.gate.rules.dialogue_facts import drafted_to
from innsyn.gate.rules.policy import NATION, Policies
from innsyn.record.condition import Condition, FromCustodian, Not, Nothing

PARENTS_REACH: dict[Area, range] = {
    "documents": range(12, 14),
    "results": range(12, 14),
    "diagnoses": range(12, 14),
    "medicines": range(12, 14),
    "plans": range(12, 14),
    "forms": range(12, 14),
    "critical": range(12, 16),
    "appointments": range(12, 16),
    "payments": range(12, 16),
    "supplies": range(12, 16),
}
"""Ages of the child at which parents reach an area. What is not here closes to them on the twelfth birthday: dialogue, and the log."""

YOUTH_REACH: frozenset[Area] = frozenset(AREAS) - {"payments"}
"""What a young person reaches from the twelfth birthday."""


def parents_areas(age: int | None) -> frozenset[Area]:
    """Say which areas parents reach by the graded rule. age: the child's, in whole years; unknown reaches nothing."""
    return frozenset(area for area, ages in PARENTS_REACH.items() if age in ages)


def parents_types(age: int | None) -> frozenset[str]:
    """Say which types parents reach by the graded rule. age: as above."""
    return types_of(parents_areas(age))


def reached_by_youth() -> Condition:
    """Say what a young person reaches by the graded rule."""
    return reached_by(YOUTH_REACH)


def from_graded(policies: Policies) -> Condition:
    """Say which resources come from somebody who has chosen the graded rule. An unknown source follows the nation's choice."""
    return _graded(policies, FromCustodian)


def to_graded(policies: Policies) -> Condition:
    """Say which drafts are to somebody who has chosen the graded rule."""
    return _graded(policies, drafted_to)


def _graded(policies: Policies, of: Callable[[frozenset[str]], Condition]) -> Condition:
    chosen = policies.by_trust.get(NATION)
    if chosen is not None and chosen.ages == "graded":
        others = frozenset(number for number, policy in policies.by_trust.items() if policy.ages != "graded")
        return Not(of(others))
    return of(policies.graded) if policies.graded else Nothing()
