"""When a question must be answered, how it stands, and what an answer must say: pure.

Source: personvernforordningen article 12(3) (one month), article 15, 77; docs/spec/log.md#AL-6.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from innsyn.gate.standing.access_questions import Decision, Question

Light = Literal["overdue", "soon", "fine", "done"]

SOON = timedelta(days=3)
"""So close to its last day a question is due soon."""

LONGEST_WORDS = 1_000
SHORTEST_ANSWER = 20
"""Characters of an answer: less is no explanation."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it stands in a record. id: of the Task. owner: whose record, as the record keys it."""

    id: str
    owner: int
    question: Question = field(repr=False)


def due_on(asked_on: date, answer_days: int) -> date:
    """Say the last day for an answer: what the organisation promises, never later than the law's one month.

    asked_on: the day in Norway. answer_days: the promise."""
    return min(asked_on + timedelta(days=answer_days), outer_limit(asked_on))


def outer_limit(asked_on: date) -> date:
    """Say the law's last day: the same day of the next month, or its last one."""
    month = asked_on.month % 12 + 1
    year = asked_on.year + (asked_on.month == 12)
    return date(year, month, min(asked_on.day, monthrange(year, month)[1]))


def light(question: Question, today: date) -> Light:
    """Say how urgent a question is. One that names no last day is overdue: unknown is not fine."""
    if not question.is_open:
        return "done"
    if question.due_on is None or today > question.due_on:
        return "overdue"
    return "soon" if question.due_on - today <= SOON else "fine"


def in_order(asked: Iterable[Asked]) -> list[Asked]:
    """Put what waits longest first: overdue before others, then by the last day."""
    return sorted(asked, key=lambda each: (each.question.due_on or date.min, each.id))


def days_left(question: Question, today: date) -> int:
    """Say whole days to the last one, negative when it has passed, 0 when it names none."""
    return (question.due_on - today).days if question.due_on else 0


def mistake(decision: Decision, words: str, done: str) -> str | None:
    """Say what an answer lacks as a text key, None when it is whole: what was wrong must be said with what was done about it."""
    if len(words.strip()) < SHORTEST_ANSWER:
        return "access_questions.mistake.short"
    if decision == "not-in-order" and not done.strip():
        return "access_questions.mistake.done"
    return None
