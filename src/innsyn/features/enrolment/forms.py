"""What a ward fills in, and what the office answers."""

from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from innsyn.gate.standing.enrolments import REASONS, USES
from innsyn.web import Choice, Form

_LONGEST_NAME, _LONGEST_WORDS, _FEWEST_WORDS = 120, 500, 5


class AskForm(Form):
    """Whom, why, and how she will use it. Whether the number is one is said by the page."""

    number = StringField(
        "enrolment.number",
        description="enrolment.number_say",
        validators=[InputRequired("web.form.required"), Length(max=20, message="enrolment.not_a_number")],
    )
    name = StringField(
        "enrolment.name",
        description="enrolment.name_say",
        validators=[InputRequired("web.form.required"), Length(max=_LONGEST_NAME, message="enrolment.too_long")],
    )
    reason = RadioField(
        "enrolment.reason", choices=[Choice(each, f"enrolment.reason.{each}") for each in REASONS], validators=[InputRequired()]
    )
    uses = RadioField(
        "enrolment.uses",
        description="enrolment.uses_say",
        choices=[Choice(each, f"enrolment.uses.{each}") for each in USES],
        validators=[InputRequired()],
    )
    words = TextAreaField(
        "enrolment.words", description="enrolment.words_say", validators=[Length(max=_LONGEST_WORDS, message="enrolment.too_long")]
    )


class DeclineForm(Form):
    """Why a request is declined, for the ward."""

    words = TextAreaField(
        "enrolment.decline.words",
        description="enrolment.decline.words_say",
        validators=[
            InputRequired("web.form.required"),
            Length(min=_FEWEST_WORDS, max=_LONGEST_WORDS, message="enrolment.decline.length"),
        ],
    )
