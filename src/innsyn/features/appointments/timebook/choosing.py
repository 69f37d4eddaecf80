"""Which calendar a page of the timebook begins with, and which suit somebody who is to have a time."""

from collections.abc import Sequence

from innsyn.features.appointments.appointment import Appointment
from innsyn.gate.standing.timebooks import Calendar


def chosen(calendars: Sequence[Calendar], asked: str) -> Calendar:
    """Say which comes first: the one that is asked for, else a doctor's, else a room's.

    calendars: of the office, at least one. asked: id of the address, believed when it is one of them."""
    return next((each for each in calendars if each.id == asked), None) or min(calendars, key=lambda each: not each.is_of_person)


def suiting(calendars: Sequence[Calendar], about: Appointment | None) -> list[Calendar]:
    """List those of what an appointment is for, that of whom it is with first; all of them where none is for that, or for a wish.

    about: what is to have a time, None for something new."""
    same = [each for each in calendars if about is not None and each.kind == about.what]
    return sorted(same or calendars, key=lambda each: about is None or each.her_id != about.her_id)
