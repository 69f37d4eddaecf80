"""For whom somebody acts: what the frame of every page must know of a representative's visit. Source: docs/spec/representation.md#REP-1."""

from dataclasses import dataclass, field
from datetime import date

from innsyn.gate.rules.areas import Area
from innsyn.gate.visit import Role
from innsyn.kernel.outcome import Verdict

VISIT_ENDED = Verdict(False, "gate.rule.visit_over", "VIS-1", "Tillitsrammeverk ATT-58b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """For whom somebody acts just now.

    name: the patient's, empty where her address is protected. years: whole birthdays, None when unknown. areas: the parts of the record
    that are open, None for all of it. powers: of an attorney, each with its areas and the organisations it is about, empty for all.
    until: the last day, None when no day is set. verdict: why it is over; None while it holds."""

    role: Role
    name: str = field(default="", repr=False)
    years: int | None = None
    areas: frozenset[Area] | None = None
    powers: tuple[tuple[frozenset[Area], frozenset[str]], ...] = ()
    until: date | None = None
    verdict: Verdict | None = None

    def areas_at(self, organisation: str) -> frozenset[Area] | None:
        """Say which parts are open of what one organisation keeps, None for all. organisation: its number."""
        if not self.powers:
            return self.areas
        return frozenset(area for areas, about in self.powers if not about or organisation in about for area in areas)


def ended(role: Role) -> Acting:
    """Say that somebody no longer acts for anybody: her visit to the record is over."""
    return Acting(role=role, areas=frozenset(), verdict=VISIT_ENDED)
