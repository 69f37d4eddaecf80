"""No real person number stands anywhere: only synthetic ones, whose month is raised by 80.

Source: docs/spec/identifiers.md; check digits by the rule of 1964 and by the one that holds from 2032.
"""

import re
from datetime import date

import pytest

ELEVEN_DIGITS = re.compile(r"(?<![0-9A-Za-z.])\d{6} ?\d{5}(?![0-9A-Za-z]|\.\d)")
FIRST_WEIGHTS, SECOND_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def is_real(number: str) -> bool:
    """Say whether a real person could have the number, as a birth number, a D-number (day raised by 40) or a local H-number."""
    digits = [int(digit) for digit in number]
    first = (sum(weight * digit for weight, digit in zip(FIRST_WEIGHTS, digits, strict=False)) + digits[9]) % 11
    second = (sum(weight * digit for weight, digit in zip(SECOND_WEIGHTS, digits, strict=False)) + digits[10]) % 11
    day, month = int(number[:2]) % 40, int(number[2:4])
    return first in {0, 1, 2, 3} and second == 0 and _is_a_day(day, month % 40 if 41 <= month <= 52 else month)


def _is_a_day(day: int, month: int) -> bool:
    try:
        date(2000, month, day)
    except ValueError:
        return False
    return True


def real_numbers(text: str) -> list[str]:
    return [found for found in (hit.group().replace(" ", "") for hit in ELEVEN_DIGITS.finditer(text)) if is_real(found)]


def test_no_real_person_number_is_written_anywhere(written_texts):
    found = {name: len(numbers) for name, text in written_texts.items() if (numbers := real_numbers(text))}
    assert not found, f"raise the month by 80 and compute the check digits anew (kernel/ids.py); files and how many: {found}"


def synthetic_to_real(number: str) -> str:
    """Make a number that a real person could have, at run time only: no file may hold one."""
    stem = number[:2] + f"{int(number[2]) - 8}" + number[3:9]
    return next(f"{stem}{last:02}" for last in range(100) if is_real(f"{stem}{last:02}"))


@pytest.mark.parametrize("synthetic", ["03851598730", "30908299902"])
def test_synthetic_number_is_let_be_and_its_real_counterpart_found(synthetic):
    assert not real_numbers(f"fnr={synthetic}")
    real = synthetic_to_real(synthetic)
    assert real_numbers(f'"{real}"') == [real]
    assert real_numbers(f"{real[:6]} {real[6:]}") == [real]


def test_numbers_inside_longer_ones_are_let_be():
    real = synthetic_to_real("03851598730")
    assert not real_numbers(f"{real}1 a{real} 2.16.{real}")
