"""Where a person is reached, as the contact and reservation register says, and when that may be used.

Source: Digdir, Kontakt- og reservasjonsregisteret, attributes; eForvaltningsforskriften §§ 15 a and 32; docs/spec/notices.md#NOT-7.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from innsyn.kernel.clock import NORWAY, Instant

_STANDS_MONTHS = 18

Unreachable = Literal["reserved", "not_registered", "outdated", "no_address"]
"""Why nothing may be sent: she has said no to digital letters, is not there, has not confirmed for 18 months, or gave no such address."""


class ContactsUnavailable(Exception):
    """The register does not answer: whether and where anybody may be told is not known just now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """One address. value: e-mail address, or number in international form. confirmed_at: by the person herself, None when unknown."""

    value: str = field(repr=False)
    confirmed_at: Instant | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """What the register knows of one person.

    status: `active`, `deleted` or `not_registered`. is_reserved: against digital letters from public bodies.
    may_be_told: the register's own judgement, None when it gives none.
    language: in which she has asked public bodies to write, empty when she has not."""

    status: Literal["active", "deleted", "not_registered"] = "not_registered"
    is_reserved: bool = False
    may_be_told: bool | None = None
    email: Address | None = None
    phone: Address | None = None
    language: str = ""


UNKNOWN = Contact()


class ContactRegister(Protocol):
    """The register. Raises ContactsUnavailable when it cannot be asked."""

    async def of(self, person_keys: Collection[str]) -> Mapping[str, Contact]:
        """Say what is known of these persons, by the opaque key: every key is in the answer."""
        ...


class NoContacts:
    """Implements `ContactRegister` where none is connected: nobody is there."""

    async def of(self, person_keys: Collection[str]) -> Mapping[str, Contact]:
        """Say that nothing is known."""
        return dict.fromkeys(person_keys, UNKNOWN)


def unreachable(contact: Contact, address: Address | None, *, now: Instant) -> Unreachable | None:
    """Say why nothing may be sent to an address of a person, None when it may.

    address: one of the contact's. What was never confirmed counts as outdated: unknown is not fresh."""
    if contact.is_reserved:
        return "reserved"
    if contact.status != "active":
        return "not_registered"
    if address is None:
        return "no_address"
    if contact.may_be_told is False or address.confirmed_at is None or outdated_at(address.confirmed_at) <= now:
        return "outdated"
    return None


def outdated_at(confirmed_at: Instant) -> Instant:
    """Say from when on an address is no longer used: 18 months after it was confirmed, at the same hour in Norway."""
    local = confirmed_at.astimezone(NORWAY)
    months = local.year * 12 + local.month - 1 + _STANDS_MONTHS
    year, month = divmod(months, 12)
    day = local.day
    while True:
        try:
            return datetime.combine(local.date().replace(year=year, month=month + 1, day=day), local.time(), NORWAY)
        except ValueError:
            day -= 1
