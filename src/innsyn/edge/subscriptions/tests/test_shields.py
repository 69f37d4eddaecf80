"""A subscription hears nothing of what a patient has shielded from its organisation, and again when it is lifted."""

import pytest

from innsyn.edge.subscriptions.tests.test_with_the_gate import GatedWorld, of
from innsyn.edge.subscriptions.tests.world import plain
from innsyn.gate.tests.decisions import lifts, shields
from innsyn.gate.tests.samples import TRUST, World, a_number
from innsyn.kernel.systems import PERSON_NUMBER
from innsyn.record.record import Record


@pytest.fixture
async def record(database):
    opened = await Record.open(database, size=6)
    yield opened
    await opened.close()


async def test_what_is_written_while_the_record_is_shielded_is_told_to_nobody_it_is_shielded_from(record, receiver):
    gated, people, number = await GatedWorld.settled(record), World(record), a_number()
    who = {"resourceType": "Patient", "birthDate": "1980-02-03", "identifier": [{"system": PERSON_NUMBER, "value": number.value}]}
    (patient,) = await gated.delivers(gated.client, who)
    await gated.activates(plain(receiver))
    now = gated.clock()
    visit = await people.citizen(number, now=now)
    shield = await shields(people, visit, organisations=(TRUST,), now=now)
    await gated.delivers(gated.client, of(patient))
    await gated.works()
    assert receiver.events == []
    await lifts(people, visit, shield, now=now)
    (told,) = await gated.delivers(gated.client, of(patient))
    await gated.works()
    assert told.id in [request.json["id"] for request in receiver.events]
