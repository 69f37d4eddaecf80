"""Reads what a Subscription asks for, in R4's own form and in the backport's.

Source: FHIR R4 4.0.1, subscription.html; Subscriptions R5 Backport 1.1.0, profile backport-subscription.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from innsyn.edge.subscriptions.criteria import Criteria, Translate, read_criteria, read_filters
from innsyn.edge.subscriptions.headers import Headers, read_headers
from innsyn.edge.subscriptions.topics import Topic, topic
from innsyn.edge.subscriptions.words import (
    FILTER_CRITERIA,
    HEARTBEAT_PERIOD,
    MAX_COUNT,
    PAYLOAD_CONTENT,
    SINCE,
    TIMEOUT,
    TOPIC_CANONICAL,
)
from innsyn.kernel.clock import Instant, instant
from innsyn.kernel.outcome import Problem

Payload = Literal["json", "xml"]
Content = Literal["empty", "id-only", "full-resource"]

_PAYLOADS: Mapping[str, Payload] = {
    "application/fhir+json": "json",
    "application/json": "json",
    "application/fhir+xml": "xml",
    "application/xml": "xml",
}
_CONTENTS: Mapping[str, Content] = {"empty": "empty", "id-only": "id-only", "full-resource": "full-resource"}
_LONGEST_TIMEOUT_S, _SHORTEST_HEARTBEAT_S, _MOST_EVENTS = 60, 10, 100
_TIMEOUT_S, _EVENTS = 15, 20

_NO_CONTENT = Problem(
    "required",
    "a topic needs a payload with backport-payload-content: empty, id-only or full-resource",
    "Subscription.channel.payload",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a subscription asks for.

    topic: None in R4's own form. payload: how it is written; None for a bare notice. content: how much. ends_at: when it turns off.
    heartbeat_s: None for none. timeout_s: for one sending. max_count: events in one sending. since: nothing recorded earlier is told."""

    topic: Topic | None
    criteria: Criteria
    endpoint: str
    headers: Headers = field(repr=False, default=())
    payload: Payload | None = None
    content: Content = "full-resource"
    ends_at: Instant | None = None
    heartbeat_s: int | None = None
    timeout_s: int = _TIMEOUT_S
    max_count: int = _EVENTS
    since: Instant | None = None

    def with_headers(self, headers: Headers) -> "Asked":
        """Give the same with its headers' true values."""
        return replace(self, headers=headers)


def read_asked(resource: Mapping[str, Any], translate: Translate) -> Asked | list[Problem]:
    """Read a Subscription whose structure was checked before. Returns what it asks for, or why that cannot be."""
    channel = resource["channel"]
    if channel.get("type") != "rest-hook":
        return [Problem("not-supported", "only rest-hook channels are served", "Subscription.channel.type")]
    headers = read_headers(channel.get("header", ()))
    if isinstance(headers, Problem):
        return [headers]
    payload = _payload(channel)
    if isinstance(payload, Problem):
        return [payload]
    moments = _moments(resource)
    if isinstance(moments, Problem):
        return [moments]
    about = _topic(resource)
    if isinstance(about, Problem):
        return [about]
    criteria = _criteria(resource, about, translate)
    if isinstance(criteria, list):
        return criteria
    content = _content(channel, about, payload)
    if isinstance(content, Problem):
        return [content]
    return Asked(
        topic=about,
        criteria=criteria,
        endpoint=str(channel.get("endpoint", "")),
        headers=headers,
        payload=payload,
        content=content,
        ends_at=moments[0],
        since=moments[1],
        heartbeat_s=_number(channel, HEARTBEAT_PERIOD, "valueUnsignedInt", None, _SHORTEST_HEARTBEAT_S, 1 << 31),
        timeout_s=_number(channel, TIMEOUT, "valueUnsignedInt", _TIMEOUT_S, 1, _LONGEST_TIMEOUT_S) or _TIMEOUT_S,
        max_count=_number(channel, MAX_COUNT, "valuePositiveInt", _EVENTS, 1, _MOST_EVENTS) or _EVENTS,
    )


def _payload(channel: Mapping[str, Any]) -> Payload | Problem | None:
    written = channel.get("payload")
    if written is None:
        return None
    kind = _PAYLOADS.get(str(written).partition(";")[0].strip().lower())
    return kind or Problem("not-supported", "a payload is application/fhir+json or application/fhir+xml", "Subscription.channel.payload")


def _moments(resource: Mapping[str, Any]) -> tuple[Instant | None, Instant | None] | Problem:
    try:
        end = resource.get("end")
        since = _extension(resource, SINCE, "valueInstant")
        return instant(end) if isinstance(end, str) else None, instant(since) if isinstance(since, str) else None
    except ValueError:
        return Problem("value", "an instant needs a date, a time and a zone", "Subscription")


def _topic(resource: Mapping[str, Any]) -> Topic | Problem | None:
    """Find the topic, which the backport puts in the criteria, and drafts of it put in an extension."""
    criteria = str(resource.get("criteria", ""))
    named = _extension(resource, TOPIC_CANONICAL, "valueUri") or _extension(resource, TOPIC_CANONICAL, "valueCanonical")
    if not isinstance(named, str) and not criteria.partition("?")[0].startswith(("http:", "https:", "urn:")):
        return None
    found = topic(named if isinstance(named, str) else criteria)
    return found or Problem("not-supported", "there is no such topic: Subscription/$topic-list names them", "Subscription.criteria")


def _criteria(resource: Mapping[str, Any], about: Topic | None, translate: Translate) -> Criteria | list[Problem]:
    written = str(resource.get("criteria", ""))
    if about is None:
        return read_criteria(written, translate)
    filters = [one.get("valueString") for one in _extensions(resource.get("_criteria")) if one.get("url") == FILTER_CRITERIA]
    if not all(isinstance(one, str) for one in filters):
        return [Problem("value", "a filter is a valueString", "Subscription.criteria.extension")]
    return read_filters(about, [str(one) for one in filters], translate)


def _content(channel: Mapping[str, Any], about: Topic | None, payload: Payload | None) -> Content | Problem:
    if about is None:
        return "full-resource" if payload else "empty"
    said = _extension(channel.get("_payload"), PAYLOAD_CONTENT, "valueCode")
    content = _CONTENTS.get(str(said))
    if content is None or payload is None:
        return _NO_CONTENT
    return content


def _number(channel: Mapping[str, Any], url: str, name: str, otherwise: int | None, least: int, most: int) -> int | None:
    """Read a number from an extension, held within what we serve."""
    said = _extension(channel, url, name)
    return min(max(said, least), most) if isinstance(said, int) and not isinstance(said, bool) else otherwise


def _extension(element: object, url: str, name: str) -> object:
    return next((one[name] for one in _extensions(element) if one.get("url") == url and name in one), None)


def _extensions(element: object) -> Sequence[Mapping[str, Any]]:
    listed = element.get("extension", ()) if isinstance(element, Mapping) else ()
    return [one for one in listed if isinstance(one, Mapping)]
