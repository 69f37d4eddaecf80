"""What one sending says: R4's own form, one resource at a time; and the backport's, several events in one Bundle.

Source: FHIR R4 4.0.1, valueset-subscription-channel-type: a rest-hook is a POST, and with a payload an update (PUT) at the endpoint as a
service base; Subscriptions R5 Backport 1.1.0, channels and payloads.
"""

from collections.abc import Sequence

from innsyn.edge.subscriptions.asked import Asked, Payload
from innsyn.edge.subscriptions.endpoint import Endpoint
from innsyn.edge.subscriptions.notification import Notice, NotificationType, Told, notification
from innsyn.edge.subscriptions.sending import Sending
from innsyn.fhir.xml import to_xml
from innsyn.gate.following import Subscribed, SubscriptionStatus
from innsyn.kernel.clock import Instant

EVENT_NUMBER = "Innsyn-Event-Number"
SUBSCRIPTION = "Innsyn-Subscription"
_TYPES: dict[Payload, str] = {"json": "application/fhir+json", "xml": "application/fhir+xml"}

LARGEST = 5_000_000
"""Bytes of resources in one Bundle: what is more waits for the next."""


def plain(one: Subscribed, asked: Asked, endpoint: Endpoint, told: Told) -> Sending:
    """Tell of one version in R4's own form."""
    headers = {**dict(asked.headers), SUBSCRIPTION: one.id, EVENT_NUMBER: str(told.event.number)}
    if asked.payload is None or told.body is None:
        return Sending("POST", endpoint.path, headers, b"", asked.timeout_s)
    body = told.body if asked.payload == "json" else to_xml(told.body)
    path = endpoint.below(f"{told.event.type}/{told.event.id}")
    return Sending("PUT", path, {**headers, "Content-Type": _TYPES[asked.payload]}, body, asked.timeout_s)


def knock(one: Subscribed, asked: Asked, endpoint: Endpoint) -> Sending:
    """See whether anybody is there, in R4's own form: a bare notice without an event."""
    return Sending("POST", endpoint.path, {**dict(asked.headers), SUBSCRIPTION: one.id}, b"", asked.timeout_s)


def bundled(
    one: Subscribed,
    asked: Asked,
    endpoint: Endpoint,
    kind: NotificationType,
    told: Sequence[Told],
    *,
    base: str,
    id_: str,
    now: Instant,
    status: SubscriptionStatus | None = None,
) -> Sending:
    """Tell of events, or of none, in the backport's form. id_: of the Bundle. status: to say, if not the kept one."""
    topic = asked.topic.canonical if asked.topic else None
    notice = Notice(one, kind, base, topic, asked.content, status)
    body = notification(notice, told, id_=id_, now=now)
    payload: Payload = asked.payload or "json"
    headers = {**dict(asked.headers), SUBSCRIPTION: one.id, "Content-Type": _TYPES[payload]}
    if told:
        headers[EVENT_NUMBER] = str(told[-1].event.number)
    return Sending("POST", endpoint.path, headers, body if payload == "json" else to_xml(body), asked.timeout_s)


def fitting(told: Sequence[Told]) -> Sequence[Told]:
    """Keep as many as fit in one Bundle, always at least one."""
    size, count = 0, 0
    for each in told:
        size += len(each.body or b"")
        if count and size > LARGEST:
            break
        count += 1
    return told[:count]
