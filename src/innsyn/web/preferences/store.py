"""What a store of preferences must do; `postgres` is the real one, `memory` the one for tests."""

from dataclasses import dataclass, field
from typing import Protocol

from innsyn.kernel.clock import Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """One person's wishes.

    locale: one of `LOCALES`, empty when none was chosen. email, phone: where notices go, empty when none.
    confirmed_at: when the person last said that these hold, None for never."""

    locale: str = ""
    email: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    confirmed_at: Instant | None = None


class Preferences(Protocol):
    """Keeps one `Preference` for each person, by the opaque key of the actor."""

    async def of(self, person_key: str) -> Preference:
        """Say what a person has asked for; an empty preference when nothing."""
        ...

    async def keep(self, person_key: str, preference: Preference) -> None:
        """Keep what a person asks for now, instead of what was."""
        ...
