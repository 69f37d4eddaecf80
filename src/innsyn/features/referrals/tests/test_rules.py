"""By when a referral must be answered, when a deadline is broken, and what is told twice."""

from datetime import date

import pytest

from innsyn.features.referrals import samples
from innsyn.features.referrals.from_fhir import referral
from innsyn.features.referrals.lines import steps
from innsyn.features.referrals.referral import Given
from innsyn.features.referrals.rules import assessed_by, coming, complain_by, goes_on, state_of, told_once, trouble
from innsyn.gate.standing.referrals import Course
from innsyn.kernel.clock import instant

NOW = instant("2026-11-22T08:00:00+00:00")


def read(course=None, resource_id="r1", **more):
    return referral(samples.stored(samples.referral(course, **more), resource_id))


def booked(start):
    return Given(id="a1", start=instant(start), is_booked=True)


KEPT = Given(id="a2", start=instant("2026-11-20T09:00:00+01:00"), is_kept=True)


@pytest.mark.parametrize(
    ("received_on", "latest"),
    [(date(2026, 11, 3), date(2026, 11, 17)), (date(2026, 12, 18), date(2027, 1, 5)), (date(2026, 11, 7), date(2026, 11, 20))],
)
def test_an_answer_comes_within_ten_working_days(received_on, latest):
    assert assessed_by(read(samples.received(received_on))) == latest


def test_nobody_knows_by_when_when_nobody_has_told_that_it_came():
    assert assessed_by(read()) is None
    assert trouble(read(), (), NOW) is None
    assert trouble(read(Course(status="mottatt")), (), NOW) is None


@pytest.mark.parametrize(("received_on", "found"), [(date(2026, 11, 6), "assessment_late"), (date(2026, 11, 9), None)])
def test_an_answer_is_late_on_the_day_after(received_on, found):
    # Ten working days from Friday 6 November end on Friday 20; from Monday 9 on Monday 23. Today is Sunday 22.
    assert trouble(read(samples.received(received_on)), (), NOW) == found


@pytest.mark.parametrize(
    ("latest_start", "given", "found"),
    [
        (date(2026, 11, 21), (), "deadline_broken"),
        (date(2026, 11, 22), (), None),
        (None, (), None),
        (date(2026, 11, 21), (KEPT,), None),
        (date(2026, 11, 21), (booked("2026-12-01T09:00:00+01:00"),), "deadline_broken"),
        (date(2026, 11, 30), (booked("2026-12-01T09:00:00+01:00"),), "deadline_at_risk"),
        (date(2026, 12, 1), (booked("2026-12-01T23:30:00+01:00"),), None),
        (date(2026, 11, 30), (booked("2026-12-01T09:00:00+01:00"), booked("2026-11-29T09:00:00+01:00")), None),
        (date(2026, 11, 30), (booked("2026-12-01T09:00:00+01:00"), KEPT), None),
    ],
)
def test_care_begins_by_the_last_day_or_the_deadline_is_broken(latest_start, given, found):
    assert trouble(read(samples.assessed(latest_start)), given, NOW) == found


@pytest.mark.parametrize("course", [samples.refused(), samples.assessed(date(2026, 11, 1), begun_on=date(2026, 11, 20))])
def test_no_deadline_is_broken_where_nothing_is_waited_for(course):
    assert trouble(read(course), (), NOW) is None
    assert trouble(read(samples.assessed(date(2026, 11, 1)), status="revoked"), (), NOW) is None


@pytest.mark.parametrize(
    ("decided_on", "latest", "on"),
    [(date(2026, 10, 25), date(2026, 11, 22), True), (date(2026, 10, 24), date(2026, 11, 21), False), (None, None, True)],
)
def test_a_no_goes_on_as_long_as_it_can_be_complained_of(decided_on, latest, on):
    course = Course(status="vurdert-ikke-behov", days={"vurdert-ikke-behov": decided_on} if decided_on else {})
    assert complain_by(read(course)) == latest
    assert goes_on(read(course), (), NOW) is on


@pytest.mark.parametrize(
    ("course", "status", "on"), [(samples.received(), "active", True), (samples.received(), "revoked", False), (None, "completed", False)]
)
def test_what_is_waited_for_goes_on(course, status, on):
    assert goes_on(read(course, status=status), (), NOW) is on


def test_a_booked_appointment_is_given_whatever_the_course_says():
    first = booked("2026-12-01T09:00:00+01:00")
    assert state_of(read(samples.assessed()), (first,)) == "planned"
    assert state_of(read(samples.assessed()), (KEPT,)) == "right"
    assert state_of(read(samples.assessed(), status="revoked"), (first,)) == "withdrawn"
    assert state_of(read(Course(status=None)), (first,)) == "unknown"
    assert coming((booked("2026-12-09T09:00:00+01:00"), first)) == first


def test_what_sender_and_receiver_both_tell_is_shown_as_the_receiver_tells_it():
    sent, followed = read(None, "r1", identifier="b1"), read(samples.received(), "r2", identifier="b1")
    other = read(None, "r3", identifier="b2")
    assert told_once([sent, followed, other]) == (followed, other)
    unnamed = (read(None, "r4"), read(samples.received(), "r5"))
    assert told_once(unnamed) == unnamed


@pytest.mark.parametrize(
    ("course", "status", "names"),
    [
        (None, "active", "sent received? assessed? appointment?"),
        (samples.received(), "active", "sent received assessed? appointment?"),
        (samples.assessed(), "active", "sent received assessed appointment? begun?"),
        (samples.refused(), "active", "sent received assessed"),
        (samples.assessed(begun_on=date(2026, 11, 20)), "active", "sent received assessed begun"),
        (samples.assessed(begun_on=date(2026, 11, 20)), "completed", "sent received assessed begun closed"),
        (None, "completed", "sent closed"),
        (samples.received(), "revoked", "sent received withdrawn"),
    ],
)
def test_steps_say_what_has_been_and_what_comes_only_while_something_does(course, status, names):
    found = steps(read(course, status=status), ())
    assert " ".join(each.name + ("" if each.is_past else "?") for each in found) == names
