"""Times laid out in a calendar: none over another, none in a closed span, none that has begun; and what is left out is counted."""

from dataclasses import replace
from datetime import timedelta

from innsyn.gate.booking.laying import Laid, laid
from innsyn.gate.booking.tests.samples import HALF_HOUR, TOMORROW
from innsyn.gate.standing.closures import Closure
from innsyn.gate.standing.timebooks import Calendar, Time
from innsyn.gate.tests.samples import NOW

CALENDAR = Calendar(id="c", version=1, organisation="1", her_id="2", name="Siv", kind="Legetime")
HOUR = 2 * HALF_HOUR


def closed(since, until):
    """The calendar with a span in which it is closed."""
    return replace(CALENDAR, closures=(Closure(id="a", since=since, until=until),))


def known(start, lasts=HALF_HOUR):
    """A time that is there."""
    return Time(id="t", version=1, organisation="1", calendar_id="c", status="free", start=start, end=start + lasts)


def test_those_that_would_lie_over_a_time_that_is_there_or_over_each_other_are_left_out():
    wanted = [TOMORROW + timedelta(minutes=15) * n for n in range(6)]
    found = laid(wanted, HALF_HOUR, CALENDAR, [known(TOMORROW + HALF_HOUR)], NOW)
    assert found == Laid((TOMORROW, TOMORROW + HOUR), over=4)


def test_a_long_time_that_began_hours_before_is_seen_too():
    assert laid([TOMORROW], HALF_HOUR, CALENDAR, [known(TOMORROW - 7 * HOUR, 8 * HOUR)], NOW) == Laid((), over=1)
    assert laid([TOMORROW], HALF_HOUR, CALENDAR, [known(TOMORROW - 7 * HOUR, 7 * HOUR)], NOW) == Laid((TOMORROW,))


def test_what_touches_a_closed_span_is_left_out_and_what_lies_beside_it_is_not():
    wanted = [TOMORROW + HALF_HOUR * n for n in range(4)]
    span = closed(TOMORROW + HALF_HOUR + timedelta(minutes=1), TOMORROW + HOUR + timedelta(minutes=1))
    assert laid(wanted, HALF_HOUR, span, [], NOW) == Laid((wanted[0], wanted[3]), closed=2)


def test_what_has_begun_is_counted_and_the_same_hour_twice_is_once():
    assert laid([NOW, TOMORROW, TOMORROW], HALF_HOUR, CALENDAR, [], NOW) == Laid((TOMORROW,), past=1)
