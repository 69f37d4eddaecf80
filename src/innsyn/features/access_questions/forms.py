"""What is filled in: the asker's own words, a statement, and the answer."""

from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from innsyn.features.access_questions.rules import LONGEST_WORDS
from innsyn.gate.standing.access_questions import DECISIONS
from innsyn.web import Choice, Form

_LONGEST = Length(max=LONGEST_WORDS, message="access_questions.mistake.long")


class AskForm(Form):
    """Ask why; words of one's own are optional."""

    words = TextAreaField("access_questions.words", description="access_questions.words_say", validators=[Optional(), _LONGEST])


class StatementForm(Form):
    """What somebody said: who, and the words."""

    by = StringField(
        "access_questions.statement.by",
        description="access_questions.statement.by_say",
        validators=[InputRequired(), Length(max=100, message="access_questions.mistake.long")],
    )
    said = TextAreaField(
        "access_questions.statement.words", description="access_questions.statement.words_say", validators=[InputRequired(), _LONGEST]
    )


class AnswerForm(Form):
    """The decision and its words. What must go together is `rules.mistake`'s to say."""

    decision = RadioField(
        "access_questions.decision",
        choices=[Choice(each, f"access_questions.decision.{each}") for each in DECISIONS],
        validators=[InputRequired()],
    )
    words = TextAreaField("access_questions.answer", description="access_questions.answer_say", validators=[InputRequired(), _LONGEST])
    done = TextAreaField("access_questions.done", description="access_questions.done_say", validators=[Optional(), _LONGEST])
