"""Events of one's own: put in, changed, taken out; of those that repeat one, or all. Source: docs/spec/calendar.md#CAL-4, #CAL-9."""

from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_URL, UUID, uuid5

from innsyn.features.calendar import chart
from innsyn.features.calendar.chart import Standing
from innsyn.features.calendar.entry import Entry
from innsyn.features.calendar.forms import EventForm, filled
from innsyn.features.calendar.pages import CHANGES, HOME, closed, keeps
from innsyn.features.calendar.reading import read
from innsyn.features.calendar.repeating import occurrence
from innsyn.features.calendar.span import list_from
from innsyn.gate.refused import Refused
from innsyn.gate.standing.calendar import OwnEvent, own_event_id
from innsyn.gate.values import Conflict
from innsyn.kernel.clock import norwegian_date
from innsyn.web import ABSENT, Answer, CitizenCall, Need, Redirect, View, action, page

NEW, EVENTS = f"{HOME}/new", f"{HOME}/events"
_MEANWHILE = "calendar.changed_meanwhile"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a form is posted to, and whether it changes something that stands.

    on: the day of one of those that repeat, empty for all of them and for what is once. repeats: whether what stands does."""

    action: str
    id: str
    is_new: bool
    on: str = ""
    repeats: bool = False


@page(NEW, need=Need.CITIZEN, title="calendar.event.new")
async def new(call: CitizenCall) -> Answer:
    """Show an empty form, on the day that was asked for."""
    if not await keeps(call):
        return View("calendar/refused.html", {"reason": "calendar.not_here", "rule": "", "home": HOME}, status=403)
    day = list_from(call.query.get("on"), norwegian_date(call.now)).first
    id_ = uuid5(NAMESPACE_URL, f"{call.visit.id}/{call.path}/{call.now.isoformat()}")
    return _shown(EventForm(first=day), Place(NEW, str(id_), is_new=True))


@action(NEW, need=Need.CITIZEN, title="calendar.event.new", limit=CHANGES, words=("title", "place", "note"))
async def add(call: CitizenCall) -> Answer:
    """Put an event in; sent twice it is there once."""
    id_ = _id(call.form.get("id"))
    if id_ is None:
        return ABSENT
    form = EventForm(call.form)
    told = read(form)
    if told is None:
        return _shown(form, Place(NEW, str(id_), is_new=True), status=422)
    answer = await chart.keep(call.gate, call.visit, told, own_event_id(call.visit.owner, id_), now=call.now)
    if isinstance(answer, Refused):
        return closed(answer)
    return Redirect(to=f"{HOME}?from={_day(told)}", notice=_MEANWHILE if isinstance(answer, Conflict) else "calendar.event.added")


@page(EVENTS + "/{event_id}", need=Need.CITIZEN, title="calendar.event.one", asks_for="Task")
async def one(call: CitizenCall, event_id: str) -> Answer:
    """Show an event as a form to whoever may change it, and as it is to everybody else."""
    standing = await chart.event(call.gate, call.visit, event_id, now=call.now)
    if standing is None:
        return ABSENT
    shown = _chosen(standing, call.query.get("on"))
    if not await keeps(call):
        return View("calendar/event.html", {"one": shown, "note": standing.note, "home": HOME})
    return _shown(filled(standing, shown), _place(standing, shown, str(standing.entry.version)))


@action(
    EVENTS + "/{event_id}", need=Need.CITIZEN, title="calendar.event.one", asks_for="Task", limit=CHANGES, words=("title", "place", "note")
)
async def change(call: CitizenCall, event_id: str) -> Answer:
    """Change an event, or one of those that repeat alone; whoever comes second is shown what stands."""
    standing = await chart.event(call.gate, call.visit, event_id, now=call.now)
    if standing is None:
        return ABSENT
    shown, form = _chosen(standing, call.form.get("on")), EventForm(call.form)
    is_one = shown is not standing.entry
    told = read(form, is_one=is_one, stood=standing.entry)
    if told is None:
        return _shown(form, _place(standing, shown, call.form.get("id")), status=422)
    back = _address(standing, shown)
    if call.form.get("id") != str(standing.entry.version) or (call.form.get("on") and not is_one):
        return Redirect(to=back, notice=_MEANWHILE)
    if is_one:
        answer = await chart.keep_one(call.gate, call.visit, standing, shown.first, told, now=call.now)
    else:
        answer = await chart.keep(call.gate, call.visit, told, event_id, version=standing.entry.version, now=call.now)
    if isinstance(answer, Refused):
        return closed(answer)
    if isinstance(answer, Conflict):
        return Redirect(to=back, notice=_MEANWHILE)
    return Redirect(to=f"{HOME}?from={_day(told)}", notice="calendar.event.changed")


@page(EVENTS + "/{event_id}/remove", need=Need.CITIZEN, title="calendar.event.remove", asks_for="Task")
async def removing(call: CitizenCall, event_id: str) -> Answer:
    """Ask once more."""
    standing = await chart.event(call.gate, call.visit, event_id, now=call.now)
    if standing is None or not await keeps(call):
        return ABSENT
    shown = _chosen(standing, call.query.get("on"))
    place = _place(standing, shown, "")
    return View("calendar/remove.html", {"one": shown, "place": place, "here": call.path, "stay": _address(standing, shown)})


@action(EVENTS + "/{event_id}/remove", need=Need.CITIZEN, title="calendar.event.remove", asks_for="Task", limit=CHANGES)
async def remove(call: CitizenCall, event_id: str) -> Answer:
    """Take an event out, or one of those that repeat alone."""
    standing = await chart.event(call.gate, call.visit, event_id, now=call.now)
    if standing is None:
        return ABSENT
    shown = _chosen(standing, call.form.get("on"))
    if call.form.get("on") and shown is standing.entry:
        return Redirect(to=HOME, notice=_MEANWHILE)
    if shown is standing.entry:
        answer = await chart.remove(call.gate, call.visit, standing, now=call.now)
    else:
        answer = await chart.remove_one(call.gate, call.visit, standing, shown.first, now=call.now)
    if isinstance(answer, Refused):
        return closed(answer)
    return Redirect(to=HOME, notice=_MEANWHILE if isinstance(answer, Conflict) else "calendar.event.removed")


def _chosen(standing: Standing, on: str) -> Entry:
    """Give the one on a day, of those that repeat; the event itself for any other wish."""
    try:
        found = occurrence(standing.entry, date.fromisoformat(on)) if on else None
    except ValueError:
        found = None
    return found or standing.entry


def _place(standing: Standing, shown: Entry, version: str) -> Place:
    on = "" if shown is standing.entry else shown.first.isoformat()
    return Place(f"{EVENTS}/{standing.entry.id}", version, is_new=False, on=on, repeats=standing.entry.repeats is not None)


def _address(standing: Standing, shown: Entry) -> str:
    place = _place(standing, shown, "")
    return f"{place.action}?on={place.on}" if place.on else place.action


def _shown(form: EventForm, place: Place, *, status: int = 200) -> View:
    title = "calendar.event.new" if place.is_new else "calendar.event.one"
    return View("calendar/form.html", {"form": form, "place": place, "home": HOME}, status=status, title=title)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _day(told: OwnEvent) -> str:
    return told.begins.isoformat()[:10]
