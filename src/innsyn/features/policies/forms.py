"""The fields of a choice."""

from datetime import date
from typing import Any

from wtforms import DateField, IntegerField, RadioField
from wtforms.validators import InputRequired, NumberRange, Optional

from innsyn.features.policies.rules import WAITING
from innsyn.gate.rules.policy import LONGEST_DELAY, Policy
from innsyn.web import Choice, Form

_DAYS = [Optional(), NumberRange(0, LONGEST_DELAY, message="policies.mistake.days")]


class PolicyForm(Form):
    """What a trust may choose. Days left empty are no delay."""

    since = DateField("policies.since", description="policies.since_say", validators=[InputRequired()])
    ages = RadioField(
        "policies.ages",
        description="policies.ages_say",
        choices=[Choice("national", "policies.ages.national"), Choice("graded", "policies.ages.graded")],
        validators=[InputRequired()],
    )
    documents = IntegerField("policies.wait.documents", description="policies.wait_say", validators=_DAYS)
    notes = IntegerField("policies.wait.notes", validators=_DAYS)
    results = IntegerField("policies.wait.results", validators=_DAYS)
    reports = IntegerField("policies.wait.reports", validators=_DAYS)
    delayed_days = IntegerField("policies.delayed_days", description="policies.delayed_days_say", validators=_DAYS)

    def policy(self) -> Policy:
        """Say the choice. The form must have been validated."""
        waits = tuple(WAITING[name].delay(self[name].data) for name in WAITING if self[name].data)
        return Policy(
            since=self.since.data or date.max,
            ages="graded" if self.ages.data == "graded" else "national",
            delays=waits,
            delayed_days=self.delayed_days.data,
        )


def filled(policy: Policy, since: date) -> PolicyForm:
    """Make the form of what holds, for another first day."""
    days: dict[str, Any] = {name: each.days_in(policy) for name, each in WAITING.items()}
    return PolicyForm(since=since, ages=policy.ages, delayed_days=policy.delayed_days, **days)
