"""What somebody at the office can write: an answer, or why a conversation is not taken."""

from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from innsyn.web import Form

_LONGEST = 4_000


class AnswerForm(Form):
    """An answer."""

    text = TextAreaField("clinics.answer.text", validators=[InputRequired(), Length(max=_LONGEST, message="clinics.too_long")])


class RejectionForm(Form):
    """Why a conversation is not taken."""

    reason = TextAreaField("clinics.reject.reason", validators=[InputRequired(), Length(max=_LONGEST, message="clinics.too_long")])
