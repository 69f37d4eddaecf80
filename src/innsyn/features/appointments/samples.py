"""What tests of appointments are made of: a contact that takes bookings, and an appointment a clinic has told of."""

from datetime import timedelta
from typing import Any

from innsyn.kernel.clock import Instant
from innsyn.web.health_contacts import Contact
from innsyn.web.health_contacts.processes import BOOKING, Process


def contact(her_id: int, organisation: str, *processes: str, name: str = "Siv Lege") -> Contact:
    """Give a doctor who takes a citizen's part of these processes; of booking when none is named."""
    taken = processes or (BOOKING,)
    return Contact(
        her_id=her_id, kind="person", name=name, parent_her_id=her_id + 1, parent_name="Fjordby legekontor",
        organisation_number=organisation, hpr=None, service=None, can_receive=True, is_active=True, valid_from=None, valid_to=None,
        addresses=(), certificates=(),
        processes=tuple(Process(name=each, version="1.2", receives=("Foresporsel",), sends=()) for each in taken),
    )  # fmt: skip


def told(start: Instant, **more: Any) -> dict[str, Any]:
    """Give an appointment as a hospital tells of it: what may be done with it is not said."""
    return {
        "resourceType": "Appointment",
        "status": "booked",
        "description": "Kontroll",
        "start": start.isoformat(),
        "end": (start + timedelta(minutes=30)).isoformat(),
        "patientInstruction": "Møt fastende.",
        "participant": [
            {"actor": {"reference": "PractitionerRole/x", "display": "Ivar Lund"}, "status": "accepted"},
            {"actor": {"reference": "Location/y", "display": "Poliklinikken, 3. etasje"}, "status": "accepted"},
        ],
        **more,
    }
