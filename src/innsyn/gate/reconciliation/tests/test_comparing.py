"""The comparison as a table: what differs is found and called by its name, and what is only on its way is not."""

from datetime import timedelta

import pytest

from innsyn.gate.reconciliation.comparing import answered_by, drifts
from innsyn.gate.reconciliation.tests.samples import DAY, HOUR, LONG_AGO, TOMORROW, book, entered, ours, time
from innsyn.gate.standing.timebooks import TENTATIVE
from innsyn.gate.tests.samples import NOW
from innsyn.kernel.clock import instant

LATER, JUST_NOW, MINUTE = TOMORROW + HOUR, NOW - timedelta(minutes=1), timedelta(minutes=1)
MOVING = ours(slot_id="new", start=LATER, status="pending", kept_slot_id="s", kept_start=TOMORROW)
KEPT_AND_ASKED = (time(), time("new", status=TENTATIVE, start=LATER))


@pytest.mark.parametrize(
    ("sides", "found"),
    [
        # Both sides agree, or the clinic works at our desk and says nothing.
        (book(), []),
        (book(ours(), said=[entered()]), []),
        (book(ours()), []),
        (book(ours(), ours("b", "t"), said=[entered(), entered("b", "t")]), []),
        # What has been, or is called off on both sides, is nobody's business any more.
        (book(ours(start=NOW - HOUR), said=[]), []),
        (book(ours(status="cancelled"), said=[]), []),
        (book(said=[entered(start=NOW - HOUR)]), []),
        # Booked here and unknown there.
        (book(ours(), said=[]), ["unknown_there/a"]),
        (book(ours(changed_at=JUST_NOW), said=[]), []),
        (book(ours(changed_at=NOW + HOUR), said=[]), []),
        (book(ours(status="pending", changed_at=LONG_AGO), said=[]), []),
        (book(ours(status="arrived"), said=[]), ["unknown_there/a"]),
        (book(ours(status="checked-in"), said=[entered()]), []),
        # Known there and not here.
        (book(said=[entered()]), ["unknown_here/a"]),
        (book(said=[entered(start=None)]), ["unknown_here/a"]),
        (book(ours(status="cancelled"), said=[entered()]), ["unknown_here/a"]),
        (book(ours(status="noshow"), said=[entered()]), ["unknown_here/a"]),
        (book(ours(status="cancelled", changed_at=JUST_NOW), said=[entered()]), []),
        (book(ours(status="pending"), said=[entered()]), []),
        (book(said=[entered("")]), []),
        # Another time.
        (book(ours(), said=[entered(start=LATER)]), ["other_time/a"]),
        (book(ours(), said=[entered(start=None)]), ["other_time/a"]),
        (book(ours(), times=[time(start=LATER)]), ["other_time/a"]),
        # A time that somebody has, and nobody's appointment does.
        (book(times=[time()]), ["no_appointment/a"]),
        (book(ours(status="cancelled"), times=[time()]), ["no_appointment/a"]),
        (book(times=[time(taken_by="", status=TENTATIVE)]), ["no_appointment/s"]),
        (book(times=[time(taken_by="", status=TENTATIVE, held_until=NOW - HOUR)]), []),
        (book(times=[time(taken_by="")]), []),
        # An appointment whose time is somebody else's: here, or in the clinic's own book.
        (book(ours(), ours("b"), times=[time()]), ["somebody_elses/b"]),
        (book(ours(), said=[entered("")]), ["somebody_elses/a"]),
        (book(ours(), said=[entered("b")]), ["somebody_elses/a", "unknown_here/b"]),
        # An appointment whose time stands open.
        (book(ours(), times=[]), ["not_kept/a"]),
        (book(ours(start=NOW), times=[]), []),
        (book(ours(), times=[time(taken_by="", status=TENTATIVE, held_until=LATER)]), ["not_kept/a"]),
        (book(ours(), times=[time(taken_by="")]), []),
        # While another time is asked for, both are the patient's.
        (book(MOVING, times=KEPT_AND_ASKED), []),
        (book(MOVING, times=KEPT_AND_ASKED[1:]), ["not_kept/a"]),
        (book(MOVING, times=[time(taken_by="b"), KEPT_AND_ASKED[1]]), ["no_appointment/b", "somebody_elses/a"]),
        # What waits for longer than a clinic has.
        (book(ours(status="pending", changed_at=NOW - 2 * DAY)), []),
        (book(ours(status="pending", changed_at=NOW - 7 * DAY)), ["unanswered/a"]),
        (book(ours(status="pending", start=NOW - HOUR)), ["unanswered/a"]),
        # A system that says nothing any more is told of as that alone.
        (book(ours(changed_at=NOW - 3 * DAY), said=[], said_at=NOW - 36 * HOUR - MINUTE), ["silent/"]),
        (book(ours(changed_at=NOW - 3 * DAY), said=[], said_at=NOW - 35 * HOUR), ["unknown_there/a"]),
    ],
)
def test_what_differs_is_found_and_nothing_else(sides, found):
    assert [each.word for each in drifts(sides, NOW)] == found


def test_a_difference_says_which_appointment_which_time_and_when_it_is_by_each_side():
    (drift,) = drifts(book(ours(), said=[entered(start=LATER)]), NOW)
    assert (drift.appointment_id, drift.slot_id, drift.calendar_id) == ("id-a", "s", "c")
    assert (drift.here, drift.there) == (TOMORROW, LATER)


def test_the_order_of_the_sides_changes_nothing():
    one = book(ours(), ours("b", "t"), said=[entered("c", "u"), entered("d", "v")])
    other = book(ours("b", "t"), ours(), said=[entered("d", "v"), entered("c", "u")])
    assert drifts(one, NOW) == drifts(other, NOW)
    assert len(drifts(one, NOW)) == 4


@pytest.mark.parametrize(
    ("asked_at", "until"),
    [
        ("2026-11-23T08:00:00+01:00", "2026-11-25T23:59:59+01:00"),
        ("2026-11-27T17:00:00+01:00", "2026-12-01T23:59:59+01:00"),
        ("2026-12-24T08:00:00+01:00", "2026-12-29T23:59:59+01:00"),
    ],
)
def test_a_clinic_has_two_working_days(asked_at, until):
    assert answered_by(instant(asked_at)) == instant(until)
