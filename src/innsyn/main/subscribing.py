"""Subscriptions joined to the program: kept in the record, served at /fhir/Subscription, delivered by a task of their own."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from innsyn.edge.fhir_api.ports import Additions, Kept, Level, Operation, OperationCall, Parameter, Reply, VirtualPage
from innsyn.edge.subscriptions.delivering import Delivering
from innsyn.edge.subscriptions.endpoint import Reachable, networks
from innsyn.edge.subscriptions.listing import PARAMETERS
from innsyn.edge.subscriptions.matching import Matching
from innsyn.edge.subscriptions.operations import SubscriptionOperations
from innsyn.edge.subscriptions.ports import Registry
from innsyn.edge.subscriptions.practice import Practice
from innsyn.edge.subscriptions.subscriptions import Shown, Subscriptions
from innsyn.edge.subscriptions.words import EVENTS_OPERATION, RESEND_OPERATION, STATUS_OPERATION, TOPIC_LIST_OPERATION
from innsyn.edge.subscriptions.worker import Worker
from innsyn.gate.clients.client import Client
from innsyn.gate.gate import Gate
from innsyn.kernel.clock import Clock, Instant
from innsyn.kernel.outcome import Problem
from innsyn.main.keeping import master_key
from innsyn.main.settings import SettingProblem, Settings
from innsyn.main.sought import sought
from innsyn.record.record import Record

_LOOPBACK = ("127.0.0.0/8", "::1/128")
_SUBSCRIPTION = "Subscription"

Pairs = Sequence[tuple[str, str]]
Carry = Callable[[OperationCall, Pairs], Awaitable[bytes | list[Problem]]]


@dataclass(frozen=True, slots=True)
class Subscribing:
    """What the program is given: the type and operations for the FHIR interface, and the task."""

    additions: Additions
    worker: Worker


def subscribing(settings: Settings, record: Record, gate: Gate, registry: Registry, clock: Clock) -> Subscribing:
    """Build everything about subscriptions. registry: says who is registered now. Raises SettingProblem for networks that are none."""
    practice, following = _practice(settings, clock), record.following
    subscriptions = Subscriptions(following, practice, _new_id)
    operations = SubscriptionOperations(following, gate.clients, subscriptions, practice, _new_id)
    worker = Worker(
        following,
        record,
        Matching(following, gate.clients, registry, practice),
        Delivering(following, gate.clients, registry, practice, clock, _new_id),
        practice,
        clock,
    )
    return Subscribing(Additions(operations=_operations(operations), kept_types=(SubscriptionType(subscriptions),)), worker)


@asynccontextmanager
async def following_changes(worker: Worker) -> AsyncIterator[None]:
    """Have subscriptions served while the block lasts."""
    stop = asyncio.Event()
    task = asyncio.create_task(worker.run(stop))
    try:
        yield
    finally:
        stop.set()
        await task


class SubscriptionType:
    """Implements `edge.fhir_api.ports.KeptType`."""

    type: str = _SUBSCRIPTION
    parameters: Sequence[Parameter] = tuple(Parameter(name, kind) for name, (kind, _) in PARAMETERS.items())

    def __init__(self, subscriptions: Subscriptions) -> None:
        """subscriptions: where they are kept."""
        self._subscriptions = subscriptions

    async def read(self, client: Client, id_: str, now: Instant, *, base: str) -> Kept | None:  # noqa: ARG002
        """Give one of the client's."""
        found = await self._subscriptions.read(client, id_)
        return _kept(found) if found else None

    async def search(
        self, client: Client, parameters: Pairs, now: Instant, *, base: str, count: int, after: str | None  # noqa: ARG002
    ) -> VirtualPage | list[Problem]:  # fmt: skip
        """Give a page of the client's, by id."""
        found = await self._subscriptions.search(client, parameters)
        ones = [one for one in found if isinstance(one, Shown)]
        if len(ones) < len(found):
            return [one for one in found if isinstance(one, Problem)]
        rest = [one for one in ones if after is None or one.id > after]
        page = rest[:count]
        return VirtualPage([(one.id, one.body) for one in page], page[-1].id if page and len(rest) > count else None, len(ones))

    async def create(
        self, client: Client, resource: Mapping[str, Any], received: bytes, now: Instant, *, base: str  # noqa: ARG002
    ) -> Kept | list[Problem]:  # fmt: skip
        """Keep a new one."""
        made = await self._subscriptions.create(client, received, now)
        return made if isinstance(made, list) else _kept(made)

    async def update(
        self, client: Client, id_: str, resource: Mapping[str, Any], received: bytes, if_match: int | None, now: Instant, *, base: str  # noqa: ARG002
    ) -> Kept | list[Problem] | None:  # fmt: skip
        """Change one of the client's."""
        made = await self._subscriptions.update(client, id_, received, if_match, now)
        return _kept(made) if isinstance(made, Shown) else made

    async def delete(self, client: Client, id_: str, if_match: int | None, now: Instant) -> list[Problem] | None:  # noqa: ARG002
        """Remove one of the client's."""
        return await self._subscriptions.delete(client, id_, if_match)


@dataclass(slots=True)
class SubscriptionOperation:
    """Implements `edge.fhir_api.ports.Operation`."""

    name: str
    definition: str
    places: Sequence[tuple[Level, str | None]]
    scope: tuple[str, str | None]
    documentation: str
    carry: Carry = field(repr=False)
    parameters: Sequence[Parameter] = ()
    methods: Sequence[str] = ("GET", "POST")

    async def __call__(self, call: OperationCall) -> Reply | list[Problem]:
        """Carry it out."""
        answer = await self.carry(call, (*call.parameters, *_posted(call.resource)))
        return answer if isinstance(answer, list) else Reply(body=answer)


def _operations(does: SubscriptionOperations) -> Sequence[Operation]:
    instance: tuple[Level, str] = ("instance", _SUBSCRIPTION)
    of_type: tuple[Level, str] = ("type", _SUBSCRIPTION)
    numbers = (Parameter("eventsSinceNumber", "string"), Parameter("eventsUntilNumber", "string"))
    instants = (Parameter("eventsSinceInstant", "instant"), Parameter("eventsUntilInstant", "instant"))

    async def topic_list(_: OperationCall, __: Pairs) -> bytes:
        return does.topic_list()

    return (
        SubscriptionOperation(
            "$status", STATUS_OPERATION, (instance, of_type), ("read", _SUBSCRIPTION), "How subscriptions are doing.",
            lambda call, pairs: does.status(call.client, call.id, pairs), (Parameter("id", "id"), Parameter("status", "code")),
        ),
        SubscriptionOperation(
            "$events", EVENTS_OPERATION, (instance,), ("read", _SUBSCRIPTION), "Events that were, by number.",
            lambda call, pairs: does.events(call.client, call.id or "", pairs, call.now), (*numbers, Parameter("content", "code")),
        ),
        SubscriptionOperation(
            "$resend", RESEND_OPERATION, (instance,), ("update", _SUBSCRIPTION), "Sends events again under the numbers they have.",
            lambda call, pairs: does.resend(call.client, call.id or "", pairs), (*numbers, *instants), ("POST",),
        ),
        SubscriptionOperation(
            "$topic-list", TOPIC_LIST_OPERATION, (of_type,), ("read", _SUBSCRIPTION), "The topics there are.", topic_list,
        ),
    )  # fmt: skip


def _practice(settings: Settings, clock: Clock) -> Practice:
    try:
        allowed = networks([*settings.notify_networks, *(_LOOPBACK if settings.is_sandbox else ())])
    except ValueError as error:
        raise SettingProblem("INNSYN_NOTIFY_NETWORKS takes networks such as 10.1.0.0/16, with commas") from error
    return Practice(
        base=f"{settings.base_url}/fhir",
        key=HKDF(algorithm=SHA256(), length=32, salt=None, info=b"innsyn subscription headers").derive(master_key(settings)),
        translate=lambda request: sought(request, clock()),
        random_bytes=secrets.token_bytes,
        reachable=Reachable(is_http_allowed=settings.is_sandbox, networks=allowed),
        patience=timedelta(hours=settings.notify_patience_hours),
    )


def _posted(resource: Mapping[str, Any] | None) -> list[tuple[str, str]]:
    """Read the inputs of a posted Parameters resource."""
    if resource is None or resource.get("resourceType") != "Parameters":
        return []
    listed = [one for one in resource.get("parameter", ()) if isinstance(one, dict) and isinstance(one.get("name"), str)]
    return [(one["name"], str(value)) for one in listed for key, value in one.items() if key.startswith("value")]


def _kept(one: Shown) -> Kept:
    return Kept(one.id, one.version, one.changed_at, one.body)


def _new_id() -> str:
    return str(uuid4())
