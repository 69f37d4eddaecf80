"""The adapter in front of the simulated register of a nation, and what the register should say of its people, worked out by itself."""

import secrets
from dataclasses import dataclass, field
from datetime import date, timedelta

import httpx

from innsyn.edge.openid.signing_key import published
from innsyn.edge.population_register import Feed, Folkeregisteret, Maskinporten
from innsyn.edge.population_register.calls import Caller
from innsyn.edge.population_register.maskinporten import Tokens
from innsyn.gate.register import RegisteredGuardian, RegisteredParent, RegisteredPerson
from innsyn.kernel.clock import SteppingClock, instant
from innsyn.kernel.ids import person_number
from innsyn.sandbox.people import Protection, nation, population_register
from innsyn.sandbox.people.register_documents import register_documents
from innsyn.sandbox.simulators import population_register as simulated
from innsyn.sandbox.simulators.openid.clients import RegisteredClient

TODAY = date(2026, 11, 22)
NOW = instant("2026-11-22T08:00:00+00:00")
BASE = "https://register.example/below"
SCOPE = "folkeregister:deling/offentligmedhjemmel"
LAND = nation(1, TODAY)
ENTRIES = population_register(LAND)
STRANGER = person_number("17859010067")


def numbered(key):
    """The person number of one of the nation."""
    return person_number(LAND.people[key].number)


@dataclass
class World:
    """A register that can be changed and told to fail, and our way to it. asked: what went over the wire, as requests."""

    register: simulated.Register
    faults: set
    clock: SteppingClock
    adapter: Folkeregisteret
    feed: Feed
    caught: "Caught"
    asked: list = field(default_factory=list)

    async def person(self, key):
        """Ask for one of the nation."""
        return await self.adapter.person(numbered(key), now=self.clock())

    async def parents(self, key):
        """Ask for someone's parents, by key."""
        keys = {person.number: name for name, person in LAND.people.items()}
        return {keys[parent.number.value]: parent for parent in (await self.person(key)).parents}

    def paths(self):
        """What was asked, by the last word of its path."""
        return [request.url.path.rsplit("/", 1)[1] for request in self.asked]

    def write(self, key, part, content):
        """Put anything into somebody's document."""
        self.register.write(LAND.people[key].number, part, content)


class Caught(httpx.AsyncBaseTransport):
    """The wire: remembers what goes over it, and breaks for the requests it is told to."""

    def __init__(self, application):
        self._inner = httpx.ASGITransport(application)
        self.asked = []
        self.breaks = []
        self.answers = []

    async def handle_async_request(self, request):
        self.asked.append(request)
        if self.breaks:
            raise self.breaks.pop(0)
        if self.answers and request.url.path.endswith("bulkoppslag"):
            return self.answers.pop(0)
        return await self._inner.handle_async_request(request)


DOCUMENTS = register_documents(LAND)


def made_world(folder, key, *, deadline_s=60.0, slow_s=600.0, scopes=(SCOPE,), client_id="us", address_secret=b"secret"):
    """Make a world. key: our own at the token endpoint."""
    clock, faults = SteppingClock(NOW), set()
    register = simulated.Register(DOCUMENTS, clock=clock, new_id=lambda: secrets.token_hex(8))
    client = RegisteredClient(client_id="us", name="us", public_keys=published(key), scopes=frozenset(scopes), legal_entity="290000018")
    application = simulated.simulator(
        BASE, register, (client,), keys_folder=folder, clock=clock, new_secret=secrets.token_hex, faults=faults, slow_s=slow_s
    )
    wire = Caught(application)
    caller = Caller(httpx.AsyncClient(transport=wire), deadline_s)
    us = Maskinporten(issuer=f"{BASE}{simulated.MASKINPORTEN}/", client_id=client_id, key=key, scope=SCOPE, new_id=secrets.token_hex)
    tokens = Tokens(us, caller)
    adapter = Folkeregisteret(BASE + simulated.API, tokens, caller, address_secret=address_secret)
    feed = Feed(BASE + simulated.API, tokens, caller)
    return World(register, faults, clock, adapter, feed, wire, wire.asked)


def expected(key):
    """What the register should say of one of the nation, straight from the people. Address keys are left out: they are opaque."""
    person, entry = LAND.people[key], ENTRIES[LAND.people[key].number]
    guardian = person.guardian
    return RegisteredPerson(
        number=numbered(key),
        name=str(person.name),
        born_on=person.born_on,
        died_on=person.died_on,
        is_dead=person.died_on is not None,
        protection=person.protection.value,
        responsibility=entry.responsibility,
        parents=tuple(_parents(person)),
        guardians=(_guardian(guardian),) if guardian else (),
        children=tuple(person_number(child.number) for child in entry.children),
        wards=(),
        address_key=None,
    )


def _parents(person):
    kin = [(tie.key, tie.kinship) for tie in person.family if tie.kinship in ("mother", "father", "co_mother")]
    others = [(key, "other") for key in person.responsible if key not in dict(kin)]
    for key, relation in (*kin, *others):
        parent = LAND.people[key]
        yield RegisteredParent(
            number=numbered(key),
            name=str(parent.name),
            born_on=parent.born_on,
            has_responsibility=key in person.responsible,
            shares_address=parent.household == person.household if _has_open_home(parent) and _has_open_home(person) else None,
            protection=parent.protection.value,
            relation=relation,
            is_dead=parent.died_on is not None,
        )


def _guardian(guardianship):
    guardian = LAND.people[guardianship.key]
    return RegisteredGuardian(
        number=numbered(guardianship.key),
        name=str(guardian.name),
        born_on=guardian.born_on,
        scope=guardianship.scope,
        since=TODAY - timedelta(days=400),
        until=None,
        protection=guardian.protection.value,
        is_dead=guardian.died_on is not None,
    )


def _has_open_home(person):
    return person.protection is Protection.NONE and person.died_on is None and person.number_kind == "person_number"
