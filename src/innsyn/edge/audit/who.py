"""Who did it and why, as agents and purpose of an AuditEvent. Names and HPR numbers, never anybody's national number.

Source: IHE BALP 1.1, the agents of each profile; HL7 Norway AuditEvent 0.9.8; Tillitsrammeverk ATT-8 (no national number of staff).
"""

from innsyn.edge.audit.names import (
    CARE_RELATION_EXTENSION,
    DICOM,
    PARTICIPATION,
    PROVENANCE_PARTICIPANT,
    PURPOSE,
    TRUST_FRAMEWORK_ROLE,
    URI,
    Json,
    coding,
    concept,
)
from innsyn.gate.clients.events import LogEvent
from innsyn.gate.visit import Actor, Ground
from innsyn.kernel.systems import HPR_NUMBER, ORGANISATION_NUMBER, PROFESSION, SERVICE_TYPE

_URI_ADDRESS = "5"
"""Code of AuditEvent.agent.network.type: the address is a URI."""

_SOURCE, _DESTINATION = ("110153", "Source Role ID"), ("110152", "Destination Role ID")
_APPLICATION = ("110150", "Application")


def agents(event: LogEvent, base: str) -> list[Json]:
    """Write client, server and whoever acted. base: the server's FHIR address."""
    ours = {"who": {"identifier": {"system": URI, "value": base}, "display": "Innsyn"}, "requestor": False, "network": _network(base)}
    asking = {
        "who": _asking_system(event.actor),
        "requestor": event.actor.kind == "system",
        "network": _network(_client_address(event.actor)),
    }
    client, server = _roles(event.action)
    return [{"type": client, **asking}, {"type": server, **ours}, *([_person(event)] if event.actor.kind != "system" else [])]


def contained(event: LogEvent) -> list[Json]:
    """Write the health worker in her role, where, and for whom, as the trust framework's profile wants them; nothing for others."""
    actor = event.actor
    if actor.kind != "staff":
        return []
    hpr = {"identifier": [{"system": HPR_NUMBER, "value": actor.hpr}]} if actor.hpr else {}
    role: Json = {
        "resourceType": "PractitionerRole",
        "id": "role",
        "meta": {"profile": [TRUST_FRAMEWORK_ROLE]},
        "practitioner": {"reference": "#practitioner"},
        "organization": {"reference": "#organization"},
        "location": [{"reference": "#location"}],
    }
    if actor.profession:
        role["code"] = [concept(PROFESSION, actor.profession)]
    place = actor.department or actor.unit_name or actor.organisation_name
    return [
        {"resourceType": "Practitioner", "id": "practitioner", **hpr, "name": [{"text": actor.name or "Unknown"}]},
        _organisation(actor),
        {"resourceType": "Location", "id": "location", "name": place or "Unknown"},
        role,
    ]


def purpose(ground: Ground | None) -> list[Json]:
    """Write why, as HL7's purpose of use and, where it was given, the kind of service."""
    if ground is None or not ground.purpose:
        return []
    codes = [coding(PURPOSE, ground.purpose)]
    if ground.service is not None and ground.service.system == SERVICE_TYPE:
        codes.append(coding(ground.service.system, ground.service.code, ground.service.text))
    return [{"coding": codes}]


def care_relation(event: LogEvent) -> list[Json]:
    """Write the decision behind a health worker's access, as the trust framework's extension."""
    ground = event.ground
    if event.actor.kind != "staff" or ground is None or not ground.decision_ref:
        return []
    parts: list[Json] = [
        {"url": "decision-ref-id", "valueString": ground.decision_ref},
        {"url": "decision-ref-description", "valueString": ground.basis},
        {"url": "decision-ref-user-selected", "valueBoolean": ground.user_selected},
        {"url": "toa", "valueUnsignedInt": int(event.at.timestamp())},
    ]
    return [{"url": CARE_RELATION_EXTENSION, "extension": parts}]


def _roles(action: str) -> tuple[Json, Json]:
    """Say which end is which: what is read flows to the client, what is written flows from it; BALP names them anew for deletions."""
    if action == "delete":
        return concept(DICOM, *_APPLICATION), concept(PROVENANCE_PARTICIPANT, "custodian", "Custodian")
    if action in ("read", "vread"):
        return concept(DICOM, *_DESTINATION), concept(DICOM, *_SOURCE)
    return concept(DICOM, *_SOURCE), concept(DICOM, *_DESTINATION)


def _person(event: LogEvent) -> Json:
    actor = event.actor
    who: Json = {"reference": "#role"} if actor.kind == "staff" else _citizen(event)
    return {"type": concept(PARTICIPATION, "IRCP", "information recipient"), "who": who, "name": actor.name or "Unknown", "requestor": True}


def _citizen(event: LogEvent) -> Json:
    """Name the patient herself by her record; a relative by name only."""
    if event.role in ("", "self"):
        return {"reference": f"Patient/{event.patient_id}"} if event.role == "self" else {"display": event.actor.name or "Unknown"}
    return {"display": event.actor.name or "Unknown"}


def _asking_system(actor: Actor) -> Json:
    name = actor.organisation_name or (actor.name if actor.kind == "system" else "") or "Innsyn"
    number = {"identifier": {"system": ORGANISATION_NUMBER, "value": actor.organisation}} if actor.organisation else {}
    return {**number, "display": name}


def _client_address(actor: Actor) -> str:
    return f"{ORGANISATION_NUMBER}#{actor.organisation}" if actor.organisation else "urn:innsyn:portal"


def _network(address: str) -> Json:
    return {"address": address, "type": _URI_ADDRESS}


def _organisation(actor: Actor) -> Json:
    number = actor.unit or actor.organisation
    numbered = {"identifier": [{"system": ORGANISATION_NUMBER, "value": number}]} if number else {}
    return {
        "resourceType": "Organization",
        "id": "organization",
        **numbered,
        "name": actor.unit_name or actor.organisation_name or "Unknown",
    }
