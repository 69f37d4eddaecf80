"""Rules about appointed guardians (verge): those whose mandate covers personal matters read, those with the money alone do not.

A mandate given since 2023 lists errands instead; one of health and care with municipalities opens what those keep.
Source: vergemålsloven § 21, § 25, § 29, § 31, § 32; pasient- og brukerrettighetsloven § 4-7; docs/spec/representation.md#REP-3.
"""

from innsyn.gate.rules.age import CHILD, HEALTH_MAJORITY
from innsyn.gate.rules.areas import WHO, Area, reached_by
from innsyn.gate.rules.case import Case
from innsyn.gate.rules.rule import READ, Rule, is_silent, speaks
from innsyn.gate.rules.situation import OTHER_HOSPITAL, Situation
from innsyn.record.condition import AllOf, AnyOf, Condition, FromCustodian, OfType

CARE_AREAS: frozenset[Area] = frozenset({"documents", "results", "diagnoses", "critical", "medicines", "plans", "supplies"})
"""The parts that tell of health and care: what an errand of those opens. Neither writing, nor the log, nor payments."""

_ELEVEN, _TWELVE, _FIFTEEN, _SIXTEEN = "2014-11-23", "2014-11-22", "2010-11-23", "2010-11-22"


def _is_guardian(case: Case) -> bool:
    return case.visit.role == "guardian"


def has_personal_scope(case: Case) -> bool:
    """Say whether the actor comes as a guardian whose mandate covers personal matters, in force today."""
    return _is_guardian(case) and any(each.scope in ("personal", "personal_and_financial") for each in case.guardianships)


def cares_by_errand(case: Case) -> bool:
    """Say whether the actor comes as a guardian with an errand of health and care, and no wider mandate, in force today."""
    has_errand = any(each.scope == "municipal_care" for each in case.guardianships)
    return _is_guardian(case) and has_errand and not has_personal_scope(case)


def _is_child_or_grown(case: Case) -> bool:
    return case.age is not None and (case.age in CHILD or case.age >= HEALTH_MAJORITY)


def _is_guardian_of_child_or_grown(case: Case) -> bool:
    return has_personal_scope(case) and _is_child_or_grown(case)


def _cares_for_child_or_grown(case: Case) -> bool:
    return cares_by_errand(case) and _is_child_or_grown(case)


def _kept_where_the_errand_is(case: Case) -> Condition:
    kept = FromCustodian(frozenset[str]().union(*(each.organisations for each in case.guardianships)))
    return AnyOf((OfType(WHO), AllOf((reached_by(CARE_AREAS), kept))))


def _is_not_a_guardian(case: Case) -> bool:
    return _is_guardian(case) and not case.guardianships


def _has_other_errands(case: Case) -> bool:
    return any(each.scope == "other_errands" for each in case.guardianships)


def _is_no_guardian_of_health(case: Case) -> bool:
    return _is_guardian(case) and bool(case.guardianships) and not has_personal_scope(case) and not cares_by_errand(case)


def _is_financial_guardian(case: Case) -> bool:
    return _is_no_guardian_of_health(case) and not _has_other_errands(case)


def _is_guardian_of_other_errands(case: Case) -> bool:
    return _is_no_guardian_of_health(case) and _has_other_errands(case)


GUARDIAN_RULES = (
    Rule(
        key="REP-20",
        text="gate.rule.guardian",
        law="vergemålsloven § 31, § 32; pasient- og brukerrettighetsloven § 4-7",
        effect="allow",
        acts=READ,
        applies=_is_guardian_of_child_or_grown,
        vectors=(
            speaks(Situation(role="guardian")),
            speaks(Situation(role="guardian", guardian="both")),
            is_silent(Situation(role="guardian", guardian="financial")),
            is_silent(Situation(role="guardian", guardian="unknown")),
            is_silent(Situation(role="guardian", guardian="care")),
            is_silent(Situation(role="guardian", guardian="errands")),
            is_silent(Situation(role="guardian", guardian="none")),
            is_silent(Situation(role="guardian", guardian_days=(1, None))),
            speaks(Situation(role="guardian", guardian_days=(0, 0))),
            is_silent(Situation(role="guardian", guardian_days=(None, -1))),
            speaks(Situation(role="guardian", born=_ELEVEN)),
            is_silent(Situation(role="guardian", born=_TWELVE)),
            is_silent(Situation(role="guardian", born=_FIFTEEN)),
            speaks(Situation(role="guardian", born=_SIXTEEN)),
            is_silent(Situation(role="attorney")),
        ),
    ),
    Rule(
        key="REP-21",
        text="gate.rule.not_guardian",
        law="vergemålsloven § 25, § 29",
        effect="deny",
        applies=_is_not_a_guardian,
        vectors=(
            speaks(Situation(role="guardian", guardian="none")),
            speaks(Situation(role="guardian", guardian_days=(None, -1))),
            speaks(Situation(role="guardian", guardian_days=(1, None))),
            is_silent(Situation(role="guardian")),
            is_silent(Situation(role="guardian", guardian="financial")),
            is_silent(Situation(role="guardian", guardian="errands")),
            is_silent(Situation(role="attorney", guardian="none")),
        ),
    ),
    Rule(
        key="REP-22",
        text="gate.rule.guardian_of_money",
        law="vergemålsloven § 21, § 31",
        effect="deny",
        applies=_is_financial_guardian,
        vectors=(
            speaks(Situation(role="guardian", guardian="financial")),
            speaks(Situation(role="guardian", guardian="unknown")),
            is_silent(Situation(role="guardian", guardian="both")),
            is_silent(Situation(role="guardian", guardian="care")),
            is_silent(Situation(role="guardian", guardian="errands")),
            is_silent(Situation(role="guardian")),
            is_silent(Situation(role="guardian", guardian="none")),
            is_silent(Situation(role="parent", born=_ELEVEN, guardian="financial")),
        ),
    ),
    Rule(
        key="REP-23",
        text="gate.rule.guardian_with_errand",
        law="vergemålsloven § 25, § 32; pasient- og brukerrettighetsloven § 4-7",
        effect="allow",
        acts=READ,
        applies=_cares_for_child_or_grown,
        condition=_kept_where_the_errand_is,
        vectors=(
            speaks(Situation(role="guardian", guardian="care")),
            speaks(Situation(role="guardian", guardian="care", type="CarePlan")),
            speaks(Situation(role="guardian", guardian="care", type="Observation")),
            speaks(Situation(role="guardian", guardian="care", type="Condition")),
            speaks(Situation(role="guardian", guardian="care", type="AllergyIntolerance")),
            speaks(Situation(role="guardian", guardian="care", type="MedicationStatement")),
            speaks(Situation(role="guardian", guardian="care", type="Device")),
            is_silent(Situation(role="guardian", guardian="care", care_from=(OTHER_HOSPITAL,))),
            speaks(Situation(role="guardian", guardian="care", care_from=(OTHER_HOSPITAL,), type="Patient")),
            is_silent(Situation(role="guardian", guardian="care", type="Communication")),
            is_silent(Situation(role="guardian", guardian="care", type="Claim")),
            is_silent(Situation(role="guardian", guardian="care", custodian=None)),
            is_silent(Situation(role="guardian", guardian="errands")),
            is_silent(Situation(role="guardian", guardian="personal")),
            is_silent(Situation(role="guardian", guardian="care", guardian_days=(1, None))),
            speaks(Situation(role="guardian", guardian="care", guardian_days=(0, 0))),
            is_silent(Situation(role="guardian", guardian="care", guardian_days=(None, -1))),
            speaks(Situation(role="guardian", guardian="care", born=_ELEVEN)),
            is_silent(Situation(role="guardian", guardian="care", born=_TWELVE)),
            is_silent(Situation(role="guardian", guardian="care", born=_FIFTEEN)),
            speaks(Situation(role="guardian", guardian="care", born=_SIXTEEN)),
            is_silent(Situation(role="guardian", guardian="care", born=None)),
            is_silent(Situation(role="attorney", guardian="care", grant=None)),
        ),
    ),
    Rule(
        key="REP-24",
        text="gate.rule.guardian_of_other_errands",
        law="vergemålsloven § 25, § 31",
        effect="deny",
        applies=_is_guardian_of_other_errands,
        vectors=(
            speaks(Situation(role="guardian", guardian="errands")),
            is_silent(Situation(role="guardian", guardian="care")),
            is_silent(Situation(role="guardian", guardian="financial")),
            is_silent(Situation(role="guardian", guardian="unknown")),
            is_silent(Situation(role="guardian")),
            is_silent(Situation(role="guardian", guardian="none")),
            is_silent(Situation(role="guardian", guardian="errands", guardian_days=(None, -1))),
            is_silent(Situation(role="parent", born=_ELEVEN, guardian="errands")),
        ),
    ),
)
