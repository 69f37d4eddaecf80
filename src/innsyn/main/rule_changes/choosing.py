"""The choices of trusts that a comparison supposes: as the stories tell, and as whoever asks wants to try.

Source: docs/run/rules.md for the JSON.
"""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from innsyn.gate.rules.policy import NATION, Delay, Policies, Policy
from innsyn.sandbox.people.nation import Nation
from innsyn.sandbox.stories.decisions import CHOICES


class ChoiceProblem(Exception):
    """What was asked for cannot be read: the words say what to write instead."""


def told_choices(nation: Nation) -> Policies:
    """Give the choices that hold in the nation, as the stories tell."""
    numbers = [(nation.organisations[choice.trust].number or "", choice) for choice in CHOICES]
    return Policies({number: Policy(since=nation.today - timedelta(days=choice.ago), ages=choice.ages) for number, choice in numbers})


def with_choices(standing: Policies, wanted: Mapping[str, Policy]) -> Policies:
    """Put choices in place of those the same trusts have made."""
    return Policies({**standing.by_trust, **wanted})


def choices_in(file: Path, day: date) -> dict[str, Policy]:
    """Read a file of choices: organisation number, or `nation`, to what it chooses. Raises ChoiceProblem."""
    try:
        read = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as problem:
        raise ChoiceProblem(f"{file} cannot be read as JSON: {problem}") from problem
    if not isinstance(read, dict) or not all(isinstance(each, dict) for each in read.values()):
        raise ChoiceProblem(f'{file}: write an object of organisation number, or "nation", to a choice')
    return {trust(number): choice_from(told, day) for number, told in read.items()}


def choice_from(told: Mapping[str, Any], day: date) -> Policy:
    """Read one choice. day: when it begins. Raises ChoiceProblem."""
    if unknown := set(told) - {"ages", "delays", "delayed_days", "tells_shields"}:
        raise ChoiceProblem(f"no such choice: {', '.join(sorted(unknown))}; there are ages, delays, delayed_days, tells_shields")
    if told.get("ages", "national") not in ("national", "graded"):
        raise ChoiceProblem("ages is national or graded")
    return Policy(
        since=day,
        ages=told.get("ages", "national"),
        delays=tuple(_delay(each) for each in told.get("delays", ())),
        delayed_days=_days(told["delayed_days"]) if told.get("delayed_days") is not None else None,
        tells_shields=told.get("tells_shields", True) is True,
    )


def trust(number: str) -> str:
    """Read whose choice it is."""
    return NATION if number == "nation" else number


def delay_from(words: str) -> Delay:
    """Read a delay as it is typed: `DocumentReference:14`. Raises ChoiceProblem."""
    type_, _, days = words.partition(":")
    return Delay(type_, None, _days(days)) if type_ else _no_delay()


def _delay(told: Mapping[str, Any]) -> Delay:
    if not isinstance(told, dict) or not told.get("type"):
        return _no_delay()
    code = told.get("code")
    token = (str(code.get("parameter", "type")), code.get("system"), str(code.get("code"))) if isinstance(code, dict) else None
    return Delay(str(told["type"]), token, _days(told.get("days")))


def _no_delay() -> Delay:
    raise ChoiceProblem("a delay is a FHIR type and a number of days, such as DocumentReference:14")


def _days(told: object) -> int:
    try:
        days = int(str(told))
    except ValueError:
        days = -1
    if days < 0:
        raise ChoiceProblem(f"{told} is no number of days")
    return days
