"""A bulk export leaves out what a patient has shielded, and a file that was made before is not handed out with it."""

import pytest

from innsyn.edge.bulk.tests.world import references
from innsyn.gate.tests.decisions import shields
from innsyn.gate.tests.samples import NOW, TRUST, a_number
from innsyn.kernel.systems import PERSON_NUMBER


@pytest.fixture
async def kari(world):
    """A patient with two results, who can log in. Returns her Patient, the results and her own visit."""
    number = a_number()
    who = {"resourceType": "Patient", "birthDate": "1980-02-03", "identifier": [{"system": PERSON_NUMBER, "value": number.value}]}
    (patient,) = await world.writes(world.ours, who)
    results = await world.writes(
        world.ours,
        *[
            {"resourceType": "Observation", "status": "final", "code": {"text": text}, "subject": {"reference": f"Patient/{patient.id}"}}
            for text in ("Hb", "Puls")
        ],
    )
    return patient, results, await world.people.citizen(number, now=NOW)


async def test_what_is_shielded_is_not_exported(world, kari):
    patient, (one, two), visit = kari
    await shields(world.people, visit, organisations=(TRUST,), references=(f"Observation/{one.id}",))
    id_ = await world.exports(_type="Patient,Observation")
    await world.works()
    assert await world.exported(id_) == references(patient, two)


async def test_a_record_shielded_whole_is_not_exported(world, kari):
    _, _, visit = kari
    await shields(world.people, visit)
    id_ = await world.exports(_type="Patient,Observation")
    await world.works()
    assert await world.exported(id_) == []


async def test_a_file_that_was_made_before_is_not_handed_out_with_what_is_shielded_since(world, kari):
    _, (one, _), visit = kari
    id_ = await world.exports(_type="Observation")
    await world.works()
    assert one.id in [line["id"] for line in await world.lines(id_)]
    await shields(world.people, visit, organisations=(TRUST,), references=(f"Observation/{one.id}",))
    try:
        lines = [line["id"] for line in await world.lines(id_)]
    except AssertionError:
        lines = []
    assert one.id not in lines
