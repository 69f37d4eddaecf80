"""A search may go through references, forwards and backwards, as far as they lead."""

import pytest

from innsyn.edge.fhir_api.search.tests.samples import observation
from innsyn.kernel.systems import HPR_NUMBER, PERSON_NUMBER


@pytest.fixture(scope="session")
async def kari(search_world):
    """A patient with two observations by Nina, one by somebody known by number only, and an encounter at the hospital."""
    owner, id_, number = await search_world.arrives(name="Kari Kjede")
    encounter = {
        "resourceType": "Encounter",
        "status": "finished",
        "class": {"code": "AMB"},
        "subject": {"reference": f"Patient/{id_}"},
        "serviceProvider": {"reference": "Organization/fjord"},
    }
    (met,) = await search_world.puts(owner, encounter)
    nina = {"performer": [{"reference": "Practitioner/nina"}], "encounter": {"reference": f"Encounter/{met.id}"}}
    by_number = {"performer": [{"type": "Practitioner", "identifier": {"system": HPR_NUMBER, "value": "990000137"}}]}
    first, second, third = await search_world.puts(
        owner, observation(id_, value=120, **nina), observation(id_, value=150, **nina), observation(id_, "8462-4", 80, **by_number)
    )
    return {"owner": owner, "id": id_, "number": number, "met": met.id, "obs": [first.id, second.id, third.id]}


async def test_a_reference_to_a_patient_is_asked_in_her_record(search_world, kari):
    for asked in (
        f"patient={kari['id']}",
        f"patient=Patient/{kari['id']}",
        f"subject=Patient/{kari['id']}",
        f"subject:Patient={kari['id']}",
    ):
        assert set(await search_world.ids(f"Observation?{asked}")) == set(kari["obs"]), asked


async def test_a_chain_through_the_directory_finds_also_who_is_named_by_number_only(search_world, kari):
    found = await search_world.ids(f"Observation?patient={kari['id']}&performer:Practitioner.name=Nina")
    assert set(found) == set(kari["obs"])


async def test_a_chain_to_somebody_else_finds_nothing(search_world, kari):
    assert await search_world.ids(f"Observation?patient={kari['id']}&performer:Practitioner.name=Vera") == []


async def test_a_chain_of_several_steps(search_world, kari):
    url = f"Observation?patient={kari['id']}&encounter.service-provider.name="
    assert set(await search_world.ids(url + "Fjordby")) == set(kari["obs"][:2])
    assert await search_world.ids(url + "Dalen") == []


async def test_a_chain_to_the_patient_by_her_number_is_asked_in_her_record(search_world, kari):
    form = [("patient.identifier", f"{PERSON_NUMBER}|{kari['number']}")]
    assert set(await search_world.ids("Observation/_search", form=form)) == set(kari["obs"])


async def test_a_patient_referred_to_by_number_only_is_found_by_her_id(search_world, kari):
    by_number = {"subject": {"identifier": {"system": PERSON_NUMBER, "value": kari["number"]}}}
    (alone,) = await search_world.puts(kari["owner"], observation("x", "1234-5") | by_number)
    assert await search_world.ids(f"Observation?patient={kari['id']}&code=1234-5") == [alone.id]
    form = [("patient:identifier", f"{PERSON_NUMBER}|{kari['number']}"), ("code", "1234-5")]
    assert await search_world.ids("Observation/_search", form=form) == [alone.id]
    await search_world.writes(kari["owner"], [_deletion(alone)])


def _deletion(stored):
    from innsyn.gate.values import Write

    return Write("delete", stored.type, id=stored.id)


async def test_has_finds_the_patient_behind_an_observation(search_world, kari):
    url = f"Patient?_id={kari['id']}&_has:Observation:patient:value-quantity="
    assert await search_world.ids(url + "gt140") == [kari["id"]]
    assert await search_world.ids(url + "gt160") == []


async def test_has_inside_has(search_world, kari):
    (proof,) = await search_world.puts(kari["owner"], provenance(kari["obs"][1], "Practitioner/nina"))
    url = f"Patient?_id={kari['id']}&_has:Observation:patient:_has:Provenance:target:_id="
    assert await search_world.ids(url + proof.id) == [kari["id"]]
    assert await search_world.ids(url + kari["obs"][0]) == []
    assert await search_world.ids(f"Observation?patient={kari['id']}&_has:Provenance:target:agent=Practitioner/nina") == [kari["obs"][1]]


def provenance(id_, who):
    """A provenance of an observation."""
    return {
        "resourceType": "Provenance",
        "recorded": "2026-11-22T12:00:00Z",
        "target": [{"reference": f"Observation/{id_}"}],
        "agent": [{"who": {"reference": who}}],
    }


async def test_a_list_names_what_is_searched(search_world, kari):
    listed = {
        "resourceType": "List",
        "status": "current",
        "mode": "working",
        "subject": {"reference": f"Patient/{kari['id']}"},
        "entry": [
            {"item": {"reference": f"Observation/{kari['obs'][0]}"}},
            {"item": {"reference": f"Observation/{kari['obs'][2]}"}, "deleted": True},
            {"item": {"reference": f"Encounter/{kari['met']}"}},
        ],
    }
    (kept,) = await search_world.puts(kari["owner"], listed)
    assert await search_world.ids(f"Observation?_list={kept.id}") == [kari["obs"][0]]
    assert await search_world.ids(f"Encounter?_list={kept.id}") == [kari["met"]]
    assert await search_world.ids("Observation?_list=no-such-list") == []
