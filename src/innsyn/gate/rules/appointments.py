"""Rules about appointments: who may ask for one, change what is asked, answer and call off; that it is booked is only the clinic's to say.

Source: pasient- og brukerrettighetsloven § 3-1, § 3-3, § 3-4, § 4-3, § 4-4; vergemålsloven § 31, § 32;
docs/spec/appointments.md#APP-1, #APP-23; docs/adr/0030-appointments.md.
"""

from dataclasses import replace
from typing import Any

from innsyn.gate.rules.access_facts import IS_PATIENTS_OWN
from innsyn.gate.rules.age import CHILD, HEALTH_MAJORITY, YOUTH
from innsyn.gate.rules.areas import Area
from innsyn.gate.rules.case import Case
from innsyn.gate.rules.grades import from_graded
from innsyn.gate.rules.guardians import has_personal_scope
from innsyn.gate.rules.parents import answers_for_child
from innsyn.gate.rules.rule import WRITE, Rule, is_silent, speaks
from innsyn.gate.rules.situation import HOSPITAL, OTHER_HOSPITAL, PATIENT, Situation
from innsyn.record.condition import AllOf, AnyOf, Condition, Everything, FromCustodian, HasCode, HasLabel, Not, OfType

APPOINTMENT, RESPONSE = "Appointment", "AppointmentResponse"
_AREA: Area = "appointments"
_FIFTEEN, _SIXTEEN, _ELEVEN, _TWELVE = "2010-11-23", "2010-11-22", "2014-11-23", "2014-11-22"

_ASKED_OR_OFF = AnyOf((HasCode("status", "proposed"), HasCode("status", "pending"), HasCode("status", "cancelled")))
_ASKED_OF_A_CLINIC = AllOf((OfType(frozenset({APPOINTMENT})), _ASKED_OR_OFF))
_OF_A_CLINIC = AllOf((AnyOf((_ASKED_OF_A_CLINIC, OfType(frozenset({RESPONSE})))), Not(IS_PATIENTS_OWN)))
"""Asked for and not answered, or called off, or her answer; and kept by whoever keeps the time: never by the patient herself."""

_WISHED = AnyOf((HasCode("status", "proposed"), HasCode("status", "cancelled")))
_WISHED_OR_ANSWERED = AnyOf((AllOf((OfType(frozenset({APPOINTMENT})), _WISHED)), OfType(frozenset({RESPONSE}))))
_IN_CONFIDENCE = AllOf((_WISHED_OR_ANSWERED, HasLabel(frozenset({"R"})), Not(IS_PATIENTS_OWN)))
"""Wished for, called off or answered, and between her and the clinic: parents do not see it (REP-12)."""


def _books_herself(case: Case) -> bool:
    return case.visit.role == "self" and case.is_own and case.age is not None and case.age >= HEALTH_MAJORITY


def _books_for_a_child(case: Case) -> bool:
    return answers_for_child(case) and case.age in CHILD


def _books_as_guardian(case: Case) -> bool:
    is_of_age = case.age is not None and (case.age in CHILD or case.age >= HEALTH_MAJORITY)
    return has_personal_scope(case) and is_of_age


def _books_with_power(case: Case) -> bool:
    is_old_enough = case.age is not None and case.age >= HEALTH_MAJORITY
    return case.visit.role == "attorney" and is_old_enough and case.visit.actor.is_adult is True


def _is_youth(case: Case) -> bool:
    return case.visit.role == "self" and case.is_own and case.age in YOUTH


def _asked(_: Case) -> Condition:
    return _OF_A_CLINIC


def _wished_where_graded(case: Case) -> Condition:
    return AllOf((_IN_CONFIDENCE, from_graded(case.policies)))


def _asked_of_those_granted(case: Case) -> Condition:
    """Of the organisations that the powers of attorney over appointments are about; all of them where one names none.

    Of nobody where no power is over appointments."""
    sources = [grant.organisations for grant in case.grants if _AREA in grant.areas]
    of_whom = Everything() if frozenset() in sources else FromCustodian(frozenset().union(*sources))
    return AllOf((_OF_A_CLINIC, of_whom))


def _hers(status: str | None, **more: Any) -> Situation:
    """Tell of what a fifteen-year-old writes where the graded ages are chosen."""
    she = Situation(act="write", born=_FIFTEEN, graded=(HOSPITAL,), type="Appointment", labels=("R",), status=status)
    return replace(she, **more)


APPOINTMENT_RULES = (
    Rule(
        key="APT-1",
        text="gate.rule.books_herself",
        law="pasient- og brukerrettighetsloven § 3-1, § 4-3",
        effect="allow",
        acts=WRITE,
        applies=_books_herself,
        condition=_asked,
        vectors=(
            speaks(Situation(act="write", type="Appointment", status="pending")),
            speaks(Situation(act="write", type="Appointment", status="proposed")),
            speaks(Situation(act="write", type="Appointment", status="cancelled")),
            is_silent(Situation(act="write", type="Appointment", status="booked")),
            is_silent(Situation(act="write", type="Appointment")),
            is_silent(Situation(act="write", type="Appointment", status="pending", custodian=PATIENT)),
            is_silent(Situation(act="write", type="ServiceRequest", status="pending")),
            speaks(Situation(act="write", type="AppointmentResponse")),
            is_silent(Situation(act="write", type="AppointmentResponse", custodian=PATIENT)),
            is_silent(Situation(act="write", born=_FIFTEEN, graded=(HOSPITAL,), type="AppointmentResponse")),
            speaks(Situation(act="write", born=_SIXTEEN, type="Appointment", status="pending")),
            is_silent(Situation(act="write", born=_FIFTEEN, graded=(HOSPITAL,), type="Appointment", status="pending")),
            is_silent(Situation(act="write", born=None, type="Appointment", status="pending")),
            is_silent(Situation(act="write", own=False, type="Appointment", status="pending")),
            is_silent(Situation(role="staff", own=True, act="write", type="Appointment", status="pending")),
            is_silent(Situation(type="Appointment", status="pending")),
        ),
    ),
    Rule(
        key="APT-2",
        text="gate.rule.books_for_child",
        law="pasient- og brukerrettighetsloven § 3-4 første ledd, § 4-4",
        effect="allow",
        acts=WRITE,
        applies=_books_for_a_child,
        condition=_asked,
        vectors=(
            speaks(Situation(role="parent", act="write", born=_ELEVEN, type="Appointment", status="pending")),
            speaks(Situation(role="parent", act="write", born=_ELEVEN, type="Appointment", status="cancelled")),
            is_silent(Situation(role="parent", act="write", born=_ELEVEN, type="Appointment", status="booked")),
            is_silent(Situation(role="parent", act="write", born=_TWELVE, graded=(HOSPITAL,), type="Appointment", status="pending")),
            is_silent(Situation(role="parent", act="write", born=_ELEVEN, parent="none", type="Appointment", status="pending")),
            is_silent(Situation(role="parent", act="write", born=_ELEVEN, parent="nobody_home", type="Appointment", status="pending")),
            is_silent(Situation(role="guardian", act="write", born=_ELEVEN, type="Appointment", status="pending")),
            is_silent(Situation(role="parent", act="write", born=None, type="Appointment", status="pending")),
            is_silent(Situation(role="parent", born=_ELEVEN, type="Appointment", status="pending")),
        ),
    ),
    Rule(
        key="APT-3",
        text="gate.rule.books_as_guardian",
        law="vergemålsloven § 31, § 32; pasient- og brukerrettighetsloven § 4-7",
        effect="allow",
        acts=WRITE,
        applies=_books_as_guardian,
        condition=_asked,
        vectors=(
            speaks(Situation(role="guardian", act="write", type="Appointment", status="pending")),
            speaks(Situation(role="guardian", act="write", guardian="both", type="Appointment", status="proposed")),
            is_silent(Situation(role="guardian", act="write", type="Appointment", status="booked")),
            is_silent(Situation(role="guardian", act="write", guardian="financial", type="Appointment", status="pending")),
            is_silent(Situation(role="guardian", act="write", guardian="none", type="Appointment", status="pending")),
            is_silent(Situation(role="guardian", act="write", guardian_days=(None, -1), type="Appointment", status="pending")),
            speaks(Situation(role="guardian", act="write", born=_ELEVEN, type="Appointment", status="pending")),
            is_silent(Situation(role="guardian", act="write", born=_TWELVE, graded=(HOSPITAL,), type="Appointment", status="pending")),
            is_silent(Situation(role="guardian", act="write", born=_FIFTEEN, type="Appointment", status="pending")),
            speaks(Situation(role="guardian", act="write", born=_SIXTEEN, type="Appointment", status="pending")),
            is_silent(Situation(role="guardian", act="write", born=None, type="Appointment", status="pending")),
            is_silent(Situation(role="attorney", act="write", type="Appointment", status="pending")),
            is_silent(Situation(role="guardian", type="Appointment", status="pending")),
        ),
    ),
    Rule(
        key="APT-4",
        text="gate.rule.books_with_power",
        law="pasient- og brukerrettighetsloven § 3-3 andre ledd; EHDS article 4(2)",
        effect="allow",
        acts=WRITE,
        applies=_books_with_power,
        condition=_asked_of_those_granted,
        vectors=(
            speaks(Situation(role="attorney", act="write", grant=(_AREA,), type="Appointment", status="pending")),
            speaks(Situation(role="attorney", act="write", grant=("documents", _AREA), type="Appointment", status="cancelled")),
            is_silent(Situation(role="attorney", act="write", grant=(_AREA,), type="Appointment", status="booked")),
            is_silent(Situation(role="attorney", act="write", grant=("documents",), type="Appointment", status="pending")),
            is_silent(Situation(role="attorney", act="write", grant=None, type="Appointment", status="pending")),
            speaks(Situation(role="attorney", act="write", grant=(_AREA,), grant_from=(HOSPITAL,), type="Appointment", status="pending")),
            is_silent(
                Situation(role="attorney", act="write", grant=(_AREA,), grant_from=(OTHER_HOSPITAL,), type="Appointment", status="pending")
            ),
            is_silent(Situation(role="attorney", act="write", grant=(_AREA,), grant_days=(1, None), type="Appointment", status="pending")),
            is_silent(Situation(role="attorney", act="write", grant=(_AREA,), born=_FIFTEEN, type="Appointment", status="pending")),
            speaks(Situation(role="attorney", act="write", grant=(_AREA,), born=_SIXTEEN, type="Appointment", status="pending")),
            is_silent(Situation(role="attorney", act="write", grant=(_AREA,), born=None, type="Appointment", status="pending")),
            is_silent(Situation(role="attorney", act="write", grant=(_AREA,), actor_adult=None, type="Appointment", status="pending")),
            is_silent(Situation(role="guardian", act="write", grant=(_AREA,), guardian="none", type="Appointment", status="pending")),
            is_silent(Situation(role="attorney", grant=(_AREA,), type="Appointment", status="pending")),
        ),
    ),
    Rule(
        key="APT-5",
        text="gate.rule.youth_wishes",
        law="pasient- og brukerrettighetsloven § 3-4 andre ledd, § 4-3 første ledd bokstav c; docs/law/graded-ages.md",
        effect="allow",
        acts=WRITE,
        applies=_is_youth,
        condition=_wished_where_graded,
        vectors=(
            speaks(_hers("proposed")),
            speaks(_hers("cancelled")),
            is_silent(_hers("pending")),
            is_silent(_hers("booked")),
            is_silent(_hers(None)),
            is_silent(_hers("proposed", labels=())),
            is_silent(_hers("proposed", labels=("N",))),
            speaks(_hers(None, type="AppointmentResponse")),
            is_silent(_hers(None, type="AppointmentResponse", labels=())),
            is_silent(_hers("proposed", type="ServiceRequest")),
            is_silent(_hers("proposed", custodian=PATIENT, graded=("*",))),
            speaks(_hers("proposed", graded=("*",))),
            is_silent(_hers("proposed", graded=())),
            is_silent(_hers("proposed", graded=(OTHER_HOSPITAL,))),
            is_silent(_hers("proposed", born=_ELEVEN)),
            speaks(_hers("proposed", born=_TWELVE)),
            is_silent(_hers("proposed", born=_SIXTEEN)),
            is_silent(_hers("proposed", born=None)),
            is_silent(_hers("proposed", own=False)),
            is_silent(_hers("proposed", role="parent")),
            is_silent(_hers("proposed", role="staff", own=True)),
            is_silent(_hers("proposed", act="read")),
        ),
    ),
)
