"""A subscription and its events, as they are kept.

Source: FHIR R4 4.0.1, subscription.html; Subscriptions R5 Backport 1.1.0; docs/adr/0021-subscriptions.md.
"""

from dataclasses import dataclass, field
from typing import Literal

from innsyn.kernel.clock import Instant
from innsyn.record.stored import Change, Owner

SubscriptionStatus = Literal["requested", "active", "error", "off"]
"""FHIR R4 SubscriptionStatus."""

Settled = Literal["sent", "withheld"]
"""What became of an event: the receiver took it, or the client might no longer see it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What went wrong last. code: of http://terminology.hl7.org/CodeSystem/subscription-error, or empty. text: plain English."""

    code: str = ""
    text: str = ""


NO_FAULT = Fault()


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscribed:
    """One subscription.

    client: the registered client's id. scopes: those it had when it asked. version: counts every change, also of status.
    resource: JSON bytes without the headers' values. secrets: those, encrypted. position: cursor in the change feed. since: nothing
    recorded earlier is told. last_event: number of the newest event. attempts, failing_since, due_at: how long the receiver has not
    taken what is next, and when it is tried again. spoke_at: when it last took something. is_waiting: it has events that wait; told only
    by `at_work`."""

    id: str
    client: str
    scopes: str
    version: int
    changed_at: Instant
    resource: bytes
    secrets: bytes = field(repr=False)
    status: SubscriptionStatus
    fault: Fault = NO_FAULT
    position: str
    since: Instant | None = None
    last_event: int = 0
    attempts: int = 0
    failing_since: Instant | None = None
    due_at: Instant
    spoke_at: Instant | None = None
    is_waiting: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One version that a subscription is to be told of. number: from 1 without holes. settled: None while it waits."""

    number: int
    owner: Owner
    row: int
    type: str
    id: str
    version: int
    recorded_at: Instant
    deleted: bool
    settled: Settled | None = None


def event_of(change: Change, number: int) -> Event:
    """Make the event of a change."""
    return Event(
        number=number,
        owner=change.owner,
        row=change.row,
        type=change.type,
        id=change.id,
        version=change.version,
        recorded_at=change.recorded_at,
        deleted=change.deleted,
    )
