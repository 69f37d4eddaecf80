"""What is filled in of an event of one's own."""

from wtforms import DateField, StringField, TextAreaField, TimeField
from wtforms.validators import InputRequired, Length, Optional

from innsyn.features.calendar.chart import Standing
from innsyn.features.calendar.rules import LONGEST_NOTE, LONGEST_TITLE
from innsyn.kernel.clock import NORWAY
from innsyn.web import Form

_LONG = "calendar.mistake.long"


class EventForm(Form):
    """An event. Without an hour it lasts the whole day. What must go together is `rules.own_event`'s to say."""

    title = StringField("calendar.event.what", validators=[InputRequired(), Length(max=LONGEST_TITLE, message=_LONG)])
    first = DateField("calendar.event.first", validators=[InputRequired()])
    starts = TimeField("calendar.event.starts", description="calendar.event.starts_say", validators=[Optional()])
    ends = TimeField("calendar.event.ends", validators=[Optional()])
    last = DateField("calendar.event.last", description="calendar.event.last_say", validators=[Optional()])
    place = StringField("calendar.event.place", validators=[Optional(), Length(max=LONGEST_TITLE, message=_LONG)])
    note = TextAreaField("calendar.event.note", validators=[Optional(), Length(max=LONGEST_NOTE, message=_LONG)])


def filled(standing: Standing) -> EventForm:
    """Fill the form with an event as it stands."""
    one = standing.entry
    last = one.ends.astimezone(NORWAY).date() if one.ends else one.last
    return EventForm(
        title=one.title,
        first=one.first,
        starts=one.begins.astimezone(NORWAY).time() if one.begins else None,
        ends=one.ends.astimezone(NORWAY).time() if one.ends else None,
        last=last if last != one.first else None,
        place=one.place,
        note=standing.note,
    )
