"""What became of a delivery."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from innsyn.kernel.outcome import Problem
from innsyn.record.stored import Written

Problems = Mapping[int, tuple[Problem, ...]]

MAY_PASS = frozenset({"not-found", "duplicate", "conflict"})
"""Codes of problems that can be gone when more has been delivered, or when somebody else is done."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of each entry, by its index.

    written: what was asked to be written, also where the same stood already. found: addresses of what a condition found, so that
    nothing was written. problems: why entries were refused. undone: entries that were left out because another of their
    transaction was refused."""

    written: Mapping[int, Written] = field(default_factory=dict)
    found: Mapping[int, str] = field(default_factory=dict)
    problems: Problems = field(default_factory=dict)
    undone: frozenset[int] = frozenset()

    @property
    def may_pass_later(self) -> bool:
        """Say whether any problem can be gone later."""
        return any(problem.code in MAY_PASS for each in self.problems.values() for problem in each)
