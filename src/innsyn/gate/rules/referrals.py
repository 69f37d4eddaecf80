"""The rule about referrals: a grown patient takes back her own. All else about one is for the organisation that keeps it to write.

Nobody takes one back for another here: care that was asked for would end, and whoever has the referral is called instead.
Source: pasient- og brukerrettighetsloven § 4-1, § 4-3; docs/spec/referrals.md#REF-10.
"""

from innsyn.gate.rules.access_facts import IS_PATIENTS_OWN
from innsyn.gate.rules.age import HEALTH_MAJORITY
from innsyn.gate.rules.case import Case
from innsyn.gate.rules.rule import WRITE, Rule, is_silent, speaks
from innsyn.gate.rules.situation import HOSPITAL, PATIENT, Situation
from innsyn.record.condition import AllOf, Condition, HasCode, Not, OfType

REFERRAL = "ServiceRequest"
_FIFTEEN, _SIXTEEN = "2010-11-23", "2010-11-22"

_TAKEN_BACK = AllOf((OfType(frozenset({REFERRAL})), HasCode("status", "revoked"), Not(IS_PATIENTS_OWN)))


def _is_grown_in_her_own_record(case: Case) -> bool:
    return case.visit.role == "self" and case.is_own and case.age is not None and case.age >= HEALTH_MAJORITY


def _taken_back(_: Case) -> Condition:
    return _TAKEN_BACK


REFERRAL_RULES = (
    Rule(
        key="REF-1",
        text="gate.rule.takes_back_referral",
        law="pasient- og brukerrettighetsloven § 4-1, § 4-3",
        effect="allow",
        acts=WRITE,
        applies=_is_grown_in_her_own_record,
        condition=_taken_back,
        vectors=(
            speaks(Situation(act="write", type="ServiceRequest", status="revoked")),
            is_silent(Situation(act="write", type="ServiceRequest", status="active")),
            is_silent(Situation(act="write", type="ServiceRequest")),
            is_silent(Situation(act="write", type="Appointment", status="revoked")),
            is_silent(Situation(act="write", type="ServiceRequest", status="revoked", custodian=PATIENT)),
            speaks(Situation(act="write", born=_SIXTEEN, type="ServiceRequest", status="revoked")),
            is_silent(Situation(act="write", born=_FIFTEEN, graded=(HOSPITAL,), type="ServiceRequest", status="revoked")),
            is_silent(Situation(act="write", born=None, type="ServiceRequest", status="revoked")),
            is_silent(Situation(act="write", own=False, type="ServiceRequest", status="revoked")),
            is_silent(Situation(act="write", role="parent", type="ServiceRequest", status="revoked")),
            is_silent(Situation(act="write", role="guardian", type="ServiceRequest", status="revoked")),
            is_silent(Situation(act="write", role="attorney", grant=("appointments",), type="ServiceRequest", status="revoked")),
            is_silent(Situation(act="write", role="staff", own=True, type="ServiceRequest", status="revoked")),
            is_silent(Situation(type="ServiceRequest", status="revoked")),
        ),
    ),
)
