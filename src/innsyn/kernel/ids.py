"""Norwegian identifiers: person numbers, D-numbers, help numbers, organisation and HPR numbers.

Source: Skatteetaten folkeregisteret-api-dokumentasjon, nyttfnr2032; docs/spec/identifiers.md#ID-1 to #ID-6.
Both check-digit rules hold side by side: 1964 (first remainder 0) and 2032 (first remainder 0 to 3). Sex and century are never
read from a number: they are fields of their own.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["person_number", "d_number", "help_number"]
Series = Literal["real", "synthetic"]

_FIRST_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2)
_SECOND_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_ORGANISATION_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)
_SYNTHETIC_MONTH_SHIFT = 80
_D_NUMBER_DAY_SHIFT = 40


@dataclass(frozen=True, slots=True)
class PersonNumber:
    """A checked national number of a person.

    value: eleven digits. kind: which register gave it. series: `synthetic` when the month is shifted by 80."""

    value: str
    kind: Kind
    series: Series

    def __repr__(self) -> str:
        """Show the kind only: a number must never reach a log through a repr."""
        return f"PersonNumber({self.kind}, {self.series})"


def person_number(text: str) -> PersonNumber | None:
    """Read a person number, D-number or help number.

    text: eleven digits, spaces allowed.
    Returns the number, or None when form, date or check digits do not hold."""
    digits = text.replace(" ", "")
    if len(digits) != 11 or not (digits.isascii() and digits.isdigit()) or not _has_valid_check_digits(digits):
        return None
    if digits[0] in "89":
        return PersonNumber(digits, "help_number", "real")
    day, month = int(digits[0:2]), int(digits[2:4])
    kind: Kind = "d_number" if day > _D_NUMBER_DAY_SHIFT else "person_number"
    series: Series = "synthetic" if month > _SYNTHETIC_MONTH_SHIFT else "real"
    day -= _D_NUMBER_DAY_SHIFT if kind == "d_number" else 0
    month -= _SYNTHETIC_MONTH_SHIFT if series == "synthetic" else 0
    return PersonNumber(digits, kind, series) if _is_day(day, month, int(digits[4:6])) else None


def synthetic_person_number(born_on: date, individual: int, *, d_number: bool = False) -> str | None:
    """Build a synthetic number: month + 80, check digits after the shift, 1964 rule.

    born_on: birth date. individual: 0 to 999, the three digits after the date.
    Returns eleven digits, or None when this individual number has no valid check digits."""
    day = born_on.day + (_D_NUMBER_DAY_SHIFT if d_number else 0)
    stem = f"{day:02}{born_on.month + _SYNTHETIC_MONTH_SHIFT:02}{born_on.year % 100:02}{individual:03}"
    first = -_weighted(stem, _FIRST_WEIGHTS) % 11
    second = -_weighted(f"{stem}{first}", _SECOND_WEIGHTS) % 11
    return None if 10 in (first, second) else f"{stem}{first}{second}"


def is_organisation_number(text: str) -> bool:
    """Say whether `text` is nine digits with a valid modulus 11 check digit."""
    if len(text) != 9 or not (text.isascii() and text.isdigit()):
        return False
    check = -_weighted(text, _ORGANISATION_WEIGHTS) % 11
    return check != 10 and check == int(text[8])


def is_hpr_number(text: str) -> bool:
    """Say whether `text` can be an HPR number: one to nine digits, no check digit exists."""
    return 1 <= len(text) <= 9 and text.isascii() and text.isdigit()


def _weighted(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


def _has_valid_check_digits(digits: str) -> bool:
    first = (_weighted(digits, _FIRST_WEIGHTS) + int(digits[9])) % 11
    second = (_weighted(digits, _SECOND_WEIGHTS) + int(digits[10])) % 11
    return first in (0, 1, 2, 3) and second == 0


def _is_day(day: int, month: int, year_of_century: int) -> bool:
    """Say whether the date exists in some century: leap days are decided on the two-digit year, as the register's own checker does."""
    try:
        date(2000 + year_of_century, month, day)
    except ValueError:
        return False
    return True
