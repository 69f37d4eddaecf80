"""Organisations and personnel as the directories know them: shared data, no patient, remembered once read.

Source: HL7 FHIR R4 Organization, Practitioner, PractitionerRole; no-basis 2.0.15, 2.0.17 and 2.0.0.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from innsyn.gate.remembering import Remembered
from innsyn.kernel.outcome import Problem
from innsyn.kernel.systems import ACCESS_FACT, HPR_NUMBER, ORGANISATION_NUMBER, PERSON_KEY, PROFESSION
from innsyn.record.query import Clause, Query, ReferenceIs, StringIs, TokenIs
from innsyn.record.record import Record
from innsyn.record.stored import Found, Stored

_FARTHEST_UP = 6
"""Levels from a department to its legal entity at most: a ring of `partOf` ends there."""

_MANY = 100
MUNICIPALITY = (ACCESS_FACT, "municipality")
"""Type of an Organization by which the operator's directory says that it is a municipality: our own code, as for posts."""

_MOST_FOUND, _MOST_WORDS, _FEWEST_LETTERS = 20, 5, 2


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation or unit. number: organisation number, None for a department. part_of: id of the one above, None at the top."""

    id: str
    number: str | None
    name: str
    part_of: str | None


@dataclass(frozen=True, slots=True)
class Personnel:
    """One health worker. professions: Volven 9060 codes she is authorised for. units: ids of the organisations she has posts in."""

    id: str
    hpr: str
    name: str = field(repr=False)
    professions: tuple[str, ...]
    units: tuple[str, ...]


class Directory:
    """Looks up in the shared part of the record; what was found is remembered until `forget`.

    The gate decides by what it finds here, so it believes only what the operator put there: what a machine client added says which
    organisation added it, and is passed over."""

    def __init__(self, record: Record) -> None:
        """record: where the directories are."""
        self._record = record
        self._by_number: Remembered[str, Organisation] = Remembered()
        self._by_id: Remembered[str, Organisation] = Remembered()
        self._personnel: Remembered[str, Personnel] = Remembered()

    def forget(self) -> None:
        """Read everything anew: the directories have changed."""
        for remembered in (self._by_number, self._by_id, self._personnel):
            remembered.clear()

    async def organisation(self, number: str) -> Organisation | None:
        """Find an organisation by its number, None when it is not in the directory."""
        if (known := self._by_number.get(number)) is not None:
            return known
        found = await self._first(Query(("Organization",), (TokenIs("identifier", ((ORGANISATION_NUMBER, number),)),), count=1))
        return self._by_number.keep(number, _organisation(found)) if found else None

    async def organisation_by_id(self, id_: str) -> Organisation | None:
        """Find an organisation or department by its id, None when it is not in the directory."""
        if (known := self._by_id.get(id_)) is not None:
            return known
        found = await self._record.shared_read("Organization", id_)
        return self._by_id.keep(id_, _organisation(found)) if found and _is_believed(found) else None

    async def municipalities(self) -> frozenset[str]:
        """Say the organisation numbers of all municipalities, asked anew each time: some are merged on the first day of a year."""
        numbers: list[str | None] = []
        query: Query | None = Query(("Organization",), (TokenIs("type", (MUNICIPALITY,)),), count=500)
        while query is not None:
            found = await self._record.shared_search(query)
            rows, after = ((), None) if isinstance(found, Problem) else (found.rows, found.next)
            numbers += [_organisation(row).number for row in rows if _is_believed(row)]
            query = replace(query, after=after) if after else None
        return frozenset(number for number in numbers if number)

    async def personnel(self, hpr: str) -> Personnel | None:
        """Find a health worker by HPR number, None when she is not in the directory."""
        return await self._worker(HPR_NUMBER, hpr, hpr)

    async def personnel_by_key(self, person_key: str) -> Personnel | None:
        """Find somebody who works there without HPR number, by the opaque key of her national number; None when not in the directory."""
        return await self._worker(PERSON_KEY, person_key, "")

    async def personnel_named(self, words: str) -> tuple[Personnel, ...]:
        """Find health workers whose names hold all these words, at most twenty, by name; none for fewer than two letters."""
        rows = await self._named("Practitioner", words)
        found = [(row, _hpr(json.loads(row.body))) for row in rows]
        known = [_personnel(row, hpr, await self._units(row.id)) for row, hpr in found if hpr]
        return tuple(sorted(known, key=lambda each: each.name.casefold()))

    async def organisations_named(self, words: str) -> tuple[Organisation, ...]:
        """Find organisations and units with a number whose names hold all these words, as `personnel_named`."""
        found = [_organisation(row) for row in await self._named("Organization", words)]
        return tuple(sorted((each for each in found if each.number), key=lambda each: each.name.casefold()))

    async def _named(self, type_: str, words: str) -> list[Stored]:
        wanted = words.split()[:_MOST_WORDS]
        if len("".join(wanted)) < _FEWEST_LETTERS:
            return []
        clauses = tuple(StringIs("name", (word,), "contains") for word in wanted)
        found = await self._record.shared_search(Query((type_,), clauses, count=_MOST_FOUND))
        return [] if isinstance(found, Problem) else [row for row in found.rows if _is_believed(row)]

    async def _worker(self, system: str, value: str, hpr: str) -> Personnel | None:
        if (known := self._personnel.get(value)) is not None:
            return known
        found = await self._first(Query(("Practitioner",), (TokenIs("identifier", ((system, value),)),), count=1))
        if found is None:
            return None
        return self._personnel.keep(value, _personnel(found, hpr, await self._units(found.id)))

    async def carriers(self, type_: str, identifiers: Sequence[tuple[str | None, str]]) -> list[Stored]:
        """Find everything of a type that carries any of these identifiers. identifiers: system (None: any) and value, at most 100."""
        found: list[Stored] = []
        after: str | None = None
        while True:
            query = Query((type_,), (TokenIs("identifier", tuple(identifiers)),), count=500, after=after)
            page = await self._record.shared_search(query)
            if isinstance(page, Problem):
                return found
            found += [row for row in page.rows if _is_believed(row)]
            if page.next is None:
                return found
            after = page.next

    async def services_of(self, units: Sequence[str]) -> list[Stored]:
        """Find what units offer, as HealthcareService, in one statement. units: ids of organisations; at most a hundred are asked for."""
        wanted = ReferenceIs("organization", tuple(f"Organization/{unit}" for unit in units[:_MANY]))
        found = await self._record.shared_search(Query(("HealthcareService",), (wanted,), count=500)) if units else None
        return [row for row in found.rows if _is_believed(row)] if isinstance(found, Found) else []

    async def read(self, type_: str, id_: str) -> Stored | None:
        """Read from the directories and catalogues; None when it is not there."""
        found = await self._record.shared_read(type_, id_)
        return found if found and not found.deleted else None

    async def department(self, personnel: Personnel, number: str) -> str:
        """Name the department a health worker has a post in under an organisation number; empty when there is none, or more than one."""
        names = {unit.name for id_ in personnel.units if (unit := await self._department_under(id_, number)) is not None}
        return names.pop() if len(names) == 1 else ""

    async def holds_post(self, personnel: Personnel, code: tuple[str, str], number: str) -> bool:
        """Say whether a health worker has an active post of a kind in an organisation or below it.

        code: system and code of the PractitionerRole. number: of the organisation. Asked anew each time: posts come and go."""
        wanted = (ReferenceIs("practitioner", (f"Practitioner/{personnel.id}",)), TokenIs("role", (code,)))
        found = await self._record.shared_search(Query(("PractitionerRole",), wanted, count=50))
        roles = [] if isinstance(found, Problem) else [json.loads(row.body) for row in found.rows if _is_believed(row)]
        units = [_referred(role.get("organization")) for role in roles if role.get("active") is not False]
        return any([unit is not None and await self.is_under(unit, number) for unit in units])

    async def is_held(self, code: tuple[str, str], number: str) -> bool:
        """Say whether anybody at all has an active post of a kind in an organisation or below it.

        code, number: as of `holds_post`. Most are held in the organisation itself: those are asked for first."""
        organisation = await self.organisation(number)
        if organisation is None:
            return False
        itself = ReferenceIs("organization", (f"Organization/{organisation.id}",))
        return await self._is_held((TokenIs("role", (code,)), itself), number) or await self._is_held((TokenIs("role", (code,)),), number)

    async def _is_held(self, wanted: tuple[Clause, ...], number: str) -> bool:
        query: Query | None = Query(("PractitionerRole",), wanted, count=_MANY)
        while query is not None:
            found = await self._record.shared_search(query)
            if isinstance(found, Problem):
                return False
            for role in (json.loads(row.body) for row in found.rows if _is_believed(row)):
                unit = _referred(role.get("organization"))
                if role.get("active") is not False and unit is not None and await self.is_under(unit, number):
                    return True
            query = replace(query, after=found.next) if found.next else None
        return False

    async def telephone(self, number: str) -> str:
        """Say an organisation's telephone number as the directory has it; empty when it has none. number: of the organisation."""
        organisation = await self.organisation(number)
        found = await self.read("Organization", organisation.id) if organisation else None
        told = json.loads(found.body).get("telecom", ()) if found else ()
        return next((str(each["value"]) for each in told if each.get("system") == "phone" and each.get("value")), "")

    async def posts_held(self, personnel: Personnel, system: str, number: str) -> frozenset[str]:
        """Say which kinds of active posts somebody has in an organisation or below it: one question, asked anew each time.

        system: of the kinds' codes. number: of the organisation."""
        return frozenset(code for held, code in await self.roles_held(personnel, number) if held == system)

    async def roles_held(self, personnel: Personnel, number: str) -> frozenset[tuple[str, str]]:
        """Say which active posts somebody has in an organisation or below it, as system and code: one question, asked anew each time.

        number: of the organisation."""
        wanted = ReferenceIs("practitioner", (f"Practitioner/{personnel.id}",))
        found = await self._record.shared_search(Query(("PractitionerRole",), (wanted,), count=50))
        roles = [] if isinstance(found, Problem) else [json.loads(row.body) for row in found.rows if _is_believed(row)]
        active = [(role, _referred(role.get("organization"))) for role in roles if role.get("active") is not False]
        there = [role for role, unit in active if unit is not None and await self.is_under(unit, number)]
        return frozenset(code for role in there for code in codes_of_role(role))

    async def works_under(self, personnel: Personnel, number: str) -> bool:
        """Say whether somebody has a post in an organisation or below it. number: of the organisation."""
        return any([await self.is_under(unit, number) for unit in personnel.units])

    async def is_under(self, id_: str, number: str) -> bool:
        """Say whether a unit is an organisation, or below it. id_: of the unit. number: of the organisation."""
        unit = await self.organisation_by_id(id_)
        for _ in range(_FARTHEST_UP):
            if unit is None or unit.number == number:
                break
            unit = await self.organisation_by_id(unit.part_of) if unit.part_of else None
        return unit is not None and unit.number == number

    async def _department_under(self, id_: str, number: str) -> Organisation | None:
        unit = await self.organisation_by_id(id_)
        above = unit
        for _ in range(_FARTHEST_UP):
            if unit is None or above is None or unit.number is not None:
                return None
            if above.number == number:
                return unit
            above = await self.organisation_by_id(above.part_of) if above.part_of else None
        return None

    async def _units(self, practitioner_id: str) -> tuple[str, ...]:
        wanted = ReferenceIs("practitioner", (f"Practitioner/{practitioner_id}",))
        found = await self._record.shared_search(Query(("PractitionerRole",), (wanted,), count=50))
        roles = [] if isinstance(found, Problem) else [json.loads(row.body) for row in found.rows if _is_believed(row)]
        return tuple(unit for role in roles if (unit := _referred(role.get("organization"))) is not None)

    async def _first(self, query: Query) -> Stored | None:
        """Find the first that the operator put there, however many others carry the same."""
        while True:
            found = await self._record.shared_search(query)
            if isinstance(found, Problem):
                return None
            believed = next((row for row in found.rows if _is_believed(row)), None)
            if believed is not None or found.next is None:
                return believed
            query = replace(query, count=_MANY, after=found.next)


def _is_believed(found: Stored) -> bool:
    return not found.deleted and found.custodian is None


def codes_of_role(role: dict[str, Any]) -> list[tuple[str, str]]:
    """List what a PractitionerRole is a post as, as system and code."""
    codings = (coding for each in role.get("code", ()) for coding in each.get("coding", ()))
    return [(str(coding.get("system", "")), str(coding["code"])) for coding in codings if coding.get("code")]


def _organisation(found: Stored) -> Organisation:
    body = json.loads(found.body)
    number = next((each.get("value") for each in body.get("identifier", ()) if each.get("system") == ORGANISATION_NUMBER), None)
    return Organisation(found.id, number, body.get("name", ""), _referred(body.get("partOf")))


def _personnel(found: Stored, hpr: str, units: tuple[str, ...]) -> Personnel:
    body = json.loads(found.body)
    codings = [coding for each in body.get("qualification", ()) for coding in each.get("code", {}).get("coding", ())]
    professions = tuple(coding["code"] for coding in codings if coding.get("system") == PROFESSION and coding.get("code"))
    return Personnel(found.id, hpr, _name(body), professions, units)


def _hpr(body: dict[str, Any]) -> str:
    return next((str(each.get("value", "")) for each in body.get("identifier", ()) if each.get("system") == HPR_NUMBER), "")


def _name(body: dict[str, Any]) -> str:
    name: dict[str, Any] = next(iter(body.get("name", ())), {})
    return name.get("text") or " ".join([*name.get("given", ()), name.get("family", "")]).strip()


def _referred(reference: dict[str, Any] | None) -> str | None:
    kind, _, id_ = str((reference or {}).get("reference", "")).partition("/")
    return id_ if kind == "Organization" and id_ else None
