"""The record's words for those who follow changes, for edges that may call the gate but not the record."""

from innsyn.record.feed_places import BEGINNING
from innsyn.record.subscribed import NO_FAULT, Event, Fault, Subscribed, SubscriptionStatus
from innsyn.record.subscription_events import LAST, MOST_EVENTS, Reach

__all__ = ["BEGINNING", "LAST", "MOST_EVENTS", "NO_FAULT", "Event", "Fault", "Reach", "Subscribed", "SubscriptionStatus"]
