"""The fields of a decision."""

from wtforms import BooleanField, DateField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from innsyn.features.withholding.rules import CODES, LONGEST_REASON, SHORTEST_REASON
from innsyn.web import Choice, Form


class DecisionForm(Form):
    """Close a document. What must go together is `rules.mistake`'s to say."""

    code = RadioField(
        "withholding.code",
        description="withholding.code_say",
        choices=[Choice(each.code, f"withholding.code.{each.code}") for each in CODES],
        validators=[InputRequired()],
    )
    reason = TextAreaField(
        "withholding.reason",
        description="withholding.reason_say",
        validators=[InputRequired(), Length(min=SHORTEST_REASON, max=LONGEST_REASON, message="withholding.mistake.reason")],
    )
    until = DateField("withholding.until", description="withholding.until_say", validators=[Optional()])
    review_by = DateField("withholding.review_by", description="withholding.review_by_say", validators=[Optional()])
    reviewer = StringField("withholding.reviewer", description="withholding.reviewer_say", validators=[Optional(), Length(max=9)])
    told = BooleanField("withholding.told", description="withholding.told_say", validators=[Optional()])


class ReviewForm(Form):
    """Say that a decision is still needed, until it is looked at again."""

    review_by = DateField("withholding.review_by", description="withholding.review_by_say", validators=[InputRequired()])
