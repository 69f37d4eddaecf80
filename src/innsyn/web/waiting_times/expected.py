"""The port: what every source of waiting times answers. `edge/waiting_times` asks what is published; memory.py has two more."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from innsyn.kernel.clock import Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """How long it may take, in whole weeks; None for what is not told.

    place, treatment: in words. outpatient_weeks, day_weeks, inpatient_weeks: to an examination, a day's treatment, a stay.
    updated_on: the day it was told, None when that is unknown. source: who says so, in words."""

    place: str
    treatment: str
    outpatient_weeks: int | None
    day_weeks: int | None
    inpatient_weeks: int | None
    updated_on: date | None
    source: str


@dataclass(frozen=True, slots=True)
class TimesSilent:
    """Nobody could say just now."""


Answer = Expected | TimesSilent | None
"""None: nothing is published of this."""


class WaitingTimes(Protocol):
    """Knows expected waiting times."""

    async def expected(self, organisation_number: str, treatment: str, *, now: Instant) -> Answer:
        """Say what is published of a treatment at a hospital trust.

        organisation_number: nine digits. treatment: code of `urn:innsyn:treatment`."""
        ...
