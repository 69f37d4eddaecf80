"""Rules about the visit itself: whose record it was opened in, how long it stands, how surely we know who came.

Source: Tillitsrammeverk ATT-4, ATT-9, ATT-58b; pasientjournalloven § 22; docs/spec/access.md#AC-2.
"""

from innsyn.gate.rules.case import Case
from innsyn.gate.rules.rule import Rule, is_silent, speaks
from innsyn.gate.rules.situation import Situation


def _is_over(case: Case) -> bool:
    return case.visit.is_over(case.now)


def _is_of_another_patient(case: Case) -> bool:
    """A system delivers into a record before there is a Patient in it."""
    return case.visit.role != "system" and case.patient.patient_id != case.visit.patient_id


def _is_not_surely_known(case: Case) -> bool:
    return case.visit.role != "system" and case.visit.actor.level != "high"


VISIT_RULES = (
    Rule(
        key="VIS-1",
        text="gate.rule.visit_over",
        law="Tillitsrammeverk ATT-58b",
        effect="deny",
        applies=_is_over,
        vectors=(
            speaks(Situation(role="staff", minutes=60)),
            is_silent(Situation(role="staff", minutes=59)),
            speaks(Situation(role="staff", minutes=-1)),
            is_silent(Situation(role="staff", minutes=0)),
        ),
    ),
    Rule(
        key="VIS-2",
        text="gate.rule.another_patient",
        law="Tillitsrammeverk ATT-4",
        effect="deny",
        applies=_is_of_another_patient,
        vectors=(
            speaks(Situation(role="staff", same_patient=False)),
            is_silent(Situation(role="staff")),
            speaks(Situation(role="staff", known_patient=False)),
            speaks(Situation(known_patient=False)),
            is_silent(Situation(role="system", known_patient=False)),
            is_silent(Situation(role="system", same_patient=False)),
        ),
    ),
    Rule(
        key="VIS-3",
        text="gate.rule.level_too_low",
        law="Tillitsrammeverk ATT-9; pasientjournalloven § 22",
        effect="deny",
        applies=_is_not_surely_known,
        vectors=(
            speaks(Situation(level="lower")),
            speaks(Situation(level="unknown")),
            speaks(Situation(role="staff", level="lower")),
            is_silent(Situation(role="system", level="unknown")),
            is_silent(Situation(level="high")),
        ),
    ),
)
