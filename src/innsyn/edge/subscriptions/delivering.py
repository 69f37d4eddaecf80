"""Delivers what waits: in order, until the receiver has taken it; and says so on the subscription when it does not.

Before each sending the gate is asked anew, and logs it in the patient's log: what a client may not see any more is not sent.
Source: Subscriptions R5 Backport 1.1.0, errors; docs/adr/0021-subscriptions.md.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import structlog

from innsyn.edge.subscriptions.asked import Asked
from innsyn.edge.subscriptions.endpoint import Endpoint, read_endpoint
from innsyn.edge.subscriptions.headers import SecretsDamaged
from innsyn.edge.subscriptions.notification import NotificationType, Told
from innsyn.edge.subscriptions.ports import Following, Gate, Registry
from innsyn.edge.subscriptions.practice import Practice
from innsyn.edge.subscriptions.registered import NOT_REGISTERED, still_registered
from innsyn.edge.subscriptions.sending import Sender, Sending, fault_of
from innsyn.edge.subscriptions.telling import bundled, fitting, knock, plain
from innsyn.gate.clients.client import Client
from innsyn.gate.following import Event, Fault, Subscribed
from innsyn.gate.values import Stored
from innsyn.kernel.clock import Clock
from innsyn.kernel.outcome import Problem

ENDED = Fault("", "the subscription's end has come")
NOT_UNDERSTOOD = Fault("", "the criteria are not understood any more: change the subscription")
NOT_ALLOWED = Fault("no-response", "the endpoint is at an address that nothing is sent to any more")
SECRETS_LOST = Fault("", "the headers cannot be read any more: send the subscription with its headers again")

_PEOPLE_AT_ONCE = 4
"""In R4's own form so many patients' events are under way at once; one patient's never are."""
_EVENTS_AT_ONCE = 100
_THERE_ALL_THE_SAME = frozenset({400, 405, 411, 415, 422})
"""Answers to a bare notice from a receiver that takes resources only: it is there."""


@dataclass(frozen=True, slots=True)
class _Way:
    """One subscription while it is served."""

    one: Subscribed
    asked: Asked
    client: Client
    endpoint: Endpoint
    sender: Sender


class Delivering:
    """Serves one subscription at a time, when asked to."""

    def __init__(
        self, following: Following, gate: Gate, registry: Registry, practice: Practice, clock: Clock, new_id: Callable[[], str]
    ) -> None:
        """gate: decides on each sending. new_id: gives ids of Bundles."""
        self._following, self._gate, self._registry, self._practice = following, gate, registry, practice
        self._clock, self._new_id = clock, new_id
        self._log = structlog.get_logger("innsyn.subscriptions")

    async def serve(self, one: Subscribed) -> None:
        """Do what there is to do for a subscription now. Raises RecordUnavailable when the database goes away."""
        client = await still_registered(self._registry, one.client, one.scopes, self._clock())
        if client is None:
            await self._turn_off(one, NOT_REGISTERED)
            return
        asked = self._practice.asked(one)
        if isinstance(asked, list):
            await self._stop(one, NOT_UNDERSTOOD)
            return
        if asked.ends_at is not None and asked.ends_at <= self._clock():
            await self._turn_off(one, ENDED)
            return
        endpoint = read_endpoint(asked.endpoint, self._practice.reachable)
        if isinstance(endpoint, Problem):
            await self._stop(one, NOT_ALLOWED)
        elif one.status != "error":
            await self._send(one, asked, client, endpoint)

    async def _send(self, one: Subscribed, asked: Asked, client: Client, endpoint: Endpoint) -> None:
        try:
            asked = asked.with_headers(self._practice.headers(one))
        except SecretsDamaged:
            await self._stop(one, SECRETS_LOST)
            return
        async with Sender(endpoint, self._practice.reachable, self._practice.resolve) as sender:
            way = _Way(one, asked, client, endpoint, sender)
            await (self._greet(way) if one.status == "requested" else self._tell(way))

    async def _greet(self, way: _Way) -> None:
        """See that the receiver is there: then the subscription is active."""
        if way.asked.topic is None:
            answer = await way.sender.send(knock(way.one, way.asked, way.endpoint))
            is_there = way.asked.payload is not None and answer in _THERE_ALL_THE_SAME
        else:
            answer, is_there = await way.sender.send(self._bundled(way, "handshake", ())), False
        fault = None if is_there else fault_of(answer)
        if fault is None:
            await self._following.subscriptions.turn(way.one, "active", self._clock())
        else:
            await self._stop(way.one, fault)

    async def _tell(self, way: _Way) -> None:
        """Send what waits, as long as the receiver takes it and nobody changes the subscription."""
        version = way.one.version
        while True:
            events = await self._following.events.waiting(way.one.id, _EVENTS_AT_ONCE)
            if not events:
                await self._beat(way)
                return
            fault = await (self._tell_plainly(way, events) if way.asked.topic is None else self._tell_bundled(way, events))
            if fault is None:
                await self._following.subscriptions.spoke(way.one.id, self._clock())
            now = await self._following.subscriptions.get(way.one.id)
            if now is None or now.version != version:
                return
            if fault is not None:
                await self._failed(now, fault)
                return
            way = replace(way, one=now)

    async def _tell_plainly(self, way: _Way, events: Sequence[Event]) -> Fault | None:
        """Send each by itself: one patient's one after the other, several patients' at once."""
        lines: dict[int, list[Event]] = defaultdict(list)
        for event in events:
            lines[event.owner].append(event)
        waiting = iter(lines.values())
        faults: list[Fault] = []

        async def work() -> None:
            for line in waiting:
                for event in line:
                    if faults:
                        return
                    if (fault := await self._one(way, event)) is not None:
                        faults.append(fault)
                        return

        async with asyncio.TaskGroup() as group:
            for _ in islice(lines, _PEOPLE_AT_ONCE):
                group.create_task(work())
        return faults[0] if faults else None

    async def _one(self, way: _Way, event: Event) -> Fault | None:
        told = await self._told(way, event)
        if not told.is_named:
            await self._following.events.settle(way.one.id, [event.number], "withheld", self._clock())
            return None
        fault = fault_of(await way.sender.send(plain(way.one, way.asked, way.endpoint, told)))
        if fault is None:
            await self._following.events.settle(way.one.id, [event.number], "sent", self._clock())
        return fault

    async def _tell_bundled(self, way: _Way, events: Sequence[Event]) -> Fault | None:
        """Send as many as one Bundle takes. What may not be named any more is a bare number in it, so that none seems lost."""
        told = fitting([await self._told(way, event) for event in events[: way.asked.max_count]])
        if any(each.is_named for each in told):
            fault = fault_of(await way.sender.send(self._bundled(way, "event-notification", told)))
            if fault is not None:
                return fault
        now = self._clock()
        await self._following.events.settle(way.one.id, [each.event.number for each in told if each.is_named], "sent", now)
        await self._following.events.settle(way.one.id, [each.event.number for each in told if not each.is_named], "withheld", now)
        return None

    async def _told(self, way: _Way, event: Event) -> Told:
        """Ask the gate what may be told of an event now."""
        found = await self._gate.vread(way.client, event.type, event.id, event.version, self._clock())
        if not isinstance(found, Stored):
            return Told(event, is_named=False)
        return Told(event, found.body if way.asked.content == "full-resource" and not found.deleted else None)

    async def _beat(self, way: _Way) -> None:
        """Send a heartbeat when nothing has been sent for as long as was asked for."""
        period, last, now = way.asked.heartbeat_s, way.one.spoke_at, self._clock()
        if way.asked.topic is None or period is None or (last is not None and (now - last).total_seconds() < period):
            return
        fault = fault_of(await way.sender.send(self._bundled(way, "heartbeat", ())))
        if fault is None:
            await self._following.subscriptions.spoke(way.one.id, self._clock())
        else:
            await self._failed(way.one, fault)

    def _bundled(self, way: _Way, kind: NotificationType, told: Sequence[Told]) -> Sending:
        return bundled(
            way.one, way.asked, way.endpoint, kind, told, base=self._practice.base, id_=self._new_id(), now=self._clock()
        )  # fmt: skip

    async def _failed(self, one: Subscribed, fault: Fault) -> None:
        """Wait longer each time; after the agreed time say `error`. The events stay, and go on from here when it is asked for again."""
        now = self._clock()
        self._log.warning("subscription.failed", subscription=one.id, code=fault.code, attempts=one.attempts + 1)
        if one.failing_since is not None and now - one.failing_since >= self._practice.patience:
            await self._stop(one, fault)
        else:
            await self._following.subscriptions.failed(one.id, fault, now, self._practice.next_attempt(one.attempts, now))

    async def _stop(self, one: Subscribed, fault: Fault) -> None:
        if (one.status, one.fault) != ("error", fault):
            self._log.warning("subscription.error", subscription=one.id, code=fault.code)
            await self._following.subscriptions.turn(one, "error", self._clock(), fault)

    async def _turn_off(self, one: Subscribed, fault: Fault) -> None:
        self._log.info("subscription.off", subscription=one.id)
        await self._following.subscriptions.turn(one, "off", self._clock(), fault)
