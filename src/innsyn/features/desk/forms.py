"""What a health worker fills in: the patient's number, and the ground for coming.

Source: Tillitsrammeverk ATT-38 to ATT-48; docs/spec/access.md#AC-3.
"""

from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from innsyn.gate.grounds import BASES, EMERGENCY_REASONS, LONGEST_WORDS, PURPOSES
from innsyn.web import Choice, Form

ORDINARY_PURPOSES = tuple(code for code in PURPOSES if code != "BTG")


class FindForm(Form):
    """Find a patient by national number. Whether it is a number, and whether we know it, is said by the page."""

    number = StringField(
        "desk.find.number",
        description="desk.find.number_say",
        validators=[InputRequired("web.form.required"), Length(max=20, message="desk.find.not_a_number")],
    )


class GroundForm(Form):
    """State why: purpose and basis, and the organisation's own reference when there is one."""

    purpose = RadioField(
        "desk.ground.purpose",
        choices=[Choice(code, f"gate.purpose.{code}") for code in ORDINARY_PURPOSES],
        validators=[InputRequired()],
    )
    basis = RadioField(
        "desk.ground.basis",
        description="desk.ground.basis_say",
        choices=[Choice(basis.key, basis.key) for basis in BASES if set(basis.purposes) - {"BTG"}],
        validators=[InputRequired()],
    )
    decision = StringField(
        "desk.ground.decision", description="desk.ground.decision_say", validators=[Length(max=64, message="desk.ground.too_long")]
    )


class EmergencyForm(Form):
    """Break the glass: a reason from the list and words of one's own, kept for the review."""

    reason = RadioField("desk.emergency.reason", choices=[Choice(key, key) for key in EMERGENCY_REASONS], validators=[InputRequired()])
    words = TextAreaField(
        "desk.emergency.words",
        description="desk.emergency.words_say",
        validators=[InputRequired(), Length(max=LONGEST_WORDS, message="desk.ground.too_long")],
    )
