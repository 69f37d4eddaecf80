"""What an office is shown of its own contacts: each service they can have, and whether it is on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from innsyn.features.contacts.rules import switchable
from innsyn.kernel.clock import Instant
from innsyn.web.health_contacts import Contact, Found, Service
from innsyn.web.health_contacts.services import offers


@dataclass(frozen=True, slots=True)
class Counter:
    """One contact of the office. services: with whether each is on; None when nobody can say just now."""

    her_id: int
    name: str = field(repr=False)
    is_person: bool
    services: tuple[tuple[Service, bool | None], ...]

    @property
    def is_unknown(self) -> bool:
        """Say whether its profile could not be read."""
        return any(is_on is None for _, is_on in self.services)


def counters(contacts: Iterable[Contact], found: Mapping[int, Found], *, now: Instant) -> tuple[Counter, ...]:
    """Lay out the contacts: people first, both by name. found: each asked for with its profile; the silent are unknown."""
    shown = [_counter(each, found.get(each.her_id), now) for each in contacts]
    return tuple(sorted(shown, key=lambda each: (not each.is_person, each.name.casefold(), each.her_id)))


def _counter(contact: Contact, found: Found | None, now: Instant) -> Counter:
    read = found if isinstance(found, Contact) else None
    services = tuple((service, offers(read, service, now=now) if read else None) for service in switchable(contact))
    return Counter(contact.her_id, contact.name, contact.kind == "person", services)
