"""Reads what was filled in of an event of one's own; what does not go together is told at its field."""

from innsyn.features.calendar.entry import Entry
from innsyn.features.calendar.forms import EventForm
from innsyn.features.calendar.repeating import RHYTHMS, repeated
from innsyn.features.calendar.rules import own_event
from innsyn.gate.standing.calendar import OwnEvent


def read(form: EventForm, *, is_one: bool = False, stood: Entry | None = None) -> OwnEvent | None:
    """Read the form; None when there are mistakes, which stand at their fields then.

    is_one: it is about one of those that repeat, and does not repeat itself. stood: the event as it stood: what was taken out of those
    that repeat stays out."""
    if not form.validate() or form.first.data is None:
        return None
    told = own_event(
        title=(form.title.data or "").strip(),
        first=form.first.data,
        starts=form.starts.data,
        last=form.last.data,
        ends=form.ends.data,
        place=(form.place.data or "").strip(),
        note=(form.note.data or "").strip(),
    )
    rhythm = next((each for each in RHYTHMS if each == form.repeats.data), None)
    if isinstance(told, OwnEvent) and rhythm is not None and not is_one:
        not_on = stood.repeats.not_on if stood and stood.repeats else frozenset()
        return _read(form, repeated(told, rhythm, until=form.until.data, times=form.times.data, not_on=not_on))
    return _read(form, told)


def _read(form: EventForm, told: OwnEvent | tuple[str, str]) -> OwnEvent | None:
    if isinstance(told, OwnEvent):
        return told
    form[told[0]].errors = [f"calendar.mistake.{told[1]}"]
    return None
