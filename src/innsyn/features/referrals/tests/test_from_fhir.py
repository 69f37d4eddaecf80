"""Referrals are read as they were delivered; what is missing or odd is unknown, never a promise."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from innsyn.features.referrals import samples
from innsyn.features.referrals.from_fhir import given, referral
from innsyn.fhir.validation import validate
from innsyn.gate.standing.referrals import Course, course_of, may_be_taken_back, may_take_back, taken_back, with_course
from innsyn.kernel.clock import instant

NOW = instant("2026-11-22T08:00:00+00:00")


def read(course=None, **more):
    return referral(samples.stored(samples.referral(course, **more)))


def test_everything_told_is_read():
    found = read(samples.assessed(reason="Slitt hofte"), identifier="b1")
    assert (found.state, found.what, found.treatment) == ("right", "Vurdering av hofte", samples.HIP)
    assert (found.sender, found.place, found.unit) == ("Trollkatten legesenter", "Ortopedisk poliklinikk", "ortopedi")
    assert (found.sent_on, found.days["mottatt"], found.days["vurdert-behov"]) == (date(2026, 11, 2), date(2026, 11, 3), date(2026, 11, 10))
    assert (found.latest_start, found.reason) == (date(2027, 1, 15), "Slitt hofte")
    assert found.identifiers == {("urn:innsyn:referral", "b1")}


@pytest.mark.parametrize(
    ("status", "course", "state"),
    [
        ("active", None, "sent"),
        ("active", samples.received(), "received"),
        ("active", samples.refused(), "no_right"),
        ("active", Course(status="avvist-mangelfull"), "returned"),
        ("active", Course(status="planlagt"), "planned"),
        ("active", Course(status="avsluttet"), "closed"),
        ("active", samples.assessed(begun_on=date(2026, 11, 20)), "begun"),
        ("active", Course(status="avsluttet", begun_on=date(2026, 11, 20)), "closed"),
        ("completed", samples.assessed(), "closed"),
        ("revoked", samples.assessed(), "withdrawn"),
        ("on-hold", samples.assessed(), "unknown"),
        ("active", Course(status=None), "unknown"),
    ],
)
def test_each_status_is_one_state(status, course, state):
    assert read(course, status=status).state == state


LABORATORY = {"category": [{"coding": [{"system": "http://snomed.info/sct", "code": "108252007"}]}]}


@pytest.mark.parametrize("body", [{"status": "draft"}, LABORATORY])
def test_what_is_not_sent_or_no_referral_is_none(body):
    assert referral(samples.stored({**samples.referral(), **body})) is None


def test_a_request_without_category_is_taken_for_a_referral():
    assert referral(samples.stored({"resourceType": "ServiceRequest", "status": "active"})).state == "sent"


def test_days_that_cannot_be_read_are_not_told():
    body = samples.referral(samples.assessed())
    body["contained"][0] |= {"restriction": {"period": {"end": "snart"}}, "output": [{"valueDate": "x"}, {"type": {}}]}
    found = referral(samples.stored(body | {"authoredOn": "i går"}))
    assert (found.latest_start, found.days, found.sent_on) == (None, {}, None)


def test_a_course_nobody_points_at_is_none():
    assert course_of({**samples.referral(samples.assessed()), "supportingInfo": []}) is None


def test_a_course_is_read_as_it_was_written():
    whole = samples.assessed(begun_on=date(2026, 12, 1), reason="Slitt hofte")
    assert course_of(with_course(samples.referral(), whole)) == whole
    assert course_of(with_course(samples.referral(), replace(whole, latest_start=None))).latest_start is None


@pytest.mark.parametrize(("until", "may"), [(None, True), (NOW + timedelta(hours=1), True), (NOW, False), (NOW - timedelta(days=1), False)])
def test_a_referral_is_taken_back_until_the_flags_limit(until, may):
    body = may_be_taken_back(samples.referral(samples.assessed()), "x", until)
    assert may_take_back(body, NOW) is may
    assert not may_take_back({**body, "status": "completed"}, NOW)
    assert not may_take_back(samples.referral(samples.assessed()), NOW)


def test_what_is_taken_back_keeps_its_labels_and_its_course_and_can_be_taken_back_no_more():
    labels = {"meta": {"security": [{"code": "NORN_FORANS"}]}}
    whole = may_be_taken_back({**samples.referral(samples.assessed()), **labels}, "x", None)
    assert validate(whole) == []
    body = taken_back(whole, NOW)
    assert (body["status"], body["meta"], body["contained"][0]["status"]) == ("revoked", labels["meta"], "cancelled")
    assert course_of(body) == samples.assessed()
    assert not may_take_back({**body, "status": "active"}, NOW)
    assert validate(body) == []


@pytest.mark.parametrize(
    ("start", "status", "is_booked", "is_kept"),
    [
        ("2026-11-23T09:00:00+01:00", "booked", True, False),
        ("2026-11-21T09:00:00+01:00", "booked", False, False),
        ("2026-11-23T09:00:00+01:00", "pending", False, False),
        ("2026-11-23T09:00:00+01:00", "cancelled", False, False),
        ("2026-11-21T09:00:00+01:00", "fulfilled", False, True),
        ("en dag", "booked", False, False),
    ],
)
def test_an_appointment_counts_when_the_clinic_has_said_so(start, status, is_booked, is_kept):
    ids, found = given(samples.stored(samples.appointment("r1", start, status), "a1"), NOW)
    assert (ids, found.is_booked, found.is_kept) == (("r1",), is_booked, is_kept)
