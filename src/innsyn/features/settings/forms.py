"""What can be set."""

from collections.abc import Sequence

from wtforms import Field, RadioField, SelectField
from wtforms.validators import InputRequired

from innsyn.web import LOCALES, Choice, Form
from innsyn.web.notices.channel import Channel
from innsyn.web.notices.choices import CHOSEN_GROUPS, LEVELS, Choices, Level
from innsyn.web.notices.kinds import Group
from innsyn.web.preferences import REMINDER_HOURS


class SettingsForm(Form):
    """The language."""

    locale = RadioField(
        "settings.language", choices=[Choice(code, f"web.language.{code}") for code in LOCALES], validators=[InputRequired()]
    )


class ReminderForm(Form):
    """How long before an appointment to be reminded of it."""

    hours = RadioField(
        "settings.notices.reminder",
        choices=[Choice(str(hours), f"settings.notices.reminder.{hours}") for hours in REMINDER_HOURS],
        validators=[InputRequired()],
    )


class ChoicesForm(Form):
    """What to be told of: one field for each group and channel, named `group-channel`."""


def _name(group: Group, channel: Channel) -> str:
    return f"{group}-{channel}"


for _group in CHOSEN_GROUPS:
    for _channel in Channel:
        _field = SelectField(
            f"settings.notices.channel.{_channel}",
            choices=[Choice(level, f"settings.notices.level.{level}") for level in LEVELS],
            validators=[InputRequired()],
        )
        setattr(ChoicesForm, _name(_group, _channel), _field)


def filled(choices: Choices) -> ChoicesForm:
    """Give the form as a person has chosen."""
    chosen = {_name(group, channel): choices.level(group, channel) for group in CHOSEN_GROUPS for channel in Channel}
    return ChoicesForm(data=chosen)


def chosen(form: ChoicesForm) -> Choices:
    """Read a form that holds."""
    levels: dict[tuple[Group, Channel], Level] = {
        (group, channel): form[_name(group, channel)].data for group in CHOSEN_GROUPS for channel in Channel
    }
    return Choices(levels)


def by_group(form: ChoicesForm) -> Sequence[tuple[Group, Sequence[Field]]]:
    """Give the form's fields, a line for each group."""
    return [(group, [form[_name(group, channel)] for channel in Channel]) for group in CHOSEN_GROUPS]
