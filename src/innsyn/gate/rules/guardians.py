"""Rules about appointed guardians (verge): those whose mandate covers personal matters read, those with the money alone do not.

Source: vergemålsloven § 21, § 25, § 29, § 31, § 32; pasient- og brukerrettighetsloven § 4-7; docs/spec/representation.md#REP-3.
"""

from innsyn.gate.rules.age import CHILD, HEALTH_MAJORITY
from innsyn.gate.rules.case import Case
from innsyn.gate.rules.rule import READ, Rule, is_silent, speaks
from innsyn.gate.rules.situation import Situation

_ELEVEN, _TWELVE, _FIFTEEN, _SIXTEEN = "2014-11-23", "2014-11-22", "2010-11-23", "2010-11-22"


def _is_guardian(case: Case) -> bool:
    return case.visit.role == "guardian"


def has_personal_scope(case: Case) -> bool:
    """Say whether the actor comes as a guardian whose mandate covers personal matters, in force today."""
    return _is_guardian(case) and any(each.scope in ("personal", "personal_and_financial") for each in case.guardianships)


def _is_guardian_of_child_or_grown(case: Case) -> bool:
    is_of_age = case.age is not None and (case.age in CHILD or case.age >= HEALTH_MAJORITY)
    return has_personal_scope(case) and is_of_age


def _is_not_a_guardian(case: Case) -> bool:
    return _is_guardian(case) and not case.guardianships


def _is_financial_guardian(case: Case) -> bool:
    return _is_guardian(case) and bool(case.guardianships) and not has_personal_scope(case)


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
            is_silent(Situation(role="guardian")),
            is_silent(Situation(role="guardian", guardian="none")),
            is_silent(Situation(role="parent", born=_ELEVEN, guardian="financial")),
        ),
    ),
)
