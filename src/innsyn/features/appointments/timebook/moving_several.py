"""Moving several patients at once whose calendar is closed: who would get which time is shown first, then each is moved in her own record.

What cannot be done for one leaves the others as they are, and is said by name. Source: docs/spec/appointments.md#APP-8.
"""

from contextlib import aclosing
from urllib.parse import urlencode

from innsyn.features.appointments.appointment import Appointment
from innsyn.features.appointments.from_fhir import appointment
from innsyn.features.appointments.rules import AHEAD
from innsyn.features.appointments.timebook.closed import CLOSED, MOST_AT_ONCE, SEVERAL, befallen, shown, span_of_calendar
from innsyn.features.appointments.timebook.closing import CLOSING
from innsyn.features.appointments.timebook.day import HOME
from innsyn.features.appointments.timebook.forms import CallOffForm
from innsyn.features.appointments.timebook.in_her_record import in_her_record
from innsyn.features.appointments.timebook.proposing import Proposals, proposals
from innsyn.features.appointments.timebook.telling import tell_of
from innsyn.gate.booking.asking import Chosen
from innsyn.gate.standing.closures import Closure
from innsyn.gate.standing.timebooks import Calendar
from innsyn.gate.values import Stored
from innsyn.web import ABSENT, Answer, Need, NoticeKind, Redirect, StaffCall, View, action, page

MOVING = f"{CLOSED}/move"
MOST_PAGES = 20
"""So many pages of free times are looked through at most: of a whole clinic, some months."""


@page(MOVING, need=Need.STAFF, title="appointments.desk.several.title")
async def led_back(call: StaffCall) -> Answer:
    """Lead to the span: what is proposed is asked for anew, by whoever comes back to it in another language or by the address alone."""
    closure = call.query.get("closure")
    return Redirect(to=f"{CLOSED}?{urlencode({'closure': closure})}" if closure else CLOSING)


@action(MOVING, need=Need.STAFF, title="appointments.desk.several.title", limit=SEVERAL, words=("words",))
async def move_several(call: StaffCall) -> Answer:
    """Show which times those chosen would get; or move them, as it was shown. do: `move` for that, anything else to look first."""
    found = await span_of_calendar(call, call.form.get("closure"))
    if found is None:
        return ABSENT
    return await (_move if call.form.get("do") == "move" else _look)(call, *found)


async def _look(call: StaffCall, calendar: Calendar, closure: Closure) -> Answer:
    chosen, listed = set(call.form.getlist("chosen")), await befallen(call, calendar, closure)
    if listed is None:
        return ABSENT
    asked = [each for each in listed.known if each.id in chosen][:MOST_AT_ONCE]
    if not asked:
        return await _nothing_chosen(call, calendar, closure)
    would = await _would(call, asked)
    ways = {"home": HOME, "action": f"{MOVING}?{_of(closure)}", "back": _back(closure)}
    known = {"would": would, "calendar": calendar, "closure": closure, **ways}
    return View("appointments/desk_move_several.html", known)


async def _nothing_chosen(call: StaffCall, calendar: Calendar, closure: Closure) -> Answer:
    return await shown(call, calendar, closure, CallOffForm(call.form), said="appointments.desk.closed.nothing", status=422)


async def _would(call: StaffCall, asked: list[Appointment]) -> Proposals:
    """Find times for those who are to be moved: from where the first of them stands, until as long after the last as times are shown."""
    kinds = {each.what.casefold() for each in asked}
    calendars = [each for each in await call.gate.timebook.calendars(call.actor, call.now) if each.kind.casefold() in kinds]
    starts = [max(call.now, each.start) for each in asked if each.start] or [call.now]
    found = proposals(asked, (), calendars)
    async with aclosing(call.gate.timebook.free_by_page(call.actor, calendars, min(starts), max(starts) + AHEAD, call.now)) as pages:
        searched = 0
        async for free in pages:
            found, searched = found.and_of(free, calendars), searched + 1
            if not found.left or searched == MOST_PAGES:
                break
    return found


async def _move(call: StaffCall, calendar: Calendar, closure: Closure) -> Answer:
    words = list(dict.fromkeys(call.form.getlist("pair")))[:MOST_AT_ONCE]
    if not words:
        return await _nothing_chosen(call, calendar, closure)
    left = [each for each in words if not await _is_moved(call, each)]
    if not left:
        return Redirect(to=_back(closure), notice="appointments.desk.several.done")
    ids = [each.partition("/")[0] for each in left]
    said = "appointments.desk.several.left" if len(left) < len(words) else "appointments.desk.several.none_moved"
    return await shown(call, calendar, closure, said=said, names=[await _name(call, each) for each in ids], chosen=ids, status=409)


async def _is_moved(call: StaffCall, word: str) -> bool:
    """Move one in her own record from the time she was seen with, and tell her; whoever has another by now keeps that.

    What has been done already, or meanwhile, by a form that is sent twice, is not done again."""
    appointment_id, has, slot_id, version = (*word.split("/"), "", "", "", "")[:4]
    if not version.isdecimal() or not version.isascii():
        return False
    if await _has(call, appointment_id, slot_id):
        return True
    chosen = Chosen(call.actor.organisation or "", slot_id, int(version[:9]))
    answer = await in_her_record(
        call, appointment_id, lambda visit: call.gate.booking_answers.move(visit, appointment_id, chosen, call.now, has=has)
    )  # fmt: skip
    if not isinstance(answer, Stored):
        return await _has(call, appointment_id, slot_id)
    await tell_of(call, NoticeKind.APPOINTMENT_CHANGED, answer)
    return True


async def _has(call: StaffCall, appointment_id: str, slot_id: str) -> bool:
    known = await _known(call, appointment_id)
    return known is not None and known.is_coming and known.slot_id == slot_id


async def _name(call: StaffCall, appointment_id: str) -> str:
    known = await _known(call, appointment_id)
    return known.patient if known else ""


async def _known(call: StaffCall, appointment_id: str) -> Appointment | None:
    row = await call.gate.timebook.one(call.actor, appointment_id, call.now)
    return appointment(row, call.now) if row else None


def _back(closure: Closure) -> str:
    return f"{CLOSED}?{_of(closure)}"


def _of(closure: Closure) -> str:
    return urlencode({"closure": closure.id})
