"""What a giver fills in: who, what, from whom and how long; one form for each step.

Source: docs/spec/representation.md#REP-4.
"""

from wtforms import BooleanField, DateField, RadioField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length, Optional

from innsyn.gate.rules.areas import AREAS
from innsyn.web import Choice, Form
from innsyn.web.lasting import SPANS

EVERYTHING = "all"
"""Ticked for all parts at once."""

_LONGEST_NAME = 120


class WhoForm(Form):
    """Who receives it: national number and full name. Whether they belong together is for the gate to say."""

    number = StringField(
        "representation.who.number",
        description="representation.who.number_say",
        validators=[InputRequired("web.form.required"), Length(max=20, message="representation.who.not_a_number")],
    )
    name = StringField(
        "representation.who.name",
        description="representation.who.name_say",
        validators=[InputRequired("web.form.required"), Length(max=_LONGEST_NAME, message="representation.who.name_long")],
    )


class WhatForm(Form):
    """Which parts of the record."""

    areas = SelectMultipleField(
        "representation.what.areas",
        choices=[Choice(area, f"representation.area.{area}") for area in (EVERYTHING, *AREAS)],
        validators=[InputRequired("representation.what.none")],
    )


class SourcesForm(Form):
    """From all organisations, or from some. `chosen` gets its choices from the record."""

    which = RadioField(
        "representation.sources.which",
        choices=[Choice("all", "representation.sources.all"), Choice("some", "representation.sources.some")],
        validators=[InputRequired()],
    )
    chosen = SelectMultipleField("representation.sources.chosen", choices=[], validate_choice=False)


class LastingForm(Form):
    """From when, and until when."""

    span = RadioField(
        "representation.lasting.span",
        choices=[Choice(span, f"representation.lasting.{span}") for span in SPANS],
        validators=[InputRequired()],
    )
    until = DateField("representation.lasting.until", description="representation.lasting.until_say", validators=[Optional()])
    since = DateField("representation.lasting.since", description="representation.lasting.since_say", validators=[Optional()])


class PatientForm(Form):
    """Whose record, by national number."""

    number = StringField(
        "representation.desk.number",
        description="representation.desk.number_say",
        validators=[InputRequired("web.form.required"), Length(max=20, message="representation.who.not_a_number")],
    )


class PaperForm(WhoForm, WhatForm, LastingForm):
    """What stands on a paper, where it is kept, and that the registrar saw it signed."""

    number = StringField(
        "representation.desk.receiver",
        description="representation.desk.receiver_say",
        validators=[InputRequired("web.form.required"), Length(max=20, message="representation.who.not_a_number")],
    )
    span = RadioField(
        "representation.lasting.span",
        choices=[Choice(span, f"representation.desk.span.{span}") for span in SPANS],
        validators=[InputRequired()],
    )
    until = DateField("representation.lasting.until", description="representation.desk.until_say", validators=[Optional()])
    papers = StringField(
        "representation.desk.papers",
        description="representation.desk.papers_say",
        validators=[InputRequired("web.form.required"), Length(max=_LONGEST_NAME, message="representation.desk.papers_long")],
    )
    is_seen = BooleanField("representation.desk.is_seen", validators=[InputRequired("representation.desk.not_seen")])
