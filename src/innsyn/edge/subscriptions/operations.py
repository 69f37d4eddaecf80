"""What a client can ask about its subscriptions: their status, events that were, to have events sent again, and which topics there are.

Source: Subscriptions R5 Backport 1.1.0: $status, $events, $resend, $topic-list.
"""

import json
from collections.abc import Callable, Sequence

from innsyn.edge.subscriptions.asked import Content
from innsyn.edge.subscriptions.notification import Notice, NotificationType, Told, notification, status_parameters
from innsyn.edge.subscriptions.ports import Following, Gate
from innsyn.edge.subscriptions.practice import Practice
from innsyn.edge.subscriptions.subscriptions import Subscriptions
from innsyn.edge.subscriptions.telling import fitting
from innsyn.edge.subscriptions.topics import topics
from innsyn.fhir.outcome import operation_outcome
from innsyn.gate.clients.client import Client
from innsyn.gate.following import LAST, Event, Reach, Subscribed
from innsyn.gate.values import Stored
from innsyn.kernel.clock import Instant, instant
from innsyn.kernel.outcome import Problem

Pairs = Sequence[tuple[str, str]]

ABSENT = Problem("not-found", "there is no such subscription")
_CONTENTS: dict[str, Content] = {"empty": "empty", "id-only": "id-only", "full-resource": "full-resource"}


class SubscriptionOperations:
    """The operations on Subscription."""

    def __init__(
        self, following: Following, gate: Gate, subscriptions: Subscriptions, practice: Practice, new_id: Callable[[], str]
    ) -> None:
        """gate: decides on events that are asked for again. new_id: gives ids of Bundles."""
        self._following, self._gate, self._subscriptions = following, gate, subscriptions
        self._practice, self._new_id = practice, new_id

    async def status(self, client: Client, id_: str | None, parameters: Pairs) -> bytes | list[Problem]:
        """Say the status of one, or of all of the client's; `id` and `status` choose among them. Returns a searchset Bundle."""
        if id_ is not None:
            one = await self._subscriptions.own(client, id_)
            if one is None:
                return [ABSENT]
            ones = [one]
        else:
            ones = await self._chosen(client, parameters)
        entries = [
            {
                "fullUrl": f"urn:uuid:{self._new_id()}",
                "resource": status_parameters(self._notice(one, "full-resource", kind="query-status")),
                "search": {"mode": "match"},
            }
            for one in ones
        ]
        bundle = {"resourceType": "Bundle", "type": "searchset", "total": len(entries), **({"entry": entries} if entries else {})}
        return json.dumps(bundle, ensure_ascii=False).encode()

    async def events(self, client: Client, id_: str, parameters: Pairs, now: Instant) -> bytes | list[Problem]:
        """Give events that were, by number, as many as fit; decided on and logged as a sending is. Returns a notification."""
        one = await self._subscriptions.own(client, id_)
        if one is None:
            return [ABSENT]
        reach = _reach(parameters)
        if isinstance(reach, Problem):
            return [reach]
        asked = self._practice.asked(one)
        content = _CONTENTS.get(_named(parameters, "content") or "", "empty" if isinstance(asked, list) else asked.content)
        found = await self._following.events.between(one.id, reach, 100)
        told = fitting([await self._told(client, event, content, now) for event in found])
        return notification(self._notice(one, content, kind="query-event"), told, id_=self._new_id(), now=now)

    async def resend(self, client: Client, id_: str, parameters: Pairs) -> bytes | list[Problem]:
        """Let events be sent again under the numbers they have: by number, or by when they were recorded. Returns an OperationOutcome."""
        one = await self._subscriptions.own(client, id_)
        if one is None:
            return [ABSENT]
        reach = _reach(parameters)
        if isinstance(reach, Problem):
            return [reach]
        count = await self._following.events.again(one.id, reach)
        told = Problem("informational", f"{count} events will be sent again", severity="information")
        return json.dumps(operation_outcome([told])).encode()

    def topic_list(self) -> bytes:
        """List the topics. Returns Parameters."""
        listed = [{"name": "subscription-topic-canonical", "valueCanonical": one} for one in topics()]
        return json.dumps({"resourceType": "Parameters", "parameter": listed}).encode()

    async def _chosen(self, client: Client, parameters: Pairs) -> list[Subscribed]:
        ids = {one for name, value in parameters if name == "id" for one in value.split(",")}
        statuses = {one for name, value in parameters if name == "status" for one in value.split(",")}
        ones = await self._following.subscriptions.of_client(client.client_id) if client.context == "system" else []
        return [one for one in ones if (not ids or one.id in ids) and (not statuses or one.status in statuses)]

    async def _told(self, client: Client, event: Event, content: Content, now: Instant) -> Told:
        if content == "empty":
            return Told(event)
        found = await self._gate.vread(client, event.type, event.id, event.version, now)
        if not isinstance(found, Stored):
            return Told(event, is_named=False)
        return Told(event, found.body if content == "full-resource" and not found.deleted else None)

    def _notice(self, one: Subscribed, content: Content, *, kind: NotificationType) -> Notice:
        asked = self._practice.asked(one)
        topic = None if isinstance(asked, list) or asked.topic is None else asked.topic.canonical
        return Notice(one, kind, self._practice.base, topic, content)


def _reach(parameters: Pairs) -> Reach | Problem:
    """Read which events: numbers and instants, both ends included."""
    numbers = [_named(parameters, name) for name in ("eventsSinceNumber", "eventsUntilNumber")]
    moments = [_named(parameters, name) for name in ("eventsSinceInstant", "eventsUntilInstant")]
    if any(one is not None and not (one.isascii() and one.isdigit() and len(one) < len(str(LAST))) for one in numbers):
        return Problem("value", "an event number is a whole number")
    try:
        since, until = [None if one is None else instant(one) for one in moments]
    except ValueError:
        return Problem("value", "an instant needs a date, a time and a zone")
    first, last = numbers
    return Reach(int(first) if first else 1, int(last) if last else LAST, since, until)


def _named(parameters: Pairs, name: str) -> str | None:
    return next((value for key, value in parameters if key == name), None)
