"""Free times as a page shows them: some days at a time, and the way to earlier and later ones."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from innsyn.features.appointments.rules import AHEAD, DAYS_SHOWN, Day, first_day, laid_out
from innsyn.gate.standing.timebooks import Calendar
from innsyn.kernel.clock import NORWAY, norwegian_date
from innsyn.web import CitizenCall


@dataclass(frozen=True, slots=True)
class Times:
    """Days with free times. first: the day they were asked from. later: the day to go on from, None when there is no more.

    is_first: nothing comes before. others: calendars of rooms and services at the same clinic, one for each kind."""

    days: tuple[Day, ...]
    calendars: tuple[Calendar, ...]
    first: date
    later: date | None
    is_first: bool
    others: tuple[Calendar, ...] = ()


async def times_of(call: CitizenCall, organisation: str, her_id: str) -> Times:
    """Read the free times of a doctor, room or service, from the day in the address on."""
    first = first_day(call.query.get("from"), call.now)
    shown = await call.gate.booking.calendars(call.visit, organisation, "", call.now)
    calendars = tuple(each for each in shown if each.her_id == her_id)
    others = tuple(each for each in shown if each.her_id not in ("", her_id) and not each.is_of_person)
    since = datetime.combine(first, time.min, tzinfo=NORWAY)
    until = datetime.combine(norwegian_date(call.now) + AHEAD + timedelta(days=1), time.min, tzinfo=NORWAY)
    found = await call.gate.booking.free(call.visit, calendars, since, until, call.now)
    days = laid_out(found, calendars)
    later = days[DAYS_SHOWN].on if len(days) > DAYS_SHOWN else None
    return Times(days[:DAYS_SHOWN], calendars, first, later, first == norwegian_date(call.now), others)
