"""What is written: a message, an answer, a file."""

from wtforms import FileField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from innsyn.features.dialogue.kinds import LONGEST_SUBJECT, MANNERS
from innsyn.gate.rules.dialogue_facts import Kind
from innsyn.web import Fields, Form


class WriteForm(Form):
    """Subject and words. `longest` is set for the kind."""

    subject = StringField(
        "dialogue.write.subject",
        description="dialogue.write.subject_say",
        validators=[DataRequired("dialogue.write.subject_missing"), Length(max=LONGEST_SUBJECT, message="dialogue.write.subject_long")],
    )
    category = SelectField("dialogue.write.category", choices=[], validate_choice=False, validators=[InputRequired()])
    words = TextAreaField("dialogue.write.words", validators=[DataRequired("dialogue.write.words_missing")])


class RenewForm(Form):
    """Which prescriptions, of those the page lists, and words for whoever has something to say."""

    prescriptions = SelectMultipleField("dialogue.renew.which", choices=[], validate_choice=False)
    words = TextAreaField("dialogue.renew.words", description="dialogue.renew.words_say", validators=[Optional()])


class AnswerForm(Form):
    """Words alone."""

    words = TextAreaField("dialogue.thread.words", validators=[DataRequired("dialogue.write.words_missing")])


class FileForm(Form):
    """One file. What is wrong with it is found by what it is."""

    file = FileField("dialogue.files.file", description="dialogue.files.say", validators=[InputRequired("dialogue.files.mistake.none")])


def is_too_long(form: WriteForm | AnswerForm | RenewForm, kind: Kind) -> bool:
    """Hold the words against the longest message of a kind, and say so at the field. Lines are counted as they are sent."""
    longest = MANNERS[kind].longest
    if len(form.words.data or "") <= longest:
        return False
    form.words.errors = [*form.words.errors, f"dialogue.write.words_long.{kind}"]
    return True


def plain(fields: Fields, name: str) -> str:
    """Say what was written in a field, with one kind of line ending."""
    return fields.get(name).replace("\r\n", "\n").strip()
