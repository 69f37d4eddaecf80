"""What is filled in at the desk: times to open in bulk, and what somebody is called in for."""

from wtforms import DateField, IntegerField, SelectField, SelectMultipleField, StringField, TimeField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from innsyn.web import Choice, Form

WEEKDAYS = tuple(str(day) for day in range(5))
SHORTEST, LONGEST = 5, 240


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
    minutes = IntegerField(
        "appointments.desk.minutes",
        description="appointments.desk.minutes_say",
        validators=[InputRequired(), NumberRange(min=SHORTEST, max=LONGEST, message="appointments.mistake.minutes")],
    )


class GiveForm(Form):
    """What somebody is called in for."""

    words = StringField("appointments.about", validators=[Optional(), Length(max=200, message="appointments.mistake.long")])
