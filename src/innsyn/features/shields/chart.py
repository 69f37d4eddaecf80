"""Reads and writes a patient's shields: where things stand in the Consent is `gate/standing/shields.py`'s to know.

Source: HL7 FHIR R4 Consent, Patient; docs/spec/shields.md.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from innsyn.features.shields.shield import Kept
from innsyn.gate.gate import Gate
from innsyn.gate.refused import Refused
from innsyn.gate.rules.access_facts import SHIELD
from innsyn.gate.rules.age import whole_years
from innsyn.gate.rules.relations import Shield
from innsyn.gate.standing.consents import is_active, withdrawn
from innsyn.gate.standing.shields import names_in, note_in, shield_body, shield_of
from innsyn.gate.values import Conflict, Found, Query, Stored, TokenIs, Write, Written
from innsyn.gate.visit import Visit
from innsyn.kernel.clock import Instant, instant, norwegian_date
from innsyn.kernel.systems import ACCESS_FACT, ACCESS_LABEL

_MOST = 300
_SHIELDS = Query(("Consent",), (TokenIs("category", ((ACCESS_FACT, SHIELD),)),), count=_MOST)
_MARKED = Query(("DocumentReference",), (TokenIs("security-label", ((ACCESS_LABEL, "NORS"),)),), count=0, with_total=True)


async def years(gate: Gate, visit: Visit, *, now: Instant) -> int | None:
    """Say the patient's age in whole birthdays; None when her birth date is unknown."""
    found = await gate.read(visit, "Patient", visit.patient_id, now)
    body: Mapping[str, Any] = json.loads(found.body) if isinstance(found, Stored) else {}
    return whole_years(_day(body.get("birthDate")), norwegian_date(now))


async def shields(gate: Gate, visit: Visit, *, now: Instant) -> tuple[Kept, ...]:
    """Read all shields of a record, also those that are over, in one statement."""
    found = await gate.search(visit, _SHIELDS, now)
    read = [_kept(row) for row in found.rows] if isinstance(found, Found) else []
    return tuple(each for each in read if each is not None)


async def one(gate: Gate, visit: Visit, consent_id: str, *, now: Instant) -> Kept | None:
    """Read one shield; None for what does not exist, is another's, or is something else."""
    found = await gate.read(visit, "Consent", consent_id, now)
    return _kept(found) if isinstance(found, Stored) else None


async def set_up(
    gate: Gate, visit: Visit, shield: Shield, names: Mapping[str, str], *, note: str, now: Instant
) -> str | Refused | Conflict:
    """Write a shield: it holds on the next read, everywhere. Returns its id."""
    body = shield_body(shield, visit.patient_id, now, names, note=note)
    answer = await gate.write(visit, [Write("create", "Consent", _bytes(body))], now)
    return answer[0].stored.id if isinstance(answer, tuple) else answer


async def lift(gate: Gate, visit: Visit, consent_id: str, *, now: Instant) -> tuple[Written, ...] | Refused | Conflict | None:
    """Lift a shield at once. None when there is none."""
    standing = await gate.read(visit, "Consent", consent_id, now)
    if not isinstance(standing, Stored) or _kept(standing) is None:
        return None
    body = {name: value for name, value in json.loads(standing.body).items() if name not in ("id", "meta")}
    write = Write("update", "Consent", _bytes(withdrawn(body)), id=standing.id, expected_version=standing.version)
    return await gate.write(visit, [write], now)


async def marked(gate: Gate, visit: Visit, *, now: Instant) -> int:
    """Count the documents that the places of treatment have marked as shielded by the patient."""
    found = await gate.search(visit, _MARKED, now)
    return (found.total or 0) if isinstance(found, Found) else 0


async def organisation_names(gate: Gate, numbers: Iterable[str]) -> dict[str, str]:
    """Say what organisations are called; one the directory does not know is left out."""
    found = {number: await gate.directory.organisation(number) for number in dict.fromkeys(numbers)}
    return {number: organisation.name for number, organisation in found.items() if organisation}


def _kept(row: Stored) -> Kept | None:
    body: Mapping[str, Any] = json.loads(row.body) if row.body else {}
    shield = shield_of({**body, "status": "active"}, row.id, row.custodian)
    if shield is None:
        return None
    return Kept(
        shield=shield,
        names=names_in(body),
        note=note_in(body),
        set_at=_instant(body.get("dateTime")),
        changed_at=row.recorded_at,
        is_lifted=not is_active(body),
    )


def _bytes(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False).encode()


def _instant(text: object) -> Instant | None:
    try:
        return instant(text) if isinstance(text, str) else None
    except ValueError:
        return None


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) and len(text) == 10 else None
    except ValueError:
        return None
