"""What is withheld by a code of Volven 9603: resources that carry it as a label, and those a clinician's decision names.

Source: Volven 9603; pasient- og brukerrettighetsloven § 3-4, § 5-1; docs/spec/visibility.md.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

from innsyn.gate.rules.age import YOUTH
from innsyn.gate.rules.case import Case
from innsyn.gate.rules.policy import NATION
from innsyn.gate.rules.relations import Wish, Withholding
from innsyn.kernel.clock import NORWAY, Instant
from innsyn.record.condition import (
    AllOf,
    AnyOf,
    ClinicalBefore,
    Condition,
    Everything,
    FromCustodian,
    HasLabel,
    Not,
    Nothing,
    OneOf,
    RecordedBefore,
)

GUARDIANS = frozenset({"parent", "guardian"})
"""Those NORN_FORANS closes to."""

DELAYED, FROM_GUARDIANS, FROM_YOUTH = "NORU", "NORN_FORANS", "NORN_UNGDOM"
_OPEN = frozenset({"N", "NORS"})
"""Codes a decision may carry that close nothing to citizens."""

_EVER = datetime(9000, 1, 1, tzinfo=UTC)


def withheld_by(code: str, case: Case) -> Condition:
    """Say what a code withholds in this case: by label, and by decisions in force that are not told of."""
    labelled: Condition = HasLabel(frozenset({code}))
    if code == DELAYED and (opened := _opened_by_now(case)):
        labelled = AllOf((labelled, Not(AnyOf(opened))))
    decided = named(each for each in in_force(case) if each.code == code and not each.is_told)
    return AnyOf((labelled, *decided)) if decided else labelled


def told_to(case: Case) -> Condition:
    """Say what is withheld from this citizen by decisions she may know of."""
    decided = named(each for each in in_force(case) if each.is_told and closes_to(each.code, case))
    return decided[0] if len(decided) == 1 else AnyOf(decided) if decided else Nothing()


def closes_to(code: str, case: Case) -> bool:
    """Say whether a code closes anything to this citizen at all."""
    if code == FROM_GUARDIANS:
        return case.visit.role in GUARDIANS
    if code == FROM_YOUTH:
        return case.visit.role == "self" and case.age in YOUTH
    return code not in _OPEN


def in_force(case: Case) -> list[Withholding]:
    """Say which decisions are in force today."""
    return [each for each in case.patient.withholdings if each.period.closes(case.today)]


def named(decisions: Iterable[Withholding | Wish]) -> tuple[Condition, ...]:
    """Say what decisions name, of what the deciding organisations keep themselves: one condition for each organisation."""
    by_source: dict[str, frozenset[str]] = {}
    for each in decisions:
        by_source[each.custodian] = by_source.get(each.custodian, frozenset()) | each.references
    return tuple(AllOf((FromCustodian(frozenset({source})), OneOf(references))) for source, references in by_source.items())


def is_newer_than(days: int, case: Case) -> Condition:
    """Say that fewer than so many whole days have passed after the day something was signed.

    What does not say when it was signed counts from when it was received. Turns at midnight in Norway."""
    turn = _midnight(case, days)
    is_undated = Not(ClinicalBefore(_EVER))
    return AllOf((Not(ClinicalBefore(turn)), Not(AllOf((is_undated, RecordedBefore(turn))))))


def from_trusts(numbers: Iterable[str], case: Case) -> Condition:
    """Say which resources the choice of these trusts is about; the nation's is about all who have made none."""
    chosen = frozenset(numbers)
    others = frozenset(case.policies.by_trust) - chosen - {NATION}
    if NATION not in chosen:
        return FromCustodian(chosen)
    return Not(FromCustodian(others)) if others else Everything()


def _opened_by_now(case: Case) -> tuple[Condition, ...]:
    choosers: dict[int, tuple[str, ...]] = {}
    for number, policy in case.policies.by_trust.items():
        if policy.delayed_days is not None:
            choosers[policy.delayed_days] = (*choosers.get(policy.delayed_days, ()), number)
    return tuple(AllOf((from_trusts(numbers, case), Not(is_newer_than(days, case)))) for days, numbers in choosers.items())


def _midnight(case: Case, days: int) -> Instant:
    """Give the midnight before which something must have been signed to be open today."""
    return datetime.combine(case.today - timedelta(days=days - 1), time.min, tzinfo=NORWAY).astimezone(UTC)
