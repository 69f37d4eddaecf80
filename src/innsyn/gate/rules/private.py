"""Rules about what says how access is arranged: it opens or closes a record, so few see it and no organisation writes what opens.

Source: pasient- og brukerrettighetsloven § 3-3, § 5-3; EHDS article 8; docs/spec/access.md#AC-15.
"""

from innsyn.gate.rules.access_facts import (
    ACCESS_QUESTION,
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
from innsyn.gate.rules.case import REPRESENTATIVES, Case
from innsyn.gate.rules.deciding import decides_for_a_child
from innsyn.gate.rules.officers import registers, reviews
from innsyn.gate.rules.rule import READ, WRITE, Rule, is_silent, speaks
from innsyn.gate.rules.situation import A_GRANT, A_HIDE_REQUEST, A_QUESTION, A_SHIELD, HOSPITAL, PATIENT, Situation
from innsyn.gate.rules.systems import OWN_USE
from innsyn.record.condition import AllOf, AnyOf, Condition, Not, OfType

_ELEVEN, _TWELVE = "2014-11-23", "2014-11-22"
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


def _answers_no_question(case: Case) -> bool:
    """A question is answered at the desk by who has the office; no journal system shows it to whoever was asked about."""
    return _is_from_outside(case) and not reviews(case)


def _questions(_: Case) -> Condition:
    return IS_QUESTION


def _withholding(_: Case) -> Condition:
    return IS_WITHHOLDING


def _how_access_is_arranged(case: Case) -> Condition:
    """All of it, but a parent of a small child sees the shields she may set and lift, and the answers to what she has asked."""
    arranged = AnyOf((OfType(frozenset({"Consent", "RelatedPerson"})), IS_ACCESS_TASK))
    return AllOf((arranged, Not(AnyOf((_PATIENTS_SHIELDS, IS_QUESTION))))) if decides_for_a_child(case) else arranged


def _patients_shields(_: Case) -> Condition:
    return _PATIENTS_SHIELDS


def _what_opens(_: Case) -> Condition:
    return AnyOf((IS_GRANT, IS_REGISTERED))


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
            speaks(Situation(role="staff", posts=("registrar",), purpose="PATADMIN", type="Consent", token=A_SHIELD, custodian=PATIENT)),
            speaks(
                Situation(role="staff", posts=("privacy-officer",), purpose="HCOMPL", type="Consent", token=A_SHIELD, custodian=PATIENT)
            ),
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
            speaks(Situation(role="system", purpose=OWN_USE, type="Task", token=A_QUESTION)),
            is_silent(Situation(role="system", purpose=OWN_USE, type="Task", token=A_HIDE_REQUEST)),
            is_silent(Situation(role="system", type="Task", token=A_QUESTION)),
            is_silent(Situation(type="Task", token=A_QUESTION)),
        ),
    ),
)
