"""Co-payments for a consultation with a general practitioner, which an e-consultation costs too, by the days they hold. Read as a table.

A row ends where what we know ends: a day after it is unknown, and the page says so. New amounts are a new row here.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Hours = Literal["day", "evening"]


@dataclass(frozen=True, slots=True)
class Amounts:
    """What is paid, in whole kroner. day: on working days from 8 to 16. evening: all other hours."""

    day: int
    evening: int

    def at(self, hours: Hours) -> int:
        """Say what is paid at these hours."""
        return self.day if hours == "day" else self.evening


@dataclass(frozen=True, slots=True, kw_only=True)
class Tariff:
    """The amounts of some time. since: first day, from midnight in Norway. until: last day it is known to hold.

    general: a doctor who is not a specialist in general practice. specialist: one who is. source: where it was read."""

    since: date
    until: date
    general: Amounts
    specialist: Amounts
    source: str


TARIFFS: tuple[Tariff, ...] = (
    Tariff(
        since=date(2020, 7, 6),
        until=date(2023, 6, 30),
        general=Amounts(160, 280),
        specialist=Amounts(212, 332),
        source="helsetlegesenter.no (2020), invivomed.no (2021 to 2022)",
    ),
    Tariff(
        since=date(2023, 7, 1),
        until=date(2024, 12, 31),
        general=Amounts(170, 288),
        specialist=Amounts(224, 342),
        source="loddefjordlegesenter.no (2023 to 2024), leangenlegesenter.no (July 2024; 320 for a specialist in the evening)",
    ),
)
"""In order. They are set by regulation (legeforskriften)."""
