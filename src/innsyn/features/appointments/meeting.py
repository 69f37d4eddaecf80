"""Reads how one meets when one does not come oneself: by video or by telephone, and where.

Source: HL7 Norway no-basis-virtual-service (of R5 Appointment.virtualService); docs/spec/appointments.md#APP-22.
"""

from collections.abc import Mapping
from typing import Any

from innsyn.features.appointments.appointment import Form

VIRTUAL_SERVICE = "http://hl7.no/fhir/StructureDefinition/no-basis-virtual-service"
_SAFE = "https://"


def meeting(body: Mapping[str, Any]) -> tuple[Form, str]:
    """Say how one meets and where: a link or a telephone number, empty when none is told. A link that is not safe is no link."""
    found: Mapping[str, Any] = next((each for each in body.get("extension") or () if each.get("url") == VIRTUAL_SERVICE), {})
    said = {str(each.get("url")): each for each in found.get("extension") or ()}
    form, address = _form(said.get("channelType", {})), _address(said.get("virtualAddress", {}))
    is_fit = address.startswith(_SAFE) if form == "video" else form == "phone"
    return form, address if is_fit else ""


def _form(channel: Mapping[str, Any]) -> Form:
    """Read the channel, which is told as a coding or as a bare code."""
    code = (channel.get("valueCoding") or {}).get("code") or channel.get("valueCode")
    return "video" if code == "url" else "phone" if code == "phone" else ""


def _address(said: Mapping[str, Any]) -> str:
    point: Mapping[str, Any] = said.get("valueContactPoint") or {}
    return str(said.get("valueUrl") or said.get("valueUri") or said.get("valueString") or point.get("value") or "").strip()
