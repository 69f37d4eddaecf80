"""What the reader has chosen to see in the list: read from the address, and turned into clauses the record understands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from innsyn.features.documents.types import GROUPS, types_of
from innsyn.gate.values import Clause, DateWithin, ReferenceIs, TokenIs
from innsyn.kernel import systems
from innsyn.kernel.clock import NORWAY
from innsyn.kernel.ids import is_organisation_number
from innsyn.web import Fields

MAX_WORDS = 100


@dataclass(frozen=True, slots=True)
class Selection:
    """A choice. words: looked for in title, type, author and source. group: Volven 9602 level 1. source: organisation number.
    year: 0 for all. after: position of a former page; empty is the newest."""

    words: str = ""
    group: str = ""
    source: str = ""
    year: int = 0
    after: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Say whether anything but the page was chosen."""
        return bool(self.words or self.group or self.source or self.year)

    def clauses(self) -> tuple[Clause, ...]:
        """Say the choice as clauses; the words are looked for afterwards, in what the reader sees."""
        clauses: list[Clause] = []
        if self.group:
            clauses.append(TokenIs("type", tuple((systems.DOCUMENT_TYPE, code) for code in types_of(self.group))))
        if self.source:
            clauses.append(ReferenceIs("custodian", (f"{systems.ORGANISATION_NUMBER}|{self.source}",)))
        if self.year:
            start, end = (datetime(year, 1, 1, tzinfo=NORWAY) for year in (self.year, self.year + 1))
            clauses.append(DateWithin("date", start, end))
        return tuple(clauses)

    def address(self, **changed: str) -> str:
        """Say the choice as a query string with `?`, empty when nothing is chosen. changed: fields to set instead; empty leaves out."""
        kept = {"q": self.words, "group": self.group, "source": self.source, "year": str(self.year or ""), "after": self.after}
        query = urlencode({name: value for name, value in (kept | changed).items() if value})
        return f"?{query}" if query else ""


def selection(query: Fields) -> Selection:
    """Read a choice from an address. What is not understood is as if it were not chosen."""
    group, source, year = query.get("group"), query.get("source"), query.get("year")
    return Selection(
        words=query.get("q")[:MAX_WORDS],
        group=group if group in GROUPS else "",
        source=source if is_organisation_number(source) else "",
        year=int(year) if len(year) == 4 and year.isascii() and year.isdigit() and 1900 <= int(year) <= 2200 else 0,
        after=query.get("after"),
    )


def years(newest: int, oldest: int) -> Mapping[int, str]:
    """Say the years to choose among, newest first. newest, oldest: years of the newest and the oldest document."""
    return {year: str(year) for year in range(newest, oldest - 1, -1)}
