"""Appointments to come, and those that were."""

from datetime import datetime, timedelta
from typing import Literal

from innsyn.gate.standing.appointments import APPOINTMENT_FLAG, CANCEL
from innsyn.sandbox.people.resources.reference import Json, profile
from innsyn.sandbox.stories.builders.called_in import CalledIn, called_in
from innsyn.sandbox.stories.builders.telling import Telling
from innsyn.sandbox.stories.codes.document_types import Label

Status = Literal["booked", "fulfilled", "cancelled", "pending", "noshow"]


def planned(
    life: Telling,
    at: str,
    by: str,
    in_days: int,
    what: str,
    *,
    hour: int = 10,
    minutes: int = 30,
    status: Status | None = None,
    practical: str | None = None,
    cancel_hours: int | None = None,
    label: Label = Label.NONE,
    based_on: Json | None = None,
    told: CalledIn | None = None,
) -> Json:
    """Tell of an appointment.

    in_days: days after today, negative for one that was. what: what for. practical: what to bring or do.
    cancel_hours: so long before, the patient may call it off by herself; None: never. label: who may not see it.
    based_on: the referral it came of. told: what else the clinic tells. Returns a reference."""
    start = life.instant(life.working_day(-in_days), hour)
    resource: Json = {
        "resourceType": "Appointment",
        "id": life.new_id("time"),
        "meta": profile("Appointment"),
        "status": status or ("booked" if in_days > 0 else "fulfilled"),
        "appointmentType": {"text": what},
        "description": what,
        "start": start.isoformat(),
        "end": (start + timedelta(minutes=minutes)).isoformat(),
        "minutesDuration": minutes,
        "created": life.moment(_asked_for(life, in_days), 12),
        "participant": [
            {"actor": life.patient, "required": "required", "status": "accepted"},
            {"actor": life.worker_ref(by, at), "required": "required", "status": "accepted"},
            *_place(life, at),
        ],
    }
    came_of = {"basedOn": [based_on]} if based_on else {}
    flags = _may_call_off(life, start - timedelta(hours=cancel_hours)) if cancel_hours is not None else {}
    whole = resource | came_of | flags | ({"patientInstruction": practical} if practical else {})
    return life.add(called_in(whole, told, patient=life.person.key, start=start) if told else whole, source=at, label=label)


def _may_call_off(life: Telling, until: datetime) -> Json:
    """Say that the patient may call it off, in the way of Helsenorge's draft: a Flag in the appointment, with its limit."""
    coded = {"coding": [{"system": APPOINTMENT_FLAG, "code": CANCEL}]}
    flag = {"resourceType": "Flag", "id": CANCEL, "status": "active", "code": coded, "subject": life.patient}
    return {"contained": [flag | {"period": {"end": until.isoformat()}}], "supportingInformation": [{"reference": f"#{CANCEL}"}]}


def _asked_for(life: Telling, in_days: int) -> int:
    lived = (life.nation.today - life.person.born_on).days
    return min(max(1, 21 - in_days), max(1, lived - 1))


def _place(life: Telling, at: str) -> list[Json]:
    site = next(each for each in life.nation.above(at) if each.level != "department")
    actor = {"reference": f"Location/{site.key}-sted", "display": site.name}
    return [{"actor": actor, "required": "information-only", "status": "accepted"}]
