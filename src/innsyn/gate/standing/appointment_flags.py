"""What a patient may do with an appointment by herself, as Flags in it, each with its limit; and what she has said of it, as tags.

A flag that is not there, not active or past is a no. Source: HL7 FHIR R4 Flag; Helsenorge's draft of appointments in FHIR,
CodeSystem hn-appointment-flag-code-cs; docs/spec/appointments.md#APP-4, #APP-24.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from innsyn.kernel.clock import Instant, instant

APPOINTMENT_FLAG = "http://helsenorge.no/fhir/CodeSystem/hn-appointment-flag-code-cs"

MayDo = Literal[
    "cancel",
    "canChangeAppointment",
    "canUseShortNotice",
    "canAcknowledge",
    "canInitiateDialog",
    "canChangeAppointmentDialog",
    "canCancelServiceRequest",
]
"""The flags we honour. Why the others of the list are not used: docs/spec/appointments.md#APP-24."""

CANCEL: MayDo = "cancel"
MOVE: MayDo = "canChangeAppointment"
SHORT_NOTICE: MayDo = "canUseShortNotice"
ACKNOWLEDGE: MayDo = "canAcknowledge"
WRITE: tuple[MayDo, ...] = ("canInitiateDialog", "canChangeAppointmentDialog")
"""Writing to the clinic about the appointment: of anything, or to have it changed."""

SAID = "urn:innsyn:appointment-said"
"""System of the tags: what the patient has said of an appointment, so that the clinic finds it by a search."""

Said = Literal["comes-soon", "acknowledged"]
COMES_SOON: Said = "comes-soon"
ACKNOWLEDGED: Said = "acknowledged"


def may(body: Mapping[str, Any], what: MayDo, now: Instant) -> bool:
    """Say whether the patient may do something with an appointment by herself: a Flag in it says so, and its limit is not passed."""
    flag = _flags(body).get(what)
    return flag is not None and flag.get("status") == "active" and (_limit(flag) is None or now < (_limit(flag) or now))


def limit(body: Mapping[str, Any], what: MayDo) -> Instant | None:
    """Say until when she may; None when there is no limit, or when she never may."""
    return _limit(_flags(body).get(what, {}))


def flag_body(what: MayDo, patient_id: str, until: Instant | None) -> dict[str, Any]:
    """Write the Flag that lets her. until: its limit, None for none."""
    return {
        "resourceType": "Flag",
        "id": what,
        "status": "active",
        "code": {"coding": [{"system": APPOINTMENT_FLAG, "code": what}]},
        "subject": {"reference": f"Patient/{patient_id}"},
        **({} if until is None else {"period": {"end": until.isoformat()}}),
    }


def with_flags(body: Mapping[str, Any], flags: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Write an appointment with these flags more, each named by it."""
    added = list(flags)
    named = [{"reference": f"#{each['id']}"} for each in added]
    return {
        **body,
        "contained": [*body.get("contained", ()), *added],
        "supportingInformation": [*body.get("supportingInformation", ()), *named],
    }


def without_flags(body: Mapping[str, Any], what: MayDo | None = None) -> dict[str, Any]:
    """Write an appointment without a flag, without all of them when none is named. What else is in it stays."""
    gone = {f"#{each.get('id')}" for code, each in _flags(body).items() if what in (None, code)}
    contained = [each for each in body.get("contained", ()) if f"#{each.get('id')}" not in gone]
    named = [each for each in body.get("supportingInformation", ()) if each.get("reference") not in gone]
    return {**body, "contained": contained, "supportingInformation": named}


def has_said(body: Mapping[str, Any], what: Said) -> bool:
    """Say whether the patient has said this of an appointment."""
    return any((each.get("system"), each.get("code")) == (SAID, what) for each in body.get("meta", {}).get("tag", ()))


def saying(body: Mapping[str, Any], what: Said, *, is_so: bool) -> dict[str, Any]:
    """Write an appointment of which she says this, or says it no longer."""
    meta: Mapping[str, Any] = body.get("meta", {})
    others = [each for each in meta.get("tag", ()) if (each.get("system"), each.get("code")) != (SAID, what)]
    tags = [*others, *([{"system": SAID, "code": what}] if is_so else [])]
    kept = {name: value for name, value in meta.items() if name != "tag"} | ({"tag": tags} if tags else {})
    bare = {name: value for name, value in body.items() if name != "meta"}
    return {**bare, "meta": kept} if kept else bare


def _flags(body: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    flags = [each for each in body.get("contained", ()) if each.get("resourceType") == "Flag"]
    coded = [(each, coding) for each in flags for coding in each.get("code", {}).get("coding", ())]
    return {str(coding.get("code")): each for each, coding in coded if coding.get("system") == APPOINTMENT_FLAG}


def _limit(flag: Mapping[str, Any]) -> Instant | None:
    """Read the end of a flag's period. One that cannot be read is long past, and one at the end of the calendar is no limit."""
    end = flag.get("period", {}).get("end")
    if end is None or str(end).startswith("9999-12-31T"):
        return None
    try:
        return instant(str(end))
    except ValueError:
        return instant("0001-01-02T00:00:00+00:00")
