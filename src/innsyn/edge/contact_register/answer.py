"""Reads what the register says of one person. What it does not say is unknown, and unknown is not reachable.

Source: docs.digdir.no, Kontaktregisteret, attributes of the REST API.
"""

import re
from collections.abc import Mapping
from typing import Any, Literal

from innsyn.kernel.clock import Instant, instant
from innsyn.web.notices.contact import Address, Contact

_STATUS: Mapping[str, Literal["active", "deleted"]] = {"AKTIV": "active", "SLETTET": "deleted"}
_MAY_BE_TOLD = {"KAN_VARSLES": True, "KAN_IKKE_VARSLES": False}
_EMAIL = re.compile(r"[^@\s<>,;:\"()]{1,64}@[A-Za-z0-9.-]{1,190}")
_PHONE = re.compile(r"(\+|00)?[0-9]{8,15}")
_NORWEGIAN_DIGITS, _COUNTRY = 8, "+47"


def read_contact(person: Mapping[str, Any]) -> Contact:
    """Read one element of `personer`. Only a clear NEI is no reservation: anything else counts as reserved."""
    given = person.get("kontaktinformasjon")
    addresses = given if isinstance(given, dict) else {}
    language = person.get("spraak")
    return Contact(
        status=_STATUS.get(str(person.get("status")), "not_registered"),
        is_reserved=person.get("reservasjon") != "NEI",
        may_be_told=_MAY_BE_TOLD.get(str(person.get("varslingsstatus"))),
        email=_address(_email(addresses.get("epostadresse")), addresses, "epostadresse"),
        phone=_address(_phone(addresses.get("mobiltelefonnummer")), addresses, "mobiltelefonnummer"),
        language=language if isinstance(language, str) else "",
    )


def _address(value: str | None, addresses: Mapping[str, Any], name: str) -> Address | None:
    if value is None:
        return None
    known = [_moment(addresses.get(f"{name}_{how}")) for how in ("sist_verifisert", "oppdatert")]
    return Address(value=value, confirmed_at=max((each for each in known if each is not None), default=None))


def _email(value: object) -> str | None:
    return value if isinstance(value, str) and _EMAIL.fullmatch(value) else None


def _phone(value: object) -> str | None:
    """Give a number in international form: eight digits alone are Norwegian."""
    number = re.sub(r"[ ().-]", "", value) if isinstance(value, str) else ""
    if not _PHONE.fullmatch(number):
        return None
    if number.startswith("00"):
        return "+" + number[2:]
    if number.startswith("+"):
        return number
    return _COUNTRY + number if len(number) == _NORWEGIAN_DIGITS else None


def _moment(value: object) -> Instant | None:
    """Read an instant as the register writes it; one without a zone is none."""
    try:
        return instant(value) if isinstance(value, str) else None
    except ValueError:
        return None
