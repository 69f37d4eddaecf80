"""Who speaks in a conversation, as a FHIR Reference: the citizen, somebody for her, somebody at the clinic, or the clinic itself.

Whoever represents her is named by her opaque key and never by number. Source: HL7 FHIR R4 Reference; docs/spec/dialogue.md#DLG-4.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from innsyn.gate.standing.elements import displayed, numbered
from innsyn.gate.visit import Actor, Role
from innsyn.kernel.systems import HER_ID, HPR_NUMBER, PERSON_KEY

Side = Literal["citizen", "clinic"]
SpeaksAs = Literal["self", "parent", "guardian", "attorney", "representative", "staff", "clinic"]
"""In which role: `representative` for somebody who acts for the patient in a role nobody has said."""

_ROLE = "urn:innsyn:speaks-as"
"""Extension of the reference: in which role somebody represents the patient."""

_REPRESENTING: tuple[SpeaksAs, ...] = ("parent", "guardian", "attorney")
_FOR_CITIZEN: frozenset[SpeaksAs] = frozenset({"self", "representative", *_REPRESENTING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who speaks. name: as others read it, empty when unknown; the patient's own is not written. as_: in which role.

    key: opaque person key of who represents her, HPR number of personnel, HER-id of a clinic; empty when unknown or the patient's."""

    name: str = field(default="", repr=False)
    as_: SpeaksAs
    key: str = ""

    @property
    def side(self) -> Side:
        """Say which side of the desk it is."""
        return "citizen" if self.as_ in _FOR_CITIZEN else "clinic"

    @property
    def represents(self) -> bool:
        """Say whether she speaks for the patient and is not the patient: "by Siri for Ola"."""
        return self.side == "citizen" and self.as_ != "self"


PATIENT_SPEAKS = Speaker(as_="self")


def speaker(actor: Actor, role: Role) -> Speaker:
    """Say who speaks in a visit."""
    match role:
        case "self":
            return PATIENT_SPEAKS
        case "parent" | "guardian" | "attorney":
            return Speaker(name=actor.name, as_=role, key=actor.key)
        case "staff":
            return Speaker(name=actor.name, as_="staff", key=actor.hpr or "")
    return Speaker(name=actor.organisation_name or actor.name, as_="clinic")


def written_speaker(speaks: Speaker, patient_id: str) -> dict[str, Any]:
    """Write who speaks, as a reference. patient_id: whose record it is."""
    named = displayed(speaks.name)
    match speaks.as_:
        case "self":
            return {"reference": f"Patient/{patient_id}"}
        case "staff":
            return {"type": "Practitioner", **numbered(HPR_NUMBER, speaks.key), **named}
        case "clinic":
            return {"type": "Organization", **numbered(HER_ID, speaks.key), **named}
    said = {"extension": [{"url": _ROLE, "valueCode": speaks.as_}]} if speaks.as_ in _REPRESENTING else {}
    return {**said, "type": "RelatedPerson", **numbered(PERSON_KEY, speaks.key), **named}


def speaker_of(reference: Mapping[str, Any]) -> Speaker:
    """Read who speaks. A reference that does not point at the patient and says no role of hers is the clinic's."""
    name, type_ = str(reference.get("display", "")), reference.get("type") or str(reference.get("reference", "")).partition("/")[0]
    key = str(reference.get("identifier", {}).get("value", ""))
    if type_ == "Patient":
        return PATIENT_SPEAKS
    if type_ == "RelatedPerson":
        said = next((each.get("valueCode") for each in reference.get("extension", ()) if each.get("url") == _ROLE), None)
        return Speaker(name=name, as_=next((role for role in _REPRESENTING if role == said), "representative"), key=key)
    return Speaker(name=name, as_="staff" if type_ in ("Practitioner", "PractitionerRole") else "clinic", key=key)
