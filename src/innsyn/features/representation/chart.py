"""Reads and writes powers of attorney: where things stand in the Consent is `gate/standing/grants.py`'s to know.

Source: HL7 FHIR R4 Consent; docs/spec/representation.md#REP-4.
"""

from collections.abc import Callable, Sequence
from typing import Any

import orjson

from innsyn.features.representation.given import Given
from innsyn.gate.gate import Gate
from innsyn.gate.refused import Refused
from innsyn.gate.rules.access_facts import GRANT
from innsyn.gate.rules.relations import Grant
from innsyn.gate.standing.consents import is_active, withdrawn
from innsyn.gate.standing.grants import grant_body, grant_of, receiver_of
from innsyn.gate.values import Conflict, Found, Query, Stored, TokenIs, Write, Written
from innsyn.gate.visit import Visit
from innsyn.kernel.clock import Instant, instant
from innsyn.kernel.ids import PersonNumber, person_number
from innsyn.kernel.systems import ACCESS_FACT, PERSON_SYSTEMS

_MOST = 200


async def given(gate: Gate, visit: Visit, *, now: Instant) -> tuple[Given, ...]:
    """Read all powers of attorney in a record, those that stand and those that do not, in one statement."""
    query = Query(("Consent",), (TokenIs("category", ((ACCESS_FACT, GRANT),)),), count=_MOST)
    found = await gate.search(visit, query, now)
    read = [_given(row, _key_of(gate)) for row in found.rows] if isinstance(found, Found) else []
    return tuple(each for each in read if each is not None)


async def one(gate: Gate, visit: Visit, consent_id: str, *, now: Instant) -> Given | None:
    """Read one power of attorney; None for what does not exist, is another's, or is something else."""
    found = await gate.read(visit, "Consent", consent_id, now)
    return _given(found, _key_of(gate)) if isinstance(found, Stored) else None


async def give(
    gate: Gate, visit: Visit, grant: Grant, receiver: PersonNumber, name: str, *, instead_of: str = "", now: Instant, **paper: str
) -> str | Refused | Conflict | None:
    """Write a power of attorney, and withdraw another one in the same moment when it comes instead of that.

    paper: `witness` and `papers` of one that was signed on paper. Returns the new one's id; None when the other is not there any more."""
    body = grant_body(grant, visit.patient_id, receiver, name, now, **paper)
    writes = [Write("create", "Consent", orjson.dumps(body))]
    if instead_of:
        standing = await gate.read(visit, "Consent", instead_of, now)
        if not isinstance(standing, Stored):
            return None
        writes.append(_withdrawal(standing))
    answer = await gate.write(visit, writes, now)
    return answer[0].stored.id if isinstance(answer, tuple) else answer


async def withdraw(gate: Gate, visit: Visit, consent_id: str, *, now: Instant) -> tuple[Written, ...] | Refused | Conflict | None:
    """Withdraw a power of attorney: it holds no more on the next read. None when there is none."""
    standing = await gate.read(visit, "Consent", consent_id, now)
    if not isinstance(standing, Stored) or _given(standing, _key_of(gate)) is None:
        return None
    return await gate.write(visit, [_withdrawal(standing)], now)


async def patient_key(gate: Gate, visit: Visit, *, now: Instant) -> str:
    """Say the opaque key of the patient of a visit, by which she is told of something; empty when it cannot be known."""
    found = await gate.read(visit, "Patient", visit.patient_id, now)
    identifiers = orjson.loads(found.body).get("identifier", ()) if isinstance(found, Stored) else ()
    numbers = [each.get("value", "") for each in identifiers if each.get("system") in PERSON_SYSTEMS]
    return _key_of(gate)(numbers[0]) if numbers else ""


async def organisation_names(gate: Gate, numbers: Sequence[str]) -> dict[str, str]:
    """Say what organisations are called; one the directory does not know keeps its number."""
    found = {number: await gate.directory.organisation(number) for number in dict.fromkeys(numbers)}
    return {number: organisation.name if organisation else number for number, organisation in found.items()}


def _withdrawal(standing: Stored) -> Write:
    body = {name: value for name, value in orjson.loads(standing.body).items() if name not in ("id", "meta")}
    return Write("update", "Consent", orjson.dumps(withdrawn(body)), id=standing.id, expected_version=standing.version)


def _given(row: Stored, person_key: Callable[[str], str]) -> Given | None:
    body = orjson.loads(row.body)
    grant, receiver = grant_of({**body, "status": "active"}, row.id, person_key), receiver_of(body)
    if grant is None or receiver is None:
        return None
    number, name = receiver
    return Given(
        grant=grant,
        number=number,
        name=name,
        is_withdrawn=not is_active(body),
        given_at=_instant(body.get("dateTime")),
        changed_at=row.recorded_at,
        custodian=row.custodian,
        witness=_display(_first(body.get("verification")).get("verifiedWith")),
        papers=_display(body.get("sourceReference")),
    )


def _key_of(gate: Gate) -> Callable[[str], str]:
    def key_of(number: str) -> str:
        known = person_number(number)
        return gate.actors.citizen(known, level="high").key if known else ""

    return key_of


def _first(listed: Any) -> dict[str, Any]:
    return next((each for each in listed if isinstance(each, dict)), {}) if isinstance(listed, list) else {}


def _display(reference: Any) -> str:
    return str(reference.get("display", "")) if isinstance(reference, dict) else ""


def _instant(text: object) -> Instant | None:
    try:
        return instant(text) if isinstance(text, str) else None
    except ValueError:
        return None
