"""fhirpy (PyPI), an asynchronous client that we did not write, does an integrator's work."""

import pytest
from fhirpy import AsyncFHIRClient
from fhirpy.base.exceptions import AuthorizationError, OperationOutcome, ResourceNotFound

LOINC, KEYS = "http://loinc.org", "urn:fhirpy:numbers"


@pytest.fixture
def client(interface):
    """The client, with the token as its whole authorization."""
    return AsyncFHIRClient(interface.base, authorization=f"Bearer {interface.token}")


async def a_patient(client, value, **more):
    patient = client.resource(
        "Patient", name=[{"family": "Pytelius", "given": ["Ada"]}], identifier=[{"system": KEYS, "value": value}], **more
    )
    await patient.save()
    return patient


async def test_a_resource_is_created_read_changed_and_deleted(client):
    patient = await a_patient(client, "one")
    read = await client.reference("Patient", patient.id).to_resource()
    assert read["name"] == [{"family": "Pytelius", "given": ["Ada"]}]
    read["active"] = True
    await read.save()
    assert (await client.get("Patient", patient.id))["meta"]["versionId"] == "2"
    await read.delete()
    with pytest.raises((ResourceNotFound, OperationOutcome)):
        await client.get("Patient", patient.id)


async def test_a_part_is_patched(client):
    patient = await a_patient(client, "patched")
    await patient.patch(gender="female")
    assert (await client.get("Patient", patient.id))["gender"] == "female"


async def test_pages_are_followed_to_the_end_and_counted(client):
    patient = await a_patient(client, "paged")
    for day in range(1, 26):
        await client.resource(
            "Observation",
            status="final",
            code={"coding": [{"system": LOINC, "code": "8867-4"}]},
            subject=patient.to_reference(),
            effectiveDateTime=f"2026-03-{day:02}T08:00:00+01:00",
            valueQuantity={"value": 60 + day, "unit": "/min", "system": "http://unitsofmeasure.org", "code": "/min"},
        ).save()
    search = client.resources("Observation").search(patient=patient.id, code=f"{LOINC}|8867-4").sort("-date").limit(10)
    found = await search.fetch_all()
    assert [each["effectiveDateTime"][8:10] for each in found] == [f"{day:02}" for day in range(25, 0, -1)]
    assert await client.resources("Observation").search(patient=patient.id, date__ge="2026-03-20").count() == 6


async def test_what_is_pointed_at_comes_along(client):
    patient = await a_patient(client, "included")
    encounter = client.resource("Encounter", status="finished", **{"class": {"code": "AMB"}}, subject=patient.to_reference())
    await encounter.save()
    bundle = await client.resources("Encounter").search(_id=encounter.id).include("Encounter", "subject").fetch_raw()
    assert {(entry.resource["resourceType"], entry["search"]["mode"]) for entry in bundle["entry"]} == {
        ("Encounter", "match"),
        ("Patient", "include"),
    }


async def test_it_is_made_once_however_often_it_is_asked_for(client):
    wanted = client.resource("Patient", identifier=[{"system": KEYS, "value": "once"}])
    first, is_new = await client.resources("Patient").search(identifier=f"{KEYS}|once").get_or_create(wanted)
    again, is_new_again = await client.resources("Patient").search(identifier=f"{KEYS}|once").get_or_create(wanted)
    assert (is_new, is_new_again, first.id) == (True, False, again.id)


async def test_a_transaction_is_all_or_nothing(client):
    whole = {"resourceType": "Bundle", "type": "transaction", "entry": [
        {"fullUrl": "urn:uuid:6f2a3c1e-0000-4000-8000-000000000001", "request": {"method": "POST", "url": "Patient"},
         "resource": {"resourceType": "Patient", "identifier": [{"system": KEYS, "value": "whole"}]}},
        {"request": {"method": "POST", "url": "Flag"}, "resource": {
            "resourceType": "Flag", "status": "active", "code": {"text": "Sees badly"},
            "subject": {"reference": "urn:uuid:6f2a3c1e-0000-4000-8000-000000000001"}}},
    ]}  # fmt: skip
    answer = await client.execute("", "post", data=whole)
    assert [entry["response"]["status"][:3] for entry in answer["entry"]] == ["201", "201"]
    flag = await client.resources("Flag").search(**{"patient.identifier": f"{KEYS}|whole"}).first()
    assert flag["code"]["text"] == "Sees badly"
    broken = {**whole, "entry": [
        {"request": {"method": "POST", "url": "Patient"},
         "resource": {"resourceType": "Patient", "identifier": [{"system": KEYS, "value": "half"}]}},
        {"request": {"method": "POST", "url": "Flag"}, "resource": {"resourceType": "Flag"}},
    ]}  # fmt: skip
    with pytest.raises(OperationOutcome):
        await client.execute("", "post", data=broken)
    assert await client.resources("Patient").search(identifier=f"{KEYS}|half").first() is None


async def test_a_token_of_nobody_opens_nothing(interface):
    stranger = AsyncFHIRClient(interface.base, authorization="Bearer not-a-token")
    with pytest.raises(AuthorizationError):
        await stranger.resources("Patient").fetch()
