"""Adresseregisteret behind the port of health contacts: a copy followed by events, and profiles remembered for some minutes.

Source: Norsk helsenett, grunndata: CommunicationPartyExport, CommunicationPartyEvents, CPPA Profiles; docs/adr/0028-address-register.md."""

from collections.abc import Callable
from dataclasses import replace

from innsyn.edge.address_register.calls import Caller
from innsyn.edge.address_register.following import Following
from innsyn.edge.address_register.profile_memory import ProfileMemory
from innsyn.edge.address_register.profiles import Profile
from innsyn.kernel.clock import Instant
from innsyn.web.health_contacts.contact import Contact, Found, NoSuchContact, RegisterSilent


class Adresseregisteret:
    """Implements `innsyn.web.health_contacts.HealthContacts`."""

    def __init__(self, register_url: str, profiles_url: str, caller: Caller) -> None:
        """register_url: of the export and the events, https://cpe.grunndata.nhn.no. profiles_url: https://cppa.grunndata.nhn.no."""
        self._profiles = ProfileMemory(profiles_url, caller)
        self._following = Following(register_url, caller, on_change=self._profiles.forget_changed)

    async def refresh(self, *, now: Instant) -> bool:
        """Read what has changed. Returns whether what is known is as the register is at `now`."""
        return await self._following.refresh(now=now)

    async def contact(self, her_id: int, *, now: Instant, anew: bool = False) -> Found:
        """Give one contact with its profile."""
        if anew and not await self.refresh(now=now):
            return RegisterSilent()
        directory = await self._following.believed(now=now)
        if directory is None:
            return RegisterSilent()
        if her_id not in directory.parties:
            return NoSuchContact()
        found = directory.contact(her_id)
        if found is None:
            return RegisterSilent()
        read = await self._profiles.of(her_id, now=now, anew=anew) if found.can_be_written_to(now) else Profile()
        return replace(found, processes=read.processes, certificates=read.certificates) if read else found

    async def contacts_of(self, organisation_number: str, *, now: Instant) -> tuple[Contact, ...] | RegisterSilent:
        """Give those of an organisation."""
        return await self._those(lambda contact: contact.organisation_number == organisation_number, now)

    async def doctors(self, hpr: str, *, now: Instant) -> tuple[Contact, ...] | RegisterSilent:
        """Give the places of a health person."""
        return await self._those(lambda contact: contact.hpr == hpr, now)

    async def _those(self, is_wanted: Callable[[Contact], bool], now: Instant) -> tuple[Contact, ...] | RegisterSilent:
        directory = await self._following.believed(now=now)
        if directory is None:
            return RegisterSilent()
        return tuple(contact for contact in directory.contacts() if is_wanted(contact) and contact.is_in_force(now))
