"""Free times as a page shows them: some days at a time, and the way to earlier and later ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from innsyn.features.appointments.rules import AHEAD, DAYS_SHOWN, Day, first_day, laid_out
from innsyn.gate.standing.timebooks import Calendar
from innsyn.kernel.clock import NORWAY, norwegian_date
from innsyn.web import CitizenCall


@dataclass(frozen=True, slots=True)
class Times:
    """Days with free times. first: the day they were asked from. later: the day to go on from, None when there is no more.

    is_first: nothing comes before. has_calendar: the clinic shows a calendar at all."""

    days: tuple[Day, ...]
    calendars: tuple[Calendar, ...]
    first: date
    later: date | None
    is_first: bool

    @property
    def has_calendar(self) -> bool:
        """Say whether the clinic shows a calendar."""
        return bool(self.calendars)


async def times_of(call: CitizenCall, organisation: str, her_id: str, *, but: Sequence[str] = ()) -> Times:
    """Read the free times of a doctor, room or service, from the day in the address on. but: ids of times not to show."""
    first = first_day(call.query.get("from"), call.now)
    calendars = await call.gate.booking.calendars(call.visit, organisation, her_id, call.now)
    since = datetime.combine(first, time.min, tzinfo=NORWAY)
    until = datetime.combine(norwegian_date(call.now) + AHEAD + timedelta(days=1), time.min, tzinfo=NORWAY)
    found = await call.gate.booking.free(call.visit, calendars, since, until, call.now)
    days = laid_out((each for each in found if each.id not in but), calendars)
    later = days[DAYS_SHOWN].on if len(days) > DAYS_SHOWN else None
    return Times(days[:DAYS_SHOWN], calendars, first, later, first == norwegian_date(call.now))
