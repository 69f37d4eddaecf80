"""Events of one's own: put in, changed, taken out. Source: docs/spec/calendar.md#CAL-4."""

from dataclasses import dataclass
from uuid import NAMESPACE_URL, UUID, uuid5

from innsyn.features.calendar import chart
from innsyn.features.calendar.forms import EventForm, filled
from innsyn.features.calendar.pages import CHANGES, HOME, closed, keeps
from innsyn.features.calendar.rules import own_event
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
    """Where a form is posted to, and whether it changes something that stands."""

    action: str
    id: str
    is_new: bool


@page(NEW, need=Need.CITIZEN, title="calendar.event.new")
async def new(call: CitizenCall) -> Answer:
    """Show an empty form, on the day that was asked for."""
    if not await keeps(call):
        return View("calendar/refused.html", {"reason": "calendar.not_here", "rule": "", "home": HOME}, status=403)
    day = list_from(call.query.get("on"), norwegian_date(call.now)).first
    id_ = uuid5(NAMESPACE_URL, f"{call.visit.id}/{call.path}/{call.now.isoformat()}")
    return _shown(EventForm(first=day), Place(NEW, str(id_), is_new=True))


@action(NEW, need=Need.CITIZEN, title="calendar.event.new", limit=CHANGES)
async def add(call: CitizenCall) -> Answer:
    """Put an event in; sent twice it is there once."""
    id_ = _id(call.form.get("id"))
    if id_ is None:
        return ABSENT
    read = _read(call, Place(NEW, str(id_), is_new=True))
    if isinstance(read, View):
        return read
    answer = await chart.keep(call.gate, call.visit, read, own_event_id(call.visit.owner, id_), now=call.now)
    if isinstance(answer, Refused):
        return closed(answer)
    return Redirect(to=f"{HOME}?from={_day(read)}", notice=_MEANWHILE if isinstance(answer, Conflict) else "calendar.event.added")


@page(EVENTS + "/{event_id}", need=Need.CITIZEN, title="calendar.event.one", asks_for="Task")
async def one(call: CitizenCall, event_id: str) -> Answer:
    """Show an event as a form to whoever may change it, and as it is to everybody else."""
    standing = await chart.event(call.gate, call.visit, event_id, now=call.now)
    if standing is None:
        return ABSENT
    if not await keeps(call):
        return View("calendar/event.html", {"one": standing.entry, "note": standing.note, "home": HOME})
    return _shown(filled(standing), Place(f"{EVENTS}/{event_id}", str(standing.entry.version), is_new=False))


@action(EVENTS + "/{event_id}", need=Need.CITIZEN, title="calendar.event.one", asks_for="Task", limit=CHANGES)
async def change(call: CitizenCall, event_id: str) -> Answer:
    """Change an event; whoever comes second is shown what stands."""
    standing = await chart.event(call.gate, call.visit, event_id, now=call.now)
    if standing is None:
        return ABSENT
    read = _read(call, Place(f"{EVENTS}/{event_id}", call.form.get("id"), is_new=False))
    if isinstance(read, View):
        return read
    if call.form.get("id") != str(standing.entry.version):
        return Redirect(to=f"{EVENTS}/{event_id}", notice=_MEANWHILE)
    answer = await chart.keep(call.gate, call.visit, read, event_id, version=standing.entry.version, now=call.now)
    if isinstance(answer, Refused):
        return closed(answer)
    if isinstance(answer, Conflict):
        return Redirect(to=f"{EVENTS}/{event_id}", notice=_MEANWHILE)
    return Redirect(to=f"{HOME}?from={_day(read)}", notice="calendar.event.changed")


@page(EVENTS + "/{event_id}/remove", need=Need.CITIZEN, title="calendar.event.remove", asks_for="Task")
async def removing(call: CitizenCall, event_id: str) -> Answer:
    """Ask once more."""
    standing = await chart.event(call.gate, call.visit, event_id, now=call.now)
    if standing is None or not await keeps(call):
        return ABSENT
    return View("calendar/remove.html", {"one": standing.entry, "here": call.path, "stay": f"{EVENTS}/{event_id}"})


@action(EVENTS + "/{event_id}/remove", need=Need.CITIZEN, title="calendar.event.remove", asks_for="Task", limit=CHANGES)
async def remove(call: CitizenCall, event_id: str) -> Answer:
    """Take an event out."""
    standing = await chart.event(call.gate, call.visit, event_id, now=call.now)
    if standing is None:
        return ABSENT
    answer = await chart.remove(call.gate, call.visit, standing, now=call.now)
    if isinstance(answer, Refused):
        return closed(answer)
    return Redirect(to=HOME, notice=_MEANWHILE if isinstance(answer, Conflict) else "calendar.event.removed")


def _read(call: CitizenCall, place: Place) -> OwnEvent | View:
    """Read the form; the page with its mistakes when there are any."""
    form = EventForm(call.form)
    if not form.validate() or form.first.data is None:
        return _shown(form, place, status=422)
    told = own_event(
        title=(form.title.data or "").strip(),
        first=form.first.data,
        starts=form.starts.data,
        last=form.last.data,
        ends=form.ends.data,
        place=(form.place.data or "").strip(),
        note=(form.note.data or "").strip(),
    )
    if isinstance(told, OwnEvent):
        return told
    form[told[0]].errors = [f"calendar.mistake.{told[1]}"]
    return _shown(form, place, status=422)


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
