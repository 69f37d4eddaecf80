"""Forms: WTForms whose labels, descriptions and errors are text keys, drawn by `components/forms.html`."""

from typing import Any

import wtforms
from wtforms.fields.choices import SelectChoice as Choice  # type: ignore[attr-defined]  # the types lag behind

__all__ = ["Choice", "Form"]

_KEYS = {
    "This field is required.": "web.form.required",
    "Not a valid choice.": "web.form.choice",
    "Not a valid choice": "web.form.choice",
    "Invalid Choice: could not coerce.": "web.form.choice",
    "Not a valid integer value.": "web.form.whole_number",
    "Not a valid decimal value.": "web.form.number",
    "Not a valid date value.": "web.form.date",
    "Not a valid time value.": "web.form.time",
    "Invalid email address.": "web.form.email",
}
"""What WTForms says of its own accord, as our text keys. Validators with numbers in their sentence are given a key as `message`."""


class _Keys:
    """WTForms' own sentences become text keys: nobody reads its English."""

    def gettext(self, sentence: str) -> str:
        """Say the key that stands for `sentence`."""
        return _KEYS.get(sentence, "web.form.invalid")

    def ngettext(self, singular: str, plural: str, count: int) -> str:  # noqa: ARG002
        """Say the key that stands for a counted sentence."""
        return "web.form.invalid"


class Form(wtforms.Form):
    """A form of ours. Give it `call.form` when it was posted, nothing when it is shown first.

    Labels, descriptions, choices' labels and messages are text keys. The CSRF token is no field: `components/forms.html` puts it there,
    and it was checked before the handler was called."""

    class Meta:
        """Where WTForms looks for its settings."""

        def get_translations(self, form: Any) -> _Keys:  # noqa: ARG002
            """Give WTForms our keys instead of sentences."""
            return _Keys()

    @property
    def is_filled(self) -> bool:
        """Say whether anything was posted and holds: validates once."""
        return bool(self.validate())
