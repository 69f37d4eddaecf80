"""The port: what every source of health contacts answers. `edge/address_register` asks the national register; memory.py has two more."""

from typing import Protocol

from innsyn.kernel.clock import Instant
from innsyn.web.health_contacts.contact import Contact, Found, RegisterSilent


class HealthContacts(Protocol):
    """Knows the health contacts. What is remembered is bounded in time, and followed by the register's own events."""

    async def contact(self, her_id: int, *, now: Instant, anew: bool = False) -> Found:
        """Give one contact, also one that is no longer in force: old messages still name it.

        anew: ask the wire and not the memory; before something is sent or booked, for the contact may just have closed the service."""
        ...

    async def contacts_of(self, organisation_number: str, *, now: Instant) -> tuple[Contact, ...] | RegisterSilent:
        """Give the contacts in force of an organisation, services and persons below it included, by HER-id.

        organisation_number: nine digits. One the register does not know has none. Profiles are not read: `processes` is None."""
        ...

    async def doctors(self, hpr: str, *, now: Instant) -> tuple[Contact, ...] | RegisterSilent:
        """Give the places in force where a health person of this HPR number can be reached, by HER-id. Profiles are not read."""
        ...
