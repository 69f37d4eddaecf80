"""What is filled in of an event of one's own."""

from wtforms import DateField, IntegerField, SelectField, StringField, TextAreaField, TimeField
from wtforms.validators import InputRequired, Length, Optional

from innsyn.features.calendar.chart import Standing
from innsyn.features.calendar.entry import Entry
from innsyn.features.calendar.repeating import RHYTHMS, end_of, rhythm_of
from innsyn.features.calendar.rules import LONGEST_NOTE, LONGEST_TITLE
from innsyn.kernel.clock import NORWAY
from innsyn.web import Choice, Form

_LONG = "calendar.mistake.long"


class EventForm(Form):
    """An event. Without an hour it lasts the whole day. What must go together is `rules.own_event`'s to say."""

    title = StringField("calendar.event.what", validators=[InputRequired(), Length(max=LONGEST_TITLE, message=_LONG)])
    first = DateField("calendar.event.first", validators=[InputRequired()])
    starts = TimeField("calendar.event.starts", description="calendar.event.starts_say", validators=[Optional()])
    ends = TimeField("calendar.event.ends", validators=[Optional()])
    last = DateField("calendar.event.last", description="calendar.event.last_say", validators=[Optional()])
    repeats = SelectField(
        "calendar.event.repeats",
        choices=[Choice("", "calendar.event.repeats.no"), *(Choice(each, f"calendar.event.repeats.{each}") for each in RHYTHMS)],
        validators=[Optional()],
    )
    until = DateField("calendar.event.until", validators=[Optional()])
    times = IntegerField("calendar.event.times", description="calendar.event.times_say", validators=[Optional()])
    place = StringField("calendar.event.place", validators=[Optional(), Length(max=LONGEST_TITLE, message=_LONG)])
    note = TextAreaField("calendar.event.note", validators=[Optional(), Length(max=LONGEST_NOTE, message=_LONG)])


def filled(standing: Standing, one: Entry) -> EventForm:
    """Fill the form with an event as it stands. one: the event, or one of those that repeat by itself."""
    told = one.repeats if one is standing.entry else None
    until, times = end_of(told.rule) if told else (None, None)
    last = one.ends.astimezone(NORWAY).date() if one.ends else one.last
    return EventForm(
        title=one.title,
        first=one.first,
        starts=one.begins.astimezone(NORWAY).time() if one.begins else None,
        ends=one.ends.astimezone(NORWAY).time() if one.ends else None,
        last=last if last != one.first else None,
        repeats=(rhythm_of(told.rule) or "") if told else "",
        until=until,
        times=times,
        place=one.place,
        note=standing.note,
    )
