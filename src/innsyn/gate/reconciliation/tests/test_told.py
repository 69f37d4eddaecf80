"""A difference as it is told, and a clinic's statement as it is read: nothing is lost on the way, and what is strange breaks nothing."""

import json
from datetime import timedelta

import pytest

from innsyn.gate.reconciliation.book import Drift
from innsyn.gate.reconciliation.tests.samples import HOUR, TOMORROW, statement_body
from innsyn.gate.reconciliation.told import gone, settled, told_body, told_id, told_of
from innsyn.gate.standing.statements import statement_of
from innsyn.gate.tests.samples import NOW, NURSE_HPR
from innsyn.gate.visit import Actor
from innsyn.record.stored import Stored

WHOLE = Drift(
    kind="other_time", identifier="a", appointment_id="id-a", slot_id="s", calendar_id="c", here=TOMORROW, there=TOMORROW + HOUR
)  # fmt: skip
NINA = Actor(kind="staff", key="key-of-nina", name="Nina Sykepleier", hpr=NURSE_HPR)


def stored(body, version=1):
    return Stored(1, 7, "Task", "t", version, NOW, "974749025", frozenset(), False, json.dumps(body).encode())


@pytest.mark.parametrize("drift", [WHOLE, Drift(kind="silent", there=NOW), Drift(kind="no_appointment", slot_id="s", here=TOMORROW)])
def test_what_is_told_is_read_as_it_was(drift):
    told = told_of(stored(told_body(drift, NOW)))
    assert (told.drift, told.since, told.is_open, told.over_at, told.by) == (drift, NOW, True, None, "")


def test_one_that_is_settled_says_by_whom_and_one_that_has_gone_does_not():
    body, later = told_body(WHOLE, NOW), NOW + HOUR
    by_nina, by_nobody = told_of(stored(settled(body, NINA, later))), told_of(stored(gone(settled(body, NINA, NOW), later)))
    assert (by_nina.is_open, by_nina.over_at, by_nina.by, by_nina.since) == (False, later, "Nina Sykepleier", NOW)
    assert (by_nobody.is_open, by_nobody.over_at, by_nobody.by) == (False, later, "")


def test_another_task_is_no_difference():
    assert told_of(stored({"resourceType": "Task", "status": "requested", "code": {"coding": [{"system": "x", "code": "silent"}]}})) is None


def test_the_same_difference_has_the_same_id_and_another_another():
    assert told_id(7, WHOLE) == told_id(7, Drift(kind="other_time", identifier="a"))
    assert len({told_id(7, WHOLE), told_id(8, WHOLE), told_id(7, Drift(kind="not_kept", identifier="a"))}) == 3


def test_a_statement_is_read_with_and_without_our_identifier():
    read = statement_of(statement_body(("a", "s", TOMORROW), ("", "t", TOMORROW)), NOW)
    assert [(each.identifier, each.slot_id, each.start) for each in read.entered] == [("a", "s", TOMORROW), ("", "t", TOMORROW)]


@pytest.mark.parametrize("status", ["proposed", "cancelled", "noshow", "entered-in-error", "waitlist"])
def test_what_is_not_in_the_book_takes_no_time(status):
    body = statement_body(("a", "s", TOMORROW))
    body["contained"][0]["status"] = status
    assert statement_of(body, NOW).entered == ()


@pytest.mark.parametrize(
    ("said", "at"),
    [(NOW - HOUR, NOW - HOUR), (NOW + timedelta(days=400), NOW), ("2026-11-22", NOW), ("nonsense", NOW), (None, NOW), (7, NOW)],
)
def test_a_clinic_whose_clock_is_wrong_has_said_nothing_of_what_was_not_there_yet(said, at):
    body = {**statement_body(), "date": said.isoformat() if hasattr(said, "isoformat") else said}
    assert statement_of(body, NOW).at == at


def test_a_line_whose_hour_cannot_be_read_is_at_no_time():
    body = statement_body(("a", "s", TOMORROW))
    body["contained"][0]["start"] = "tomorrow"
    assert statement_of(body, NOW).entered[0].start is None
