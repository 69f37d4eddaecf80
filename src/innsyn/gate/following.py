"""The record's words for those who follow changes, for edges that may call the gate but not the record."""

from dataclasses import dataclass

from innsyn.record.feed_places import BEGINNING
from innsyn.record.query import Clause
from innsyn.record.subscribed import NO_FAULT, Event, Fault, Subscribed, SubscriptionStatus
from innsyn.record.subscription_events import LAST, MOST_EVENTS, Reach

__all__ = ["BEGINNING", "LAST", "MOST_EVENTS", "NO_FAULT", "Event", "Fault", "Reach", "Sought", "Subscribed", "SubscriptionStatus"]


@dataclass(frozen=True, slots=True)
class Sought:
    """What a search for one type asks of a resource by itself.

    clauses: all must hold. patients: ids of the only Patients in whose records it may stand, None for all; a resource that names its
    patient by number alone is in her record, and would not be found by a clause about her id."""

    clauses: tuple[Clause, ...] = ()
    patients: tuple[str, ...] | None = None
