"""A small world for subscriptions: a record, a gate that lets each organisation see what it keeps, a registry, and clients."""

import json
from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import UUID

from innsyn.edge.subscriptions.delivering import Delivering
from innsyn.edge.subscriptions.endpoint import Reachable, networks
from innsyn.edge.subscriptions.matching import Matching
from innsyn.edge.subscriptions.operations import SubscriptionOperations
from innsyn.edge.subscriptions.practice import Practice
from innsyn.edge.subscriptions.subscriptions import Subscriptions
from innsyn.gate.clients.client import Client
from innsyn.gate.clients.tests.translating import translate
from innsyn.gate.scopes import Scopes
from innsyn.gate.visit import Actor
from innsyn.record.condition import FromCustodian
from innsyn.record.entry import Action, Entry, Outcome
from innsyn.record.record import Record
from innsyn.record.stored import Stored, Write

NOW = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
OURS, THEIRS = "974749025", "993467049"
VISIT = UUID("00000000-0000-4000-8000-000000000002")
BASE = "http://innsyn.test/fhir"
SECRET = "Bearer very-secret-indeed"


def a_client(key="journal", organisation=OURS, scopes="system/*.cruds", **more):
    """A system of an organisation."""
    actor = Actor(kind="system", key=key, name="Journalsystemet", level="high", organisation=organisation)
    return Client(actor, Scopes.parse(scopes), client_id=key, **more)


class FakeGate:
    """Lets a client see what its organisation keeps, as the gate does, and logs what it hands out. hidden: ids that are shielded."""

    def __init__(self, record):
        self.record, self.hidden, self.reads = record, set(), []

    async def changes(self, client, after, limit, now):
        """The feed as the client may see it."""
        changes, later = await self.record.changes(after, limit)
        seen = [one for one in changes if one.id not in self.hidden and await self._keeper(one) == client.actor.organisation]
        return [one for one in seen if client.may("read", one.type)], later

    async def vread(self, client, type_, id_, version, now):
        """One version, logged."""
        self.reads.append((client.client_id, id_, version))
        if id_ in self.hidden or not client.may("read", type_):
            return None
        owner = await self.record.locate(type_, id_)
        entry = Entry(VISIT, now, Action.VREAD, {"actor": {"name": client.actor.name}})
        found = await self.record.vread(
            owner=owner, type=type_, id=id_, version=version, narrow=FromCustodian(frozenset({client.actor.organisation})),
            stamp=None, entry=entry,
        )  # fmt: skip
        return found if isinstance(found, Stored) else None

    async def whose(self, client, patient_id):
        """The record a Patient's id names."""
        return await self.record.locate("Patient", patient_id)

    async def _keeper(self, one):
        rows = await self.record._connections.fetch("select custodian from version where owner = $1 and row = $2", one.owner, one.row)
        return rows[0][0] if rows else None


class FakeRegistry:
    """Who is registered."""

    def __init__(self, *clients):
        self.clients = {one.client_id: one for one in clients}

    async def standing(self, key, *, now):
        """The client with all it is registered for."""
        return self.clients.get(key)


class Ticking:
    """A clock that moves a little each time it is asked, and by leaps when told."""

    def __init__(self):
        self.now = NOW

    def __call__(self):
        self.now += timedelta(milliseconds=1)
        return self.now

    def leap(self, **step):
        """Let time pass."""
        self.now += timedelta(**step)


class World:
    """Everything there is."""

    def __init__(self, record: Record, gate=None, **practice):
        self.record, self.gate, self.clock = record, gate or FakeGate(record), Ticking()
        self.client, self.stranger = a_client(), a_client("stranger", THEIRS)
        self.registry = FakeRegistry(self.client, self.stranger)
        ids = count(1)
        self.practice = Practice(
            base=BASE, key=b"k" * 32, translate=translate, random_bytes=lambda n: b"r" * n,
            reachable=Reachable(is_http_allowed=True, networks=networks(["127.0.0.0/8"])), **practice,
        )  # fmt: skip

        def new_id():
            return f"sub-{next(ids)}"

        self.following = record.following
        self.subscriptions = Subscriptions(self.following, self.practice, new_id)
        self.matching = Matching(self.following, self.gate, self.registry, self.practice)
        self.delivering = Delivering(self.following, self.gate, self.registry, self.practice, self.clock, new_id)
        self.operations = SubscriptionOperations(self.following, self.gate, self.subscriptions, self.practice, new_id)

    async def subscribes(self, resource, client=None):
        """Let a client subscribe. Returns the id."""
        made = await self.subscriptions.create(client or self.client, json.dumps(resource).encode(), self.clock())
        assert not isinstance(made, list), made
        return made.id

    async def works(self):
        """Let everything be done that there is to do now."""
        while await self.matching.round(self.clock()):
            pass
        for one in await self.following.subscriptions.at_work():
            if one.due_at <= self.clock():
                await self.delivering.serve(one)

    async def activates(self, resource, client=None):
        """Let a client subscribe and its receiver be greeted. Returns the id."""
        id_ = await self.subscribes(resource, client)
        await self.works()
        return id_

    async def writes(self, *bodies, owner=None, custodian=OURS, now=None):
        """Let an organisation write. Returns the versions."""
        owner = owner or self.record.new_owner()
        writes = [Write("create", body["resourceType"], json.dumps(body).encode(), custodian=custodian) for body in bodies]
        return await self.carries_out(owner, writes, now)

    async def carries_out(self, owner, writes, now=None):
        """Carry writes out."""
        entry = Entry(VISIT, now or self.clock(), Action.CREATE)
        written = await self.record.write(owner=owner, writes=writes, stamp=None, entry=entry)
        assert isinstance(written, tuple), written
        return [one.stored for one in written]

    async def shown(self, id_, client=None):
        """The subscription as its client reads it."""
        found = await self.subscriptions.read(client or self.client, id_)
        return json.loads(found.body) if found else None

    async def changes(self, id_, client=None, **elements):
        """Let a client read, change and send back its subscription."""
        resource = {**await self.shown(id_, client), **elements}
        return await self.subscriptions.update(client or self.client, id_, json.dumps(resource).encode(), None, self.clock())

    async def shown_in_log(self, owner):
        """Rows that were handed out of a record, by the log."""
        rows = await self.record.log_page(owner, count=1000)
        return [row for one in rows if (one.action, one.outcome) == (Action.VREAD, Outcome.DONE) for row in one.shown]


def observation(code="718-7", **more):
    """A result."""
    coding = [{"system": "http://loinc.org", "code": code}]
    return {"resourceType": "Observation", "status": "final", "code": {"coding": coding}, **more}


def plain(receiver, criteria="Observation?code=718-7", payload="application/fhir+json", **more):
    """A Subscription in R4's own form."""
    channel = {"type": "rest-hook", "endpoint": receiver.address, "header": [f"Authorization: {SECRET}"]}
    return {
        "resourceType": "Subscription",
        "status": "requested",
        "reason": "Følge svar",
        "criteria": criteria,
        "channel": {**channel, **({"payload": payload} if payload else {})},
        **more,
    }


GUIDE = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/"
TOPICS = "http://innsyn.example/fhir/SubscriptionTopic/"


def topical(receiver, *filters, topic="record", content="full-resource", payload="application/fhir+json", numbers=(), **more):
    """A Subscription in the backport's form. numbers: (extension, value name, value) on the channel."""
    resource = plain(receiver, TOPICS + topic, payload, **more)
    resource["_criteria"] = {"extension": [{"url": GUIDE + "backport-filter-criteria", "valueString": one} for one in filters]}
    resource["channel"]["_payload"] = {"extension": [{"url": GUIDE + "backport-payload-content", "valueCode": content}]}
    if numbers:
        resource["channel"]["extension"] = [{"url": GUIDE + url, name: value} for url, name, value in numbers]
    if not filters:
        del resource["_criteria"]
    return resource
