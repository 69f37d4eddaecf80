"""Rules about what says how access is arranged: it opens or closes a record, so few see it and fewer write it.

Source: pasient- og brukerrettighetsloven § 3-3, § 5-3; EHDS article 8; docs/spec/access.md#AC-15.
"""

from innsyn.gate.rules.access_facts import (
    ACCESS_QUESTION,
    HIDE_REQUEST,
    IS_ACCESS_TASK,
    IS_GRANT,
    IS_PATIENTS_OWN,
    IS_REGISTERED,
    IS_SHIELD,
    IS_WITHHOLDING,
    REGISTERED_LABEL,
    WITHHOLDING_LABEL,
    is_task,
)
from innsyn.gate.rules.age import CHILD, HEALTH_MAJORITY, YOUTH
from innsyn.gate.rules.case import REPRESENTATIVES, Case
from innsyn.gate.rules.officers import registers, reviews
from innsyn.gate.rules.parents import answers_for_child
from innsyn.gate.rules.rule import READ, WRITE, Rule, is_silent, speaks
from innsyn.gate.rules.situation import A_GRANT, A_HIDE_REQUEST, A_QUESTION, A_SHIELD, HOSPITAL, OTHER_HOSPITAL, PATIENT, Situation
from innsyn.gate.rules.systems import OWN_USE
from innsyn.record.condition import AllOf, AnyOf, Condition, HasCode, Not, OfType

_FIFTEEN, _SIXTEEN, _ELEVEN, _TWELVE = "2010-11-23", "2010-11-22", "2014-11-23", "2014-11-22"
_STAYS_REQUEST = AnyOf((HasCode("status", "requested"), HasCode("status", "cancelled")))
_ORDERED = AllOf((is_task(HIDE_REQUEST, ACCESS_QUESTION), _STAYS_REQUEST))
_PATIENTS_SHIELDS = AllOf((IS_SHIELD, IS_PATIENTS_OWN))
IS_QUESTION = is_task(ACCESS_QUESTION)


def _is_citizen(case: Case) -> bool:
    return case.is_citizen


def _is_representative(case: Case) -> bool:
    return case.visit.role in REPRESENTATIVES


def _is_from_outside(case: Case) -> bool:
    """Say whether somebody comes who may not know of shields: personnel, and organisations' own systems."""
    return case.is_staff or (case.visit.role == "system" and case.visit.ground.purpose == OWN_USE)


def _writes_for_an_organisation(case: Case) -> bool:
    return _is_from_outside(case) and not registers(case)


def _decides_herself(case: Case) -> bool:
    return case.visit.role == "self" and case.is_own and case.age is not None and case.age >= HEALTH_MAJORITY


def _is_youth_where_graded(case: Case) -> bool:
    return case.visit.role == "self" and case.is_own and case.age in YOUTH and case.policies.is_graded_at_all


def _decides_for_a_child(case: Case) -> bool:
    return answers_for_child(case) and case.age in CHILD


def _answers_no_question(case: Case) -> bool:
    return case.is_staff and not reviews(case)


def _questions(_: Case) -> Condition:
    return IS_QUESTION


def _withholding(_: Case) -> Condition:
    return IS_WITHHOLDING


def _how_access_is_arranged(case: Case) -> Condition:
    """All of it, but a parent of a small child sees the shields she may set and lift, and the answers to what she has asked."""
    arranged = AnyOf((OfType(frozenset({"Consent", "RelatedPerson"})), IS_ACCESS_TASK))
    return AllOf((arranged, Not(AnyOf((_PATIENTS_SHIELDS, IS_QUESTION))))) if _decides_for_a_child(case) else arranged


def _patients_shields(_: Case) -> Condition:
    return _PATIENTS_SHIELDS


def _what_opens(_: Case) -> Condition:
    return AnyOf((IS_GRANT, IS_REGISTERED))


def _own_decisions(_: Case) -> Condition:
    return AnyOf((AllOf((AnyOf((IS_GRANT, IS_SHIELD)), IS_PATIENTS_OWN)), _ORDERED))


def _wish_to_hide(_: Case) -> Condition:
    return AllOf((is_task(HIDE_REQUEST), _STAYS_REQUEST))


def _shields_and_questions(_: Case) -> Condition:
    return AnyOf((AllOf((_PATIENTS_SHIELDS, Not(IS_GRANT))), AllOf((is_task(ACCESS_QUESTION), _STAYS_REQUEST))))


PRIVATE_RULES = (
    Rule(
        key="PRIV-1",
        text="gate.rule.withholding_itself",
        law="pasient- og brukerrettighetsloven § 5-1 andre ledd",
        effect="deny",
        is_told=False,
        applies=_is_citizen,
        condition=_withholding,
        vectors=(
            speaks(Situation(type="Flag", labels=(WITHHOLDING_LABEL,))),
            speaks(Situation(role="attorney", type="Flag", labels=(WITHHOLDING_LABEL,))),
            is_silent(Situation(type="Flag")),
            is_silent(Situation(role="staff", type="Flag", labels=(WITHHOLDING_LABEL,))),
        ),
    ),
    Rule(
        key="PRIV-2",
        text="gate.rule.hers_alone",
        law="pasient- og brukerrettighetsloven § 3-3, § 3-4",
        effect="deny",
        acts=READ,
        is_told=False,
        applies=_is_representative,
        condition=_how_access_is_arranged,
        vectors=(
            speaks(Situation(role="attorney", type="Consent")),
            speaks(Situation(role="parent", born=_ELEVEN, type="RelatedPerson")),
            speaks(Situation(role="parent", born=_ELEVEN, type="Task", token=A_HIDE_REQUEST)),
            is_silent(Situation(role="parent", born=_ELEVEN, type="Task", token=A_QUESTION)),
            speaks(Situation(role="parent", born=_TWELVE, type="Task", token=A_QUESTION)),
            speaks(Situation(role="parent", born=_ELEVEN, parent="none", type="Task", token=A_QUESTION)),
            speaks(Situation(role="guardian", type="Task", token=A_QUESTION)),
            speaks(Situation(role="attorney", type="Task", token=A_QUESTION)),
            speaks(Situation(role="parent", born=_ELEVEN, type="Consent", token=A_GRANT, custodian=PATIENT)),
            speaks(Situation(role="parent", born=_ELEVEN, type="Consent", token=A_SHIELD)),
            is_silent(Situation(role="parent", born=_ELEVEN, type="Consent", token=A_SHIELD, custodian=PATIENT)),
            speaks(Situation(role="parent", born=_TWELVE, type="Consent", token=A_SHIELD, custodian=PATIENT)),
            speaks(Situation(role="parent", born=_ELEVEN, parent="none", type="Consent", token=A_SHIELD, custodian=PATIENT)),
            speaks(Situation(role="attorney", type="Consent", token=A_SHIELD, custodian=PATIENT)),
            is_silent(Situation(role="parent", born=_ELEVEN, type="Task")),
            is_silent(Situation(role="parent", born=_ELEVEN)),
            is_silent(Situation(type="Consent")),
            is_silent(Situation(role="staff", type="RelatedPerson")),
        ),
    ),
    Rule(
        key="PRIV-3",
        text="gate.rule.shield_itself",
        law="EHDS article 8; pasient- og brukerrettighetsloven § 5-3",
        effect="deny",
        is_told=False,
        applies=_is_from_outside,
        condition=_patients_shields,
        vectors=(
            speaks(Situation(role="staff", type="Consent", token=A_SHIELD, custodian=PATIENT)),
            speaks(Situation(role="staff", purpose="BTG", type="Consent", token=A_SHIELD, custodian=PATIENT)),
            speaks(Situation(role="system", purpose=OWN_USE, type="Consent", token=A_SHIELD, custodian=PATIENT)),
            is_silent(Situation(role="staff", type="Consent", token=A_SHIELD, custodian=HOSPITAL)),
            is_silent(Situation(role="staff", type="Consent", token=A_GRANT, custodian=PATIENT)),
            is_silent(Situation(role="staff", custodian=PATIENT, token=A_SHIELD)),
            is_silent(Situation(type="Consent", token=A_SHIELD, custodian=PATIENT)),
            is_silent(Situation(purpose=OWN_USE, type="Consent", token=A_SHIELD, custodian=PATIENT)),
            is_silent(Situation(role="system", type="Consent", token=A_SHIELD, custodian=PATIENT)),
        ),
    ),
    Rule(
        key="PRIV-4",
        text="gate.rule.only_she_opens",
        law="pasient- og brukerrettighetsloven § 3-3 andre ledd; folkeregisterloven § 10-1",
        effect="deny",
        acts=WRITE,
        applies=_writes_for_an_organisation,
        condition=_what_opens,
        vectors=(
            speaks(Situation(role="staff", act="write", type="Consent", token=A_GRANT)),
            speaks(Situation(role="system", purpose=OWN_USE, act="write", type="Consent", token=A_GRANT)),
            speaks(Situation(role="system", purpose=OWN_USE, act="write", type="RelatedPerson", labels=(REGISTERED_LABEL,))),
            is_silent(Situation(role="system", purpose=OWN_USE, act="write", type="RelatedPerson")),
            is_silent(Situation(role="system", purpose=OWN_USE, act="write", type="Basic", labels=(REGISTERED_LABEL,))),
            is_silent(Situation(role="system", purpose=OWN_USE, act="write", type="Consent")),
            is_silent(Situation(role="system", purpose=OWN_USE, act="write", type="Consent", token=A_SHIELD)),
            is_silent(Situation(role="system", purpose=OWN_USE, type="Consent", token=A_GRANT)),
            is_silent(Situation(role="system", act="write", type="Consent", token=A_GRANT)),
            is_silent(Situation(role="staff", posts=("registrar",), purpose="PATADMIN", act="write", type="Consent", token=A_GRANT)),
            is_silent(Situation(act="write", type="Consent", token=A_GRANT)),
        ),
    ),
    Rule(
        key="PRIV-5",
        text="gate.rule.question_itself",
        law="personvernforordningen artikkel 38(5); pasientjournalloven § 16, § 22",
        effect="deny",
        is_told=False,
        applies=_answers_no_question,
        condition=_questions,
        vectors=(
            speaks(Situation(role="staff", type="Task", token=A_QUESTION)),
            speaks(Situation(role="staff", purpose="BTG", type="Task", token=A_QUESTION)),
            speaks(Situation(role="staff", act="write", type="Task", token=A_QUESTION)),
            speaks(Situation(role="staff", posts=("privacy-officer",), type="Task", token=A_QUESTION)),
            speaks(Situation(role="staff", posts=("registrar",), purpose="PATADMIN", type="Task", token=A_QUESTION)),
            is_silent(Situation(role="staff", posts=("privacy-officer",), purpose="HCOMPL", type="Task", token=A_QUESTION)),
            is_silent(Situation(role="staff", type="Task", token=A_HIDE_REQUEST)),
            is_silent(Situation(role="staff", type="Task")),
            is_silent(Situation(role="staff", token=A_QUESTION)),
            is_silent(Situation(role="system", type="Task", token=A_QUESTION)),
            is_silent(Situation(type="Task", token=A_QUESTION)),
        ),
    ),
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
        applies=_decides_for_a_child,
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
