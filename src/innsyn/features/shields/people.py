"""Whom a shield can be against: those who have been in the patient's log, and personnel and organisations the directory knows.

Somebody stands for an HPR number, or for the opaque key of whoever has none; never for a national number.
Source: Tillitsrammeverk ATT-8, ATT-29b; docs/spec/shields.md#SH-2.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from innsyn.gate.directory import Organisation, Personnel
from innsyn.gate.gate import Gate
from innsyn.gate.log.line import VisitLine
from innsyn.gate.log.wanted import LogFilter
from innsyn.gate.refused import Refused
from innsyn.gate.rules.professions import PROFESSIONS
from innsyn.gate.visit import Visit
from innsyn.kernel.clock import Instant

_PAGES, _LINES = 4, 50
_FARTHEST_UP = 6
_HPR = "hpr-"
_LOG = LogFilter(who="staff")


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """Somebody or some organisation to choose.

    mark: stands for the choice in the page. value: what stands for it in the shield. profession: Volven 9060, empty when unknown.
    where: names of department, unit and organisation. organisation: number of the legal entity, empty when unknown.
    seen_at: when a person was last in the record."""

    mark: str
    value: str = field(repr=False)
    name: str = field(repr=False)
    profession: str = ""
    where: tuple[str, ...] = ()
    organisation: str = ""
    seen_at: Instant | None = None


async def in_log(gate: Gate, visit: Visit, *, now: Instant) -> tuple[Somebody, ...]:
    """List the personnel who have been in the record, each once, the latest first. Looking is itself logged."""
    found: dict[str, Somebody] = {}
    before: int | None = None
    for _ in range(_PAGES):
        page = await gate.my_log(visit, now, wanted=_LOG, before=before, count=_LINES)
        if isinstance(page, Refused):
            break
        for each in _of_lines(page.lines):
            found.setdefault(each.value, each)
        if (before := page.next) is None:
            break
    return tuple(found.values())


async def in_directory(gate: Gate, words: str, known: Iterable[str]) -> tuple[Somebody, ...]:
    """Find personnel by name or HPR number. known: numbers of organisations that keep something in the record."""
    if words.isascii() and words.isdigit():
        one = await gate.directory.personnel(words)
        return (await _worker(gate, one, frozenset(known)),) if one else ()
    found = await gate.directory.personnel_named(words)
    return tuple([await _worker(gate, each, frozenset(known)) for each in found])


async def by_mark(gate: Gate, visit: Visit, mark: str, *, now: Instant) -> Somebody | None:
    """Take up the person a page listed; None for anything else."""
    if mark.startswith(_HPR):
        one = await gate.directory.personnel(mark.removeprefix(_HPR))
        return await _worker(gate, one, frozenset(await sources(gate, visit, now=now))) if one else None
    return next((each for each in await in_log(gate, visit, now=now) if each.mark == mark), None)


async def organisations(gate: Gate, visit: Visit, words: str, *, now: Instant) -> tuple[Somebody, ...]:
    """List organisations: those found by name, or those that keep something in the record when there are no words."""
    if words:
        return tuple([_organisation(each) for each in await gate.directory.organisations_named(words)])
    kept = await sources(gate, visit, now=now)
    return tuple(Somebody(mark=number, value=number, name=name) for number, name in kept.items() if name)


async def organisation(gate: Gate, number: str) -> Somebody | None:
    """Take up an organisation by its number; None when the directory does not know it."""
    found = await gate.directory.organisation(number)
    return _organisation(found) if found else None


async def sources(gate: Gate, visit: Visit, *, now: Instant) -> dict[str, str]:
    """Say which organisations keep something in the record: number to name."""
    found = await gate.sources(visit, now)
    return {} if isinstance(found, Refused) else {source.number: source.name for source in found}


def _of_lines(lines: Iterable[VisitLine]) -> Iterable[Somebody]:
    for line in lines:
        value = line.hpr or line.key
        if line.kind == "staff" and value and line.who:
            yield Somebody(
                mark=str(line.visit),
                value=value,
                name=line.who,
                profession=line.profession if line.profession in PROFESSIONS else "",
                where=tuple(dict.fromkeys(each for each in (line.department, line.unit_name, line.organisation_name) if each)),
                organisation=line.organisation or "",
                seen_at=line.last,
            )


async def _worker(gate: Gate, personnel: Personnel, known: frozenset[str]) -> Somebody:
    """Say who somebody of the directory is. Of several places her first is told."""
    above = await _above(gate, personnel.units[0]) if personnel.units else []
    numbers = [each.number for each in above if each.number]
    return Somebody(
        mark=f"{_HPR}{personnel.hpr}",
        value=personnel.hpr,
        name=personnel.name,
        profession=next((code for code in personnel.professions if code in PROFESSIONS), ""),
        where=tuple(each.name for each in above[:2]),
        organisation=next((number for number in numbers if number in known), next(iter(numbers), "")),
    )


async def _above(gate: Gate, unit_id: str) -> list[Organisation]:
    """Walk from a unit to the top."""
    found: list[Organisation] = []
    unit = await gate.directory.organisation_by_id(unit_id)
    while unit is not None and len(found) < _FARTHEST_UP:
        found.append(unit)
        unit = await gate.directory.organisation_by_id(unit.part_of) if unit.part_of else None
    return found


def _organisation(found: Organisation) -> Somebody:
    return Somebody(mark=found.number or "", value=found.number or "", name=found.name, organisation=found.number or "")
