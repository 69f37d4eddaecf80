"""A new calendar of an office: of one of its doctors, or of a service or room that the address register knows.

Source: docs/spec/appointments.md#APP-6.
"""

from innsyn.features.appointments.timebook.day import HOME
from innsyn.features.appointments.timebook.forms import CalendarForm
from innsyn.gate.refused import Refused
from innsyn.gate.standing.timebooks import Calendar
from innsyn.web import ABSENT, Answer, Choice, Need, Redirect, StaffCall, View, action, page
from innsyn.web.health_contacts import Contact, RegisterSilent

_NEW = f"{HOME}/calendar"
_KINDS = ("person", "service")


@page(_NEW, need=Need.STAFF, title="appointments.desk.new_calendar")
async def new_calendar(call: StaffCall) -> Answer:
    """Show the form."""
    contacts = await _contacts(call)
    return _shown(CalendarForm(confirms="asks", cancel_hours=24, may_move=True), contacts) if contacts else _closed()


@action(_NEW, need=Need.STAFF, title="appointments.desk.new_calendar", words=("practical",))
async def keep_calendar(call: StaffCall) -> Answer:
    """Keep it; times are opened in it afterwards."""
    contacts = await _contacts(call)
    if not contacts:
        return ABSENT
    form = CalendarForm(call.form)
    form.whose.choices = _choices(contacts)
    whose = next((each for each in contacts if str(each.her_id) == form.whose.data), None)
    if not form.validate() or whose is None:
        return _shown(form, contacts, status=422)
    calendar = Calendar(
        id="",
        version=0,
        organisation=call.actor.organisation or "",
        her_id=str(whose.her_id),
        name=whose.name,
        kind=(form.kind.data or "").strip(),
        practical=(form.practical.data or "").strip(),
        place=(form.place.data or "").strip() or call.actor.organisation_name,
        confirms="direct" if form.confirms.data == "direct" else "asks",
        cancel_hours=form.cancel_hours.data,
        may_move=bool(form.may_move.data),
        is_of_person=whose.kind == "person",
    )
    kept = await call.gate.timebook.keep(call.actor, calendar, call.now)
    return ABSENT if isinstance(kept, Refused) else Redirect(to=f"{HOME}/open", notice="appointments.desk.calendar_kept")


async def _contacts(call: StaffCall) -> tuple[Contact, ...]:
    """List whom the register knows at the office; none for somebody who does not treat patients there."""
    if not call.gate.timebook.may_keep(call.actor):
        return ()
    found = await call.health_contacts.contacts_of(call.actor.organisation or "", now=call.now)
    return () if isinstance(found, RegisterSilent) else tuple(each for each in found if each.kind in _KINDS)


def _choices(contacts: tuple[Contact, ...]) -> list[Choice]:
    return [Choice(str(each.her_id), str(each.her_id)) for each in contacts]


def _closed() -> View:
    return View("appointments/desk_closed.html", status=403, title="appointments.desk.title")


def _shown(form: CalendarForm, contacts: tuple[Contact, ...], *, status: int = 200) -> View:
    form.whose.choices = _choices(contacts)
    names = {str(each.her_id): each.name for each in contacts}
    return View("appointments/desk_calendar.html", {"form": form, "names": names, "home": HOME, "action": _NEW}, status=status)
