"""What a health contact offers on the net, in words of ours: each service with the processes of a profile that carry it.

Source: Norsk helsenett, CPP/CPA of Digitale innbyggertjenester; docs/adr/0029-dialogue.md, docs/spec/contacts.md#CON-3."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from innsyn.kernel.clock import Instant
from innsyn.web.health_contacts import processes
from innsyn.web.health_contacts.contact import Contact, ServiceCode


class Service(StrEnum):
    """One thing a citizen can do at a contact. Those of dialogue are spelt as the kinds of a conversation."""

    E_CONTACT = "e-contact"
    E_CONSULTATION = "e-consultation"
    RENEWAL = "renewal"
    SECURE_MAIL = "secure-mail"
    BOOKING = "booking"
    BOOKING_BY_WISH = "booking-by-wish"
    BOOKING_BY_WISH_YOUTH = "booking-by-wish-youth"
    CHANGING = "changing"


DIALOGUE = frozenset({Service.E_CONTACT, Service.E_CONSULTATION, Service.RENEWAL, Service.SECURE_MAIL})
"""Services that are messages."""

PROCESSES: Mapping[Service, tuple[str, ...]] = {
    Service.E_CONTACT: (processes.E_CONTACT,),
    Service.E_CONSULTATION: (processes.E_CONSULTATION,),
    Service.RENEWAL: (processes.PRESCRIPTION_RENEWAL,),
    Service.SECURE_MAIL: (processes.E_CONTACT, processes.COORDINATOR),
    Service.BOOKING: (processes.BOOKING,),
    Service.BOOKING_BY_WISH: (processes.BOOKING_BY_WISH,),
    Service.BOOKING_BY_WISH_YOUTH: (processes.BOOKING_BY_WISH_YOUTH,),
    Service.CHANGING: (processes.CANCELLING, processes.SPECIALIST_APPOINTMENTS),
}
"""Any one of them is enough. E-contact is a service of its own at an office, and secure mail in a hospital."""

_GENERAL_PRACTICE = ("8655", "S01")
_HOSPITAL_AREAS = frozenset("SPH")
_HOSPITAL_SYSTEMS = frozenset({"8653", "8654"})


def is_of_a_hospital(service: ServiceCode | None) -> bool:
    """Say whether a service is one of the specialist health service. None: of a person, or not told: it is not.

    Source: Volven 8655 (S somatic, P psychiatry, H rehabilitation; S01 is general practice), 8653 and 8654."""
    if service is None or (service.system, service.code) == _GENERAL_PRACTICE:
        return False
    return service.system in _HOSPITAL_SYSTEMS or (service.system == "8655" and service.code[:1] in _HOSPITAL_AREAS)


def offers(contact: Contact, service: Service, *, now: Instant) -> bool | None:
    """Say whether a contact offers a service now. Returns None when nobody can say just now."""
    return _any(contact.takes(process, now=now) for process in carried_by(contact, service))


def carried_by(contact: Contact, service: Service) -> tuple[str, ...]:
    """Say the processes by which this contact can offer a service; none for one its kind does not have."""
    is_hospital = is_of_a_hospital(contact.service)
    if service is Service.E_CONTACT and is_hospital:
        return ()
    if service is Service.SECURE_MAIL and not is_hospital:
        return (processes.COORDINATOR,)
    return PROCESSES[service]


def _any(answers: Iterable[bool | None]) -> bool | None:
    given = set(answers)
    return True if True in given else None if None in given else False
