"""What the templates draw of a power of attorney: names beside what was read."""

from dataclasses import dataclass, field
from datetime import date

from innsyn.features.representation import chart
from innsyn.features.representation.given import Given, State
from innsyn.gate.gate import Gate
from innsyn.gate.rules.areas import AREAS, Area
from innsyn.kernel.clock import Instant, norwegian_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One power of attorney in words.

    areas: in the order of the areas. organisations: names, empty for all. until: last day, None for as long as nobody ends it.
    ended_at: when it was withdrawn. keeper: name of the organisation that registered one on paper."""

    id: str
    name: str = field(repr=False)
    state: State
    areas: tuple[Area, ...]
    organisations: tuple[str, ...]
    since: date | None
    until: date | None
    given_at: Instant | None
    ended_at: Instant | None
    is_on_paper: bool
    witness: str = field(repr=False)
    papers: str = field(repr=False)
    keeper: str


async def line(gate: Gate, given: Given, now: Instant) -> Line:
    """Make the line of one."""
    grant = given.grant
    names = await chart.organisation_names(gate, sorted(grant.organisations))
    keeper = await gate.directory.organisation(given.custodian) if given.custodian and grant.is_on_paper else None
    return Line(
        id=given.id,
        name=given.name,
        state=given.state(norwegian_date(now)),
        areas=tuple(area for area in AREAS if area in grant.areas),
        organisations=tuple(sorted(names.values(), key=str.casefold)),
        since=grant.period.since,
        until=grant.period.until,
        given_at=given.given_at,
        ended_at=given.changed_at if given.is_withdrawn else None,
        is_on_paper=grant.is_on_paper,
        witness=given.witness,
        papers=given.papers,
        keeper=keeper.name if keeper else "",
    )
