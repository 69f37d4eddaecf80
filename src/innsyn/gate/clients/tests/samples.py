"""Machine clients and short ways to let them ask."""

import json
import secrets
from dataclasses import replace
from uuid import uuid4

from innsyn.fhir.bundle import Bundle
from innsyn.gate.clients import Client
from innsyn.gate.delivery.naming import ByChance
from innsyn.gate.delivery.tests.samples import bundle, observation, post
from innsyn.gate.grounds import staff_ground
from innsyn.gate.scopes import Scopes
from innsyn.gate.tests.samples import NOW, OTHER_TRUST, TRUST
from innsyn.kernel.systems import PERSON_SYSTEMS
from innsyn.record.query import Query, ReferenceIs, TokenIs
from innsyn.record.stored import Found, Stored

NAMING = ByChance(secrets.randbits)
EVERYTHING = "system/*.cruds"


def an_identifier():
    """An identifier nobody else in these tests has."""
    return {"system": "urn:our:numbers", "value": uuid4().hex}


class Callers:
    """The gate for clients of two trusts."""

    ours, theirs = TRUST, OTHER_TRUST

    def __init__(self, world, names):
        self.world, self.gate, self.record = world, world.gate.clients, world.record
        self._names = names

    @classmethod
    async def settled(cls, world):
        """Begin."""
        return cls(world, {number: await world.gate.actors.system("Journal", organisation=number) for number in (TRUST, OTHER_TRUST)})

    def client(self, scopes=EVERYTHING, organisation=TRUST, **more):
        """A system of an organisation."""
        return Client(self._names[organisation], Scopes.parse(scopes), client_id=f"client-{organisation}", **more)

    async def nurse(self, scopes="user/*.rs", *, purpose="TREAT", actor=None, **more):
        """A client that comes for a health worker."""
        ground = staff_ground(purpose=purpose, basis="gate.basis.appointment")
        return Client(actor or await self.world.nurse(), Scopes.parse(scopes), "user", ground=ground, **more)

    def citizen(self, number, patient_id, scopes="patient/*.rs", **more):
        """A client that comes for a citizen."""
        actor = self.world.gate.actors.citizen(number, level=more.pop("level", "high"))
        return Client(actor, Scopes.parse(scopes), "patient", patient_id, **more)

    async def takes(self, client, *entries, kind="transaction", now=NOW, patches=None, gate=None):
        """Deliver entries."""
        read = entries[0] if len(entries) == 1 and isinstance(entries[0], Bundle) else bundle(*entries, kind=kind)
        patched = [replace(each, patch=(patches or {}).get(each.index)) for each in read.entries]
        return await (gate or self.gate).deliver(client, replace(read, entries=tuple(patched)), now, NAMING)

    async def writes(self, client, *resources, now=NOW):
        """Create resources in one transaction. Returns what stands, in order."""
        taken = await self.takes(client, *[post(each) for each in resources], now=now)
        assert not taken.problems, taken.problems
        return [taken.written[index].stored for index in range(len(resources))]

    async def a_patient(self, client, number=None, **more):
        """A patient kept by a client's organisation. Returns her Patient."""
        identifiers = {"identifier": [{"system": sorted(PERSON_SYSTEMS)[0], "value": number.value}]} if number else {}
        return (await self.writes(client, {"resourceType": "Patient", "birthDate": "1980-02-03", **identifiers, **more}))[0]

    async def an_observation(self, client, patient, **more):
        """An observation about a patient."""
        return (await self.writes(client, observation(f"Patient/{patient.id}", **more)))[0]

    async def sees(self, client, stored, now=NOW):
        """What reading by id gives."""
        return await self.gate.read(client, stored.type, stored.id, now)

    async def finds(self, client, type_, *clauses, whose=None, now=NOW, **more):
        """The ids a search finds."""
        found = await self.gate.search(client, Query((type_,), clauses, **more), now, whose=whose)
        assert isinstance(found, Found), found
        return [row.id for row in found.rows]


def identified(identifier):
    """The clause for an identifier."""
    return TokenIs("identifier", ((identifier["system"], identifier["value"]),))


def about(patient):
    """The clause for what is about a patient."""
    return ReferenceIs("patient", (f"Patient/{patient.id}",))


def codes(taken):
    """Index to the codes of its problems."""
    return {index: [problem.code for problem in problems] for index, problems in taken.problems.items()}


def statuses(taken):
    """Index to the HTTP status that the first problem asks for."""
    return {index: problems[0].details.get("status") for index, problems in taken.problems.items()}


def said(taken):
    """Everything a client is told of its problems, without the places of the entries."""
    return [(problem.code, problem.text, dict(problem.details)) for problems in taken.problems.values() for problem in problems]


def body(stored):
    """The resource as JSON."""
    assert isinstance(stored, Stored), stored
    return json.loads(stored.body)
