"""Whom somebody wants to book with, and whether it takes bookings from her now: asked anew of the register before anything is sent."""

from dataclasses import dataclass
from typing import Literal

from innsyn.web import Answer, CitizenCall, View
from innsyn.web.health_contacts import Contact, RegisterSilent
from innsyn.web.health_contacts.processes import BOOKING, BOOKING_BY_WISH, BOOKING_BY_WISH_YOUTH

Way = Literal["times", "wish", "closed", "silent", "nobody", "not_hers"]
"""times: books a free time. wish: asks without choosing one. closed: takes neither now. silent: nobody can say just now.
not_hers: whoever asks may not book in this record."""

_LONGEST_HER_ID = 10


@dataclass(frozen=True, slots=True)
class Whom:
    """Who it is, None when nobody knows, and in which way it takes bookings. is_confidential: from her, without her parents' seeing it."""

    contact: Contact | None
    way: Way
    is_confidential: bool = False

    @property
    def her_id(self) -> str:
        """Say its address as text, empty when nobody is known."""
        return str(self.contact.her_id) if self.contact else ""


async def whom(call: CitizenCall, asked: str, *, anew: bool = False) -> Whom:
    """Find whom an address names. asked: HER-id as the address or form says it. anew: ask the wire, before something is sent."""
    if not asked.isascii() or not asked.isdigit() or len(asked) > _LONGEST_HER_ID:
        return Whom(None, "nobody")
    found = await call.health_contacts.contact(int(asked), now=call.now, anew=anew)
    if not isinstance(found, Contact):
        return Whom(None, "silent" if isinstance(found, RegisterSilent) else "nobody")
    for process, way in await _ways(call, found):
        takes = found.takes(process, now=call.now)
        if takes is None:
            return Whom(found, "silent")
        if takes:
            return Whom(found, way, process == BOOKING_BY_WISH_YOUTH)
    return Whom(found, "closed")


async def _ways(call: CitizenCall, found: Contact) -> tuple[tuple[str, Way], ...]:
    """Say which processes lead where for who comes: the young ask by wish, where it is meant for them."""
    organisation = found.organisation_number
    if await call.gate.booking.allows(call.visit, organisation, call.now):
        return (BOOKING, "times"), (BOOKING_BY_WISH, "wish")
    is_young = await call.gate.booking.allows(call.visit, organisation, call.now, is_confidential=True)
    young: tuple[tuple[str, Way], ...] = ((BOOKING_BY_WISH_YOUTH, "wish"),) if is_young else ()
    return *young, (BOOKING, "not_hers"), (BOOKING_BY_WISH, "not_hers")


def no_way(call: CitizenCall, found: Whom) -> Answer:
    """Say why nothing can be booked there, and what to do instead."""
    contacts = "/contacts" if call.reaches("/contacts") else ""
    name = found.contact.name if found.contact else ""
    return View("appointments/no_way.html", {"way": found.way, "name": name, "contacts": contacts, "home": "/appointments"})
