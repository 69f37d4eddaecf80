"""Preferences in memory, for tests."""

from innsyn.web.preferences.store import Preference


class MemoryPreferences:
    """Implements `Preferences`."""

    def __init__(self) -> None:
        """Nobody has asked for anything yet."""
        self._kept: dict[str, Preference] = {}

    async def of(self, person_key: str) -> Preference:
        """Say what a person has asked for."""
        return self._kept.get(person_key, Preference())

    async def keep(self, person_key: str, preference: Preference) -> None:
        """Keep what a person asks for now."""
        self._kept[person_key] = preference
