"""Two sources of health contacts without a wire: one in memory, for tests, which can be switched, and one that knows nobody."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from innsyn.kernel.clock import Instant
from innsyn.web.health_contacts.contact import Contact, Found, NoSuchContact, RegisterSilent
from innsyn.web.health_contacts.processes import Process
from innsyn.web.health_contacts.switches import NotSwitchable, Switched, Switching


class NoHealthContacts:
    """Implements `HealthContacts`: there is nobody to reach."""

    async def contact(self, her_id: int, *, now: Instant, anew: bool = False) -> Found:  # noqa: ARG002
        """Find nobody."""
        return NoSuchContact()

    async def contacts_of(self, organisation_number: str, *, now: Instant) -> tuple[Contact, ...] | RegisterSilent:  # noqa: ARG002
        """Find nobody."""
        return ()

    async def doctors(self, hpr: str, *, now: Instant) -> tuple[Contact, ...] | RegisterSilent:  # noqa: ARG002
        """Find nobody."""
        return ()


class MemoryHealthContacts:
    """Implements `HealthContacts` and `ServiceSwitches` with the contacts it is given.

    is_available: false silences it. is_here: false leaves the switching to the contacts' own systems."""

    def __init__(self, contacts: Iterable[Contact] = ()) -> None:
        """contacts: whom it knows at the start, with their processes."""
        self._contacts: dict[int, Contact] = {}
        self.is_available = True
        self.is_here = True
        self.put(*contacts)

    def put(self, *contacts: Contact) -> None:
        """Know these from now on, instead of what was known of them."""
        self._contacts |= {contact.her_id: contact for contact in contacts}

    def switch_off(self, her_id: int, process: str) -> None:
        """Let a contact take no part in a process any longer."""
        contact = self._contacts[her_id]
        self.put(replace(contact, processes=tuple(each for each in contact.processes or () if not each.is_called(process))))

    async def switch(self, her_id: int, process: str, *, is_on: bool, now: Instant) -> Switching:  # noqa: ARG002
        """Let a contact take part in a process, or no longer. What it receives in one it did not have is not told apart."""
        if not self.is_available:
            return RegisterSilent()
        if not self.is_here or her_id not in self._contacts:
            return NotSwitchable()
        self.switch_off(her_id, process)
        if is_on:
            contact = self._contacts[her_id]
            begun = Process(name=process, version="1.2", receives=("Foresporsel",), sends=("Svar",))
            self.put(replace(contact, processes=(*(contact.processes or ()), begun)))
        return Switched()

    async def contact(self, her_id: int, *, now: Instant, anew: bool = False) -> Found:  # noqa: ARG002
        """Give what was put in."""
        return self._contacts.get(her_id, NoSuchContact()) if self.is_available else RegisterSilent()

    async def contacts_of(self, organisation_number: str, *, now: Instant) -> tuple[Contact, ...] | RegisterSilent:
        """Give those of an organisation."""
        return self._those(lambda contact: contact.organisation_number == organisation_number, now)

    async def doctors(self, hpr: str, *, now: Instant) -> tuple[Contact, ...] | RegisterSilent:
        """Give the places of a health person."""
        return self._those(lambda contact: contact.hpr == hpr, now)

    def _those(self, is_wanted: Callable[[Contact], bool], now: Instant) -> tuple[Contact, ...] | RegisterSilent:
        if not self.is_available:
            return RegisterSilent()
        held = (each for _, each in sorted(self._contacts.items()) if is_wanted(each) and each.is_in_force(now))
        return tuple(replace(each, processes=None, certificates=None) for each in held)
