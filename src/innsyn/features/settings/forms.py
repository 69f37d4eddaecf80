"""What can be set."""

import re

from wtforms import EmailField, RadioField, TelField
from wtforms.validators import Length, Optional, Regexp

from innsyn.web import LOCALES, Choice, Form

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+\Z")
_PHONE = re.compile(r"\+?[0-9 ]{8,20}\Z")


class SettingsForm(Form):
    """Language and contact. Empty contact fields mean: no notices there."""

    locale = RadioField("settings.language", choices=[Choice(code, f"web.language.{code}") for code in LOCALES])
    email = EmailField(
        "settings.email",
        description="settings.email_say",
        validators=[Optional(), Length(max=254, message="settings.email_wrong"), Regexp(_EMAIL, message="settings.email_wrong")],
    )
    phone = TelField(
        "settings.phone", description="settings.phone_say", validators=[Optional(), Regexp(_PHONE, message="settings.phone_wrong")]
    )
