"""What the patient may do is in the appointment as Flags with a limit: a flag that is not there, not active or past is a no."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from innsyn.gate.standing.appointments import (
    APPOINTMENT_FLAG,
    CANCEL,
    MOVE,
    Whose,
    asked_body,
    back_at,
    called_off,
    confirmed,
    identifier_of,
    kept_start,
    limit,
    may,
    missed,
    moved,
    moved_from,
    slot_of,
    wish_body,
)
from innsyn.gate.standing.timebooks import Calendar, Time

NOW = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
HERS = Whose("p1", "Kari Nordby")
START = NOW + timedelta(days=2)
CALENDAR = Calendar(
    id="c", version=1, organisation="974749025", her_id="99000001", name="Siv Lege", kind="Legetime", practical="Kom tidsnok.",
    cancel_hours=24, may_move=True,
)  # fmt: skip
BARE = Calendar(id="d", version=1, organisation="974749025", her_id="99000002", name="Laboratoriet", kind="Blodprøve")


def time(id_="s", start=START):
    return Time(
        id=id_, version=1, organisation="974749025", calendar_id="c", status="free", start=start, end=start + timedelta(minutes=20)
    )  # fmt: skip


def asked(calendar=CALENDAR, words="Kontroll"):
    return asked_body(time(), calendar, whose=HERS, identifier=UUID(int=7), words=words, now=NOW)


def flagged(**more):
    flag = {"resourceType": "Flag", "id": "cancel", "status": "active", "code": {"coding": [{"system": APPOINTMENT_FLAG, "code": CANCEL}]}}
    return {"resourceType": "Appointment", "contained": [{**flag, **more}]}


def test_the_limit_is_counted_from_the_hour():
    body = asked()
    last = START - timedelta(hours=24)
    assert (limit(body, CANCEL), limit(body, MOVE)) == (last, last)
    assert (may(body, CANCEL, last - timedelta(seconds=1)), may(body, CANCEL, last)) == (True, False)


def test_a_calendar_that_lets_nobody_change_alone_gives_no_flag_and_leaves_out_what_it_does_not_say():
    body = asked(BARE, words="")
    assert not any(may(body, what, NOW) for what in (CANCEL, MOVE))
    assert not {"contained", "supportingInformation", "patientInstruction", "reasonCode"} & set(body)
    assert [each["actor"]["display"] for each in body["participant"]] == ["Kari Nordby", "Laboratoriet"]


@pytest.mark.parametrize(
    ("body", "is_let"),
    [
        (flagged(), True),
        (flagged(status="inactive"), False),
        (flagged(period={"end": "2026-11-22T11:00:01+00:00"}), True),
        (flagged(period={"end": "2026-11-22T11:00:00+00:00"}), False),
        (flagged(period={"end": "one day"}), False),
        (flagged(code={"coding": [{"system": "urn:other", "code": CANCEL}]}), False),
        (flagged(code={"coding": [{"system": APPOINTMENT_FLAG, "code": "canAcknowledge"}]}), False),
        ({"resourceType": "Appointment"}, False),
    ],
)
def test_only_a_flag_in_force_lets_her(body, is_let):
    assert may(body, CANCEL, NOW) == is_let


def test_an_appointment_that_is_over_has_no_flags_and_keeps_what_else_was_in_it():
    other = {"resourceType": "Basic", "id": "b"}
    body = {**asked(), "contained": [*asked()["contained"], other]}
    body["supportingInformation"] = [*body["supportingInformation"], {"reference": "#b"}]
    for over in (called_off(body, "pat"), missed(body)):
        assert (over["contained"], over["supportingInformation"]) == ([other], [{"reference": "#b"}])
        assert not may(over, CANCEL, NOW)


def test_moving_keeps_the_first_confirmed_time_in_mind_until_it_is_answered():
    first = confirmed(asked())
    second = moved(first, time("t"), CALENDAR, HERS)
    third = moved(second, time("u"), CALENDAR, HERS)
    assert (slot_of(second), moved_from(second), slot_of(third), moved_from(third)) == ("t", "s", "u", "s")
    assert (
        moved_from(confirmed(third)) == moved_from(called_off(third, "prov")) == moved_from(moved(asked(), time("t"), CALENDAR, HERS)) == ""
    )
    assert (kept_start(third), kept_start(first)) == (START, None)
    back = back_at(third, time("s"), CALENDAR, HERS)
    assert (back["status"], slot_of(back), moved_from(back)) == ("booked", "s", "")
    assert identifier_of(third) == identifier_of(first) == str(UUID(int=7))


def test_moving_to_a_calendar_that_says_less_leaves_nothing_of_the_other():
    body = moved(confirmed(asked()), time("t"), BARE, HERS)
    assert not {"contained", "patientInstruction"} & set(body)
    assert body["description"] == "Blodprøve"


def test_a_wish_has_days_and_can_be_taken_back_at_any_hour():
    body = wish_body(
        whose=HERS, her_id="1", name="Siv Lege", organisation="974749025", period=(date(2026, 12, 1), date(2026, 12, 9)),
        words="Kontroll", identifier=UUID(int=8), now=NOW,
    )  # fmt: skip
    assert may(body, CANCEL, NOW + timedelta(days=400))
    assert (limit(body, CANCEL), slot_of(body), identifier_of({})) == (None, "", "")


def test_a_limit_at_the_end_of_the_calendar_is_none():
    endless = flagged(period={"end": "9999-12-31T23:59:59Z"})
    assert (limit(endless, CANCEL), may(endless, CANCEL, NOW)) == (None, True)
