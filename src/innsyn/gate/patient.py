"""Draws what the rules must know about a patient from the standing resources: the Patient, and what speaks of the whole record.

Source: HL7 FHIR R4 Patient; no-basis-Patient 2.0.10; docs/spec/access.md#AC-4.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from innsyn.gate.rules.patient_facts import PatientFacts
from innsyn.gate.rules.relations import Grant, Guardian, Parent, Registered, Shield, Wish, Withholding
from innsyn.gate.standing.grants import grant_of
from innsyn.gate.standing.relatives import relation_of
from innsyn.gate.standing.shields import shield_of
from innsyn.gate.standing.wishes import wish_of
from innsyn.gate.standing.withholdings import withholding_of
from innsyn.kernel.systems import PERSON_SYSTEMS
from innsyn.record.stored import Stored

AccessFact = Parent | Guardian | Registered | Grant | Shield | Withholding | Wish

_AS_THE_PATIENT_SAYS = Registered(is_protected=False, is_dead=False)
"""Where the register has not been asked, the Patient's own word holds."""

_OPEN_ADDRESS = frozenset({"ugradert", "klientadresse"})
_ADDRESS_PROTECTION = "address-confidentiality"
_RESTRICTED = frozenset({"R", "V"})


def patient_facts(rows: Iterable[Stored], person_key: Callable[[str], str]) -> PatientFacts:
    """Draw the facts from the standing resources of one owner.

    rows: current versions of the standing types. person_key: makes the opaque key of a national number.
    Returns facts with `patient_id` None when there is no Patient among them."""
    standing = [row for row in rows if not row.deleted]
    labels = frozenset(label for row in standing if row.type != "Task" for label in row.labels)
    found = next((row for row in standing if row.type == "Patient"), None)
    read = [each for row in standing if (each := _access_fact(row, person_key)) is not None]
    said = _said(read)
    if found is None:
        return PatientFacts(labels=labels, **said)
    registered = next((each for each in read if isinstance(each, Registered)), _AS_THE_PATIENT_SAYS)
    patient = json.loads(found.body)
    numbers = [(each["system"], each["value"]) for each in patient.get("identifier", ()) if _is_national(each)]
    return PatientFacts(
        patient_id=found.id,
        born_on=whole_date(patient.get("birthDate")),
        is_dead=patient.get("deceasedBoolean") is True or "deceasedDateTime" in patient or registered.is_dead,
        is_protected=bool(found.labels & _RESTRICTED) or _is_protected(patient) or registered.is_protected is not False,
        person_keys=frozenset(person_key(value) for _, value in numbers),
        labels=labels,
        doctor_offices=_doctor_offices(patient),
        name=_name(patient),
        number=numbers[0] if numbers else None,
        **said,
    )


def _said(read: Sequence[AccessFact]) -> dict[str, Any]:
    """Sort what the other standing resources say about access."""
    return {
        "parents": tuple(each for each in read if isinstance(each, Parent)),
        "guardians": tuple(each for each in read if isinstance(each, Guardian)),
        "grants": tuple(each for each in read if isinstance(each, Grant)),
        "shields": tuple(each for each in read if isinstance(each, Shield)),
        "withholdings": tuple(each for each in read if isinstance(each, Withholding)),
        "wishes": tuple(each for each in read if isinstance(each, Wish)),
    }


def _access_fact(row: Stored, person_key: Callable[[str], str]) -> AccessFact | None:
    if row.type == "Patient":
        return None
    body = json.loads(row.body)
    match row.type:
        case "RelatedPerson":
            return relation_of(body, row.labels, person_key)
        case "Consent":
            return grant_of(body, row.id, person_key) or shield_of(body, row.id, row.custodian)
        case "Flag":
            return withholding_of(body, row.id, row.custodian, row.labels)
        case "Task":
            return wish_of(body, row.id, row.custodian)
    return None


def _is_national(identifier: dict[str, Any]) -> bool:
    return identifier.get("system") in PERSON_SYSTEMS and bool(identifier.get("value")) and identifier.get("use") != "old"


def whole_date(text: object) -> date | None:
    """Read a full date; a year or a month alone is an unknown birthday."""
    if not isinstance(text, str) or len(text) != 10:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _is_protected(patient: dict[str, Any]) -> bool:
    holders = [patient, *patient.get("address", ())]
    extensions = [each for holder in holders for each in holder.get("extension", ())]
    return any(_grade(each) not in _OPEN_ADDRESS for each in extensions if str(each.get("url", "")).endswith(_ADDRESS_PROTECTION))


def _grade(extension: dict[str, Any]) -> str | None:
    """Say the grade's code, however it is typed; None, which protects, when it cannot be read."""
    concept = extension.get("valueCodeableConcept", {}).get("coding", [{}])
    coding = extension.get("valueCoding") or (concept[0] if concept else {})
    return extension.get("valueCode") or coding.get("code")


def _doctor_offices(patient: dict[str, Any]) -> frozenset[str]:
    references = [str(each.get("reference", "")).partition("/") for each in patient.get("generalPractitioner", ())]
    return frozenset(id_ for kind, _, id_ in references if kind == "Organization")


def _name(patient: dict[str, Any]) -> str:
    name: dict[str, Any] = next(iter(patient.get("name", ())), {})
    return name.get("text") or " ".join([*name.get("given", ()), name.get("family", "")]).strip()
