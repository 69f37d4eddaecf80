"""What is filled in at the desk: times to open in bulk, and what somebody is called in for."""

from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from innsyn.web import Choice, Form

WEEKDAYS = tuple(str(day) for day in range(7))
SHORTEST, LONGEST = 5, 240
MOST_HOURS = 336
_SHORT = Length(max=80, message="appointments.mistake.short")
_LONG = Length(max=1000, message="appointments.mistake.long")


class OpenForm(Form):
    """Open times. What must go together is `rules.starts_of`'s to say."""

    calendar = SelectField("appointments.desk.calendar", validators=[InputRequired()])
    first = DateField("appointments.first_day", validators=[InputRequired()])
    last = DateField("appointments.last_day", validators=[InputRequired()])
    days = SelectMultipleField(
        "appointments.desk.weekdays",
        choices=[Choice(day, f"appointments.desk.weekday.{day}") for day in WEEKDAYS],
        validators=[InputRequired()],
    )
    begins = TimeField("appointments.desk.begins", validators=[InputRequired()])
    ends = TimeField("appointments.desk.ends", validators=[InputRequired()])
    pause_begins = TimeField("appointments.desk.pause_begins", description="appointments.desk.pause_say", validators=[Optional()])
    pause_ends = TimeField("appointments.desk.pause_ends", validators=[Optional()])
    minutes = IntegerField(
        "appointments.desk.minutes",
        description="appointments.desk.minutes_say",
        validators=[InputRequired(), NumberRange(min=SHORTEST, max=LONGEST, message="appointments.mistake.minutes")],
    )


class CalendarForm(Form):
    """A new calendar: whose time it is, what for, and what the office says beforehand about booking it."""

    whose = SelectField("appointments.desk.whose", validators=[InputRequired()])
    kind = StringField("appointments.desk.kind", description="appointments.desk.kind_say", validators=[InputRequired(), _SHORT])
    place = StringField("appointments.desk.place", validators=[Optional(), _SHORT])
    practical = TextAreaField("appointments.practical", description="appointments.desk.practical_say", validators=[Optional(), _LONG])
    confirms = RadioField(
        "appointments.desk.confirms",
        choices=[Choice("asks", "appointments.desk.confirms.asks"), Choice("direct", "appointments.desk.confirms.direct")],
        validators=[InputRequired()],
    )
    cancel_hours = IntegerField(
        "appointments.desk.cancel_hours",
        description="appointments.desk.cancel_hours_say",
        validators=[Optional(), NumberRange(min=0, max=MOST_HOURS, message="appointments.mistake.cancel_hours")],
    )
    may_move = BooleanField("appointments.desk.may_move", validators=[Optional()])


class ClosingForm(Form):
    """Close a calendar. The hours may be left out: from midnight to midnight."""

    calendar = SelectField("appointments.desk.calendar", validators=[InputRequired()])
    first = DateField("appointments.first_day", validators=[InputRequired()])
    begins = TimeField("appointments.desk.begins", description="appointments.desk.closing.hours_say", validators=[Optional()])
    last = DateField("appointments.last_day", validators=[InputRequired()])
    ends = TimeField("appointments.desk.ends", validators=[Optional()])
    reason = StringField(
        "appointments.desk.closing.reason",
        description="appointments.desk.closing.reason_say",
        validators=[InputRequired(), _SHORT],
    )


class CallOffForm(Form):
    """What those are told whose appointments are called off."""

    words = TextAreaField(
        "appointments.desk.closing.words", description="appointments.desk.closing.words_say", validators=[Optional(), _LONG]
    )


class GiveForm(Form):
    """What somebody is called in for."""

    words = StringField("appointments.about", validators=[Optional(), Length(max=200, message="appointments.mistake.long")])
