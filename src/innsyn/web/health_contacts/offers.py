"""Which kinds of conversation a contact takes part in, told by its processes.

Source: Norsk helsenett, CPP/CPA of Digitale innbyggertjenester; docs/adr/0029-dialogue.md. A department of specialist care (Volven 8655)
answers e-contacts as secure mail: what comes there is about treatment, and no reception reads it first.
"""

from typing import Literal

from innsyn.kernel.clock import Instant
from innsyn.web.health_contacts.contact import Contact
from innsyn.web.health_contacts.processes import COORDINATOR, E_CONSULTATION, E_CONTACT, PRESCRIPTION_RENEWAL

Conversing = Literal["e-contact", "e-consultation", "renewal", "secure-mail"]
CONVERSING: tuple[Conversing, ...] = ("e-contact", "e-consultation", "renewal", "secure-mail")

_SPECIALIST_CARE = "8655"


def offers(contact: Contact, kind: Conversing, *, now: Instant) -> bool | None:
    """Say whether a contact takes this kind of conversation from a citizen now. Returns None when nobody can say just now."""
    match kind:
        case "e-contact":
            return False if _is_specialist(contact) else contact.takes(E_CONTACT, now=now)
        case "e-consultation":
            return contact.takes(E_CONSULTATION, now=now)
        case "renewal":
            return contact.takes(PRESCRIPTION_RENEWAL, now=now)
    return contact.takes(E_CONTACT if _is_specialist(contact) else COORDINATOR, now=now)


def _is_specialist(contact: Contact) -> bool:
    return contact.service is not None and contact.service.system == _SPECIALIST_CARE
