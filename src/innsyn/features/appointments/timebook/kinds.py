"""How a time stands, in one word: the same on the day, in the week and for whoever hears the page.

Source: docs/spec/appointments.md#APP-6.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from innsyn.features.appointments.appointment import Appointment
from innsyn.gate.standing.timebooks import CLOSED, FREE, TENTATIVE, Time
from innsyn.kernel.clock import Instant

Kind = Literal["free", "unused", "held", "closed", "asked", "booked", "came", "missed", "over", "taken"]
"""unused: free, and its hour is gone. taken: by somebody who is not among those shown. over: it has been, and nobody has said who came."""

TAKEN: frozenset[Kind] = frozenset({"asked", "booked", "came", "missed", "over", "taken"})

_KINDS: Mapping[str, Kind] = {
    "asked": "asked",
    "moving": "asked",
    "unanswered": "asked",
    "booked": "booked",
    "over": "over",
    "missed": "missed",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A time with who has it; None for nobody we know of. kind: how it stands. is_past: it has begun."""

    time: Time
    appointment: Appointment | None
    kind: Kind
    is_past: bool


def rows_of(times: Iterable[Time], known: Mapping[str, Appointment], now: Instant) -> tuple[Row, ...]:
    """Say how times stand. known: who has them, by the id of the time."""
    return tuple(Row(each, known.get(each.id), kind_of(each, known.get(each.id), now), each.start <= now) for each in times)


def kind_of(time: Time, appointment: Appointment | None, now: Instant) -> Kind:
    """Say how a time stands. appointment: the one that has it, None for none we know of."""
    if appointment is not None:
        return "came" if appointment.has_come else _KINDS.get(appointment.state, "taken")
    if time.status == CLOSED:
        return "closed"
    if time.is_held(now):
        return "held"
    if time.status == FREE or (time.status == TENTATIVE and time.held_until is not None):
        return "free" if time.start > now else "unused"
    return "taken"
