"""Rules about systems that deliver into the record for the organisation that keeps it.

Source: pasientjournalloven § 19, § 22; docs/spec/access.md#AC-9.
"""

from innsyn.gate.rules.case import Case
from innsyn.gate.rules.rule import Rule, is_silent, speaks
from innsyn.gate.rules.situation import Situation
from innsyn.gate.visit import Actor
from innsyn.kernel.ids import is_organisation_number

DELIVERY = "RECORDMGT"
"""HL7 PurposeOfUse: records management, here the receipt of what an organisation keeps."""


def is_delivering_organisation(actor: Actor) -> bool:
    """Say whether this is a system of a known organisation: such may also keep the directories."""
    return actor.kind == "system" and actor.organisation is not None and is_organisation_number(actor.organisation)


def _delivers(case: Case) -> bool:
    return case.visit.role == "system" and case.visit.ground.purpose == DELIVERY


SYSTEM_RULES = (
    Rule(
        key="SYS-1",
        text="gate.rule.system_delivers",
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
