"""The ports: how a message comes to a contact, who looks for viruses in what is attached, and what somebody has seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from innsyn.kernel.clock import Instant
from innsyn.web.health_contacts import Contact
from innsyn.web.messaging.answer_times import AnswerTimes
from innsyn.web.messaging.watchers import Watchers

Way = Literal["desk", "wire"]
"""desk: the contact works at our desk, and has a message as soon as it is written. wire: its own system fetches it and says so."""

Scanned = Literal["clean", "infected", "unknown"]
"""unknown: nobody could look just now. It is not clean."""


class Carriers(Protocol):
    """Knows how messages come to contacts. Another form of transport is another carrier at the edge, and no change in a page."""

    def way(self, contact: Contact) -> Way:
        """Say how a message comes to this contact."""
        ...


class Scanner(Protocol):
    """Looks for viruses in a file before anybody else is given it."""

    async def scan(self, octets: bytes) -> Scanned:
        """Say what was found. Never raises: whoever cannot be reached has seen nothing."""
        ...


class Seen(Protocol):
    """Remembers when somebody last opened a page. Not part of the record: it says nothing of the patient, only what is new to a reader."""

    async def last(self, person_key: str, pages: Sequence[str]) -> Mapping[str, Instant]:
        """Say when a person last opened each of these pages; one she has not opened is left out. Asked in one statement.

        person_key: opaque key of the actor. pages: local paths."""
        ...

    async def see(self, person_key: str, page: str, *, now: Instant) -> None:
        """Remember that a person has opened a page now."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Messaging:
    """All of them, as a call has them. answer_times: how long people wait for answers from the desk. watchers: whom that is told."""

    carriers: Carriers
    scanner: Scanner
    seen: Seen
    answer_times: AnswerTimes
    watchers: Watchers
