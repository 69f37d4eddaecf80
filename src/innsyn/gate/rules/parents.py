"""Rules about parents: all of a child's record under twelve, a part of it until sixteen where a trust has chosen so, then nothing.

Source: pasient- og brukerrettighetsloven § 3-4, § 4-3, § 4-4; Helsenorge: at least one parent is registered at the child's address;
docs/law/graded-ages.md; docs/spec/representation.md#REP-2.
"""

from innsyn.gate.rules.age import CHILD, HEALTH_MAJORITY, YOUTH
from innsyn.gate.rules.areas import WHO, reached_by
from innsyn.gate.rules.case import Case
from innsyn.gate.rules.grades import from_graded, parents_areas
from innsyn.gate.rules.guardians import has_personal_scope
from innsyn.gate.rules.own_record import closed_to_youth
from innsyn.gate.rules.rule import READ, Rule, is_silent, speaks
from innsyn.gate.rules.situation import A_CONVERSATION, HOSPITAL, OTHER_HOSPITAL, Situation
from innsyn.gate.rules.withholding import GUARDIANS
from innsyn.record.condition import AllOf, AnyOf, Condition, HasLabel, OfType

_ELEVEN, _TWELVE, _THIRTEEN, _FOURTEEN = "2014-11-23", "2014-11-22", "2012-11-23", "2012-11-22"
_FIFTEEN, _SIXTEEN = "2010-11-23", "2010-11-22"


def _is_parent(case: Case) -> bool:
    return case.visit.role == "parent"


def answers_for_child(case: Case) -> bool:
    """Say whether the actor is a parent who has responsibility, of a child that lives with one who has."""
    has_responsibility = case.parent is not None and case.parent.has_responsibility
    return _is_parent(case) and has_responsibility and _has_a_responsible_home(case)


def _has_a_responsible_home(case: Case) -> bool:
    """Say whether some parent with responsibility is registered at the child's address: the register's proof that the family is known."""
    return any(each.has_responsibility and each.shares_address is True for each in case.patient.parents)


def _is_parent_without_responsibility(case: Case) -> bool:
    return _is_parent(case) and not (case.parent is not None and case.parent.has_responsibility)


def _no_responsible_parent_at_home(case: Case) -> bool:
    return _is_parent(case) and not _has_a_responsible_home(case)


def _keeps_a_youth(case: Case) -> bool:
    return case.visit.role in GUARDIANS and case.age in YOUTH


def _is_parent_of_the_grown(case: Case) -> bool:
    return _is_parent(case) and case.age is not None and case.age >= HEALTH_MAJORITY


def _is_parent_of_a_child(case: Case) -> bool:
    return answers_for_child(case) and case.age in CHILD


def _is_graded_parent(case: Case) -> bool:
    is_keeper = answers_for_child(case) or has_personal_scope(case)
    return is_keeper and case.age in YOUTH and case.policies.is_graded_at_all


def _reached_by_parents(case: Case) -> Condition:
    return AnyOf((OfType(WHO), AllOf((reached_by(parents_areas(case.age)), from_graded(case.policies)))))


def _restricted(_: Case) -> Condition:
    return HasLabel(frozenset({"R"}))


PARENT_RULES = (
    Rule(
        key="REP-3",
        text="gate.rule.parent_without_responsibility",
        law="pasient- og brukerrettighetsloven § 3-4 første ledd, § 4-4",
        effect="deny",
        applies=_is_parent_without_responsibility,
        vectors=(
            speaks(Situation(role="parent", born=_ELEVEN, parent="none")),
            speaks(Situation(role="parent", born=_ELEVEN, parent="stranger")),
            is_silent(Situation(role="parent", born=_ELEVEN, parent="away")),
            is_silent(Situation(role="guardian", parent="none")),
        ),
    ),
    Rule(
        key="REP-4",
        text="gate.rule.parent_at_no_home",
        law="Helsenorge: minst en av foreldrene er registrert på barnets adresse",
        effect="deny",
        applies=_no_responsible_parent_at_home,
        vectors=(
            speaks(Situation(role="parent", born=_ELEVEN, parent="nobody_home")),
            speaks(Situation(role="parent", born=_ELEVEN, parent="unknown_home")),
            speaks(Situation(role="parent", born=_ELEVEN, parent="none_at_home")),
            is_silent(Situation(role="parent", born=_ELEVEN, parent="home")),
            is_silent(Situation(role="parent", born=_ELEVEN, parent="away")),
            is_silent(Situation(role="guardian", parent="nobody_home")),
        ),
    ),
    Rule(
        key="REP-5",
        text="gate.rule.child_has_turned_twelve",
        law="pasient- og brukerrettighetsloven § 3-4 andre og tredje ledd",
        effect="deny",
        applies=_keeps_a_youth,
        condition=closed_to_youth,
        vectors=(
            speaks(Situation(role="parent", born=_TWELVE)),
            is_silent(Situation(role="parent", born=_ELEVEN)),
            speaks(Situation(role="parent", born=_FIFTEEN)),
            is_silent(Situation(role="parent", born=_SIXTEEN)),
            speaks(Situation(role="guardian", born=_TWELVE)),
            is_silent(Situation(role="attorney", born=_TWELVE)),
            is_silent(Situation(role="parent", born=_TWELVE, graded=(HOSPITAL,))),
            speaks(Situation(role="parent", born=_TWELVE, graded=(OTHER_HOSPITAL,))),
        ),
    ),
    Rule(
        key="REP-6",
        text="gate.rule.child_has_turned_sixteen",
        law="pasient- og brukerrettighetsloven § 3-4, § 4-3 første ledd",
        effect="deny",
        applies=_is_parent_of_the_grown,
        vectors=(
            speaks(Situation(role="parent", born=_SIXTEEN)),
            is_silent(Situation(role="parent", born=_FIFTEEN)),
            is_silent(Situation(role="parent", born=None)),
            is_silent(Situation(role="guardian", born=_SIXTEEN)),
        ),
    ),
    Rule(
        key="REP-10",
        text="gate.rule.parent_of_child",
        law="pasient- og brukerrettighetsloven § 3-4 første ledd, § 4-4",
        effect="allow",
        acts=READ,
        applies=_is_parent_of_a_child,
        vectors=(
            speaks(Situation(role="parent", born=_ELEVEN)),
            is_silent(Situation(role="parent", born=_TWELVE)),
            speaks(Situation(role="parent", born="2026-11-22")),
            is_silent(Situation(role="parent", born="2026-11-23")),
            speaks(Situation(role="parent", born=_ELEVEN, parent="away")),
            is_silent(Situation(role="parent", born=_ELEVEN, parent="none")),
            is_silent(Situation(role="parent", born=_ELEVEN, parent="stranger")),
            is_silent(Situation(role="parent", born=_ELEVEN, parent="nobody_home")),
            is_silent(Situation(role="guardian", born=_ELEVEN)),
        ),
    ),
    Rule(
        key="REP-11",
        text="gate.rule.parent_of_youth_graded",
        law="pasient- og brukerrettighetsloven § 3-4 andre og tredje ledd; docs/law/graded-ages.md",
        effect="allow",
        acts=READ,
        applies=_is_graded_parent,
        condition=_reached_by_parents,
        vectors=(
            speaks(Situation(role="parent", born=_TWELVE, graded=(HOSPITAL,))),
            is_silent(Situation(role="parent", born=_ELEVEN, graded=(HOSPITAL,))),
            speaks(Situation(role="parent", born=_THIRTEEN, graded=(HOSPITAL,))),
            is_silent(Situation(role="parent", born=_FOURTEEN, graded=(HOSPITAL,))),
            speaks(Situation(role="parent", born=_FIFTEEN, graded=(HOSPITAL,), type="Appointment")),
            is_silent(Situation(role="parent", born=_SIXTEEN, graded=(HOSPITAL,), type="Appointment")),
            is_silent(Situation(role="parent", born=_SIXTEEN, graded=(HOSPITAL,), type="Patient")),
            is_silent(Situation(role="parent", born=_TWELVE, graded=(HOSPITAL,), type="Communication")),
            is_silent(Situation(role="parent", born=_TWELVE, graded=(HOSPITAL,), type="Task", token=A_CONVERSATION)),
            is_silent(Situation(role="parent", born=_TWELVE, graded=(OTHER_HOSPITAL,))),
            speaks(Situation(role="parent", born=_TWELVE, graded=(OTHER_HOSPITAL,), type="Patient")),
            is_silent(Situation(role="parent", born=_TWELVE)),
            is_silent(Situation(role="parent", born=_TWELVE, type="Patient")),
            is_silent(Situation(role="parent", born=_TWELVE, graded=(HOSPITAL,), parent="none")),
            is_silent(Situation(role="parent", born=_TWELVE, graded=(HOSPITAL,), parent="nobody_home")),
            speaks(Situation(role="guardian", born=_TWELVE, graded=(HOSPITAL,))),
            is_silent(Situation(role="guardian", born=_TWELVE, graded=(HOSPITAL,), guardian="financial")),
            is_silent(Situation(role="attorney", born=_TWELVE, graded=(HOSPITAL,))),
        ),
    ),
    Rule(
        key="REP-12",
        text="gate.rule.restricted_from_parents",
        law="pasient- og brukerrettighetsloven § 3-4 andre ledd; HL7 v3 Confidentiality R",
        effect="deny",
        is_told=False,
        applies=_keeps_a_youth,
        condition=_restricted,
        vectors=(
            speaks(Situation(role="parent", born=_TWELVE, graded=(HOSPITAL,), labels=("R",))),
            speaks(Situation(role="parent", born=_TWELVE, labels=("R",))),
            is_silent(Situation(role="parent", born=_ELEVEN, labels=("R",))),
            is_silent(Situation(role="parent", born=_TWELVE, graded=(HOSPITAL,), labels=("N",))),
            speaks(Situation(role="guardian", born=_FIFTEEN, graded=(HOSPITAL,), labels=("R",))),
            is_silent(Situation(role="guardian", born=_SIXTEEN, labels=("R",))),
            is_silent(Situation(born=_TWELVE, graded=(HOSPITAL,), labels=("R",))),
        ),
    ),
)
