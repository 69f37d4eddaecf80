"""Draws notifications of the backport: a history Bundle whose first entry says the subscription's status and which events these are.

Source: Subscriptions R5 Backport 1.1.0, backport-subscription-notification-r4 and backport-subscription-status-r4.
A resource stands in it as the very bytes that are stored.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from innsyn.edge.subscriptions.asked import Content
from innsyn.edge.subscriptions.words import ERROR_CODES, NOTIFICATION_PROFILE, STATUS_PROFILE
from innsyn.gate.following import Event, Subscribed, SubscriptionStatus
from innsyn.kernel.clock import Instant

NotificationType = Literal["handshake", "heartbeat", "event-notification", "query-status", "query-event"]


@dataclass(frozen=True, slots=True)
class Told:
    """One event as it may be told now. body: of the resource; None when it was deleted, is not wanted, or may not be seen any more.

    is_named: whether its resource may be named at all."""

    event: Event
    body: bytes | None = None
    is_named: bool = True


@dataclass(frozen=True, slots=True)
class Notice:
    """Whom a notification is for and of what kind. topic: canonical address, or None. base: our FHIR address, no slash at its end."""

    subscribed: Subscribed
    kind: NotificationType
    base: str
    topic: str | None = None
    content: Content = "full-resource"
    status: SubscriptionStatus | None = None

    @property
    def address(self) -> str:
        """Give the subscription's own address."""
        return f"{self.base}/Subscription/{self.subscribed.id}"


def status_parameters(notice: Notice, told: Sequence[Told] = ()) -> dict[str, Any]:
    """Say a subscription's status as Parameters."""
    one = notice.subscribed
    parameters: list[dict[str, Any]] = [{"name": "subscription", "valueReference": {"reference": notice.address}}]
    if notice.topic is not None and notice.content != "empty":
        parameters.append({"name": "topic", "valueCanonical": notice.topic})
    parameters += [
        {"name": "status", "valueCode": notice.status or one.status},
        {"name": "type", "valueCode": notice.kind},
        {"name": "events-since-subscription-start", "valueString": str(max([one.last_event, *[each.event.number for each in told]]))},
    ]
    parameters += [_event(notice, each) for each in told]
    if one.fault.text:
        coding = [{"system": ERROR_CODES, "code": one.fault.code}] if one.fault.code else []
        concept = {**({"coding": coding} if coding else {}), "text": one.fault.text}
        parameters.append({"name": "error", "valueCodeableConcept": concept})
    return {"resourceType": "Parameters", "meta": {"profile": [STATUS_PROFILE]}, "parameter": parameters}


def notification(notice: Notice, told: Sequence[Told], *, id_: str, now: Instant) -> bytes:
    """Draw a notification. id_: a UUID of its own. Returns the Bundle as JSON."""
    status = {
        "fullUrl": f"urn:uuid:{id_}",
        "resource": status_parameters(notice, told),
        "request": {"method": "GET", "url": f"{notice.address}/$status"},
        "response": {"status": "200"},
    }
    entries = [_written(status), *(_entry(notice, each) for each in told if each.is_named and notice.content != "empty")]
    head = {
        "resourceType": "Bundle",
        "id": id_,
        "meta": {"profile": [NOTIFICATION_PROFILE]},
        "type": "history",
        "timestamp": now.isoformat(timespec="milliseconds"),
    }
    return _written(head)[:-1] + b',"entry":[' + b",".join(entries) + b"]}"


def _event(notice: Notice, told: Told) -> dict[str, Any]:
    event = told.event
    parts: list[dict[str, Any]] = [{"name": "event-number", "valueString": str(event.number)}]
    if told.is_named:
        parts.append({"name": "timestamp", "valueInstant": event.recorded_at.isoformat(timespec="milliseconds")})
    if told.is_named and notice.content != "empty":
        parts.append({"name": "focus", "valueReference": {"reference": f"{notice.base}/{event.type}/{event.id}"}})
    return {"name": "notification-event", "part": parts}


def _entry(notice: Notice, told: Told) -> bytes:
    """Write the entry of one event's resource: what was done to it, and, when it is wanted, the version that came of it."""
    event = told.event
    request, status = _request(event)
    entry = {
        "fullUrl": f"{notice.base}/{event.type}/{event.id}",
        "request": request,
        "response": {
            "status": status,
            "etag": f'W/"{event.version}"',
            "lastModified": event.recorded_at.isoformat(timespec="milliseconds"),
        },
    }
    if told.body is None or notice.content != "full-resource":
        return _written(entry)
    return _written(entry)[:-1] + b',"resource":' + told.body + b"}"


def _request(event: Event) -> tuple[dict[str, str], str]:
    if event.deleted:
        return {"method": "DELETE", "url": f"{event.type}/{event.id}"}, "204"
    if event.version == 1:
        return {"method": "POST", "url": event.type}, "201"
    return {"method": "PUT", "url": f"{event.type}/{event.id}"}, "200"


def _written(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
