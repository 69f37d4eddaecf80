"""How a conversation and a message look to whoever writes to a clinic: what is new, what can be done, and when an answer is promised.

Source: docs/adr/0029-dialogue.md; docs/spec/dialogue.md.
"""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Literal

from innsyn.gate.standing.conversations import Conversation
from innsyn.gate.standing.messages import Message
from innsyn.kernel.clock import NORWAY, Instant, norwegian_date
from innsyn.kernel.working_days import working_days_after

_CLINIC_SPOKE = frozenset({"answered", "closed", "rejected", "not-delivered"})
_WAITS = frozenset({"sent", "received", "taken"})

Delivery = Literal["sent", "unconfirmed", "delivered", "not-delivered", "unknown"]
"""sent: not confirmed yet. unconfirmed: it should have been by now. delivered: the other side's own system has said so."""

REASONS = frozenset({"E10", "E20", "E21", "E30", "E31", "E35", "S01", "S02", "S03", "T01", "T02", "T10"})
"""Codes of Volven 8221 that have plain words of ours; others are told in the words that came with them, or as unknown."""

CLOSINGS = frozenset({"12", "13", "14", "15", "16", "17", "18", "19", "26", "27", "30", "31", "32", "33"})
"""Codes of Volven 7602 that have plain words of ours."""


def promised_until(now: Instant, days: int) -> Instant:
    """Say until when an answer is promised: the last second, in Norway, of so many working days. days: at least 1."""
    last = working_days_after(norwegian_date(now), days)
    return datetime.combine(last, time(23, 59, 59), tzinfo=NORWAY)


def is_news(conversation: Conversation, seen_at: Instant | None) -> bool:
    """Say whether the clinic has done something since the reader last opened the conversation. seen_at: None when she never did."""
    began = conversation.began_by.side == "clinic" and conversation.state in _WAITS
    if not (conversation.state in _CLINIC_SPOKE or began):
        return False
    at = conversation.last_modified
    return seen_at is None or at is None or at > seen_at


def newest_first(conversations: tuple[Conversation, ...], seen: Mapping[str, Instant]) -> tuple[list[Conversation], list[Conversation]]:
    """Part a list into what is new to the reader and the rest, each in the order it came. seen: by Task id."""
    news = [each for each in conversations if is_news(each, seen.get(each.task_id))]
    return news, [each for each in conversations if each not in news]


def delivery(message: Message, now: Instant) -> Delivery:
    """Say how far a message has come."""
    match message.state:
        case "delivered" | "not-delivered":
            return message.state
        case "sent":
            return "unconfirmed" if message.is_unconfirmed(now) else "sent"
    return "unknown"


def may_withdraw(conversation: Conversation, messages: tuple[Message, ...]) -> bool:
    """Say whether a conversation can still be taken back: nobody on the other side has any of it."""
    return conversation.state == "sent" and all(each.state == "sent" and each.side == "citizen" for each in messages)
