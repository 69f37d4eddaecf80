"""One party of the register read out of its JSON, and joined with the organisation above it.

Source: Norsk helsenett, CommunicationParty as JSON: Organization, Department, Service and OrganizationPerson."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from innsyn.edge.address_register.reading import Json, NotUnderstood, listed, moment, needed_text, number, text, truth, within
from innsyn.kernel.clock import Instant
from innsyn.kernel.ids import is_organisation_number
from innsyn.web.health_contacts.contact import Contact, ElectronicAddress, Kind, ServiceCode

_KINDS: Mapping[str, Kind] = {"Organization": "organisation", "Department": "department", "Service": "service", "Person": "person"}
_DIGITS = 9


def party(document: Any) -> Contact:
    """Read one party by itself.

    Returns it without profile: processes and certificates are unknown. Raises NotUnderstood when its form is not the documented one, or
    when it does not tell whether the party is there."""
    read = within(document, "CommunicationParty")
    valid, above = within(read.get("Valid"), "Valid"), read.get("ParentHerId")
    return Contact(
        her_id=_her_id(read),
        kind=_KINDS.get(text(read.get("Type")), "unknown"),
        name=text(read.get("DisplayName")) or needed_text(read, "Name"),
        parent_her_id=number(read, "ParentHerId") if above is not None and above != -1 else None,
        parent_name=text(read.get("ParentName")),
        organisation_number=_organisation_number(read),
        hpr=_hpr(read),
        service=_service(read.get("Code")),
        can_receive=truth(read, "IsValidCommunicationParty"),
        is_active=truth(read, "Active"),
        valid_from=moment(valid.get("From"), "Valid"),
        valid_to=moment(valid.get("To"), "Valid"),
        addresses=tuple(_address(each) for each in listed(read, "ElectronicAddresses")),
        processes=None,
        certificates=None,
    )


def below(contact: Contact, parents: Mapping[int, Contact]) -> Contact:
    """Count in what is above a party: it is there only while the organisation is. One whose organisation is not known is not there."""
    if contact.parent_her_id is None:
        return contact
    above = parents.get(contact.parent_her_id)
    if above is None:
        return replace(contact, is_active=False)
    return replace(
        contact,
        parent_name=contact.parent_name or above.name,
        organisation_number=contact.organisation_number or above.organisation_number,
        is_active=contact.is_active and above.is_active,
        valid_from=_latest(contact.valid_from, above.valid_from),
        valid_to=_earliest(contact.valid_to, above.valid_to),
    )


def _her_id(read: Json) -> int:
    her_id = number(read, "HerId")
    if her_id < 1:
        raise NotUnderstood("HerId")
    return her_id


def _organisation_number(read: Json) -> str:
    """The register writes it as a number, without the zeros in front; empty when it is none that holds."""
    given = read.get("OrganizationNumber") or read.get("ParentOrganizationNumber")
    digits = str(given).zfill(_DIGITS) if isinstance(given, int | str) and not isinstance(given, bool) else ""
    return digits if is_organisation_number(digits) else ""


def _hpr(read: Json) -> str | None:
    person = read.get("Person")
    known = person.get("HPRInformation") if isinstance(person, dict) else None
    return (text(known.get("HPRNo")) or None) if isinstance(known, dict) else None


def _service(code: Any) -> ServiceCode | None:
    if code is None:
        return None
    read = within(code, "Code")
    return ServiceCode(system=str(number(read, "OID")), code=needed_text(read, "CodeValue"), text=text(read.get("CodeText")))


def _address(each: Any) -> ElectronicAddress:
    read = within(each, "ElectronicAddresses")
    kind, address = needed_text(read, "TypeCodeValue"), needed_text(read, "Address")
    return ElectronicAddress(kind=kind, address=address, is_inherited=read.get("Inherited") is True)


def _latest(one: Instant | None, other: Instant | None) -> Instant | None:
    return max((each for each in (one, other) if each is not None), default=None)


def _earliest(one: Instant | None, other: Instant | None) -> Instant | None:
    return min((each for each in (one, other) if each is not None), default=None)
