"""The log's lines as a page draws them: what was told as far as the reader may know it now, and what became of it on each way. Pure.

A notice never outlives a right: of what cannot be read any more no more is said than that something waited.
Source: docs/spec/notices.md#NOT-16.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from innsyn.gate.standing.conversations import conversation_from
from innsyn.kernel.clock import Instant
from innsyn.web.leading import Place
from innsyn.web.notices.channel import Channel, is_quiet
from innsyn.web.notices.delivery import DeliveryFate, Fate
from innsyn.web.notices.kinds import MANNERS, Group

Things = Mapping[Place, Mapping[str, Any]]
"""The resources that notices are about and the reader may read now, by what stands at their addresses."""

Mark = Literal["success", "info", "warning", "neutral"]

_WHY = frozenset({"reserved", "not_registered", "outdated", "no_address", "no_gateway", "unwanted", "register", "late"})
_LATE = "late"
_KEY = "notice_log"
_ANOTHERS = "/representation"
_ANSWER = "#answer"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of it on one way. way: channel, None for all of them. to: end of the address. at: when, None where it does not matter."""

    way: Channel | None
    to: str
    state: str
    at: Instant | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One notice. what, say: text keys; say empty where there is no more to say. href: where it leads, empty for nowhere.

    answer: where it is answered, empty where there is nothing to answer. mark: how it went as a whole, with its text key."""

    what: str
    say: str
    href: str
    answer: str
    at: Instant
    mark: Mark
    went: str
    outcomes: tuple[Outcome, ...]


def line(fate: Fate, place: Place | None, things: Things, *, owner: int, is_own: bool, now: Instant) -> Line:
    """Say one notice to whoever is in a record. owner: of the record. is_own: whether it is her own.

    place: what stands at the address it leads to, None where nothing does that she may come to."""
    what, say, href = _what(fate, place, things, owner=owner, is_own=is_own)
    body = things.get(place) if place and href else None
    mark, went = _went(fate)
    outcomes = tuple(_outcomes(fate, now))
    return Line(what, say, href, f"{href}{_ANSWER}" if body and _may_be_answered(body) else "", fate.at, mark, went, outcomes)


def _what(fate: Fate, place: Place | None, things: Things, *, owner: int, is_own: bool) -> tuple[str, str, str]:
    kind = f"notices.kind.{fate.kind}"
    if fate.concerns not in (None, owner) or (fate.about == _ANOTHERS and MANNERS[fate.kind].group is not Group.SECURITY):
        return f"{_KEY}.another", f"{_KEY}.another_say", _ANOTHERS
    if place is not None and place.type:
        return (kind, "", fate.about) if place in things else (f"{_KEY}.closed", f"{_KEY}.closed_say", "")
    if is_own:
        return kind, "", fate.about if place is not None else ""
    return f"{_KEY}.closed", "", ""


def _may_be_answered(body: Mapping[str, Any]) -> bool:
    """Say whether it is a conversation in which it is the reader's turn."""
    told = conversation_from(body) if body.get("resourceType") == "Task" else None
    return told is not None and told.state == "answered"


def _went(fate: Fate) -> tuple[Mark, str]:
    states = {each.state for each in fate.deliveries}
    if "delivered" in states:
        return "success", f"{_KEY}.went.delivered"
    if "sent" in states:
        return "success", f"{_KEY}.went.sent"
    if "waiting" in states or (not states and fate.state in ("waiting", "planned")):
        return "info", f"{_KEY}.went.waiting"
    if "failed" in states or fate.state in ("failed", "no_channel"):
        return "warning", f"{_KEY}.went.failed"
    return "neutral", f"{_KEY}.went.{_unsent(fate)}"


def _unsent(fate: Fate) -> str:
    """Say why nothing was sent of a notice that nothing went wrong with."""
    if fate.state == "unwanted":
        return "unwanted"
    return _LATE if _LATE in {fate.reason, *(each.reason for each in fate.deliveries)} else "withdrawn"


def _outcomes(fate: Fate, now: Instant) -> Iterator[Outcome]:
    """Say what became of it on each way; browsers of which the same is to be said are said once."""
    yield from dict.fromkeys(_outcome(each, now) for each in fate.deliveries)
    yield from (Outcome(channel, "", _why(why)) for channel, why in fate.hindered.items())
    if not fate.deliveries and (fate.state in ("no_channel", "unwanted", "failed") or fate.reason == _LATE):
        yield Outcome(None, "", _why(fate.reason))


def _outcome(each: DeliveryFate, now: Instant) -> Outcome:
    if each.state == "waiting":
        if each.due_at is not None and each.due_at > now:
            state = "night" if is_quiet(each.channel, now) and not each.reason else "again" if each.reason else "later"
            return Outcome(each.channel, "", f"{_KEY}.state.{state}", each.due_at)
        return Outcome(each.channel, "", f"{_KEY}.state.soon")
    if each.reason == _LATE:
        return Outcome(each.channel, "", _why(_LATE))
    at = each.changed_at if each.state in ("sent", "delivered") else None
    return Outcome(each.channel, each.ending, f"{_KEY}.state.{each.state}", at)


def _why(reason: str) -> str:
    return f"{_KEY}.why.{reason if reason in _WHY else 'other'}"


def wanted(places: Sequence[Place | None]) -> frozenset[Place]:
    """Say which resources to look for."""
    return frozenset(place for place in places if place is not None and place.type)
