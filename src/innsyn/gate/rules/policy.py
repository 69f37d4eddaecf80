"""What the nation and each trust have chosen where the law lets them choose: ages, delays, whether a shield is told of.

A choice begins at a midnight in Norway, never in the middle of a visit. Source: docs/spec/policies.md; docs/adr/0025-access-policies.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Ages = Literal["national", "graded"]

LONGEST_ANSWER_DAYS = 28
"""No promise is longer than the shortest month: personvernforordningen article 12(3) gives one month."""

LONGEST_DELAY = 60
"""Days at most that anything waits: the right to see one's own record is not a trust's to put off for long."""

NATION = "*"
"""Stands for the nation where organisation numbers stand."""


@dataclass(frozen=True, slots=True)
class Delay:
    """Newly signed information of a kind waits some days before citizens see it.

    type: FHIR type. code: `(parameter, system, code)` it must carry, None for all of the type.
    days: whole days after the day it was signed."""

    type: str
    code: tuple[str, str | None, str] | None
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The choices of one trust, or of the nation.

    since: the first day they hold. ages: today's national rule between twelve and sixteen, or the graded one. delayed_days: how long what
    carries NORU stays closed after it was signed when no decision says until when; None: until the label is taken away.
    tells_shields: personnel learn that something is shielded, so that they can ask or break the glass. answer_days: within so many days
    a question about an access is answered, 1 to `LONGEST_ANSWER_DAYS`."""

    since: date
    ages: Ages = "national"
    delays: tuple[Delay, ...] = ()
    delayed_days: int | None = None
    tells_shields: bool = True
    answer_days: int = 14

    @property
    def is_within_bounds(self) -> bool:
        """Say whether nothing waits longer than anybody may choose, and no answer is promised later."""
        waits = (*(each.days for each in self.delays), self.delayed_days)
        return all(days is None or 0 <= days <= LONGEST_DELAY for days in waits) and 1 <= self.answer_days <= LONGEST_ANSWER_DAYS


@dataclass(frozen=True, slots=True)
class Policies:
    """All choices that hold on one day. by_trust: organisation number to its policy, `NATION` for the nation's."""

    by_trust: Mapping[str, Policy] = field(default_factory=dict)

    def of(self, organisation: str | None) -> Policy:
        """Say the policy of a trust: its own, else the nation's, else the law's plain rule."""
        return self.by_trust.get(organisation or NATION) or self.by_trust.get(NATION) or PLAIN

    @property
    def graded(self) -> frozenset[str]:
        """Say the numbers of the trusts that have chosen the graded ages."""
        return frozenset(number for number, policy in self.by_trust.items() if policy.ages == "graded" and number != NATION)

    @property
    def is_graded_at_all(self) -> bool:
        """Say whether anybody has chosen the graded ages."""
        return any(policy.ages == "graded" for policy in self.by_trust.values())


PLAIN = Policy(since=date(1, 1, 1))
"""The law's own rule, where nobody has chosen anything."""

NO_CHOICES = Policies()
