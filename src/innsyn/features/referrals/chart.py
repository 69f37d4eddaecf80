"""Asks the gate for referrals and what came of them, and the directory who they are with. `from_fhir.py` knows where things stand."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from innsyn.features.referrals.from_fhir import can_be_taken_back, given, referral
from innsyn.features.referrals.referral import Given, Referral
from innsyn.gate.gate import Gate
from innsyn.gate.refused import Refused
from innsyn.gate.values import Found, Query, ReferenceIs, Stored, TokenIs
from innsyn.gate.visit import Visit
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem

PAGE = 100
_MOST_GIVEN = 500


@dataclass(frozen=True, slots=True)
class Page:
    """Referrals, newest first. next: position of the next page, None at the end."""

    referrals: tuple[Referral, ...]
    next: str | None


async def referrals(gate: Gate, visit: Visit, after: str = "", *, now: Instant) -> Page:
    """Read one page in one statement. after: position of a former page; one that belongs to no list is the beginning."""
    found = await gate.search(visit, Query(("ServiceRequest",), count=PAGE, after=after or None), now)
    if isinstance(found, Problem) and after:
        return await referrals(gate, visit, now=now)
    if not isinstance(found, Found):
        return Page((), None)
    return Page(tuple(each for row in found.rows if (each := referral(row)) is not None), found.next)


async def one(gate: Gate, visit: Visit, referral_id: str, *, now: Instant) -> Referral | Refused | None:
    """Read one, with whether this reader may take it back.

    Returns None for what does not exist and for what looks so to this reader, Refused when the reason may be told."""
    stored = await gate.read(visit, "ServiceRequest", referral_id, now)
    if not isinstance(stored, Stored):
        return stored
    found = referral(stored)
    if found is None or not can_be_taken_back(stored, now):
        return found
    return replace(found, can_take_back=await gate.taking_back.allows(visit, found.source, now))


async def elsewhere(gate: Gate, visit: Visit, asked: Referral, *, now: Instant) -> tuple[Referral, ...]:
    """Read what others who have had a referral tell of it, by their common identifier, newest first, in one statement.

    Of one without an identifier nothing is asked."""
    if not asked.identifiers:
        return ()
    same = TokenIs("identifier", tuple(sorted(asked.identifiers)))
    found = await gate.search(visit, Query(("ServiceRequest",), (same,), count=PAGE), now)
    read = [referral(row) for row in (found.rows if isinstance(found, Found) else ())]
    return tuple(each for each in read if each is not None and each.has_course and each.id != asked.id)


async def given_for(gate: Gate, visit: Visit, found: Iterable[Referral], *, now: Instant) -> Mapping[str, tuple[Given, ...]]:
    """Read the appointments that came of referrals, in one statement; of no referrals in none.

    Returns them by the referral's id: only what the referral's own organisation has given."""
    sources = {each.id: each.source for each in found}
    if not sources:
        return {}
    references = tuple(f"ServiceRequest/{each}" for each in sources)
    answer = await gate.search(visit, Query(("Appointment",), (ReferenceIs("based-on", references),), count=_MOST_GIVEN), now)
    came: dict[str, tuple[Given, ...]] = {}
    for row in answer.rows if isinstance(answer, Found) else ():
        ids, appointment = given(row, now)
        came |= {each: (*came.get(each, ()), appointment) for each in ids if sources.get(each) == appointment.source}
    return came


async def phone(gate: Gate, unit: str) -> str:
    """Say the telephone of a unit, as the directory has it; empty when it is not told."""
    rows = await gate.directory.services_of([unit]) if unit else []
    telecoms = (each for row in rows for each in json.loads(row.body).get("telecom") or ())
    return next((str(each["value"]) for each in telecoms if each.get("system") == "phone" and each.get("value")), "")


async def names(gate: Gate, found: Iterable[Referral]) -> Mapping[str, str]:
    """Say the names of units by their ids and of organisations by their numbers; what is empty or unknown is left out."""
    known: dict[str, str] = {}
    for each in found:
        if each.unit and each.unit not in known and (unit := await gate.directory.organisation_by_id(each.unit)):
            known[each.unit] = unit.name
        if each.source and each.source not in known and (organisation := await gate.directory.organisation(each.source)):
            known[each.source] = organisation.name
    return known
