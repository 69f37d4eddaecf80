"""The topics a system can subscribe to: every change of one resource type, and every change in patients' records.

Source: Subscriptions R5 Backport 1.1.0, components: R4 has no SubscriptionTopic, topics are known by their canonical addresses.
"""

from dataclasses import dataclass
from functools import cache

from innsyn.fhir.compartment import may_have_patient
from innsyn.fhir.definitions.tables import resource_types

CANONICAL = "http://innsyn.example/fhir/SubscriptionTopic/"
_RECORD = "record"
_NEVER = frozenset({"Subscription", "Bundle", "Parameters", "OperationOutcome", "AuditEvent"})
"""Types that are not in the change feed as resources of their own."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic. canonical: its address. types: whose creation, update and deletion it tells of."""

    canonical: str
    types: frozenset[str]


@cache
def topics() -> dict[str, Topic]:
    """List all topics by canonical address: that of whole records first, then one for each type."""
    told = sorted(type_ for type_ in resource_types() if type_ not in _NEVER)
    whole = Topic(CANONICAL + _RECORD, frozenset(type_ for type_ in told if may_have_patient(type_)))
    return {one.canonical: one for one in (whole, *(Topic(CANONICAL + type_, frozenset({type_})) for type_ in told))}


def topic(canonical: str) -> Topic | None:
    """Find a topic by its canonical address, with or without a version; None when there is none."""
    return topics().get(canonical.partition("|")[0])


def is_told(type_: str) -> bool:
    """Say whether changes of a type can be subscribed to at all."""
    return CANONICAL + type_ in topics()
