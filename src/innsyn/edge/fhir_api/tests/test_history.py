"""history of a resource, of a type and of the whole server, page by page."""

import pytest

from innsyn.gate.tests.samples import a_number, patient

FHIR = {"content-type": "application/fhir+json"}


@pytest.fixture
async def changed(journal):
    """A Patient with three versions, the last of them a deletion of her Observation beside her."""
    kari = (await journal.post("/Patient", json=patient(a_number()), headers=FHIR)).json()
    for active in (True, False):
        kari = (await journal.put(f"/Patient/{kari['id']}", json={**kari, "active": active}, headers=FHIR)).json()
    return kari


async def test_versions_come_newest_first_with_what_was_done(journal, changed):
    answer = await journal.get(f"/Patient/{changed['id']}/_history")
    told = answer.json()
    assert (told["type"], [each["resource"]["meta"]["versionId"] for each in told["entry"]]) == ("history", ["3", "2", "1"])
    assert [each["request"]["method"] for each in told["entry"]] == ["PUT", "PUT", "POST"]
    assert told["entry"][0]["response"]["etag"] == 'W/"3"'
    assert told["entry"][0]["fullUrl"] == f"http://innsyn.test/fhir/Patient/{changed['id']}"


async def test_pages_lead_on_to_the_last(journal, changed):
    seen, address = [], f"/Patient/{changed['id']}/_history?_count=2"
    while address:
        told = (await journal.get(address)).json()
        seen += [each["resource"]["meta"]["versionId"] for each in told["entry"]]
        address = next((link["url"] for link in told["link"] if link["relation"] == "next"), None)
        assert address is None or address.count("_page=") == address.count("_count=") == 1
    assert seen == ["3", "2", "1"]


async def test_deletion_is_a_version_without_a_resource(journal, changed):
    made = {"resourceType": "Observation", "status": "final", "code": {"text": "x"}, "subject": {"reference": f"Patient/{changed['id']}"}}
    stored = (await journal.post("/Observation", json=made, headers=FHIR)).json()
    await journal.delete(f"/Observation/{stored['id']}")
    told = (await journal.get(f"/Observation/{stored['id']}/_history")).json()
    assert told["entry"][0]["request"]["method"] == "DELETE"
    assert "resource" not in told["entry"][0]


async def test_since_leaves_out_what_is_older(journal, changed):
    assert "entry" not in (await journal.get(f"/Patient/{changed['id']}/_history", params={"_since": "2100-01-01T00:00:00Z"})).json()
    told = (await journal.get(f"/Patient/{changed['id']}/_history", params={"_since": "2020-01-01T00:00:00Z"})).json()
    assert len(told["entry"]) == 3


async def test_at_gives_what_stood_then(journal, changed):
    told = (await journal.get(f"/Patient/{changed['id']}/_history", params={"_at": "2100"})).json()
    assert [each["resource"]["meta"]["versionId"] for each in told["entry"]] == ["3"]


@pytest.mark.parametrize("params", [{"_since": "yesterday"}, {"_at": "x"}, {"_count": "many"}, {"_page": "forged"}], ids=str)
async def test_malformed_question_is_refused(journal, changed, params):
    answer = await journal.get(f"/Patient/{changed['id']}/_history", params=params)
    assert (answer.status_code, answer.json()["resourceType"]) == (400, "OperationOutcome"), answer.text


async def test_history_of_a_type_and_of_all_has_what_was_just_done(journal, changed):
    for address in ("/Patient/_history", "/_history"):
        told = (await journal.get(address, params={"_count": "5"})).json()
        assert told["type"] == "history", told
        assert changed["id"] in {each["resource"]["id"] for each in told["entry"] if "resource" in each}


async def test_other_organisation_sees_nothing_of_it(other, changed):
    hidden = await other.get(f"/Patient/{changed['id']}/_history")
    absent = await other.get("/Patient/nobody-has-this/_history")
    assert (hidden.status_code, hidden.content) == (404, absent.content)
    told = (await other.get("/_history", params={"_count": "50"})).json()
    assert changed["id"] not in {each["resource"]["id"] for each in told.get("entry", ()) if "resource" in each}


async def test_at_before_the_first_version_gives_nothing_and_of_a_type_is_refused(journal, changed):
    assert "entry" not in (await journal.get(f"/Patient/{changed['id']}/_history", params={"_at": "1999"})).json()
    assert (await journal.get("/Patient/_history", params={"_at": "2026"})).status_code == 400
