"""Asks the gate for diagnoses. Where things stand in them is `from_fhir.py`'s to know."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from innsyn.features.diagnoses.from_fhir import registration
from innsyn.features.diagnoses.problem import Registration
from innsyn.gate.gate import Gate
from innsyn.gate.values import Found, Query
from innsyn.gate.visit import Visit
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem

PAGE = 200
"""Registrations read at a time, the newest first: far more than most people have, so that nearly everybody sees one page."""


@dataclass(frozen=True, slots=True)
class Page:
    """Registrations, newest first. next: position of the next page, None at the end."""

    registrations: tuple[Registration, ...]
    next: str | None


async def registrations(gate: Gate, visit: Visit, after: str = "", *, now: Instant) -> Page:
    """Read one page of registrations in one statement. after: position of a former page; one that belongs to no list is the beginning."""
    found = await gate.search(visit, Query(("Condition",), count=PAGE, after=after or None), now)
    if isinstance(found, Problem) and after:
        return await registrations(gate, visit, now=now)
    if not isinstance(found, Found):
        return Page((), None)
    return Page(tuple(map(registration, found.rows)), found.next)


async def source_names(gate: Gate, found: Iterable[Registration]) -> Mapping[str, str]:
    """Say the names of the organisations that `found` comes from, by organisation number; unknown ones are left out."""
    numbers = {each.source for each in found if each.source}
    return {number: organisation.name for number in numbers if (organisation := await gate.directory.organisation(number))}
