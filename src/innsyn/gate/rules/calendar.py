"""Rules about a person's own calendar: who writes in it, and that it is nobody's business at a clinic.

Source: pasient- og brukerrettighetsloven § 3-3, § 3-4, § 4-3, § 4-4; vergemålsloven § 31, § 32; pasientjournalloven § 2;
personvernforordningen article 5; docs/spec/calendar.md#CAL-4.
"""

from innsyn.gate.rules.access_facts import IS_PATIENTS_OWN
from innsyn.gate.rules.age import CHILD, HEALTH_MAJORITY
from innsyn.gate.rules.calendar_facts import DONE_ACTION, IS_IN_CALENDAR, OWN_EVENT, is_kept
from innsyn.gate.rules.case import Case
from innsyn.gate.rules.guardians import has_personal_scope
from innsyn.gate.rules.parents import answers_for_child
from innsyn.gate.rules.rule import READ, WRITE, Rule, is_silent, speaks
from innsyn.gate.rules.situation import A_DONE_ACTION, A_QUESTION, AN_OWN_EVENT, HOSPITAL, PATIENT, Situation
from innsyn.record.condition import AllOf, AnyOf, Condition

_FIFTEEN, _SIXTEEN, _ELEVEN, _TWELVE = "2010-11-23", "2010-11-22", "2014-11-23", "2014-11-22"

_ENTRIES = AllOf((IS_PATIENTS_OWN, AnyOf((is_kept(OWN_EVENT), is_kept(DONE_ACTION)))))


def _keeps_her_own(case: Case) -> bool:
    return case.visit.role == "self" and case.is_own and case.age is not None and case.age >= HEALTH_MAJORITY


def _keeps_a_childs(case: Case) -> bool:
    return answers_for_child(case) and case.age in CHILD


def _keeps_as_guardian(case: Case) -> bool:
    is_of_age = case.age is not None and (case.age in CHILD or case.age >= HEALTH_MAJORITY)
    return has_personal_scope(case) and is_of_age


def _is_no_citizen(case: Case) -> bool:
    return not case.is_citizen


def _entries(_: Case) -> Condition:
    return _ENTRIES


def _calendar(_: Case) -> Condition:
    return IS_IN_CALENDAR


CALENDAR_RULES = (
    Rule(
        key="EVT-1",
        text="gate.rule.keeps_calendar",
        law="pasient- og brukerrettighetsloven § 3-1, § 4-3",
        effect="allow",
        acts=WRITE,
        applies=_keeps_her_own,
        condition=_entries,
        vectors=(
            speaks(Situation(act="write", type="Task", token=AN_OWN_EVENT, status="accepted", custodian=PATIENT)),
            speaks(Situation(act="write", type="Task", token=AN_OWN_EVENT, status="cancelled", custodian=PATIENT)),
            speaks(Situation(act="write", type="Task", token=A_DONE_ACTION, status="completed", custodian=PATIENT)),
            speaks(Situation(act="write", type="Task", token=A_DONE_ACTION, status="cancelled", custodian=PATIENT)),
            is_silent(Situation(act="write", type="Task", token=AN_OWN_EVENT, status="completed", custodian=PATIENT)),
            is_silent(Situation(act="write", type="Task", token=A_DONE_ACTION, status="accepted", custodian=PATIENT)),
            is_silent(Situation(act="write", type="Task", token=AN_OWN_EVENT, status="accepted")),
            is_silent(Situation(act="write", type="Task", token=A_QUESTION, status="accepted", custodian=PATIENT)),
            is_silent(Situation(act="write", type="Basic", token=AN_OWN_EVENT, status="accepted", custodian=PATIENT)),
            speaks(Situation(act="write", born=_SIXTEEN, type="Task", token=AN_OWN_EVENT, status="accepted", custodian=PATIENT)),
            is_silent(
                Situation(
                    act="write", born=_FIFTEEN, graded=(HOSPITAL,), type="Task", token=AN_OWN_EVENT, status="accepted", custodian=PATIENT
                )
            ),
            is_silent(Situation(act="write", born=None, type="Task", token=AN_OWN_EVENT, status="accepted", custodian=PATIENT)),
            is_silent(Situation(act="write", own=False, type="Task", token=AN_OWN_EVENT, status="accepted", custodian=PATIENT)),
            is_silent(
                Situation(role="staff", own=True, act="write", type="Task", token=AN_OWN_EVENT, status="accepted", custodian=PATIENT)
            ),
            is_silent(Situation(type="Task", token=AN_OWN_EVENT, status="accepted", custodian=PATIENT)),
        ),
    ),
    Rule(
        key="EVT-2",
        text="gate.rule.keeps_childs_calendar",
        law="pasient- og brukerrettighetsloven § 3-4 første ledd, § 4-4",
        effect="allow",
        acts=WRITE,
        applies=_keeps_a_childs,
        condition=_entries,
        vectors=(
            speaks(
                Situation(role="parent", act="write", born=_ELEVEN, type="Task", token=AN_OWN_EVENT, status="accepted", custodian=PATIENT)
            ),
            speaks(
                Situation(role="parent", act="write", born=_ELEVEN, type="Task", token=A_DONE_ACTION, status="completed", custodian=PATIENT)
            ),
            is_silent(Situation(role="parent", act="write", born=_ELEVEN, type="Task", token=AN_OWN_EVENT, status="accepted")),
            is_silent(
                Situation(role="parent", act="write", born=_TWELVE, type="Task", token=AN_OWN_EVENT, status="accepted", custodian=PATIENT)
            ),
            is_silent(
                Situation(
                    role="parent",
                    act="write",
                    born=_ELEVEN,
                    parent="none",
                    type="Task",
                    token=AN_OWN_EVENT,
                    status="accepted",
                    custodian=PATIENT,
                )
            ),
            is_silent(
                Situation(
                    role="parent",
                    act="write",
                    born=_ELEVEN,
                    parent="nobody_home",
                    type="Task",
                    token=AN_OWN_EVENT,
                    status="accepted",
                    custodian=PATIENT,
                )
            ),
            is_silent(
                Situation(role="guardian", act="write", born=_ELEVEN, type="Task", token=AN_OWN_EVENT, status="accepted", custodian=PATIENT)
            ),
            is_silent(
                Situation(role="parent", act="write", born=None, type="Task", token=AN_OWN_EVENT, status="accepted", custodian=PATIENT)
            ),
            is_silent(Situation(role="parent", born=_ELEVEN, type="Task", token=AN_OWN_EVENT, status="accepted", custodian=PATIENT)),
        ),
    ),
    Rule(
        key="EVT-3",
        text="gate.rule.keeps_wards_calendar",
        law="vergemålsloven § 31, § 32; pasient- og brukerrettighetsloven § 4-7",
        effect="allow",
        acts=WRITE,
        applies=_keeps_as_guardian,
        condition=_entries,
        vectors=(
            speaks(Situation(role="guardian", act="write", type="Task", token=AN_OWN_EVENT, status="accepted", custodian=PATIENT)),
            is_silent(Situation(role="guardian", act="write", type="Task", token=AN_OWN_EVENT, status="accepted")),
            is_silent(
                Situation(
                    role="guardian",
                    act="write",
                    guardian="financial",
                    type="Task",
                    token=AN_OWN_EVENT,
                    status="accepted",
                    custodian=PATIENT,
                )
            ),
            is_silent(
                Situation(
                    role="guardian",
                    act="write",
                    guardian_days=(None, -1),
                    type="Task",
                    token=AN_OWN_EVENT,
                    status="accepted",
                    custodian=PATIENT,
                )
            ),
            speaks(
                Situation(role="guardian", act="write", born=_ELEVEN, type="Task", token=AN_OWN_EVENT, status="accepted", custodian=PATIENT)
            ),
            is_silent(
                Situation(role="guardian", act="write", born=_TWELVE, type="Task", token=AN_OWN_EVENT, status="accepted", custodian=PATIENT)
            ),
            is_silent(
                Situation(
                    role="guardian", act="write", born=_FIFTEEN, type="Task", token=AN_OWN_EVENT, status="accepted", custodian=PATIENT
                )
            ),
            speaks(
                Situation(
                    role="guardian", act="write", born=_SIXTEEN, type="Task", token=AN_OWN_EVENT, status="accepted", custodian=PATIENT
                )
            ),
            is_silent(
                Situation(role="guardian", act="write", born=None, type="Task", token=AN_OWN_EVENT, status="accepted", custodian=PATIENT)
            ),
            is_silent(Situation(role="attorney", act="write", type="Task", token=AN_OWN_EVENT, status="accepted", custodian=PATIENT)),
            is_silent(Situation(role="guardian", type="Task", token=AN_OWN_EVENT, status="accepted", custodian=PATIENT)),
        ),
    ),
    Rule(
        key="EVT-4",
        text="gate.rule.calendar_is_hers",
        law="pasientjournalloven § 2, § 19; personvernforordningen article 5",
        effect="deny",
        acts=READ,
        is_told=False,
        applies=_is_no_citizen,
        condition=_calendar,
        vectors=(
            speaks(Situation(role="staff", type="Task", token=AN_OWN_EVENT, status="accepted", custodian=PATIENT)),
            speaks(Situation(role="staff", purpose="BTG", type="Task", token=A_DONE_ACTION, status="completed", custodian=PATIENT)),
            speaks(Situation(role="staff", type="Task", token=AN_OWN_EVENT, status="accepted")),
            speaks(Situation(role="system", type="Task", token=AN_OWN_EVENT, status="accepted", custodian=PATIENT)),
            is_silent(Situation(role="system", act="write", type="Task", token=A_DONE_ACTION, status="completed", custodian=PATIENT)),
            is_silent(Situation(role="staff", type="Task", token=A_QUESTION)),
            is_silent(Situation(role="staff", type="Basic", token=AN_OWN_EVENT)),
            is_silent(Situation(type="Task", token=AN_OWN_EVENT, status="accepted", custodian=PATIENT)),
        ),
    ),
)
