"""What the reader of the log wants to see of it."""

from dataclasses import dataclass
from typing import Literal

from innsyn.gate.log.line import VisitLine
from innsyn.kernel.clock import Instant

Who = Literal["others", "staff", "relatives", "self", "systems", "all"]

_KINDS: dict[Who, tuple[str, ...]] = {
    "others": ("relative", "staff", "unknown"),
    "staff": ("staff",),
    "relatives": ("relative",),
    "self": ("self",),
    "systems": ("system",),
    "all": ("self", "relative", "staff", "system", "unknown"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFilter:
    """Which lines. since, until: half-open, by a visit's last act. organisation: number of the legal entity or unit, None for any."""

    who: Who = "all"
    since: Instant | None = None
    until: Instant | None = None
    organisation: str | None = None
    emergency_only: bool = False
    refused_only: bool = False

    def wants(self, line: VisitLine) -> bool:
        """Say whether a line belongs to what is wanted; the period is asked of the record."""
        return (
            line.kind in _KINDS[self.who]
            and (self.organisation is None or line.organisation == self.organisation)
            and (not self.emergency_only or line.is_emergency)
            and (not self.refused_only or line.state == "refused" or bool(line.refusals))
        )


EVERYTHING = LogFilter()
