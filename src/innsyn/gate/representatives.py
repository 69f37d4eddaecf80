"""Who represents a patient today, for those who treat her: parents, guardian and those with a power of attorney; names and no numbers.

The population register is asked first. Whoever is protected is not told of at all. Source: docs/spec/representation.md#REP-6;
pasient- og brukerrettighetsloven § 3-3, § 4-4, § 4-7.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

import orjson

from innsyn.gate.access import Access
from innsyn.gate.reading import Reading
from innsyn.gate.refused import Refused
from innsyn.gate.register import RegisteredPerson
from innsyn.gate.relations import Relations
from innsyn.gate.rules.age import FULL_AGE, whole_years
from innsyn.gate.rules.areas import Area
from innsyn.gate.rules.relations import Guardian, GuardianScope, Parent
from innsyn.gate.standing.grants import grant_of, receiver_of
from innsyn.gate.standing.relatives import is_protected, relation_of
from innsyn.gate.visit import Visit
from innsyn.kernel.clock import Instant, norwegian_date
from innsyn.kernel.ids import person_number
from innsyn.record.query import Query
from innsyn.record.stored import Found, Stored

_MOST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Representative:
    """Somebody who represents the patient.

    scope: of a guardian. areas, until, is_on_paper: of a power of attorney; until None: for as long as nobody ends it."""

    role: Literal["parent", "guardian", "attorney"]
    name: str = field(repr=False)
    scope: GuardianScope | None = None
    areas: frozenset[Area] = frozenset()
    until: date | None = None
    is_on_paper: bool = False


@dataclass(frozen=True, slots=True)
class Representatives:
    """All that may be told. is_complete: false when the population register did not answer. years: the patient's age, None when unknown."""

    people: tuple[Representative, ...]
    is_complete: bool
    years: int | None


class WhoRepresents:
    """of."""

    def __init__(self, access: Access, reading: Reading, relations: Relations) -> None:
        """relations: asks the population register."""
        self._access, self._reading, self._relations = access, reading, relations

    async def of(self, visit: Visit, now: Instant) -> Representatives | None:
        """Say who represents the patient of a clinician's visit. None for a protected or dead patient, and where it may not be seen."""
        if visit.role != "staff":
            return None
        is_complete = await self._relations.refresh(visit.owner, now)
        patient = (await self._access.known(visit.owner)).patient
        if patient.is_protected or patient.is_dead:
            return None
        years = whole_years(patient.born_on, norwegian_date(now))
        found = await self._reading.search(visit, Query(("Consent", "RelatedPerson"), count=_MOST), now)
        if isinstance(found, Refused):
            return None
        rows = found.rows if isinstance(found, Found) else ()
        people = [each for row in rows if (each := await self._representative(row, years, now)) is not None]
        order = {"parent": 0, "guardian": 1, "attorney": 2}
        return Representatives(tuple(sorted(people, key=lambda each: (order[each.role], each.name.casefold()))), is_complete, years)

    async def _representative(self, row: Stored, years: int | None, now: Instant) -> Representative | None:
        body = orjson.loads(row.body)
        return self._registered(row, body, years, now) if row.type == "RelatedPerson" else await self._attorney(row, body, now)

    def _registered(self, row: Stored, body: dict[str, Any], years: int | None, now: Instant) -> Representative | None:
        relation, name = relation_of(body, row.labels, self._access.person_key), _name(body)
        if not name:
            return None
        if isinstance(relation, Parent) and relation.has_responsibility and relation.is_protected is False:
            return Representative(role="parent", name=name) if years is not None and years < FULL_AGE else None
        if isinstance(relation, Guardian) and relation.period.holds(norwegian_date(now)):
            return Representative(role="guardian", name=name, scope=relation.scope, until=relation.period.until)
        return None

    async def _attorney(self, row: Stored, body: dict[str, Any], now: Instant) -> Representative | None:
        grant, receiver = grant_of(body, row.id, self._access.person_key), receiver_of(body)
        if grant is None or receiver is None or not receiver[1] or not grant.period.holds(norwegian_date(now)):
            return None
        if not await self._may_be_told(receiver[0], now):
            return None
        return Representative(
            role="attorney", name=receiver[1], areas=grant.areas, until=grant.period.until, is_on_paper=grant.is_on_paper
        )  # fmt: skip

    async def _may_be_told(self, number: str, now: Instant) -> bool:
        """Say whether somebody may be named: not when the register protects her. Where it does not answer, what the giver wrote stands."""
        known = person_number(number)
        registered = await self._relations.person(known, now) if known else None
        return not isinstance(registered, RegisteredPerson) or is_protected(registered.protection) is False


def _name(body: dict[str, Any]) -> str:
    names = body.get("name")
    return str(names[0].get("text", "")) if isinstance(names, list) and names and isinstance(names[0], dict) else ""
