"""How urgent a conversation is, what may be done with it, and how waiting is told: pure.

Source: Volven 7602; Helsenorge's e-consultations are answered within five working days and never closed unanswered;
docs/spec/dialogue.md#DLG-20 to #DLG-24.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Literal
from uuid import UUID, uuid5

from innsyn.gate.standing.conversations import Conversation
from innsyn.gate.standing.inboxes import LONGEST_DAYS
from innsyn.gate.standing.messages import Message
from innsyn.gate.standing.renewals import Named
from innsyn.kernel.clock import Instant
from innsyn.web.messaging import AnswerTime

Light = Literal["over", "soon", "fine", "unknown", "answered", "closed", "rejected", "withdrawn", "not-delivered"]

SOON = timedelta(hours=24)
"""So close to the promised instant an answer is due soon."""

LONGEST_ANSWER = 8_000
"""Characters of an answer. No national limit is known; a page and a half of print is enough for a letter."""

CLOSINGS: Mapping[str, tuple[str, ...]] = {
    "e-contact": ("13", "17", "18"),
    "e-consultation": ("13",),
    "renewal": ("13",),
    "secure-mail": ("13",),
}
"""The codes of Volven 7602 that a conversation of each kind is closed with at the desk, the usual one first."""

ANSWERS: Mapping[str, tuple[str, ...]] = {
    "e-contact": ("19",),
    "e-consultation": ("12",),
    "renewal": ("14", "32", "15"),
    "secure-mail": ("19",),
}
"""The codes an answer of each kind is given with: where there are several, whoever answers chooses."""

DECISIONS = ("14", "15")
"""Volven 7602: what can be decided of one prescription, renewed or not."""

REJECTED = "26"
"""Volven 7602: the request is turned away; the office's words go with it."""

_ANSWERS = UUID("5f0f6e5a-52c1-5f0c-8f6d-2f6f4c8c2f11")
_ENDED: Mapping[str, Light] = {
    "closed": "closed",
    "rejected": "rejected",
    "withdrawn": "withdrawn",
    "not-delivered": "not-delivered",
    "answered": "answered",
}
_HOUR_S, _DAY_S = 3_600, 86_400
_HOURS_UNTIL = 2 * _DAY_S
_DIGITS = 4


def light(conversation: Conversation, now: Instant) -> Light:
    """Say how urgent a conversation is. One that waits without a promise is unknown: that is not fine."""
    if not conversation.waits_for_clinic:
        return _ENDED.get(conversation.state, "unknown")
    if conversation.promised_until is None:
        return "unknown"
    if conversation.is_overdue(now):
        return "over"
    return "soon" if conversation.promised_until - now <= SOON else "fine"


def may_close(conversation: Conversation) -> bool:
    """Say whether it may be closed: an e-consultation not before it is answered."""
    return conversation.is_open and (conversation.kind != "e-consultation" or conversation.is_answered)


def may_reject(conversation: Conversation) -> bool:
    """Say whether it may be turned away: what a citizen began and nobody has answered."""
    return conversation.waits_for_clinic and not conversation.is_answered and conversation.began_by.side == "citizen"


def decided(prescriptions: Sequence[Named], told: Mapping[str, str]) -> dict[str, str] | None:
    """Read what was decided of each prescription; None while something is undecided. told: field of the form (`p1` …) to code."""
    read = {each.reference: told.get(f"p{place}", "") for place, each in enumerate(prescriptions, 1)}
    return read if all(code in DECISIONS for code in read.values()) else None


def answer_id(task_id: str, seen: str, person_key: str) -> UUID:
    """Give the id of the one answer somebody can give to what she has read, so that sending twice makes one.

    seen: id of the last message she saw, empty for none. person_key: opaque, of who answers."""
    return uuid5(_ANSWERS, f"{task_id}/{seen}/{person_key}")


def last_seen(thread: Sequence[Message]) -> str:
    """Say the id of the newest message of a thread; empty when there is none."""
    return str(thread[-1].id) if thread else ""


def answer_time(conversation: Conversation, now: Instant) -> AnswerTime | None:
    """Say how long the patient waited for the first answer; None for another answer, or where she did not begin."""
    is_first = not conversation.is_answered and conversation.began_by.side == "citizen"
    if not is_first or conversation.begun_at is None:
        return None
    return AnswerTime(
        organisation=conversation.organisation,
        kind=conversation.kind,
        answered_at=now,
        waited_s=max(0, int((now - conversation.begun_at).total_seconds())),
        is_kept=conversation.promised_until is None or now <= conversation.promised_until,
    )


def promises_of(told: Mapping[str, str]) -> dict[str, int] | None:
    """Read promises as they were filled in, kind to working days; None when some is no whole number or more than the kind may have."""
    read = {kind: int(words) for kind, words in told.items() if words.isascii() and words.isdecimal() and len(words) < _DIGITS}
    is_good = all(0 < read.get(kind, 0) <= most for kind, most in LONGEST_DAYS.items())
    return read if is_good else None


def span(seconds: float) -> tuple[Literal["minutes", "hours", "days"], int]:
    """Say a span as people do: minutes to an hour, hours to two days, then days; never less than one."""
    if seconds < _HOUR_S:
        return "minutes", max(1, round(seconds / 60))
    return ("hours", round(seconds / _HOUR_S)) if seconds < _HOURS_UNTIL else ("days", round(seconds / _DAY_S))
