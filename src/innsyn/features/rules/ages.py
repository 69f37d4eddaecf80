"""Who sees which part of a record at which age: the national rule and the graded one, as bars to draw and rows to read.

Source: docs/law/graded-ages.md; the rules themselves say it, nothing is told here twice.
"""

from dataclasses import dataclass

from innsyn.gate.rules.age import HEALTH_MAJORITY, YOUTH
from innsyn.gate.rules.areas import AREAS, Area
from innsyn.gate.rules.grades import PARENTS_REACH, YOUTH_REACH

OLDEST = 18
"""The years the drawing shows."""

BANDS = (range(12), range(12, 14), range(14, 16), range(16, OLDEST))
"""Between the birthdays on which something changes."""


@dataclass(frozen=True, slots=True)
class Reach:
    """One part of the record. area: None for all of it. youth, parents: whole years at which they see it, empty for none."""

    area: Area | None
    youth: range
    parents: range

    def of(self, band: range) -> tuple[bool, bool]:
        """Say whether the young person, and whether the parents, see it throughout a band of years."""
        return band[0] in self.youth, band[0] in self.parents


def national() -> tuple[Reach, ...]:
    """Give the national rule: one row, for the whole record."""
    return (Reach(None, range(HEALTH_MAJORITY, OLDEST), range(YOUTH.start)),)


def graded() -> tuple[Reach, ...]:
    """Give the graded rule, area by area: those that stay open to parents the longest first."""
    rows = (Reach(area, range(_opens(area), OLDEST), range(_closes(area))) for area in AREAS)
    return tuple(sorted(rows, key=lambda row: (-row.parents.stop, row.youth.start)))


def _opens(area: Area) -> int:
    return YOUTH.start if area in YOUTH_REACH else HEALTH_MAJORITY


def _closes(area: Area) -> int:
    return PARENTS_REACH[area].stop if area in PARENTS_REACH else YOUTH.start
