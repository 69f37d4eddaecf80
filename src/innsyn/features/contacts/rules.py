"""Which health contacts there are for a reader, in which group each stands, and which services are for her. Pure.

Source: docs/spec/contacts.md; docs/adr/0029-dialogue.md and 0030-appointments.md (who may); docs/law/graded-ages.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from innsyn.gate.rules.age import CHILD, HEALTH_MAJORITY, YOUTH
from innsyn.gate.rules.areas import Area
from innsyn.gate.standing.care_contacts import REGULAR_DOCTOR, CareContact
from innsyn.gate.visit import Role
from innsyn.kernel.clock import Instant
from innsyn.web.health_contacts import Contact, Found, RegisterSilent, Service
from innsyn.web.health_contacts.contact import ServiceCode
from innsyn.web.health_contacts.processes import CANCELLING, SPECIALIST_APPOINTMENTS
from innsyn.web.health_contacts.services import DIALOGUE, carried_by, is_of_a_hospital, offers

Group = Literal["gp", "hospital", "municipality", "other"]
GROUPS: tuple[Group, ...] = ("gp", "hospital", "municipality", "other")

Standing = Literal["reachable", "closed", "unknown", "gone"]
"""reachable: offers something now. closed: offers nothing on the net. unknown: nobody can say just now. gone: the register has it no more,
or has it as another organisation's than the one that says it is a contact."""

_MUNICIPAL_SERVICES, _AREAS_OF_HELP, _GENERAL_PRACTICE = "8663", "8655", "S01"
_COORDINATORS, _HEALTH_STATION = frozenset({"KX06", "KX07"}), "KF01"
"""Volven 8663: coordinators of cancer and dementia care; health stations, also those for the young."""

EXPECTED: Mapping[Group, tuple[Service, ...]] = {
    "gp": (Service.E_CONTACT, Service.E_CONSULTATION, Service.RENEWAL),
    "hospital": (Service.SECURE_MAIL,),
    "municipality": (),
    "other": (),
}
"""What a reader will look for at each: said to be closed when it is. A doctor takes appointments in one of two ways: `_BOOKING`."""

_BOOKING = frozenset({Service.BOOKING, Service.BOOKING_BY_WISH})
_NEEDS: Mapping[Service, frozenset[Area]] = {
    **dict.fromkeys(DIALOGUE, frozenset[Area]({"dialogue"})),
    Service.RENEWAL: frozenset({"dialogue", "medicines"}),
    **dict.fromkeys((*_BOOKING, Service.CHANGING), frozenset[Area]({"appointments"})),
}
"""The areas a power of attorney must have, all of them."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks. years: the patient's age in whole birthdays, None when unknown.

    areas: of the powers of attorney that are about the contact's organisation, None for all."""

    role: Role
    years: int | None
    areas: frozenset[Area] | None = None


@dataclass(frozen=True, slots=True)
class Offered:
    """What a contact offers now. hers: for this reader. others: offered, and not for her. closed: expected of its kind, and not offered.

    What is only for the young is told nobody else."""

    hers: tuple[Service, ...] = ()
    others: tuple[Service, ...] = ()
    closed: tuple[Service, ...] = ()


def group_of(contact: CareContact) -> Group:
    """Say where a contact stands. It is told by the relation itself, so that it stands there also when the register is silent."""
    if any(each.function == REGULAR_DOCTOR for each in contact.participants):
        return "gp"
    system, code = contact.service or ("", "")
    if (system, code) == (_AREAS_OF_HELP, _GENERAL_PRACTICE):
        return "gp"
    if is_of_a_hospital(ServiceCode(system=system, code=code, text="")):
        return "hospital"
    return "municipality" if system == _MUNICIPAL_SERVICES else "other"


def standing(contact: CareContact, found: Found, *, now: Instant) -> Standing:
    """Say how a contact can be reached. found: what the register answered.

    Whoever keeps the relation must be whose the contact is: nobody makes another organisation somebody's contact."""
    if isinstance(found, RegisterSilent):
        return "unknown"
    if not isinstance(found, Contact) or found.organisation_number != contact.source or not found.is_in_force(now):
        return "gone"
    if found.can_be_written_to(now) and found.processes is None:
        return "unknown"
    return "reachable" if any(offers(found, each, now=now) for each in Service) else "closed"


def offered(contact: Contact, group: Group, reader: Reader, *, now: Instant) -> Offered:
    """Say what a contact that can be reached offers, and to whom."""
    there = tuple(each for each in Service if offers(contact, each, now=now))
    hers = tuple(each for each in there if may_use(each, reader))
    others = tuple(each for each in there if each not in hers and each is not Service.BOOKING_BY_WISH_YOUTH)
    missing = [each for each in EXPECTED[group] if each not in there]
    if group == "gp" and _BOOKING.isdisjoint(there):
        missing.append(Service.BOOKING)
    return Offered(hers, others, tuple(missing))


def may_use(service: Service, reader: Reader) -> bool:
    """Say whether a service is for this reader: from sixteen herself, parents until twelve, attorneys by area.

    The young write themselves, to those who let them see that they are theirs at all, and ask for an appointment where it is meant for
    them; on nobody else's behalf."""
    if reader.years is None:
        return False
    if service is Service.BOOKING_BY_WISH_YOUTH:
        return reader.role == "self" and reader.years in YOUTH
    if reader.role == "self":
        return reader.years >= HEALTH_MAJORITY or (reader.years in YOUTH and service in DIALOGUE)
    if reader.years in YOUTH or (reader.role == "parent" and reader.years not in CHILD):
        return False
    return reader.areas is None or _NEEDS[service] <= reader.areas


def to_switch(contact: Contact, service: Service, *, is_on: bool, now: Instant) -> tuple[str, ...]:
    """Say which processes to switch so that a contact offers a service, or no longer."""
    carried = carried_by(contact, service)
    if not is_on:
        return tuple(each for each in carried if contact.takes(each, now=now) is not False)
    if service is Service.CHANGING:
        return (SPECIALIST_APPOINTMENTS if is_of_a_hospital(contact.service) else CANCELLING,)
    return carried[:1]


def switchable(contact: Contact) -> tuple[Service, ...]:
    """Say which services a contact of this kind can have at all, in the order they are shown to an office."""
    system, code = (contact.service.system, contact.service.code) if contact.service else ("", "")
    if contact.kind == "person":
        return (*EXPECTED["gp"], Service.BOOKING, Service.BOOKING_BY_WISH, Service.CHANGING)
    if is_of_a_hospital(contact.service):
        return (Service.SECURE_MAIL, Service.CHANGING)
    if system == _MUNICIPAL_SERVICES and code in _COORDINATORS:
        return (Service.SECURE_MAIL,)
    youth = (Service.BOOKING_BY_WISH_YOUTH,) if system == _MUNICIPAL_SERVICES and code.startswith(_HEALTH_STATION) else ()
    return (Service.E_CONTACT, Service.BOOKING, Service.BOOKING_BY_WISH, *youth, Service.CHANGING)


def grouped(contacts: Iterable[CareContact]) -> tuple[tuple[Group, tuple[CareContact, ...]], ...]:
    """Put contacts in their groups, those of a group by name. Empty groups are left out."""
    by_name = sorted(contacts, key=lambda each: (each.name.casefold(), each.her_id))
    groups = ((group, tuple(each for each in by_name if group_of(each) == group)) for group in GROUPS)
    return tuple(each for each in groups if each[1])
