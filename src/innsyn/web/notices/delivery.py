"""One message on its way to one address, and what became of it.

Source: docs/spec/notices.md#NOT-8.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal
from uuid import UUID

from innsyn.kernel.clock import Instant
from innsyn.web.notices.channel import Channel, first_moment
from innsyn.web.notices.kinds import Kind, Wording

NoticeState = Literal["waiting", "planned", "no_channel", "unwanted", "withdrawn", "failed"]
"""waiting: not looked at yet. planned: has deliveries. no_channel: nobody can be reached. unwanted: she has asked not to be told."""

NotPlanned = Literal["waiting", "no_channel", "unwanted", "withdrawn", "failed"]
"""How a notice stands that was looked at and has no deliveries."""

DeliveryState = Literal["waiting", "sent", "delivered", "failed", "withdrawn"]
"""sent: the gateway has it. delivered: the telephone has it, said by a gateway that knows."""

_WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 25, 120, 480))
_LOOKS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 720, 1440, 1440))
_PLAN_AGAIN = tuple(timedelta(hours=hours) for hours in (1, 4, 12, 24, 24))


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A notice a worker has taken to see how it is to be told. attempt: counts the takings, and tells this one from later ones.

    good_until: as in `Notice`."""

    id: UUID
    kind: Kind
    to: str
    sender: str | None = field(repr=False)
    at: Instant
    attempt: int
    good_until: Instant | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A delivery to be made. id: always the same for the same notice, channel and browser: the gateway's word against sending twice.

    target: a browser's id on the push channel, empty otherwise: addresses are looked up when it is sent."""

    id: UUID
    channel: Channel
    target: str = ""
    due_at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A delivery a worker has taken, to send it or to ask what became of it.

    attempt: as in `Waiting`; counted anew once it is sent. reference: the gateway's own, when sent.
    is_opened: nobody need be told any more. good_until: as in `Notice`."""

    id: UUID
    kind: Kind
    to: str
    channel: Channel
    target: str
    wording: Wording
    sender: str | None = field(repr=False)
    attempt: int
    reference: str = ""
    is_opened: bool = False
    good_until: Instant | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of a notice, for whoever may see it.

    concerns: key of the record it is about, None for the receiver's own affairs. deliveries: what became of each, by channel.
    hindered: channels it was not sent on, and why."""

    id: UUID
    kind: Kind
    about: str
    at: Instant
    state: NoticeState
    reason: str
    concerns: int | None = None
    deliveries: Sequence["DeliveryFate"]
    hindered: Mapping[Channel, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryFate:
    """What became of one delivery. changed_at: when it came to this state. due_at: when it is sent, or asked about, None when it is over.

    ending: as much of the address as its owner knows it by, empty before it was sent and for a browser."""

    channel: Channel
    state: DeliveryState
    reason: str
    changed_at: Instant
    due_at: Instant | None = None
    ending: str = ""


def is_late(good_until: Instant | None, at: Instant) -> bool:
    """Say whether what is sent at this instant tells of nothing any more."""
    return good_until is not None and good_until <= at


def next_try(channel: Channel, attempt: int, now: Instant) -> Instant | None:
    """Say when to try again after the `attempt`-th failure, None when it was the last: six tries in about eleven hours, never at night."""
    return first_moment(channel, now + _WAITS[attempt - 1]) if attempt <= len(_WAITS) else None


def next_look(looked: int, now: Instant) -> Instant | None:
    """Say when to ask the gateway again after `looked` questions, None when it will never say: no report comes after three days."""
    return now + _LOOKS[looked] if looked < len(_LOOKS) else None


def next_plan(attempt: int, now: Instant) -> Instant | None:
    """Say when to look again whether somebody can be reached, None when it is too late to be told: after some three days."""
    return now + _PLAN_AGAIN[attempt - 1] if attempt <= len(_PLAN_AGAIN) else None
