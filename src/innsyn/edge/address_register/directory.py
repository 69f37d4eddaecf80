"""Our copy of the register: every party, brought forward by events. A copy is replaced, never changed in place.

Source: NorskHelsenett/Example-code-for-CommunicationParty-api-: the export first, then the events after its last one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from innsyn.edge.address_register.parties import below, party
from innsyn.edge.address_register.reading import Json, NotUnderstood, listed, needed_text, number, within
from innsyn.kernel.clock import Instant
from innsyn.web.health_contacts.contact import Contact


@dataclass(frozen=True, slots=True)
class Directory:
    """parties: by HER-id, each by itself; None where a party's document is not understood. last_event: after which to go on.

    exported_at: when the whole of it was read. confirmed_at: when nothing was known to be missing in it."""

    parties: Mapping[int, Contact | None]
    last_event: str
    exported_at: Instant
    confirmed_at: Instant

    def contact(self, her_id: int) -> Contact | None:
        """Give a party with what is above it counted in. Raises LookupError when there is none. Returns None when it is not understood."""
        found = self.parties[her_id]
        return found and self._whole(found)

    def contacts(self) -> Iterator[Contact]:
        """Give all parties that are understood, by HER-id."""
        for _, found in sorted(self.parties.items()):
            if found is not None:
                yield self._whole(found)

    def _whole(self, found: Contact) -> Contact:
        above = self.parties.get(found.parent_her_id) if found.parent_her_id is not None else None
        return below(found, {above.her_id: above} if above else {})


@dataclass(frozen=True, slots=True)
class Changes:
    """A page of events. parties: as in a Directory. last: id of the latest, None when nothing came. is_last: no page follows."""

    parties: Mapping[int, Contact | None]
    last: str | None
    is_last: bool

    def in_(self, directory: Directory) -> Directory:
        """Bring a copy forward. A page in which nothing came leaves its parties the very same."""
        if not self.parties:
            return directory
        return replace(directory, parties={**directory.parties, **self.parties}, last_event=self.last or directory.last_event)


def exported(content: Json, *, now: Instant) -> Directory:
    """Read the export. Raises NotUnderstood."""
    parties = dict(_read(listed(content, "CommunicationParties")))
    return Directory(parties, needed_text(content, "LastEventId"), exported_at=now, confirmed_at=now)


def changes(content: Json) -> Changes:
    """Read a page of events. Raises NotUnderstood: events we cannot tell apart cannot be gone on from."""
    events = [within(each, "CommunicationParties") for each in listed(content, "CommunicationParties")]
    parties = {number(event, "HerId"): _party(event.get("CommunicationParty"), number(event, "HerId")) for event in events}
    links = content.get("Links")
    return Changes(parties, needed_text(events[-1], "EventId") if events else None, not (isinstance(links, dict) and links.get("Next")))


def _read(documents: Iterable[Any]) -> Iterator[tuple[int, Contact | None]]:
    for document in documents:
        her_id = number(within(document, "CommunicationParties"), "HerId")
        yield her_id, _party(document, her_id)


def _party(document: Any, her_id: int) -> Contact | None:
    try:
        read = party(document)
    except NotUnderstood:
        return None
    return read if read.her_id == her_id else None
