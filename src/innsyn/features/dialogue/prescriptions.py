"""What can be asked to be renewed: the patient's earlier prescriptions, and those that need a talk with the doctor first.

Source: HL7 FHIR R4 MedicationRequest, MedicationStatement; forskrift om legemidler § 7-2 (groups A and B); Helsenorge's renewal;
docs/spec/dialogue.md.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from innsyn.fhir.dates import norwegian_day
from innsyn.gate.gate import Gate
from innsyn.gate.values import Found, Query, Stored
from innsyn.gate.visit import Visit
from innsyn.kernel.clock import Instant
from innsyn.kernel.systems import ATC

HABIT_FORMING = ("N01AH", "N02A", "N03AE01", "N03AX16", "N05BA", "N05CD", "N05CF", "N06BA", "N07BC", "R05DA")
"""ATC groups whose medicines are in prescription group A (narcotics) or B (habit-forming): opioids, benzodiazepines, hypnotics akin to
them, pregabalin, stimulants. The package decides in the end; what is not here is for the doctor to stop."""

_MOST = 200
_RENEWABLE = frozenset({"active", "completed"})
_OVER = frozenset({"completed", "stopped", "not-taken"})

Hindrance = Literal["habit_forming", "stopped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prescription:
    """One prescription. reference: `MedicationRequest/id`. name, dose: as they stand, empty when not told. on: None when unknown.

    hindrance: why it cannot be asked for here, None when it can."""

    reference: str
    name: str = field(repr=False)
    dose: str = field(repr=False)
    on: date | None
    hindrance: Hindrance | None


async def prescriptions(gate: Gate, visit: Visit, *, now: Instant) -> tuple[Prescription, ...]:
    """Read the prescriptions in one statement, by name; of the same medicine and dose the newest."""
    found = await gate.search(visit, Query(("MedicationRequest", "MedicationStatement"), count=_MOST), now)
    rows = found.rows if isinstance(found, Found) else ()
    over = frozenset(reference for row in rows if row.type == "MedicationStatement" for reference in no_longer_used(row))
    read = sorted((prescription(row, over) for row in rows if row.type == "MedicationRequest"), key=lambda each: each.on or date.min)
    newest = {(each.name, each.dose): each for each in read if each.name}
    return tuple(sorted(newest.values(), key=lambda each: each.name.casefold()))


def no_longer_used(row: Stored) -> tuple[str, ...]:
    """Say which prescriptions a MedicationStatement tells that the patient no longer uses the medicine of."""
    body: Mapping[str, Any] = json.loads(row.body) if row.body else {}
    if body.get("status") not in _OVER:
        return ()
    return tuple(str(each.get("reference", "")) for each in body.get("basedOn", ()))


def prescription(row: Stored, over: frozenset[str] = frozenset()) -> Prescription:
    """Read one. over: references of those whose medicine is no longer used."""
    body: Mapping[str, Any] = json.loads(row.body) if row.body else {}
    concept = body.get("medicationCodeableConcept", {})
    codings = concept.get("coding", ())
    reference, atc_codes = f"MedicationRequest/{row.id}", [each.get("code", "") for each in codings if each.get("system") == ATC]
    return Prescription(
        reference=reference,
        name=str(concept.get("text") or next((each["display"] for each in codings if each.get("display")), "")),
        dose=next((str(each["text"]) for each in body.get("dosageInstruction", ()) if each.get("text")), ""),
        on=norwegian_day(body.get("authoredOn")),
        hindrance=hindrance("stopped" if reference in over else str(body.get("status", "")), atc_codes),
    )


def hindrance(status: str, atc_codes: Iterable[str]) -> Hindrance | None:
    """Say what keeps a prescription from being asked for here. status: of the MedicationRequest."""
    if any(code.startswith(HABIT_FORMING) for code in atc_codes):
        return "habit_forming"
    return None if status in _RENEWABLE else "stopped"
