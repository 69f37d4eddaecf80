"""What a store of preferences must do; `postgres` is the real one, `memory` the one for tests."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """One person's wishes. locale: one of `LOCALES`, empty when none was chosen."""

    locale: str = ""


class Preferences(Protocol):
    """Keeps one `Preference` for each person, by the opaque key of the actor."""

    async def of(self, person_key: str) -> Preference:
        """Say what a person has asked for; an empty preference when nothing."""
        ...

    async def keep(self, person_key: str, preference: Preference) -> None:
        """Keep what a person asks for now, instead of what was."""
        ...
