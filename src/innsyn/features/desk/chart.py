"""Who the patient of a visit is: the one place here that knows the paths of Patient.

Source: HL7 FHIR R4 Patient; no-basis-Patient 2.0.10.
"""

import json
from dataclasses import dataclass, field
from datetime import date

from innsyn.fhir.names import name_of
from innsyn.gate.gate import Gate
from innsyn.gate.values import Stored
from innsyn.gate.visit import Visit
from innsyn.kernel.clock import Instant, norwegian_date


@dataclass(frozen=True, slots=True)
class Whose:
    """Name and age of the patient. years: whole birthdays, None when the birth date is unknown or she is dead."""

    name: str = field(repr=False)
    born_on: date | None = field(repr=False)
    years: int | None


async def whose(gate: Gate, visit: Visit, *, now: Instant) -> Whose | None:
    """Read whose record the visit is in; None when the Patient may not be read."""
    found = await gate.read(visit, "Patient", visit.patient_id, now)
    if not isinstance(found, Stored) or found.deleted:
        return None
    patient = json.loads(found.body)
    born_on = _day(patient.get("birthDate"))
    return Whose(name_of(patient) or "", born_on, _years(born_on, norwegian_date(now)))


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) and len(text) == 10 else None
    except ValueError:
        return None


def _years(born_on: date | None, today: date) -> int | None:
    if born_on is None:
        return None
    return today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))
