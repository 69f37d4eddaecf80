"""What a clinic writes about an appointment when its hour has come, and why it called one off, in words to the patient.

Source: HL7 FHIR R4 Appointment.status, Appointment.cancelationReason; docs/spec/appointments.md#APP-5, #APP-8.
"""

from collections.abc import Mapping
from typing import Any


def arrived(body: Mapping[str, Any]) -> dict[str, Any]:
    """Write that the patient has come, late or in time."""
    return {**_bare(body), "status": "arrived"}


def because(body: Mapping[str, Any], words: str) -> dict[str, Any]:
    """Add to one that is called off what the clinic says to the patient; nothing for no words."""
    reason: Mapping[str, Any] = body.get("cancelationReason", {})
    return {**body, "cancelationReason": {**reason, "text": words}} if words else dict(body)


def said_of(body: Mapping[str, Any]) -> str:
    """Say what the clinic has said to the patient about calling it off; empty when it has said nothing."""
    return str(body.get("cancelationReason", {}).get("text", ""))


def _bare(body: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name not in ("id", "meta")}
