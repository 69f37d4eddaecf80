"""References are found however they name their target: by id, by address, by canonical with or without version, by what it is part of."""

import pytest

from innsyn.edge.fhir_api.search.tests.samples import BASE, matches, observation
from innsyn.gate.tests.samples import OTHER_TRUST


@pytest.fixture(scope="session")
async def olga(search_world):
    """A patient with answers to two versions of a form, and an encounter in a room of a ward."""
    owner, id_, _ = await search_world.arrives(name="Olga Omtalt")
    rooms = {"ward": None, "room": "ward", "bed": "room", "elsewhere": None}
    places = [
        {"resourceType": "Location", "id": f"of-{name}", "name": name, **({"partOf": {"reference": f"Location/of-{part}"}} if part else {})}
        for name, part in rooms.items()
    ]
    await search_world.writes_directory(places)
    one, two, other = [
        {"resourceType": "QuestionnaireResponse", "status": "completed", "questionnaire": form, "subject": {"reference": f"Patient/{id_}"}}
        for form in ("http://example.no/form|1.0", "http://example.no/form|2.0", "http://example.no/other")
    ]
    met = {
        "resourceType": "Encounter", "status": "finished", "class": {"code": "IMP"}, "subject": {"reference": f"Patient/{id_}"},
        "location": [{"location": {"reference": "Location/of-room"}}],
    }  # fmt: skip
    stored = await search_world.puts(owner, one, two, other, met)
    return {"id": id_, "owner": owner, "forms": [each.id for each in stored[:3]], "met": stored[3].id}


async def test_a_canonical_without_version_is_any_version(search_world, olga):
    url = f"QuestionnaireResponse?patient={olga['id']}&questionnaire=http://example.no/form"
    assert set(await search_world.ids(url)) == set(olga["forms"][:2])
    assert await search_world.ids(f"{url}|2.0") == [olga["forms"][1]]
    assert await search_world.ids(f"{url}|3.0") == []


async def test_a_place_is_asked_with_all_that_is_part_of_it(search_world, olga):
    url = f"Encounter?patient={olga['id']}&location"
    assert await search_world.ids(f"{url}=Location/of-ward") == []
    assert await search_world.ids(f"{url}:below=Location/of-ward") == [olga["met"]]
    assert await search_world.ids(f"{url}:below=of-room") == [olga["met"]]
    assert await search_world.ids(f"{url}:below=Location/of-bed") == []
    assert await search_world.ids(f"{url}:below=Location/of-elsewhere") == []


async def test_a_place_is_asked_with_all_that_it_is_part_of(search_world, olga):
    url = f"Encounter?patient={olga['id']}&location:above"
    assert await search_world.ids(f"{url}=Location/of-bed") == [olga["met"]]
    assert await search_world.ids(f"{url}=Location/of-ward") == []


async def test_an_own_resource_is_found_by_its_whole_address(search_world, olga):
    assert await search_world.ids(f"Encounter?patient={BASE}/Patient/{olga['id']}") == [olga["met"]]
    assert await search_world.ids(f"Encounter?patient={olga['id']}&location={BASE}/Location/of-room") == [olga["met"]]
    assert await search_world.ids(f"Encounter?patient={olga['id']}&location=https://other.example/Location/of-room") == []


async def test_a_reference_is_asked_over_all_patients_and_found_in_ones_own_only(search_world, olga):
    assert await search_world.ids("Encounter?location=Location/of-room") == [olga["met"]]
    stranger = await search_world.client(OTHER_TRUST)
    assert await search_world.ids("Encounter?location=Location/of-room", client=stranger) == []


async def test_what_stands_in_one_record_is_found_without_naming_the_patient(search_world, olga):
    (seen,) = await search_world.puts(olga["owner"], observation(olga["id"], encounter={"reference": f"Encounter/{olga['met']}"}))
    assert await search_world.ids(f"Observation?encounter=Encounter/{olga['met']}") == [seen.id]
    assert await search_world.ids(f"Observation?encounter={olga['met']}") == [seen.id]


async def test_a_bare_id_where_a_clinician_may_stand_too_is_a_clinicians_as_well(search_world):
    owner, id_, _ = await search_world.arrives()
    people = [
        {"actor": {"reference": f"Patient/{id_}"}, "status": "accepted"},
        {"actor": {"reference": "Practitioner/vera"}, "status": "accepted"},
    ]
    (stored,) = await search_world.puts(owner, {"resourceType": "Appointment", "status": "booked", "participant": people})
    for asked in ("actor=vera", "actor=vera,nobody", "actor=Practitioner/vera", f"actor={id_}", f"actor=Patient/{id_}"):
        assert matches(await search_world.bundle(f"Appointment?patient={id_}&{asked}")) == [stored.id], asked
    assert matches(await search_world.bundle(f"Appointment?patient={id_}&actor=nobody")) == []
