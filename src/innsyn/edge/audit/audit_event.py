"""Makes one AuditEvent of one act in the log: valid as IHE BALP where BALP has such an act, and as the trust framework's where staff acted.

Source: IHE BALP 1.1; HL7 Norway AuditEvent 0.9.8; facts on joining both in docs/adr/0020-audit-events.md. One event per patient.
"""

from base64 import b64encode

from innsyn.edge.audit.names import (
    BALP,
    BALP_ENTITY,
    DICOM,
    ENTITY_TYPE,
    EVENT_TYPE,
    INTERACTION,
    OBJECT_ROLE,
    PATIENT_EXTENSION,
    SOURCE_TYPE,
    TRUST_FRAMEWORK,
    URI,
    Json,
    coding,
)
from innsyn.edge.audit.who import agents, care_relation, contained, purpose
from innsyn.gate.clients.events import LogEvent

_INTERACTIONS = {
    "read": ("read", "R", "PatientRead"),
    "vread": ("vread", "R", "PatientRead"),
    "search": ("search", "E", "PatientQuery"),
    "find": ("search", "E", "PatientQuery"),
    "history": ("history", "E", "PatientQuery"),
    "create": ("create", "C", "PatientCreate"),
    "update": ("update", "U", "PatientUpdate"),
    "delete": ("delete", "D", "PatientDelete"),
}
"""Action in the log: code of the RESTful interaction, AuditEvent.action, BALP profile."""

_SUCCESS, _REFUSED = "0", "4"


def audit_event(event: LogEvent, base: str) -> Json:
    """Write the AuditEvent of an act. base: the server's FHIR address, which is the source that observed it."""
    interaction, claimed = _INTERACTIONS.get(event.action), _profiles(event)
    made: Json = {
        "resourceType": "AuditEvent",
        "id": event.id,
        "meta": {"lastUpdated": event.at.isoformat(), **({"profile": claimed} if claimed else {})},
        "contained": contained(event),
        "extension": [_patient_extension(event), *care_relation(event)],
        "type": coding(EVENT_TYPE, "rest", "RESTful Operation") if interaction else coding(DICOM, "110110", "Patient Record"),
        "subtype": [coding(INTERACTION, interaction[0])] if interaction else [],
        "action": interaction[1] if interaction else "E",
        "recorded": event.at.isoformat(),
        "outcome": _REFUSED if _is_refused(event) else _SUCCESS,
        "outcomeDesc": event.rule or ("refused" if _is_refused(event) else ""),
        "purposeOfEvent": purpose(event.ground),
        "agent": agents(event, base),
        "source": {"observer": {"identifier": {"system": URI, "value": base}, "display": "Innsyn"}, "type": [coding(SOURCE_TYPE, "4")]},
        "entity": _entities(event),
    }
    return {name: value for name, value in made.items() if value not in ([], "")}


def _profiles(event: LogEvent) -> list[str]:
    """Claim what the event fulfils: BALP knows successes, with one resource each; the trust framework knows staff with a purpose."""
    interaction = _INTERACTIONS.get(event.action)
    is_balp = interaction is not None and not _is_refused(event) and (interaction[1] == "E" or len(event.ids) == 1)
    is_staff = event.actor.kind == "staff" and event.ground is not None
    return [*([BALP + interaction[2]] if interaction and is_balp else []), *([TRUST_FRAMEWORK] if is_staff else [])]


def _is_refused(event: LogEvent) -> bool:
    return event.outcome == "refused" or event.action == "refuse"


def _patient_extension(event: LogEvent) -> Json:
    return {"url": PATIENT_EXTENSION, "valueReference": {"reference": f"Patient/{event.patient_id}"}}


def _entities(event: LogEvent) -> list[Json]:
    """Write whose record it was, what was asked for, and which visit it belonged to."""
    patient = {
        "what": {"reference": f"Patient/{event.patient_id}"},
        "type": coding(ENTITY_TYPE, "1", "Person"),
        "role": coding(OBJECT_ROLE, "1", "Patient"),
    }
    visit = {"what": {"identifier": {"value": str(event.visit)}}, "type": coding(BALP_ENTITY, "XrequestId")}
    return [patient, *_asked(event), visit]


def _asked(event: LogEvent) -> list[Json]:
    interaction = _INTERACTIONS.get(event.action)
    if interaction is not None and interaction[1] == "E":
        return [{"type": coding(ENTITY_TYPE, "2", "System Object"), "role": coding(OBJECT_ROLE, "24", "Query"), "query": _query(event)}]
    return [
        {
            "what": {"reference": f"{event.type}/{id_}"},
            "type": coding(ENTITY_TYPE, "2", "System Object"),
            "role": coding(OBJECT_ROLE, "4", "Domain Resource"),
        }
        for id_ in event.ids
        if event.type
    ]


def _query(event: LogEvent) -> str:
    """Write what was looked for, as far as the log keeps it: kinds of resources in this patient's record, never the criteria."""
    types = event.type or "Patient"
    first, *others = types.split(",")
    more = f"&_type={types}" if others else ""
    path = f"Patient/{event.patient_id}/*?{more[1:]}" if others else f"{first}?patient=Patient/{event.patient_id}"
    return b64encode(path.encode()).decode()
