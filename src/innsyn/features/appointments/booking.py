"""Booking a free time: by day, held while the form is filled in, sent; `booked` is said only when the clinic has said it.

Every step works without script, and each can be turned back from. Source: docs/spec/appointments.md#APP-2, #APP-3.
"""

from urllib.parse import urlencode

from innsyn.features.appointments import chart
from innsyn.features.appointments.forms import AboutForm
from innsyn.features.appointments.pages import CHANGES, HOME, NOTICES
from innsyn.features.appointments.times import times_of
from innsyn.features.appointments.whom import Whom, no_way, whom
from innsyn.gate.booking.asking import Chosen, Held
from innsyn.gate.refused import Refused
from innsyn.gate.values import Stored
from innsyn.web import ABSENT, Answer, CitizenCall, Need, Redirect, View, action, page

NEW = f"{HOME}/new"


@page(NEW, need=Need.CITIZEN, title="appointments.new.title")
async def new(call: CitizenCall) -> Answer:
    """Show the free times of whom the address names, by day."""
    found = await whom(call, call.query.get("at"))
    if found.way == "wish":
        return Redirect(to=f"{HOME}/wish?{urlencode({'at': found.her_id})}")
    if found.way != "times" or found.contact is None:
        return no_way(call, found)
    shown = await times_of(call, found.contact.organisation_number, found.her_id)
    known = {"whom": found.contact, "times": shown, "action": NEW, "hidden": {"at": found.her_id}, "path": _at(NEW, found), "home": HOME}
    return View("appointments/new.html", known)


@action(NEW, need=Need.CITIZEN, title="appointments.new.title", limit=CHANGES)
async def hold(call: CitizenCall) -> Answer:
    """Hold the time that was chosen."""
    found = await whom(call, call.form.get("at"))
    if found.contact is None or found.way != "times":
        return no_way(call, found)
    chosen = chosen_of(call, found.contact.organisation_number)
    answer = await call.gate.booking.hold(call.visit, chosen, call.now) if chosen else "taken"
    if isinstance(answer, Refused):
        return ABSENT
    if not isinstance(answer, Held):
        return Redirect(to=_at(NEW, found), notice=NOTICES["taken"])
    return Redirect(to=_at(f"{NEW}/{answer.time.id}", found))


@page(NEW + "/{slot_id}", need=Need.CITIZEN, title="appointments.check.title")
async def check(call: CitizenCall, slot_id: str) -> Answer:
    """Show what is about to be sent, with the time held meanwhile."""
    found = await whom(call, call.query.get("at"))
    if found.contact is None or found.way != "times":
        return no_way(call, found)
    held = await call.gate.booking.held(call.visit, found.contact.organisation_number, slot_id, call.now)
    return _checked(found, held, AboutForm()) if held else Redirect(to=_at(NEW, found), notice="appointments.hold.over")


@action(NEW + "/{slot_id}", need=Need.CITIZEN, title="appointments.check.title", limit=CHANGES, words=("words",))
async def send(call: CitizenCall, slot_id: str) -> Answer:
    """Ask for it. Sent twice it is one appointment: the second send leads to what the first has made."""
    found = await whom(call, call.form.get("at"), anew=True)
    if found.contact is None or found.way != "times":
        return no_way(call, found)
    organisation, form = found.contact.organisation_number, AboutForm(call.form)
    held = await call.gate.booking.held(call.visit, organisation, slot_id, call.now)
    if held is None:
        return await _sent_before(call, found, slot_id)
    if not form.validate():
        return _checked(found, held, form, status=422)
    answer = await call.gate.booking.book(
        call.visit, Chosen(organisation, slot_id, held.time.version), (form.words.data or "").strip(), call.now
    )
    if isinstance(answer, Refused):
        return ABSENT
    if not isinstance(answer, Stored):
        return Redirect(to=_at(NEW, found), notice=NOTICES[answer])
    return Redirect(to=f"{HOME}/{answer.id}", notice="appointments.sent")


def chosen_of(call: CitizenCall, organisation: str) -> Chosen | None:
    """Read which time was pressed: its id and the version that was shown; None for anything else."""
    slot_id, _, version = call.form.get("slot").rpartition("/")
    return (
        Chosen(organisation, slot_id, int(version)) if slot_id and version.isascii() and version.isdigit() and len(version) < 10 else None
    )


async def _sent_before(call: CitizenCall, found: Whom, slot_id: str) -> Answer:
    known = await chart.with_time(call.gate, call.visit, slot_id, now=call.now)
    return Redirect(to=f"{HOME}/{known.id}") if known else Redirect(to=_at(NEW, found), notice="appointments.hold.over")


def _checked(found: Whom, held: Held, form: AboutForm, *, status: int = 200) -> View:
    known = {"whom": found.contact, "held": held, "form": form, "action": f"{NEW}/{held.time.id}", "at": found.her_id}
    return View("appointments/check.html", {**known, "back": _at(NEW, found)}, status=status)


def _at(path: str, found: Whom) -> str:
    return f"{path}?{urlencode({'at': found.her_id})}"
