"""Rules about systems that deliver into the record for the organisation that keeps it.

Source: pasientjournalloven § 19, § 22; docs/spec/access.md#AC-9.
"""

from innsyn.gate.rules.case import Case
from innsyn.gate.rules.rule import Rule, is_silent, speaks
from innsyn.gate.rules.situation import Situation

DELIVERY = "RECORDMGT"
"""HL7 PurposeOfUse: records management, here the receipt of what an organisation keeps."""


def _delivers(case: Case) -> bool:
    return case.visit.role == "system" and case.visit.ground.purpose == DELIVERY


SYSTEM_RULES = (
    Rule(
        key="SYS-1",
        text="rule.system_delivers",
        law="pasientjournalloven § 19",
        effect="allow",
        applies=_delivers,
        vectors=(
            speaks(Situation(role="system")),
            speaks(Situation(role="system", act="write")),
            is_silent(Situation(role="system", purpose="TREAT")),
            is_silent(Situation(role="staff", purpose="RECORDMGT")),
        ),
    ),
)
