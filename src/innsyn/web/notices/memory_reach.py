"""Choices, browsers and a contact register in memory, for tests."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from innsyn.web.notices.browsers import MOST_BROWSERS, Browser
from innsyn.web.notices.choices import Choices
from innsyn.web.notices.contact import UNKNOWN, Contact, ContactsUnavailable


class MemoryWishes:
    """Implements `Wishes`."""

    def __init__(self) -> None:
        """Nobody has chosen yet."""
        self._kept: dict[str, Choices] = {}

    async def of(self, person_key: str) -> Choices:
        """Say what a person has chosen."""
        return self._kept.get(person_key, Choices())

    async def keep(self, person_key: str, choices: Choices) -> None:
        """Keep a person's choices."""
        self._kept[person_key] = choices


class MemoryBrowsers:
    """Implements `Browsers`."""

    def __init__(self) -> None:
        """Nobody has asked yet."""
        self._kept: dict[str, tuple[str, Browser]] = {}

    async def of(self, person_key: str) -> Sequence[Browser]:
        """List a person's browsers."""
        mine = [browser for owner, browser in self._kept.values() if owner == person_key]
        return sorted(mine, key=lambda browser: (browser.since, browser.id))

    async def add(self, person_key: str, browser: Browser) -> None:
        """Keep a browser."""
        self._kept[browser.id] = (person_key, browser)
        for old in (await self.of(person_key))[:-MOST_BROWSERS]:
            del self._kept[old.id]

    async def remove(self, person_key: str, browser_id: str) -> None:
        """Forget a browser."""
        if self._kept.get(browser_id, ("",))[0] == person_key:
            del self._kept[browser_id]


@dataclass
class MemoryContacts:
    """Implements `ContactRegister`. known: by the opaque key. is_away: nobody answers."""

    known: dict[str, Contact] = field(default_factory=dict)
    is_away: bool = False

    async def of(self, person_keys: Collection[str]) -> Mapping[str, Contact]:
        """Say what is known."""
        if self.is_away:
            raise ContactsUnavailable
        return {key: self.known.get(key, UNKNOWN) for key in person_keys}
