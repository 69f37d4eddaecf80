"""Says which patients a resource belongs to, and which single patient owns it.

Source: FHIR R4 4.0.1, CompartmentDefinition/patient; our published addition is `ADDED_TO_COMPARTMENT`.
The owner decides where a resource is stored, so that everything about one person stands together.

Outside R4's compartment, and how such resources are owned:
- Task, Device, GuidanceResponse and Contract name their patient: our addition puts them in the compartment by that element.
- Binary, Provenance, MessageHeader and Linkage follow what they point at: `follows` lists it, and the caller asks who owns that.
- Slot, Subscription and everything else belongs to no patient: a Slot is somebody's time, not somebody's record.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from innsyn.fhir.definitions.tables import patient_compartment, search_table
from innsyn.fhir.references import Reference, read_reference
from innsyn.fhir.term_paths import Path, read_path, values_at

Resource = Mapping[str, Any]

Kinds = Mapping[str, str]
"""What is known of addresses that do not say it themselves: `urn:uuid:…`, `Patient?identifier=…` → resource type."""

PATIENT = "Patient"

ADDED_TO_COMPARTMENT: Mapping[str, tuple[str, ...]] = {
    "Contract": ("subject:Reference(Patient)",),
    "Device": ("patient:Reference(Patient)",),
    "GuidanceResponse": ("subject:Reference(Group,Patient)",),
    "Task": (
        "for:Reference(Patient)",
        "owner:Reference(CareTeam,Device,HealthcareService,Organization,Patient,Practitioner,PractitionerRole,RelatedPerson)",
        "requester:Reference(Device,Organization,Patient,Practitioner,PractitionerRole,RelatedPerson)",
    ),
}
"""Our addition to the patient compartment: type → paths, the first that answers owns."""

FOLLOWED: Mapping[str, tuple[str, ...]] = {
    "Binary": ("securityContext",),
    "Linkage": ("item.resource",),
    "MessageHeader": ("focus",),
    "Provenance": ("target",),
}
"""Types owned by whoever owns what they point at, and the elements that point."""

_OF_MANY = ("Group", "Person", "Schedule")
"""Types that may name patients and are still nobody's own: stored with their custodian."""

_TOOK_PART = ("agent.who", "participant.actor")
"""Paths asked last within a parameter: an AuditEvent belongs to whom it is about, not to whom it was done by."""

_OWNING_FIRST = ("patient", "subject", "beneficiary", "individual")
"""Compartment parameters that say whose a resource is, before those that say who took part."""


def patients_of(resource: Resource) -> list[Reference]:
    """List the patients whose compartment a resource is in, each once, the owner first.

    resource: R4 JSON as parsed. References by identifier alone count when they must mean a patient.
    Returns references as they are written: by id, by address, or by canonical system and value. A Patient is in its own compartment."""
    kind = resource.get("resourceType")
    if not isinstance(kind, str):
        return []
    found = dict.fromkeys(_itself(resource))
    for path in _paths(kind):
        found |= dict.fromkeys(one for one in _references(resource, path) if one.type == PATIENT)
    return list(found)


def owner_reference(resource: Resource, kinds: Kinds | None = None) -> Reference | None:
    """Give the single patient who owns a resource, or None.

    kinds: for a resource of a Bundle whose references are not settled yet, the types of what they point at.
    None for what belongs to no patient (Organization, Practitioner, Location, Questionnaire …), for what follows another resource
    (see `follows`), and for what could have a patient but names none: those are owned by their custodian. A Patient owns itself, once
    it has an id, also when it links to another. An Appointment is owned by its first patient.
    When the element that says whose it is points at something of unknown type, nobody is guessed from those who took part: None."""
    kind = resource.get("resourceType")
    if not isinstance(kind, str) or kind in _OF_MANY:
        return None
    if kind == PATIENT:
        return next(iter(_itself(resource)), None)
    for path in _paths(kind):
        found = list(_references(resource, path, kinds))
        patient = next((one for one in found if one.type == PATIENT), None)
        if patient is not None or any(one.type is None for one in found):
            return patient
    return None


def _itself(resource: Resource) -> list[Reference]:
    own_id = resource.get("id")
    return [Reference(PATIENT, own_id)] if resource.get("resourceType") == PATIENT and isinstance(own_id, str) else []


def _references(resource: Resource, path: Path, kinds: Kinds | None = None) -> Iterator[Reference]:
    for value in values_at(path.steps, resource):
        reference = read_reference(value, resource, path.targets) if isinstance(value, dict) else None
        if reference is not None:
            yield _typed(reference, kinds)


def _typed(reference: Reference, kinds: Kinds | None) -> Reference:
    kind = kinds.get(reference.url or "") if kinds and reference.type is None else None
    return reference if kind is None else reference._replace(type=kind)


def follows(resource: Resource, kinds: Kinds | None = None) -> list[Reference]:
    """List what a resource follows in ownership: the documents of a Binary, the targets of a Provenance. kinds: as for the owner."""
    kind = resource.get("resourceType")
    found = []
    for path in FOLLOWED.get(kind, ()) if isinstance(kind, str) else ():
        for value in values_at(tuple((name, "") for name in path.split(".")), resource):
            reference = read_reference(value, resource) if isinstance(value, dict) else None
            if reference is not None:
                found.append(_typed(reference, kinds))
    return found


def may_have_patient(resource_type: str) -> bool:
    """Say whether resources of this type can be in a patient's compartment, R4's or our addition."""
    return bool(_paths(resource_type)) or resource_type == PATIENT


@cache
def _paths(resource_type: str) -> tuple[Path, ...]:
    """Give the reference paths that make a resource of this type part of a patient's compartment, owning paths first."""
    parameters = sorted(patient_compartment().get(resource_type, ()), key=_rank)
    table = search_table(resource_type) if parameters else {}
    written = [path for code in parameters for path in table[code]["paths"]]
    written.sort(key=lambda path: path.startswith(_TOOK_PART))
    paths = [read_path(path) for path in dict.fromkeys([*written, *ADDED_TO_COMPARTMENT.get(resource_type, ())])]
    return tuple(path for path in paths if not path.targets or PATIENT in path.targets)


def _rank(code: str) -> int:
    return _OWNING_FIRST.index(code) if code in _OWNING_FIRST else len(_OWNING_FIRST)
