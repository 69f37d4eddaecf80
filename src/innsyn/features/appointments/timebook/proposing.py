"""Which free time each of several patients is proposed when the one she has falls away.

Source: docs/spec/appointments.md#APP-8.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from innsyn.features.appointments.appointment import Appointment
from innsyn.gate.standing.timebooks import Calendar, Time
from innsyn.kernel.clock import Instant


@dataclass(frozen=True, slots=True)
class Proposed:
    """One appointment and the time it could have instead. calendar: whose time that is."""

    appointment: Appointment
    time: Time
    calendar: Calendar

    @property
    def word(self) -> str:
        """Say which, as the form carries it: the time she had when it was shown, and the other in the version that was seen."""
        return f"{self.appointment.id}/{self.appointment.slot_id}/{self.time.id}/{self.time.version}"


@dataclass(frozen=True, slots=True)
class Proposals:
    """Who could have which time, and for whom there is none."""

    proposed: tuple[Proposed, ...]
    left: tuple[Appointment, ...]

    def and_of(self, later: Iterable[Time], calendars: Iterable[Calendar]) -> "Proposals":
        """Give those who are left a time among later ones; what is proposed already stands, and all stand in the order they come now."""
        more = proposals(self.left, later, calendars)
        proposed = sorted((*self.proposed, *more.proposed), key=lambda each: _place(each.appointment))
        return Proposals(tuple(proposed), more.left)


def proposals(appointments: Iterable[Appointment], free: Iterable[Time], calendars: Iterable[Calendar]) -> Proposals:
    """Give each the first time that suits her and nobody before her has; who comes first now comes first then.

    A time suits that is of the same kind, as long at least, and not before the one she has: on that day she comes, and sooner she may
    not have been told. With the same doctor or room where two begin at once. free: times that can be taken, of calendars."""
    known, left = {each.id: each for each in calendars}, sorted(free, key=lambda each: (each.start, each.calendar_id))
    found, without = list[Proposed](), list[Appointment]()
    for one in sorted(appointments, key=_place):
        suiting = [each for each in left if (calendar := known.get(each.calendar_id)) and _suits(one, each, calendar)]
        if not suiting:
            without.append(one)
            continue
        time = min(suiting, key=lambda each: (each.start, known[each.calendar_id].her_id != one.her_id))
        left.remove(time)
        found.append(Proposed(one, time, known[time.calendar_id]))
    return Proposals(tuple(found), tuple(without))


def _place(one: Appointment) -> tuple[bool, Instant | None, str]:
    return one.start is None, one.start, one.id


def _suits(one: Appointment, time: Time, calendar: Calendar) -> bool:
    if one.start is None or one.end is None or not one.slot_id:
        return False
    is_long_enough = time.end - time.start >= one.end - one.start
    return calendar.kind.casefold() == one.what.casefold() and time.start >= one.start and is_long_enough
