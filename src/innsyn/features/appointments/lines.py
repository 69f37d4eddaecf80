"""An appointment as templates draw it: with the name of who keeps it."""

from collections.abc import Iterable
from dataclasses import dataclass

from innsyn.features.appointments import chart
from innsyn.features.appointments.appointment import Appointment
from innsyn.gate.gate import Gate


@dataclass(frozen=True, slots=True)
class Line:
    """One appointment. source: name of the organisation that keeps it, empty when unknown."""

    appointment: Appointment
    source: str


async def lines(gate: Gate, found: Iterable[Appointment]) -> tuple[Line, ...]:
    """Put names to those who keep appointments."""
    shown = tuple(found)
    names = await chart.source_names(gate, (each.source for each in shown))
    return tuple(Line(each, names.get(each.source, "")) for each in shown)


async def whole(gate: Gate, found: Appointment) -> Line:
    """Put the name to who keeps one appointment."""
    return (await lines(gate, (found,)))[0]
