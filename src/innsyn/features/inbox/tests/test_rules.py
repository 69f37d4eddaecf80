"""How urgent, what may be done, and how waiting is told."""

from dataclasses import replace
from datetime import timedelta

import pytest

from innsyn.features.inbox.rules import (
    SOON,
    answer_id,
    answer_time,
    last_seen,
    light,
    may_close,
    may_reject,
    promises_of,
    span,
)
from innsyn.features.inbox.samples import begun
from innsyn.gate.standing.speakers import Speaker
from innsyn.gate.tests.samples import NOW, TRUST

WAITS = replace(begun(organisation=TRUST, promised_until=NOW + timedelta(days=3)), begun_at=NOW - timedelta(hours=5))
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("promised", "said"),
    [
        (NOW + SOON + SECOND, "fine"),
        (NOW + SOON, "soon"),
        (NOW, "soon"),
        (NOW - SECOND, "over"),
        (None, "unknown"),
    ],
)
def test_the_light_follows_the_promise(promised, said):
    assert light(replace(WAITS, promised_until=promised), NOW) == said


@pytest.mark.parametrize(
    ("state", "said"),
    [("answered", "answered"), ("closed", "closed"), ("rejected", "rejected"), ("withdrawn", "withdrawn"), ("unknown", "unknown")],
)
def test_what_does_not_wait_is_never_late(state, said):
    assert light(replace(WAITS, state=state, promised_until=NOW - timedelta(days=9)), NOW) == said


def test_an_e_consultation_is_not_closed_unanswered():
    consultation = replace(WAITS, kind="e-consultation")
    assert not may_close(consultation)
    assert may_close(replace(consultation, state="answered", answer="12"))
    assert may_close(WAITS)
    assert not may_close(replace(WAITS, state="closed"))


def test_only_what_a_patient_began_and_nobody_has_answered_is_turned_away():
    assert may_reject(WAITS)
    assert not may_reject(replace(WAITS, answer="19"))
    assert not may_reject(replace(WAITS, state="closed"))
    assert not may_reject(replace(WAITS, began_by=Speaker(as_="staff")))


def test_one_person_gives_one_answer_to_what_she_read():
    assert answer_id("t", "m", "nina") == answer_id("t", "m", "nina")
    assert len({answer_id(*each) for each in (("t", "m", "nina"), ("t", "m", "ola"), ("t", "n", "nina"), ("u", "m", "nina"))}) == 4
    assert last_seen(()) == ""


def test_the_first_answer_is_measured_against_the_promise():
    one = answer_time(WAITS, NOW)
    assert (one.organisation, one.kind, one.waited_s, one.is_kept) == (TRUST, "e-contact", 5 * 3600, True)
    assert answer_time(replace(WAITS, promised_until=NOW), NOW).is_kept
    assert not answer_time(replace(WAITS, promised_until=NOW - SECOND), NOW).is_kept


def test_neither_a_second_answer_nor_the_offices_own_letter_is_measured():
    assert answer_time(replace(WAITS, answer="19"), NOW) is None
    assert answer_time(replace(WAITS, began_by=Speaker(as_="staff")), NOW) is None
    assert answer_time(replace(WAITS, begun_at=None), NOW) is None


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, ("minutes", 1)), (3_599, ("minutes", 60)), (3_600, ("hours", 1)), (172_799, ("hours", 48)), (172_800, ("days", 2))],
)
def test_a_span_is_told_as_people_do(seconds, said):
    assert span(seconds) == said


PROMISES = {"e-contact": "2", "e-consultation": "5", "renewal": "3", "secure-mail": "10"}


def test_promises_are_whole_working_days():
    assert promises_of(PROMISES) == {"e-contact": 2, "e-consultation": 5, "renewal": 3, "secure-mail": 10}


@pytest.mark.parametrize("odd", ["", "0", "-1", "6", "1.5", "fem", "٣", "9" * 400])
def test_an_odd_promise_is_none(odd):
    assert promises_of({**PROMISES, "e-consultation": odd}) is None
