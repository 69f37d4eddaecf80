"""What a young person writes when she asks, and what a clinician fills in when she decides."""

from wtforms import BooleanField, DateField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from innsyn.web import Choice, Form

SHORTEST_REASON, LONGEST = 10, 1000


class AskForm(Form):
    """Why, in her own words, when she wants to say."""

    words = TextAreaField(
        "shields.hide.words",
        description="shields.hide.words_say",
        validators=[Optional(), Length(max=LONGEST, message="shields.hide.long")],
    )


class DecisionForm(Form):
    """Agree or decline. What is needed for which is said by `deciding.py`."""

    decision = RadioField(
        "shields.decide.which",
        choices=[Choice("agree", "shields.decide.agree"), Choice("decline", "shields.decide.decline")],
        validators=[InputRequired()],
    )
    words = TextAreaField(
        "shields.decide.words",
        description="shields.decide.words_say",
        validators=[Optional(), Length(max=LONGEST, message="shields.decide.long")],
    )
    reason = TextAreaField(
        "shields.decide.reason",
        description="shields.decide.reason_say",
        validators=[Optional(), Length(min=SHORTEST_REASON, max=LONGEST, message="shields.decide.reason_length")],
    )
    review_by = DateField("shields.decide.review_by", description="shields.decide.review_by_say", validators=[Optional()])
    reviewer = StringField("shields.decide.reviewer", description="shields.decide.reviewer_say", validators=[Optional(), Length(max=9)])
    told = BooleanField("shields.decide.told", description="shields.decide.told_say")
