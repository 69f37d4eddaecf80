"""What a store of preferences must do; `postgres` is the real one, `memory` the one for tests."""

from dataclasses import dataclass
from typing import Protocol

REMINDER_HOURS = (24, 48, 168)
USUAL_REMINDER_HOURS = 48
"""What holds for somebody who has not chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """One person's wishes. locale: one of `LOCALES`, empty when none was chosen.

    reminder_hours: how long before an appointment she is reminded of it, one of `REMINDER_HOURS`."""

    locale: str = ""
    reminder_hours: int = USUAL_REMINDER_HOURS


class Preferences(Protocol):
    """Keeps one `Preference` for each person, by the opaque key of the actor."""

    async def of(self, person_key: str) -> Preference:
        """Say what a person has asked for; an empty preference when nothing."""
        ...

    async def keep(self, person_key: str, preference: Preference) -> None:
        """Keep what a person asks for now, instead of what was."""
        ...
