"""Last days, how urgent a question is, and what an answer must say."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from innsyn.features.access_questions.rules import Asked, days_left, due_on, in_order, light, mistake, outer_limit
from innsyn.gate.standing.access_questions import Question

DUE = date(2026, 12, 6)
QUESTION = Question(
    visit=UUID(int=1), organisation="974749025", organisation_name="Fjordby", stage="sent", asked_at=None, due_on=DUE, is_asked=True
)  # fmt: skip
LONG = "Hun tok imot deg på sengeposten den natten."


@pytest.mark.parametrize(
    ("asked", "last"),
    [
        (date(2026, 11, 22), date(2026, 12, 22)),
        (date(2026, 12, 31), date(2027, 1, 31)),
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2028, 1, 30), date(2028, 2, 29)),
        (date(2026, 2, 28), date(2026, 3, 28)),
    ],
)
def test_the_laws_last_day_is_the_same_day_of_the_next_month_or_its_last(asked, last):
    assert outer_limit(asked) == last


def test_the_promise_holds_when_it_is_shorter_than_the_law_and_the_law_when_it_is_not():
    assert due_on(date(2026, 11, 22), 14) == date(2026, 12, 6)
    assert due_on(date(2026, 2, 1), 28) == date(2026, 3, 1)
    assert due_on(date(2026, 2, 1), 99) == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (DUE - timedelta(days=4), "fine"),
        (DUE - timedelta(days=3), "soon"),
        (DUE, "soon"),
        (DUE + timedelta(days=1), "overdue"),
    ],
)
def test_how_urgent_it_is_turns_at_three_days_and_after_the_last(today, expected):
    assert light(QUESTION, today) == expected


def test_a_question_without_a_last_day_is_not_fine():
    assert light(replace(QUESTION, due_on=None), DUE) == "overdue"
    assert days_left(replace(QUESTION, due_on=None), DUE) == 0


def test_what_is_answered_or_taken_back_is_done_however_late():
    for stage in ("answered", "withdrawn"):
        assert light(replace(QUESTION, stage=stage), DUE + timedelta(days=99)) == "done"


def test_what_is_most_urgent_comes_first():
    days = {"late": -3, "none": None, "soon": 1, "far": 9}
    asked = [Asked(key, 1, replace(QUESTION, due_on=None if days[key] is None else DUE + timedelta(days=days[key]))) for key in days]
    assert [each.id for each in in_order(reversed(asked))] == ["none", "late", "soon", "far"]


def test_an_answer_explains_and_says_what_was_done_when_something_was_wrong():
    assert mistake("in-order", LONG, "") is None
    assert mistake("not-found-out", LONG, "") is None
    assert mistake("not-in-order", LONG, " ") == "access_questions.mistake.done"
    assert mistake("not-in-order", LONG, "Tilgangen er stengt.") is None
    assert mistake("in-order", " I orden.      ", "") == "access_questions.mistake.short"
