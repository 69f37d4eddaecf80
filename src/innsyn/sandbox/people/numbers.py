"""Draws synthetic identifiers that hold: person numbers with month + 80, organisation numbers no register has given out.

Source: facts on the 1964 rule: which individual numbers belong to which birth years, third digit even for women.
"""

from collections.abc import Iterator
from datetime import date
from random import Random

from innsyn.kernel.ids import is_organisation_number, synthetic_person_number
from innsyn.sandbox.people.person import Sex

_CENTURY = 2000


class NumberOffice:
    """Hands out person numbers, never the same twice."""

    def __init__(self) -> None:
        """Start with nothing given out."""
        self._given: set[str] = set()

    def number(self, born_on: date, sex: Sex, chance: Random, *, d_number: bool = False) -> str:
        """Give a number for someone born on this day.

        chance: decides which of the free ones. d_number: day + 40 as well. Returns eleven digits."""
        for individual in _individuals(born_on, sex, chance):
            number = synthetic_person_number(born_on, individual, d_number=d_number)
            if number and number not in self._given:
                self._given.add(number)
                return number
        raise LookupError("no number left for this birth date")


def _individuals(born_on: date, sex: Sex, chance: Random) -> list[int]:
    low, high = (500, 1000) if born_on.year >= _CENTURY else (0, 500)
    parity = 0 if sex is Sex.FEMALE else 1
    candidates = [individual for individual in range(low, high) if individual % 2 == parity]
    start = chance.randrange(len(candidates))
    return candidates[start:] + candidates[:start]


def organisation_numbers() -> Iterator[str]:
    """Count up valid organisation numbers that begin with 2: the real register gives out 8 and 9 only."""
    for stem in range(29_000_000, 30_000_000):
        yield from (f"{stem}{check}" for check in range(10) if is_organisation_number(f"{stem}{check}"))


def phone_number(place_in_line: int) -> str:
    """Make a telephone number nobody can have: no Norwegian number of eight digits begins with 0.

    place_in_line: 0 to 999999. Returns E.164 form."""
    return f"+4700{place_in_line:06}"
