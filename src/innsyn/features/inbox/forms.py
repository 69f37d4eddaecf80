"""What is filled in at the inbox: an answer, why a request is turned away, a new message, a template."""

from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from innsyn.features.inbox.rules import LONGEST_ANSWER
from innsyn.gate.standing.inboxes import LONGEST_TITLE, LONGEST_WORDS
from innsyn.web import Form

_LONGEST_REASON, _LONGEST_SUBJECT = 500, 80
_REQUIRED = DataRequired("inbox.required")


def _at_most(count: int, message: str = "inbox.too_long") -> Length:
    return Length(max=count, message=message)


class AnswerForm(Form):
    """An answer."""

    words = TextAreaField(
        "inbox.answer.words",
        description="inbox.answer.words_say",
        validators=[DataRequired("inbox.answer.required"), _at_most(LONGEST_ANSWER, "inbox.answer.long")],
    )


class RejectForm(Form):
    """Why a request is turned away, for the patient."""

    reason = TextAreaField(
        "inbox.reject.why",
        description="inbox.reject.why_say",
        validators=[DataRequired("inbox.reject.required"), _at_most(_LONGEST_REASON)],
    )


class NewForm(Form):
    """A message that begins a conversation."""

    subject = StringField("inbox.new.subject", description="inbox.new.subject_say", validators=[_REQUIRED, _at_most(_LONGEST_SUBJECT)])
    words = TextAreaField("inbox.new.words", validators=[_REQUIRED, _at_most(LONGEST_ANSWER)])


class TemplateForm(Form):
    """Words the office has at hand."""

    title = StringField("inbox.template.title", validators=[_REQUIRED, _at_most(LONGEST_TITLE)])
    words = TextAreaField("inbox.template.words", validators=[_REQUIRED, _at_most(LONGEST_WORDS)])
