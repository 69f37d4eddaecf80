"""The citizen's appointments: what is to come, what has been, one of them, and calling off."""

from innsyn.features.appointments import chart
from innsyn.features.appointments.appointment import Appointment
from innsyn.features.appointments.lines import lines, whole
from innsyn.gate.refused import Refused
from innsyn.gate.values import Stored
from innsyn.web import ABSENT, Answer, CitizenCall, Limit, Need, Redirect, View, action, page
from innsyn.web.telephone import in_pairs

HOME = "/appointments"
CHANGES = Limit(count=40, per_s=600)
"""Holding one time after another would keep them from everybody else."""

NOTICES = {
    "taken": "appointments.lost.taken",
    "changed": "appointments.lost.changed",
    "too_late": "appointments.lost.too_late",
    "gone": "appointments.lost.gone",
}


@page(HOME, need=Need.CITIZEN, title="appointments.title")
async def appointments(call: CitizenCall) -> Answer:
    """List what is to come, or what has been."""
    if call.query.get("show") == "earlier":
        after = call.query.get("after")
        past = await chart.earlier(call.gate, call.visit, after, now=call.now)
        known = {"lines": await lines(call.gate, past.appointments), "is_earlier": True}
        turning = {
            "newest": f"{HOME}?show=earlier" if after else "",
            "older": f"{HOME}?show=earlier&after={past.next}" if past.next else "",
        }
        return View("appointments/list.html", {**known, **turning})
    found = await chart.coming(call.gate, call.visit, now=call.now)
    return View("appointments/list.html", {"lines": await lines(call.gate, found), "is_earlier": False, "contacts": _contacts(call)})


@page(HOME + "/{appointment_id}", need=Need.CITIZEN, title="appointments.one", asks_for="Appointment")
async def appointment(call: CitizenCall, appointment_id: str) -> Answer:
    """Show one: when, where, with whom, what to know before, and what the reader may do with it."""
    found = await chart.one(call.gate, call.visit, appointment_id, now=call.now)
    if not isinstance(found, Appointment):
        return closed(found)
    await call.notices.opened(call.actor.key, call.path, now=call.now)
    offer = found.offer
    calendar = await call.gate.booking_says.offered_in(call.visit, found.source, offer, call.now) if offer else None
    known = {"line": await whole(call.gate, found), "home": HOME, "contacts": _contacts(call), "write": _write(call, found)}
    number = in_pairs(found.address) if found.form == "phone" else ""
    referral = f"/referrals/{found.referral_id}" if found.referral_id and call.reaches("/referrals") else ""
    return View("appointments/one.html", {**known, "offer": offer, "calendar": calendar, "number": number, "referral": referral})


@page(HOME + "/{appointment_id}/cancel", need=Need.CITIZEN, title="appointments.cancel.title", asks_for="Appointment")
async def cancelling(call: CitizenCall, appointment_id: str) -> Answer:
    """Ask once more."""
    found = await chart.one(call.gate, call.visit, appointment_id, now=call.now)
    if not isinstance(found, Appointment):
        return closed(found)
    if not found.can_cancel:
        return Redirect(to=f"{HOME}/{appointment_id}", notice=NOTICES["too_late"])
    return View("appointments/cancel.html", {"line": await whole(call.gate, found), "here": call.path, "back": f"{HOME}/{appointment_id}"})


@action(HOME + "/{appointment_id}/cancel", need=Need.CITIZEN, title="appointments.cancel.title", asks_for="Appointment", limit=CHANGES)
async def cancel(call: CitizenCall, appointment_id: str) -> Answer:
    """Call off: the time is somebody else's to take from now on."""
    answer = await call.gate.booking.cancel(call.visit, appointment_id, call.now)
    if isinstance(answer, Refused) or answer == "gone":
        return ABSENT
    notice = "appointments.cancel.done" if isinstance(answer, Stored) else NOTICES[answer]
    return Redirect(to=f"{HOME}/{appointment_id}", notice=notice)


def closed(found: Refused | None) -> Answer:
    """Say that an appointment is not for this reader, with the reason where it may be told."""
    if isinstance(found, Refused):
        known = {"reason": found.verdict.key, "rule": found.verdict.rule, "home": HOME}
        return View("appointments/refused.html", known, status=403, title="appointments.one")
    return ABSENT


def _write(call: CitizenCall, found: Appointment) -> str:
    """Say where the reader writes to the clinic about it; empty where the clinic has not said that she may, and where no page takes it."""
    if not found.can_write or not found.is_coming or not call.reaches("/messages/new"):
        return ""
    return f"/messages/new?to={found.her_id}" if found.her_id else "/messages/new"


def _contacts(call: CitizenCall) -> str:
    """Say where the reader finds whom she can book with; empty where no page shows that."""
    return "/contacts" if call.reaches("/contacts") else ""
