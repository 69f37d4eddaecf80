"""What a trust may let wait, and how a choice differs from what holds.

Source: docs/spec/policies.md#POL-2.
"""

from dataclasses import dataclass

from innsyn.gate.rules.policy import Delay, Policy
from innsyn.kernel.systems import DOCUMENT_TYPE


@dataclass(frozen=True, slots=True)
class Waiting:
    """A kind of information that may wait. type: FHIR. code: what it must carry, None for all of the type."""

    type: str
    code: tuple[str, str | None, str] | None = None

    def delay(self, days: int) -> Delay:
        """Say that it waits so many days."""
        return Delay(self.type, self.code, days)

    def days_in(self, policy: Policy) -> int | None:
        """Say how many days it waits by a policy; None when it does not."""
        return next((each.days for each in policy.delays if (each.type, each.code) == (self.type, self.code)), None)


WAITING: dict[str, Waiting] = {
    "documents": Waiting("DocumentReference"),
    "notes": Waiting("DocumentReference", ("type", DOCUMENT_TYPE, "B02-2")),
    "results": Waiting("Observation"),
    "reports": Waiting("DiagnosticReport"),
}
"""Field of the form to what it lets wait. `notes`: Volven 9602 B02-2, notes of the daily journal."""


@dataclass(frozen=True, slots=True)
class Line:
    """One choice before and after. what: text key. before, after: text key of ages, or days; None for none."""

    what: str
    before: str | int | None
    after: str | int | None

    @property
    def changes(self) -> bool:
        """Say whether it becomes another."""
        return self.before != self.after


def compared(before: Policy, after: Policy) -> tuple[Line, ...]:
    """Put what holds beside what is chosen, line by line."""
    waits = tuple(Line(f"policies.wait.{name}", each.days_in(before), each.days_in(after)) for name, each in WAITING.items())
    return (
        Line("policies.ages", f"policies.ages.{before.ages}", f"policies.ages.{after.ages}"),
        *waits,
        Line("policies.delayed_days", before.delayed_days, after.delayed_days),
    )
