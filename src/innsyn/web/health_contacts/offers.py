"""Which kinds of conversation a contact takes part in, told by its processes.

Source: Norsk helsenett, CPP/CPA of Digitale innbyggertjenester; docs/adr/0029-dialogue.md. A department of specialist care answers
e-contacts as secure mail: what comes there is about treatment, and no reception reads it first.
"""

from typing import Literal

from innsyn.kernel.clock import Instant
from innsyn.web.health_contacts import services
from innsyn.web.health_contacts.contact import Contact
from innsyn.web.health_contacts.services import Service

Conversing = Literal["e-contact", "e-consultation", "renewal", "secure-mail"]
CONVERSING: tuple[Conversing, ...] = ("e-contact", "e-consultation", "renewal", "secure-mail")


def offers(contact: Contact, kind: Conversing, *, now: Instant) -> bool | None:
    """Say whether a contact takes this kind of conversation from a citizen now. Returns None when nobody can say just now."""
    return services.offers(contact, Service(kind), now=now)
