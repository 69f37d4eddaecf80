"""What the reader of the log has chosen to see, from the page's own address."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import get_args
from urllib.parse import urlencode

from innsyn.gate.log.wanted import LogFilter, Who
from innsyn.kernel.clock import NORWAY, Instant
from innsyn.web import Fields

WHO: tuple[Who, ...] = get_args(Who)
KINDS = ("all", "marked", "emergency", "refused")
_FIRST, _LAST = date(1900, 1, 1), date(2200, 1, 1)
"""Days outside are nobody's wish, and the last ones of the calendar have no day after."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen. who, kind: one of `WHO` and `KINDS`. since, until: days in Norway, both included, None for open.
    before: place of the page, None for the newest."""

    who: Who = "others"
    kind: str = "all"
    since: date | None = None
    until: date | None = None
    before: int | None = None

    @property
    def is_used(self) -> bool:
        """Say whether anything is left out."""
        return (self.who, self.kind, self.since, self.until) != ("others", "all", None, None)

    def wanted(self) -> LogFilter:
        """Say it to the gate. A day begins and ends at midnight in Norway."""
        return LogFilter(
            who=self.who,
            since=_midnight(self.since) if self.since else None,
            until=_midnight(self.until + timedelta(days=1)) if self.until else None,
            emergency_only=self.kind == "emergency",
            marked_only=self.kind == "marked",
            refused_only=self.kind == "refused",
        )

    def query(self, before: int) -> str:
        """Say the same choice as the address of the page that begins after `before`."""
        named = {"who": self.who, "kind": self.kind, "since": self.since, "until": self.until}
        return urlencode({**{name: value for name, value in named.items() if value is not None}, "before": before})


def chosen(query: Fields) -> Choice:
    """Read the choice; what cannot be read counts as not chosen."""
    before = query.get("before")
    return Choice(
        who=next((who for who in WHO if who == query.get("who")), "others"),
        kind=query.get("kind") if query.get("kind") in KINDS else "all",
        since=_day(query.get("since")),
        until=_day(query.get("until")),
        before=int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None,
    )


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if _FIRST <= day <= _LAST else None


def _midnight(day: date) -> Instant:
    return datetime(day.year, day.month, day.day, tzinfo=NORWAY)
