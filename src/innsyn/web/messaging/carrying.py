"""How a message comes to a contact, told by its electronic addresses in the address register.

Source: Volven 9044 (`E_FHIR`); docs/adr/0029-dialogue.md."""

from innsyn.web.health_contacts import Contact
from innsyn.web.messaging.ports import Way

FHIR_ADDRESS = "E_FHIR"


class ByAddress:
    """Implements `Carriers`: whoever has a system of its own that speaks FHIR fetches over the wire, everybody else is at our desk."""

    def way(self, contact: Contact) -> Way:
        """Say how."""
        return "wire" if any(address.kind == FHIR_ADDRESS for address in contact.addresses) else "desk"
