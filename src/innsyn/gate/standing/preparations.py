"""How to prepare for an appointment, by topic: contained Communications that `supportingInformation` names, in its order.

Source: HL7 FHIR R4 Appointment.supportingInformation, Communication.topic and payload; docs/spec/appointments.md#APP-22.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

PREPARATION = "urn:innsyn:preparation"

TOPICS = ("fasting", "medicines", "bring", "arrival", "home", "after")
"""Topics with a heading of ours: food and drink, medicines, what to bring, where to meet, how to get home, what comes after."""


@dataclass(frozen=True, slots=True)
class Preparation:
    """One thing to know. topic: one of `TOPICS`, empty for another. title: the clinic's own heading, empty when it gives none."""

    topic: str
    title: str = field(repr=False)
    words: str = field(repr=False)


def preparation_body(topic: str, words: str, *, place: int) -> dict[str, Any]:
    """Write one, to be contained. place: in the order of all, from 1."""
    return {
        "resourceType": "Communication",
        "id": f"preparation-{place}",
        "status": "completed",
        "topic": {"coding": [{"system": PREPARATION, "code": topic}]},
        "payload": [{"contentString": words}],
    }


def preparations_of(body: Mapping[str, Any]) -> tuple[Preparation, ...]:
    """Read them in the order they are named. What says nothing in words is left out."""
    contained = {f"#{each.get('id')}": each for each in body.get("contained", ()) if each.get("resourceType") == "Communication"}
    named = [contained.get(str(each.get("reference"))) for each in body.get("supportingInformation", ())]
    read = [_preparation(each) for each in named if each is not None]
    return tuple(each for each in read if each.words)


def _preparation(body: Mapping[str, Any]) -> Preparation:
    topic: Mapping[str, Any] = body.get("topic", {})
    codes = [str(each.get("code")) for each in topic.get("coding", ()) if each.get("system") == PREPARATION]
    known = next((code for code in codes if code in TOPICS), "")
    words = [str(each.get("contentString") or "") for each in body.get("payload", ())]
    return Preparation(known, str(topic.get("text") or ""), "\n".join(each for each in words if each))
