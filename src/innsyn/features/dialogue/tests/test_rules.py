"""The slice's rules, with values."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from innsyn.features.dialogue import rules, tariffs
from innsyn.gate.standing.conversations import Conversation
from innsyn.gate.standing.messages import Message
from innsyn.gate.standing.speakers import PATIENT_SPEAKS, Speaker
from innsyn.kernel.clock import NORWAY

NOW = datetime(2026, 11, 29, 10, 0, tzinfo=UTC)
ID = UUID(int=1)


def conversation(state="answered", *, by=PATIENT_SPEAKS, at=NOW):
    return Conversation(
        id=ID, task_id="t", kind="e-contact", contact="1", organisation="974749025", began_by=by, state=state, last_modified=at
    )


def message(state="sent", *, at=NOW, by=PATIENT_SPEAKS):
    return Message(id=ID, conversation="Task/t", kind="e-contact", sender=by, state=state, sent_at=at)


CLINIC = Speaker(as_="clinic")


def test_a_promise_lasts_until_the_last_second_of_its_day_in_norway():
    assert rules.promised_until(datetime(2026, 11, 27, 22, 59, tzinfo=UTC), 1) == datetime(2026, 11, 30, 23, 59, 59, tzinfo=NORWAY)
    assert rules.promised_until(datetime(2026, 11, 30, 23, 1, tzinfo=UTC), 1) == datetime(2026, 12, 2, 23, 59, 59, tzinfo=NORWAY)


@pytest.mark.parametrize("state", ["answered", "closed", "rejected", "not-delivered"])
def test_what_the_clinic_did_after_she_last_looked_is_news(state):
    assert rules.is_news(conversation(state), None)
    assert rules.is_news(conversation(state), NOW - timedelta(seconds=1))
    assert not rules.is_news(conversation(state), NOW)


@pytest.mark.parametrize("state", ["sent", "received", "taken", "withdrawn", "unknown"])
def test_what_she_did_herself_or_waits_for_is_no_news(state):
    assert not rules.is_news(conversation(state), None)


def test_what_the_clinic_began_is_news_until_she_has_seen_it():
    assert rules.is_news(conversation("received", by=CLINIC), None)
    assert not rules.is_news(conversation("received", by=CLINIC), NOW)


def test_a_conversation_without_a_time_is_news_rather_than_missed():
    assert rules.is_news(conversation(at=None), NOW)


@pytest.mark.parametrize(
    ("state", "minutes", "says"),
    [
        ("sent", 15, "sent"),
        ("sent", 16, "unconfirmed"),
        ("delivered", 99, "delivered"),
        ("not-delivered", 0, "not-delivered"),
        ("unknown", 0, "unknown"),
    ],
)
def test_delivered_is_only_what_the_other_side_has_said(state, minutes, says):
    assert rules.delivery(message(state), NOW + timedelta(minutes=minutes)) == says


@pytest.mark.parametrize(
    ("state", "messages", "may"),
    [
        ("sent", [message()], True),
        ("sent", [message(), message("delivered")], False),
        ("received", [message()], False),
        ("sent", [message("sent", by=CLINIC)], False),
        ("withdrawn", [message()], False),
    ],
)
def test_only_what_nobody_has_can_be_taken_back(state, messages, may):
    assert rules.may_withdraw(conversation(state), tuple(messages)) is may


def norwegian(*at):
    return datetime(*at, tzinfo=NORWAY)


@pytest.mark.parametrize(
    ("at", "general"),
    [
        (norwegian(2023, 6, 30, 23, 59, 59), 160),
        (norwegian(2023, 7, 1, 0, 0), 170),
        (norwegian(2024, 12, 31, 23, 59, 59), 170),
        (datetime(2023, 6, 30, 22, 0, tzinfo=UTC), 170),
    ],
)
def test_amounts_change_at_midnight_in_norway(at, general):
    assert tariffs.tariff(at).general.day == general


@pytest.mark.parametrize("at", [norwegian(2020, 7, 5, 23, 59), norwegian(2025, 1, 1, 0, 0), norwegian(2026, 11, 29, 12, 0)])
def test_a_day_without_a_row_is_unknown_and_not_the_row_before(at):
    assert tariffs.tariff(at) is None


def test_the_last_known_amounts_are_of_the_time_before():
    assert tariffs.known_last(norwegian(2026, 1, 1, 12, 0)).until == date(2024, 12, 31)
    assert tariffs.known_last(norwegian(2020, 1, 1, 12, 0)) is None


@pytest.mark.parametrize(
    ("at", "hours"),
    [
        (norwegian(2026, 11, 30, 7, 59), "evening"),
        (norwegian(2026, 11, 30, 8, 0), "day"),
        (norwegian(2026, 11, 30, 15, 59), "day"),
        (norwegian(2026, 11, 30, 16, 0), "evening"),
        (norwegian(2026, 11, 29, 12, 0), "evening"),
        (norwegian(2026, 12, 25, 12, 0), "evening"),
        (datetime(2026, 11, 30, 7, 0, tzinfo=UTC), "day"),
    ],
)
def test_the_hour_of_the_answer_decides_by_the_clock_in_norway(at, hours):
    assert tariffs.hours(at) == hours


@pytest.mark.parametrize(
    ("born", "exempt"),
    [(date(2010, 11, 30), True), (date(2010, 11, 29), False), (date(2015, 1, 1), True), (None, None), (date(2027, 1, 1), None)],
)
def test_under_sixteen_on_the_day_nothing_is_paid_and_an_unknown_age_is_unknown(born, exempt):
    assert tariffs.is_exempt(born, NOW) is exempt


def test_rows_follow_each_other_without_a_gap_or_an_overlap():
    pairs = list(zip(tariffs.TARIFFS, tariffs.TARIFFS[1:], strict=False))
    assert pairs
    assert all(after.since - before.until == timedelta(days=1) for before, after in pairs)


def test_what_is_told_of_amounts_has_another_name_after_midnight_on_new_years_eve_in_norway():
    before, after = datetime(2024, 12, 31, 23, 59, tzinfo=NORWAY), datetime(2025, 1, 1, 0, 1, tzinfo=NORWAY)
    assert (tariffs.told(before), tariffs.told(after)) == ("2023-07-01", "unknown-2025")
    assert tariffs.told(before) == tariffs.told(before - timedelta(days=300))
    assert tariffs.told(after) != tariffs.told(datetime(2026, 1, 1, 0, 1, tzinfo=NORWAY))
