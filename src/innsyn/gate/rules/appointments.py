"""Rules about appointments: who may ask for one, change what is asked and call it off; that it is booked is only the clinic's to say.

Source: pasient- og brukerrettighetsloven § 3-1, § 3-3, § 3-4, § 4-3, § 4-4; vergemålsloven § 31, § 32; docs/spec/appointments.md#APP-1;
docs/adr/0030-appointments.md.
"""

from innsyn.gate.rules.access_facts import IS_PATIENTS_OWN
from innsyn.gate.rules.age import CHILD, HEALTH_MAJORITY
from innsyn.gate.rules.areas import Area
from innsyn.gate.rules.case import Case
from innsyn.gate.rules.guardians import has_personal_scope
from innsyn.gate.rules.parents import answers_for_child
from innsyn.gate.rules.rule import WRITE, Rule, is_silent, speaks
from innsyn.gate.rules.situation import HOSPITAL, OTHER_HOSPITAL, PATIENT, Situation
from innsyn.record.condition import AllOf, AnyOf, Condition, Everything, FromCustodian, HasCode, Not, OfType

APPOINTMENT = "Appointment"
_AREA: Area = "appointments"
_FIFTEEN, _SIXTEEN, _ELEVEN, _TWELVE = "2010-11-23", "2010-11-22", "2014-11-23", "2014-11-22"

_ASKED_OR_OFF = AnyOf((HasCode("status", "proposed"), HasCode("status", "pending"), HasCode("status", "cancelled")))
_OF_A_CLINIC = AllOf((OfType(frozenset({APPOINTMENT})), _ASKED_OR_OFF, Not(IS_PATIENTS_OWN)))
"""Asked for and not answered, or called off, and kept by whoever keeps the time: never by the patient herself."""


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


def _asked(_: Case) -> Condition:
    return _OF_A_CLINIC


def _asked_of_those_granted(case: Case) -> Condition:
    """Of the organisations that the powers of attorney over appointments are about; all of them where one names none.

    Of nobody where no power is over appointments."""
    sources = [grant.organisations for grant in case.grants if _AREA in grant.areas]
    of_whom = Everything() if frozenset() in sources else FromCustodian(frozenset().union(*sources))
    return AllOf((_OF_A_CLINIC, of_whom))


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
)
