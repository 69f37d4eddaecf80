"""Somebody the reader may act for, or may not, as the list shows it.

Source: docs/spec/representation.md#REP-1. What has to do with protected addresses looks like everything else that cannot be confirmed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from innsyn.gate.representing import ActsAs, Represented
from innsyn.gate.rules.age import whole_years
from innsyn.gate.rules.areas import AREAS, Area
from innsyn.kernel.clock import Instant, norwegian_date

_WHY = {
    "REP-5": "twelve",
    "REP-6": "sixteen",
    "REP-8": "dead",
    "REP-22": "money",
    "REP-24": "errands",
    "REP-31": "not_now",
    "REP-32": "giver_young",
    "REP-33": "not_of_age",
}
UNCLEAR = "unclear"
"""Told of every other rule, so that a protected address is not to be told from a missing registration."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One line of the list.

    years: None when unknown or not to be told. areas: in the order of the areas, None for the whole record. organisations: names, empty
    for all. is_by_errand: a guardian who sees what municipalities keep. until: last day. why: text key's end of why not, empty for yes."""

    owner: int
    role: ActsAs
    name: str = field(repr=False)
    years: int | None
    areas: tuple[Area, ...] | None
    organisations: tuple[str, ...]
    is_by_errand: bool
    until: date | None
    why: str


def shown(people: Iterable[Represented]) -> list[Represented]:
    """Leave out those of whom neither a name nor a reason may be told: the page says to everybody that there may be such."""
    return [each for each in people if each.verdict is None or each.name or _why(each) != UNCLEAR]


def person(represented: Represented, names: Mapping[str, str], now: Instant) -> Person:
    """Make a line. names: organisation number to name."""
    return Person(
        owner=represented.owner,
        role=represented.role,
        name=represented.name,
        years=whole_years(represented.born_on, norwegian_date(now)),
        areas=None if represented.areas is None else tuple(area for area in AREAS if area in represented.areas),
        organisations=tuple(sorted(names[number] for number in represented.organisations)),
        is_by_errand=represented.is_by_errand,
        until=represented.until,
        why=_why(represented) if represented.verdict is not None else "",
    )


def _why(represented: Represented) -> str:
    return UNCLEAR if represented.verdict is None else _WHY.get(represented.verdict.rule, UNCLEAR)
