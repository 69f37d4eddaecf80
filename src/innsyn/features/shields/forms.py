"""What a patient fills in: against whom, what, and how long; one form for each step.

Source: docs/spec/shields.md#SH-2.
"""

from wtforms import DateField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from innsyn.features.shields.plan import KINDS
from innsyn.web import Choice, Form
from innsyn.web.lasting import SPANS

LONGEST_NOTE = 500
_LONGEST_SEARCH = 80


class WhomForm(Form):
    """Which kind of somebody."""

    kind = RadioField(
        "shields.whom.kind", choices=[Choice(kind, f"shields.whom.{kind}") for kind in KINDS], validators=[InputRequired()]
    )  # fmt: skip


class SomebodyForm(Form):
    """One person or organisation, of those the page lists."""

    chosen = RadioField("shields.somebody.chosen", choices=[], validate_choice=False, validators=[InputRequired("shields.somebody.none")])


class SearchForm(Form):
    """Words of a name, or an HPR number; always posted, since a name is not for an address."""

    words = StringField(
        "shields.search.words",
        validators=[DataRequired("shields.search.write"), Length(max=_LONGEST_SEARCH, message="shields.search.long")],
    )


class PlaceForm(Form):
    """Words of an organisation's name."""

    words = StringField(
        "shields.search.place",
        validators=[DataRequired("shields.search.write"), Length(max=_LONGEST_SEARCH, message="shields.search.long")],
    )


class ProfessionForm(Form):
    """Which profession; the choices are given in the reader's order."""

    profession = SelectField("shields.profession.which", choices=[], validate_choice=False, validators=[InputRequired()])


class WhatForm(Form):
    """The whole record, or some documents."""

    what = RadioField(
        "shields.what.which",
        choices=[Choice("all", "shields.what.all"), Choice("some", "shields.what.some")],
        validators=[InputRequired()],
    )


class DocumentsForm(Form):
    """Which documents, of those the page lists."""

    documents = SelectMultipleField(
        "shields.documents.which", choices=[], validate_choice=False, validators=[InputRequired("shields.documents.none")]
    )  # fmt: skip


class LastingForm(Form):
    """From when, and until when."""

    span = RadioField(
        "shields.lasting.span", choices=[Choice(span, f"shields.lasting.{span}") for span in SPANS], validators=[InputRequired()]
    )  # fmt: skip
    until = DateField("shields.lasting.until", validators=[Optional()])
    since = DateField("shields.lasting.since", description="shields.lasting.since_say", validators=[Optional()])


class ConfirmForm(Form):
    """The patient's own words to herself, which nobody else sees."""

    note = TextAreaField(
        "shields.confirm.note",
        description="shields.confirm.note_say",
        validators=[Optional(), Length(max=LONGEST_NOTE, message="shields.confirm.note_long")],
    )
