"""What a referral has become that somebody is told of, and what nobody need hear of."""

from datetime import date, timedelta

import pytest

from innsyn.gate.referral_changes import became
from innsyn.gate.standing.referrals import Course, course_of, is_taken_back, may_be_taken_back, taken_back, with_course
from innsyn.kernel.clock import instant

NOW = instant("2026-11-22T08:00:00+00:00")
TODAY = date(2026, 11, 22)
LATEST = date(2027, 1, 15)


def sent(unit="ortopedi", **more):
    """A referral as its sender tells of it."""
    return {"resourceType": "ServiceRequest", "status": "active", "subject": {"reference": "Patient/x"}} | {
        "performer": [{"reference": f"Organization/{unit}"}], **more,
    }  # fmt: skip


def told(says, *, on=TODAY, latest=None, unit="ortopedi", **more):
    """A referral as its receiver tells of it."""
    return with_course(sent(unit, **more), Course(status=says, days={says: on} if on else {}, latest_start=latest))


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (sent(), told("mottatt"), "received"),
        ({}, told("mottatt"), "received"),
        ({}, told("vurdert-behov", latest=LATEST), "right"),
        (told("mottatt"), told("vurdert-behov", latest=LATEST), "right"),
        (told("mottatt"), told("planlagt", latest=LATEST), "right"),
        (told("mottatt"), told("vurdert-ikke-behov"), "no_right"),
        (told("vurdert-ikke-behov"), told("vurdert-behov"), "right"),
        (told("mottatt"), told("avvist-mangelfull"), "returned"),
        (told("avvist-mangelfull"), told("mottatt"), "received"),
        (told("mottatt"), told("mottatt", unit="kirurgi"), "moved"),
        (told("vurdert-behov"), told("vurdert-behov", latest=LATEST), "wait_changed"),
        (told("vurdert-behov", latest=LATEST), told("planlagt", latest=LATEST + timedelta(days=14)), "wait_changed"),
        (told("vurdert-behov", latest=LATEST), told("vurdert-behov", latest=LATEST - timedelta(days=14)), "wait_changed"),
        (told("mottatt"), told("vurdert-behov", status="on-hold"), "right"),
        (told("planlagt"), told("avsluttet"), "ended"),
        (told("planlagt"), told("planlagt", status="completed"), "ended"),
        (told("mottatt"), told("mottatt", status="revoked"), "ended"),
        (sent(), sent(status="revoked"), "ended"),
    ],
)
def test_what_changes_for_the_patient_is_told(before, after, found):
    assert became(before, after, NOW) == found


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, sent()),
        (sent(), sent(status="completed")),
        (told("mottatt"), told("mottatt", on=date(2026, 11, 21))),
        (told("vurdert-behov"), told("planlagt")),
        (told("planlagt"), told("vurdert-behov")),
        (told("mottatt"), told("mottatt", status="on-hold")),
        (told("mottatt"), told("vurdert-behov", status="entered-in-error")),
        (told("mottatt"), told("mottatt", performer=[])),
        (told("mottatt"), with_course(sent(), Course(status=None))),
        (told("vurdert-behov", latest=LATEST), told("vurdert-behov", latest=LATEST + timedelta(days=13))),
        (told("vurdert-behov", latest=LATEST), told("vurdert-behov")),
        (told("avsluttet"), told("avsluttet", status="completed")),
        ({}, told("avsluttet")),
        ({}, told("mottatt", status="revoked")),
    ],
)
def test_what_changes_nothing_for_her_is_not(before, after):
    assert became(before, after, NOW) is None


@pytest.mark.parametrize(("days_ago", "found"), [(3, "no_right"), (4, None)])
def test_the_first_that_is_heard_of_a_referral_is_told_while_it_is_new(days_ago, found):
    assert became({}, told("vurdert-ikke-behov", on=TODAY - timedelta(days=days_ago)), NOW) == found
    assert became({}, told("vurdert-ikke-behov", on=None), NOW) == "no_right"


def test_what_she_takes_back_herself_is_not_told_and_what_the_hospital_does_then_is():
    open_to_her = may_be_taken_back(told("vurdert-behov", latest=LATEST), "x", None) | {"meta": {"versionId": "1"}}
    by_her = taken_back(open_to_her, NOW - timedelta(minutes=1)) | {"meta": {"versionId": "2"}}
    assert became(open_to_her, by_her, NOW) is None
    assert became(open_to_her, by_her | {"note": [{"text": "Etter ønske"}]}, NOW) == "ended"
    assert became(told("vurdert-behov", latest=LATEST), by_her, NOW) == "ended"
    assert not is_taken_back(may_be_taken_back(told("mottatt"), "x", NOW - timedelta(hours=1)), by_her, NOW)


def test_a_day_that_no_calendar_in_norway_has_is_not_told_and_the_answer_is():
    assessed = told("vurdert-behov", latest=LATEST)
    (task,) = assessed["contained"]
    endless = assessed | {"contained": [task | {"restriction": {"period": {"end": "9999-12-31T23:59:59Z"}}}]}
    assert course_of(endless).latest_start is None
    assert became(told("mottatt"), endless, NOW) == "right"
