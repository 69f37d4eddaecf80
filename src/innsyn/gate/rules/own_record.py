"""Rules about one's own record: all of it from sixteen, a part from twelve where a trust has chosen so, nobody of unknown age or dead.

Source: pasient- og brukerrettighetsloven § 3-4, § 4-3, § 5-1; pasientjournalloven § 18; docs/spec/access.md#AC-5.
"""

from dataclasses import replace

from innsyn.gate.rules.access_facts import HIDE_REQUEST, is_task
from innsyn.gate.rules.age import CHILD, HEALTH_MAJORITY, YOUTH
from innsyn.gate.rules.areas import WHO
from innsyn.gate.rules.case import Case
from innsyn.gate.rules.grades import from_graded, reached_by_youth
from innsyn.gate.rules.own_drafts import own_drafts
from innsyn.gate.rules.rule import READ, Rule, is_silent, speaks
from innsyn.gate.rules.situation import A_CONVERSATION, A_HIDE_REQUEST, A_QUESTION, HOSPITAL, OTHER_HOSPITAL, PATIENT, Situation
from innsyn.record.condition import AllOf, AnyOf, Condition, Everything, Not, OfType

_SIXTEEN_TODAY, _SIXTEEN_TOMORROW = "2010-11-22", "2010-11-23"
_TWELVE_TODAY, _TWELVE_TOMORROW = "2014-11-22", "2014-11-23"
_A_DRAFT = Situation(born=_TWELVE_TODAY, type="Communication", custodian=PATIENT, drafted_by="actor", drafted_to=HOSPITAL)


def _is_self(case: Case) -> bool:
    return case.visit.role == "self"


def _is_adult_in_own_record(case: Case) -> bool:
    return _is_self(case) and case.is_own and case.age is not None and case.age >= HEALTH_MAJORITY


def _age_is_unknown(case: Case) -> bool:
    return _is_self(case) and case.age is None


def _is_child(case: Case) -> bool:
    return _is_self(case) and case.age in CHILD


def _is_youth(case: Case) -> bool:
    return _is_self(case) and case.age in YOUTH


def _is_dead(case: Case) -> bool:
    return _is_self(case) and case.patient.is_dead


def _is_not_the_patient(case: Case) -> bool:
    return _is_self(case) and not case.is_own


def _is_youth_where_graded(case: Case) -> bool:
    return _is_youth(case) and case.is_own and case.policies.is_graded_at_all


def closed_to_youth(case: Case) -> Condition:
    """Say what stays closed between twelve and sixteen: all of it, but for what comes from those who have chosen the graded rule."""
    if not case.policies.is_graded_at_all:
        return Everything()
    return AllOf((Not(OfType(WHO)), Not(from_graded(case.policies))))


def _closed_to_her(case: Case) -> Condition:
    """The same, but for what she writes herself to those."""
    closed = closed_to_youth(case)
    return AllOf((closed, Not(own_drafts(case)))) if case.policies.is_graded_at_all else closed


def _opened_to_youth(case: Case) -> Condition:
    """Who she is, the areas she reaches, and what she has asked to hide from her parents."""
    hers = AnyOf((reached_by_youth(), is_task(HIDE_REQUEST)))
    return AnyOf((OfType(WHO), AllOf((hers, from_graded(case.policies)))))


OWN_RECORD_RULES = (
    Rule(
        key="OWN-1",
        text="gate.rule.own_adult",
        law="pasient- og brukerrettighetsloven § 5-1, § 4-3",
        effect="allow",
        acts=READ,
        applies=_is_adult_in_own_record,
        vectors=(
            speaks(Situation(born=_SIXTEEN_TODAY)),
            is_silent(Situation(born=_SIXTEEN_TOMORROW)),
            is_silent(Situation(born=None)),
            is_silent(Situation(own=False)),
            is_silent(Situation(role="parent", own=True)),
        ),
    ),
    Rule(
        key="OWN-2",
        text="gate.rule.own_age_unknown",
        law="pasient- og brukerrettighetsloven § 4-3",
        effect="deny",
        applies=_age_is_unknown,
        vectors=(
            speaks(Situation(born=None)),
            speaks(Situation(born="2026-11-23")),
            is_silent(Situation(born=_SIXTEEN_TODAY)),
            is_silent(Situation(role="staff", born=None)),
        ),
    ),
    Rule(
        key="OWN-3",
        text="gate.rule.own_child",
        law="pasient- og brukerrettighetsloven § 3-4, § 4-4",
        effect="deny",
        applies=_is_child,
        vectors=(
            speaks(Situation(born=_TWELVE_TOMORROW)),
            is_silent(Situation(born=_TWELVE_TODAY)),
            speaks(Situation(born="2026-11-22")),
            is_silent(Situation(role="staff", born=_TWELVE_TOMORROW)),
        ),
    ),
    Rule(
        key="OWN-4",
        text="gate.rule.own_youth",
        law="pasient- og brukerrettighetsloven § 3-4, § 4-3",
        effect="deny",
        applies=_is_youth,
        condition=_closed_to_her,
        vectors=(
            is_silent(Situation(born=_TWELVE_TODAY, graded=(HOSPITAL,))),
            is_silent(replace(_A_DRAFT, graded=(HOSPITAL,))),
            speaks(replace(_A_DRAFT, graded=(OTHER_HOSPITAL,))),
            speaks(replace(_A_DRAFT, graded=(HOSPITAL,), drafted_by="another")),
            speaks(_A_DRAFT),
            speaks(Situation(born=_TWELVE_TODAY, graded=(OTHER_HOSPITAL,))),
            is_silent(Situation(born=_TWELVE_TODAY, graded=(OTHER_HOSPITAL,), type="Patient")),
            speaks(Situation(born=_TWELVE_TODAY)),
            speaks(Situation(born=_TWELVE_TODAY, type="Patient")),
            is_silent(Situation(born=_TWELVE_TOMORROW)),
            speaks(Situation(born=_SIXTEEN_TOMORROW)),
            is_silent(Situation(born=_SIXTEEN_TODAY)),
            is_silent(Situation(role="staff", born=_TWELVE_TODAY)),
        ),
    ),
    Rule(
        key="OWN-5",
        text="gate.rule.own_dead",
        law="pasient- og brukerrettighetsloven § 5-1 femte ledd",
        effect="deny",
        applies=_is_dead,
        vectors=(speaks(Situation(dead=True)), is_silent(Situation()), is_silent(Situation(role="staff", dead=True))),
    ),
    Rule(
        key="OWN-6",
        text="gate.rule.own_of_another",
        law="pasient- og brukerrettighetsloven § 5-1",
        effect="deny",
        applies=_is_not_the_patient,
        vectors=(speaks(Situation(own=False)), is_silent(Situation()), is_silent(Situation(role="parent", own=False))),
    ),
    Rule(
        key="OWN-7",
        text="gate.rule.own_youth_graded",
        law="pasient- og brukerrettighetsloven § 4-4 siste ledd, § 5-1; docs/law/graded-ages.md",
        effect="allow",
        acts=READ,
        applies=_is_youth_where_graded,
        condition=_opened_to_youth,
        vectors=(
            speaks(Situation(born=_TWELVE_TODAY, graded=(HOSPITAL,))),
            is_silent(Situation(born=_TWELVE_TOMORROW, graded=(HOSPITAL,))),
            speaks(Situation(born=_SIXTEEN_TOMORROW, graded=(HOSPITAL,))),
            is_silent(Situation(born=_SIXTEEN_TODAY, graded=(HOSPITAL,))),
            is_silent(Situation(born=_TWELVE_TODAY)),
            is_silent(Situation(born=_TWELVE_TODAY, type="Patient")),
            is_silent(Situation(born=_TWELVE_TODAY, graded=(OTHER_HOSPITAL,))),
            speaks(Situation(born=_TWELVE_TODAY, graded=(OTHER_HOSPITAL,), type="Patient")),
            is_silent(Situation(born=_TWELVE_TODAY, graded=(HOSPITAL,), type="Claim")),
            speaks(Situation(born=_TWELVE_TODAY, graded=(HOSPITAL,), type="Task", token=A_HIDE_REQUEST)),
            is_silent(Situation(born=_TWELVE_TODAY, graded=(HOSPITAL,), type="Task", token=A_QUESTION)),
            speaks(Situation(born=_TWELVE_TODAY, graded=(HOSPITAL,), type="Task", token=A_CONVERSATION)),
            is_silent(Situation(born=_TWELVE_TODAY, graded=(OTHER_HOSPITAL,), type="Task", token=A_CONVERSATION)),
            is_silent(Situation(born=_TWELVE_TODAY, graded=(OTHER_HOSPITAL,), type="Task", token=A_HIDE_REQUEST)),
            is_silent(Situation(born=_TWELVE_TODAY, graded=(HOSPITAL,), own=False)),
            is_silent(Situation(role="parent", born=_TWELVE_TODAY, graded=(HOSPITAL,))),
        ),
    ),
)
