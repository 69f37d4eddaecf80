"""What the reader of the log wants to see of it."""

from dataclasses import dataclass
from typing import Literal

from innsyn.gate.log.line import VisitLine
from innsyn.kernel.clock import Instant

Who = Literal["others", "staff", "relatives", "self", "systems", "all"]

_COMERS: dict[Who, tuple[str, ...] | None] = {
    "others": ("relative", "staff", "unknown"),
    "staff": ("staff",),
    "relatives": ("relative",),
    "self": ("self",),
    "systems": ("system",),
    "all": None,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFilter:
    """Which lines. since, until: half-open, by a visit's last act. organisation: number of the legal entity or unit, None for any."""

    who: Who = "all"
    since: Instant | None = None
    until: Instant | None = None
    organisation: str | None = None
    emergency_only: bool = False
    marked_only: bool = False
    refused_only: bool = False

    @property
    def comers(self) -> tuple[str, ...] | None:
        """Say whose visits, as the record is asked for them; None for everybody's."""
        return _COMERS[self.who]

    def wants(self, line: VisitLine) -> bool:
        """Say whether a line belongs to what is wanted; period and comers are asked of the record."""
        return (
            (self.organisation is None or line.organisation == self.organisation)
            and (not self.emergency_only or line.is_emergency)
            and (not self.marked_only or bool(line.marks))
            and (not self.refused_only or line.state == "refused" or bool(line.refusals))
        )


EVERYTHING = LogFilter()
