"""Subscriptions through the real gate: what is closed is neither told nor counted, and each sending is a disclosure in the log."""

import json

import pytest

from innsyn.edge.subscriptions.tests.world import World, observation, plain, topical
from innsyn.fhir.bundle import Bundle, Entry
from innsyn.gate.clients.client import Client
from innsyn.gate.delivery.naming import ByChance
from innsyn.gate.scopes import Scopes
from innsyn.gate.tests.samples import OTHER_TRUST, TRUST
from innsyn.gate.tests.samples import World as People
from innsyn.record.record import Record


class GatedWorld(World):
    """The same world behind the real gate."""

    @classmethod
    async def settled(cls, record):
        """Begin."""
        people = await People(record).settle()
        world = cls(record, gate=people.gate.clients)
        for key, organisation in (("journal", TRUST), ("stranger", OTHER_TRUST)):
            actor = await people.gate.actors.system("Journal", organisation=organisation)
            world.registry.clients[key] = Client(actor, Scopes.parse("system/*.cruds"), client_id=key)
        world.client, world.stranger = world.registry.clients["journal"], world.registry.clients["stranger"]
        return world

    async def delivers(self, client, *resources):
        """Let a client write. Returns what stands."""
        entries = [Entry(at, None, "POST", one["resourceType"], {}, one, json.dumps(one).encode()) for at, one in enumerate(resources)]
        bits = iter(range(1 << 50, 1 << 60, 982451653))
        naming = ByChance(lambda size: (next(bits) * 2654435761 * (self.clock.now.microsecond + 1)) % (1 << size))
        taken = await self.gate.deliver(client, Bundle("transaction", tuple(entries), {}), self.clock(), naming)
        assert not taken.problems, taken.problems
        return [taken.written[at].stored for at in range(len(resources))]

    async def a_patient(self, client):
        """A patient of a client's organisation."""
        return (await self.delivers(client, {"resourceType": "Patient", "birthDate": "1980-02-03"}))[0]


@pytest.fixture
async def gated(database):
    """A world behind the real gate."""
    record = await Record.open(database, size=6)
    yield await GatedWorld.settled(record)
    await record.close()


def of(patient, code="718-7"):
    """A result of a patient."""
    return observation(code, subject={"reference": f"Patient/{patient.id}"})


async def test_a_client_hears_of_what_its_organisation_keeps_and_of_nothing_else(gated, receiver):
    ours, theirs = await gated.a_patient(gated.client), await gated.a_patient(gated.stranger)
    await gated.activates(plain(receiver))
    await gated.delivers(gated.stranger, of(theirs))
    (result,) = await gated.delivers(gated.client, of(ours))
    await gated.works()
    assert [(request.number, request.json["id"]) for request in receiver.events] == [(1, result.id)]


async def test_each_sending_is_a_disclosure_to_the_client_in_the_patients_log(gated, receiver):
    patient = await gated.a_patient(gated.client)
    await gated.activates(topical(receiver))
    (result,) = await gated.delivers(gated.client, of(patient))
    await gated.works()
    rows = await gated.record.log_page(patient.owner, count=1000)
    shown = [row for row in rows if row.action == "vread" and row.outcome == "done"]
    assert [row.shown for row in shown] == [(result.row,)]
    (opened,) = [row for row in rows if row.action == "open" and row.visit == shown[0].visit]
    assert opened.detail["actor"]["organisation"] == TRUST


async def test_what_the_criteria_do_not_find_leaves_no_trace_in_the_log(gated, receiver):
    patient = await gated.a_patient(gated.stranger)
    await gated.activates(plain(receiver))
    await gated.activates(plain(receiver, "Observation?code=9-9"), gated.stranger)
    await gated.delivers(gated.stranger, of(patient))
    before = await gated.record.log_page(patient.owner, count=1000)
    await gated.works()
    assert await gated.record.log_page(patient.owner, count=1000) == before


async def test_narrowed_scopes_narrow_what_is_told(gated, receiver):
    patient = await gated.a_patient(gated.client)
    registered = gated.client
    await gated.activates(topical(receiver))
    narrow = Scopes.parse("system/Observation.rs?code=http://loinc.org|1-1")
    gated.registry.clients["journal"] = Client(registered.actor, narrow, client_id="journal")
    _, wanted = await gated.delivers(registered, of(patient, "2-2"), of(patient, "1-1"))
    await gated.works()
    focuses = [entry["fullUrl"].rpartition("/")[2] for request in receiver.events for entry in request.json["entry"][1:]]
    assert focuses == [wanted.id]


async def test_directories_can_be_followed(gated, receiver):
    await gated.activates(topical(receiver, topic="Organization"))
    await gated.delivers(gated.client, {"resourceType": "Organization", "name": "Nytt kontor"})
    await gated.works()
    assert [entry["resource"]["name"] for entry in receiver.requests[-1].json["entry"][1:]] == ["Nytt kontor"]
