"""search through the interface: by GET and POST, of a type, a compartment and all, and what may not stand in an address."""

import pytest

from innsyn.gate.tests.samples import a_number, patient
from innsyn.kernel.systems import PERSON_NUMBER

FHIR = {"content-type": "application/fhir+json"}
FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture
async def kari(journal):
    """A Patient with one Observation."""
    kari = (await journal.post("/Patient", json=patient(a_number()), headers=FHIR)).json()
    made = {"resourceType": "Observation", "status": "final", "code": {"text": "x"}, "subject": {"reference": f"Patient/{kari['id']}"}}
    assert (await journal.post("/Observation", json=made, headers=FHIR)).status_code == 201
    return kari


def number_of(kari):
    return kari["identifier"][0]["value"]


def found(answer):
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert (told["resourceType"], told["type"]) == ("Bundle", "searchset")
    return [each["resource"]["resourceType"] for each in told.get("entry", ())]


async def test_patient_is_found_by_number_with_post(journal, kari):
    answer = await journal.post("/Patient/_search", data={"identifier": f"{PERSON_NUMBER}|{number_of(kari)}"})
    assert found(answer) == ["Patient"]
    assert all(number_of(kari) not in link["url"] for link in answer.json()["link"])


@pytest.mark.parametrize(
    "path",
    [
        "/Patient?identifier={}",
        "/Patient?identifier=urn:oid:2.16.578.1.12.4.1.4.1%7C{}",
        "/Patient/{}",
        "/Observation?subject:identifier={}",
    ],
)
async def test_number_in_an_address_is_refused_with_the_way_to_do_it(journal, kari, path):
    answer = await journal.get(path.format(number_of(kari)))
    assert answer.status_code == 400
    issue = answer.json()["issue"][0]
    assert issue["code"] == "security"
    assert "POST [type]/_search" in issue["diagnostics"]
    assert number_of(kari) not in answer.text


async def test_number_in_the_address_of_a_change_is_refused(journal, kari):
    answer = await journal.put("/Patient", params={"identifier": number_of(kari)}, json=kari, headers=FHIR)
    assert (answer.status_code, answer.json()["issue"][0]["code"]) == (400, "security")


async def test_compartment_of_a_patient_is_searched(journal, kari):
    assert found(await journal.get(f"/Patient/{kari['id']}/Observation")) == ["Observation"]
    assert found(await journal.get(f"/Patient/{kari['id']}/Condition")) == []
    assert sorted(found(await journal.get(f"/Patient/{kari['id']}/*"))) == ["Observation", "Patient"]
    assert found(await journal.post(f"/Patient/{kari['id']}/Observation/_search", data={"status": "final"})) == ["Observation"]
    assert found(await journal.post(f"/Patient/{kari['id']}/Observation/_search", data={"status": "amended"})) == []


async def test_compartment_of_another_organisations_patient_is_as_of_nobody(other, kari):
    hidden = await other.get(f"/Patient/{kari['id']}/Observation")
    absent = await other.get("/Patient/nobody-has-this/Observation")
    assert found(hidden) == found(absent) == []


async def test_other_compartments_are_not_here(journal):
    answer = await journal.get("/Practitioner/nina/Observation")
    assert (answer.status_code, answer.json()["issue"][0]["code"]) == (404, "not-supported")


async def test_types_are_searched_together(journal, kari):
    answer = await journal.get("/", params={"_type": "Patient,Observation", "_count": "2"})
    assert len(found(answer)) == 2


async def test_unknown_parameter_is_ignored_or_refused_as_preferred(journal):
    assert (await journal.get("/Organization?rabbit=1")).status_code == 200
    strict = await journal.get("/Organization?rabbit=1", headers={"prefer": "handling=strict"})
    assert (strict.status_code, strict.json()["resourceType"]) == (400, "OperationOutcome")


async def test_post_takes_parameters_of_both_address_and_form(journal):
    assert found(await journal.post("/Organization/_search?_count=1", data={"name": "Fjordby"})) == ["Organization"]


@pytest.mark.parametrize(("content", "kind"), [(b"{}", "application/json"), (b"name=%FF", "application/x-www-form-urlencoded")], ids=str)
async def test_form_that_is_none_is_refused(journal, content, kind):
    answer = await journal.post("/Organization/_search", content=content, headers={"content-type": kind})
    assert answer.status_code in (400, 415)


async def test_empty_form_is_a_search_for_all(journal):
    assert found(await journal.post("/Organization/_search"))


async def test_address_that_cannot_be_read_is_refused(journal):
    assert (await journal.get("/Organization?name=%FF")).status_code == 400


async def test_head_counts_as_get(journal):
    answer = await journal.head("/Organization?_count=1")
    assert (answer.status_code, answer.content) == (200, b"")


async def test_searchset_is_drawn_in_xml(journal):
    answer = await journal.get("/Organization", params={"_id": "fjord", "_format": "xml"})
    assert '<type value="searchset"/>' in answer.text
    assert "Fjordby sykehus" in answer.text
