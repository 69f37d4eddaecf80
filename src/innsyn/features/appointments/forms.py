"""What is filled in: what it is about, and the days of a wish."""

from wtforms import DateField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from innsyn.features.appointments.rules import LONGEST_WORDS, SHORTEST_WISH
from innsyn.web import Form

_LONGEST = Length(max=LONGEST_WORDS, message="appointments.mistake.long")


class AboutForm(Form):
    """What it is about; optional."""

    words = TextAreaField("appointments.about", description="appointments.about_say", validators=[Optional(), _LONGEST])


class WishForm(Form):
    """What it is about, and which days suit. What must go together is `rules.mistake`'s to say."""

    words = TextAreaField(
        "appointments.about",
        description="appointments.about_wish_say",
        validators=[InputRequired(), Length(min=SHORTEST_WISH, max=LONGEST_WORDS, message="appointments.mistake.words")],
    )
    first = DateField("appointments.first_day", validators=[InputRequired()])
    last = DateField("appointments.last_day", validators=[InputRequired()])
