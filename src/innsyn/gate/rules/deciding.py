"""Rules about what people write themselves: a patient decides and asks, a young person asks, parents do so for a small child.

Source: pasient- og brukerrettighetsloven § 3-3, § 3-4, § 4-3, § 4-4, § 5-3; EHDS article 8; docs/spec/access.md#AC-15.
"""

from innsyn.gate.rules.access_facts import (
    ACCESS_QUESTION,
    HIDE_REQUEST,
    IS_GRANT,
    IS_PATIENTS_OWN,
    IS_SHIELD,
    is_task,
)
from innsyn.gate.rules.age import CHILD, HEALTH_MAJORITY, YOUTH
from innsyn.gate.rules.case import Case
from innsyn.gate.rules.parents import answers_for_child
from innsyn.gate.rules.rule import WRITE, Rule, is_silent, speaks
from innsyn.gate.rules.situation import A_GRANT, A_HIDE_REQUEST, A_QUESTION, A_SHIELD, HOSPITAL, OTHER_HOSPITAL, PATIENT, Situation
from innsyn.record.condition import AllOf, AnyOf, Condition, HasCode, Not

_FIFTEEN, _SIXTEEN, _ELEVEN, _TWELVE = "2010-11-23", "2010-11-22", "2014-11-23", "2014-11-22"
_STAYS_REQUEST = AnyOf((HasCode("status", "requested"), HasCode("status", "cancelled")))
_ORDERED = AllOf((is_task(HIDE_REQUEST, ACCESS_QUESTION), _STAYS_REQUEST))
_PATIENTS_SHIELDS = AllOf((IS_SHIELD, IS_PATIENTS_OWN))


def _decides_herself(case: Case) -> bool:
    return case.visit.role == "self" and case.is_own and case.age is not None and case.age >= HEALTH_MAJORITY


def _is_youth_where_graded(case: Case) -> bool:
    return case.visit.role == "self" and case.is_own and case.age in YOUTH and case.policies.is_graded_at_all


def decides_for_a_child(case: Case) -> bool:
    """Say whether the actor is a parent who decides for a child under twelve."""
    return answers_for_child(case) and case.age in CHILD


def _own_decisions(_: Case) -> Condition:
    return AnyOf((AllOf((AnyOf((IS_GRANT, IS_SHIELD)), IS_PATIENTS_OWN)), _ORDERED))


def _wish_to_hide(_: Case) -> Condition:
    return AllOf((is_task(HIDE_REQUEST), _STAYS_REQUEST))


def _shields_and_questions(_: Case) -> Condition:
    return AnyOf((AllOf((_PATIENTS_SHIELDS, Not(IS_GRANT))), AllOf((is_task(ACCESS_QUESTION), _STAYS_REQUEST))))


DECIDING_RULES = (
    Rule(
        key="DO-1",
        text="gate.rule.decides_herself",
        law="pasient- og brukerrettighetsloven § 3-3 andre ledd, § 4-3, § 5-3; EHDS article 8",
        effect="allow",
        acts=WRITE,
        applies=_decides_herself,
        condition=_own_decisions,
        vectors=(
            speaks(Situation(act="write", type="Consent", token=A_GRANT, custodian=PATIENT)),
            speaks(Situation(act="write", type="Consent", token=A_SHIELD, custodian=PATIENT)),
            is_silent(Situation(act="write", type="Consent", token=A_GRANT)),
            is_silent(Situation(act="write", type="Consent", custodian=PATIENT)),
            is_silent(Situation(act="write", token=A_GRANT, custodian=PATIENT)),
            speaks(Situation(act="write", type="Task", token=A_QUESTION, status="requested")),
            speaks(Situation(act="write", type="Task", token=A_HIDE_REQUEST, status="cancelled")),
            is_silent(Situation(act="write", type="Task", token=A_QUESTION, status="completed")),
            is_silent(Situation(act="write", type="Task", status="requested")),
            speaks(Situation(act="write", born=_SIXTEEN, type="Consent", token=A_GRANT, custodian=PATIENT)),
            is_silent(Situation(act="write", born=_FIFTEEN, type="Consent", token=A_GRANT, custodian=PATIENT)),
            is_silent(Situation(act="write", born=None, type="Consent", token=A_GRANT, custodian=PATIENT)),
            is_silent(Situation(act="write", own=False, type="Consent", token=A_GRANT, custodian=PATIENT)),
            is_silent(Situation(role="attorney", act="write", type="Consent", token=A_GRANT, custodian=PATIENT)),
            is_silent(Situation(role="staff", own=True, act="write", type="Consent", token=A_GRANT, custodian=PATIENT)),
            is_silent(Situation(type="Consent", token=A_GRANT, custodian=PATIENT)),
        ),
    ),
    Rule(
        key="DO-2",
        text="gate.rule.youth_asks",
        law="pasient- og brukerrettighetsloven § 3-4 andre ledd, § 4-4 siste ledd",
        effect="allow",
        acts=WRITE,
        applies=_is_youth_where_graded,
        condition=_wish_to_hide,
        vectors=(
            speaks(Situation(act="write", born=_TWELVE, graded=(HOSPITAL,), type="Task", token=A_HIDE_REQUEST, status="requested")),
            speaks(Situation(act="write", born=_FIFTEEN, graded=(OTHER_HOSPITAL,), type="Task", token=A_HIDE_REQUEST, status="cancelled")),
            is_silent(Situation(act="write", born=_TWELVE, type="Task", token=A_HIDE_REQUEST, status="requested")),
            is_silent(Situation(act="write", born=_ELEVEN, graded=(HOSPITAL,), type="Task", token=A_HIDE_REQUEST, status="requested")),
            is_silent(Situation(act="write", born=_SIXTEEN, graded=(HOSPITAL,), type="Task", token=A_HIDE_REQUEST, status="requested")),
            is_silent(Situation(act="write", born=_TWELVE, graded=(HOSPITAL,), type="Task", token=A_HIDE_REQUEST, status="completed")),
            is_silent(Situation(act="write", born=_TWELVE, graded=(HOSPITAL,), type="Task", token=A_QUESTION, status="requested")),
            is_silent(Situation(act="write", born=_TWELVE, graded=(HOSPITAL,), type="Consent", token=A_SHIELD, custodian=PATIENT)),
            is_silent(
                Situation(act="write", born=_TWELVE, own=False, graded=(HOSPITAL,), type="Task", token=A_HIDE_REQUEST, status="requested")
            ),
            is_silent(
                Situation(
                    role="parent", act="write", born=_TWELVE, graded=(HOSPITAL,), type="Task", token=A_HIDE_REQUEST, status="requested"
                )
            ),
            is_silent(
                Situation(
                    role="parent",
                    own=True,
                    act="write",
                    born=_TWELVE,
                    graded=(HOSPITAL,),
                    type="Task",
                    token=A_HIDE_REQUEST,
                    status="requested",
                )
            ),
        ),
    ),
    Rule(
        key="DO-3",
        text="gate.rule.parent_decides",
        law="pasient- og brukerrettighetsloven § 3-4 første ledd, § 4-4, § 5-3",
        effect="allow",
        acts=WRITE,
        applies=decides_for_a_child,
        condition=_shields_and_questions,
        vectors=(
            speaks(Situation(role="parent", act="write", born=_ELEVEN, type="Consent", token=A_SHIELD, custodian=PATIENT)),
            speaks(Situation(role="parent", act="write", born=_ELEVEN, type="Task", token=A_QUESTION, status="requested")),
            is_silent(Situation(role="parent", act="write", born=_ELEVEN, type="Task", token=A_QUESTION, status="completed")),
            is_silent(Situation(role="parent", act="write", born=_ELEVEN, type="Task", token=A_HIDE_REQUEST, status="requested")),
            is_silent(Situation(role="parent", act="write", born=_ELEVEN, type="Consent", token=A_GRANT, custodian=PATIENT)),
            is_silent(Situation(role="parent", act="write", born=_ELEVEN, type="Consent", token=A_SHIELD, also=A_GRANT, custodian=PATIENT)),
            is_silent(Situation(role="parent", act="write", born=_ELEVEN, type="Consent", token=A_SHIELD)),
            is_silent(Situation(role="parent", act="write", born=_TWELVE, type="Consent", token=A_SHIELD, custodian=PATIENT)),
            is_silent(
                Situation(role="parent", act="write", born=_ELEVEN, parent="none", type="Task", token=A_QUESTION, status="requested")
            ),
            is_silent(
                Situation(role="parent", act="write", born=_ELEVEN, parent="stranger", type="Task", token=A_QUESTION, status="requested")
            ),
            is_silent(Situation(role="guardian", act="write", born=_ELEVEN, type="Consent", token=A_SHIELD, custodian=PATIENT)),
            is_silent(Situation(role="parent", born=_ELEVEN, type="Consent", token=A_SHIELD, custodian=PATIENT)),
        ),
    ),
)
