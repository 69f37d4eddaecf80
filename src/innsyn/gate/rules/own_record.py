"""Rules about reading one's own record: adults from sixteen, nobody younger, nobody of unknown age, nobody who is dead.

Source: pasient- og brukerrettighetsloven § 3-4, § 4-3, § 5-1; pasientjournalloven § 18; docs/spec/access.md#AC-5.
"""

from innsyn.gate.rules.age import CHILD, HEALTH_MAJORITY, YOUTH
from innsyn.gate.rules.case import REPRESENTATIVES, Case
from innsyn.gate.rules.rule import READ, Rule, is_silent, speaks
from innsyn.gate.rules.situation import Situation

_SIXTEEN_TODAY, _SIXTEEN_TOMORROW = "2010-11-22", "2010-11-23"
_TWELVE_TODAY, _TWELVE_TOMORROW = "2014-11-22", "2014-11-23"


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


def _represents_the_protected(case: Case) -> bool:
    return case.visit.role in REPRESENTATIVES and case.patient.is_protected


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
        vectors=(
            speaks(Situation(born=_TWELVE_TODAY)),
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
        key="REP-1",
        text="gate.rule.protected_address",
        law="Helsenorge: sperret adresse (kode 6 og 7) gir ingen representasjon",
        effect="deny",
        applies=_represents_the_protected,
        vectors=(
            speaks(Situation(role="parent", protected=True)),
            speaks(Situation(role="guardian", protected=True)),
            speaks(Situation(role="attorney", protected=True)),
            is_silent(Situation(role="parent")),
            is_silent(Situation(protected=True)),
            is_silent(Situation(role="staff", protected=True)),
        ),
    ),
)
