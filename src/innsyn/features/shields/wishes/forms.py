"""What a young person writes when she asks, and what a clinician fills in when she agrees or declines."""

from wtforms import BooleanField, DateField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from innsyn.web import Form

SHORTEST_REASON, LONGEST = 10, 1000


class AskForm(Form):
    """Why, in her own words, when she wants to say."""

    words = TextAreaField(
        "shields.hide.words",
        description="shields.hide.words_say",
        validators=[Optional(), Length(max=LONGEST, message="shields.hide.long")],
    )


class AgreeForm(Form):
    """Why the document is withheld from the parents, who looks at it again and by when, and what they learn."""

    reason = TextAreaField(
        "shields.decide.reason",
        description="shields.decide.reason_say",
        validators=[
            DataRequired("shields.decide.reason_needed"),
            Length(min=SHORTEST_REASON, max=LONGEST, message="shields.decide.reason_length"),
        ],
    )
    review_by = DateField(
        "shields.decide.review_by", description="shields.decide.review_by_say", validators=[InputRequired("shields.decide.review_too_late")]
    )
    reviewer = StringField(
        "shields.decide.reviewer", description="shields.decide.reviewer_say", validators=[DataRequired("shields.decide.reviewer_unknown")]
    )
    told = BooleanField("shields.decide.told", description="shields.decide.told_say")
    words = TextAreaField(
        "shields.decide.words",
        description="shields.decide.words_say",
        validators=[Optional(), Length(max=LONGEST, message="shields.decide.long")],
    )


class DeclineForm(Form):
    """Why it is not hidden, in words to the young person."""

    answer = TextAreaField(
        "shields.decide.words",
        description="shields.decide.words_say",
        validators=[DataRequired("shields.decide.words_needed"), Length(max=LONGEST, message="shields.decide.long")],
    )
