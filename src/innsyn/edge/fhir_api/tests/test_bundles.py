"""batch and transaction: all or nothing, references between entries, reads among the changes, and huge ones."""

import base64
import json

import pytest

from innsyn.edge.fhir_api.tests.samples import BASE, Api
from innsyn.gate.tests.samples import a_number, patient

FHIR = {"content-type": "application/fhir+json"}


def entry(method, url, resource=None, full_url=None, **request):
    made = {"request": {"method": method, "url": url, **request}}
    if resource is not None:
        made["resource"] = resource
    if full_url:
        made["fullUrl"] = full_url
    return made


def bundle(kind, *entries):
    return {"resourceType": "Bundle", "type": kind, "entry": list(entries)}


def observation(subject, **more):
    return {"resourceType": "Observation", "status": "final", "code": {"text": "Hb"}, "subject": {"reference": subject}, **more}


async def sent(client, content, **headers):
    return await client.post("/", json=content, headers={**FHIR, **headers})


@pytest.fixture
async def kari(journal):
    """A Patient of the journal system's own."""
    return (await journal.post("/Patient", json=patient(a_number()), headers=FHIR)).json()


async def test_transaction_writes_a_patient_and_what_points_at_her(journal):
    her = "urn:uuid:5b1a3c9e-6a0f-4a5d-9b37-2f6f0d1a7c11"
    answer = await sent(
        journal,
        bundle(
            "transaction",
            entry("POST", "Observation", observation(her), "urn:uuid:9c3f2b1d-1c0e-4d5a-8b7e-3a2f1d0c9b82"),
            entry("POST", "Patient", patient(a_number()), her),
        ),
    )
    assert answer.status_code == 200, answer.text
    listed = answer.json()["entry"]
    assert [each["response"]["status"] for each in listed] == ["201 Created", "201 Created"]
    assert [each["response"]["location"].split("/")[-4] for each in listed] == ["Observation", "Patient"]
    assert answer.json()["type"] == "transaction-response"
    stored = (await journal.get(listed[0]["response"]["location"])).json()
    assert stored["subject"]["reference"] == "Patient/" + listed[1]["response"]["location"].split("/")[-3]


@pytest.mark.parametrize("kind", ["transaction", "batch"])
async def test_urls_may_name_this_server(journal, kari, kind):
    answer = await sent(
        journal,
        bundle(
            kind,
            entry("POST", f"{BASE}/Observation", observation(f"Patient/{kari['id']}")),
            entry("PUT", f"{BASE}/Patient/{kari['id']}", {**kari, "active": True}),
            entry("GET", f"{BASE}/Patient/{kari['id']}"),
            entry("GET", f"{BASE}/Observation?patient={kari['id']}"),
        ),
    )
    assert answer.status_code == 200, answer.text
    listed = answer.json()["entry"]
    assert [each["response"]["status"][:3] for each in listed] == ["201", "200", "200", "200"]
    assert listed[2]["resource"]["active"] is True


@pytest.mark.parametrize("url", ["http://elsewhere.test/fhir/Patient", f"{BASE}x/Patient"], ids=["another-server", "another-path"])
async def test_urls_on_other_servers_are_refused(journal, url):
    answer = await sent(journal, bundle("transaction", entry("POST", url, patient(a_number()))))
    assert (answer.status_code, answer.json()["issue"][0]["expression"]) == (400, ["Bundle.entry[0].request"])


async def test_transaction_that_fails_at_its_last_entry_leaves_nothing(journal, kari):
    subject = f"Patient/{kari['id']}"
    answer = await sent(
        journal,
        bundle(
            "transaction",
            entry("POST", "Observation", observation(subject, id="x")),
            entry("POST", "Observation", {"resourceType": "Observation", "code": {"text": "x"}, "subject": {"reference": subject}}),
        ),
    )
    assert answer.status_code == 422, answer.text
    assert answer.json()["issue"][0]["expression"] == ["Bundle.entry[1].resource.status"]
    found = await journal.get(f"/Patient/{kari['id']}/Observation")
    assert "entry" not in found.json()


async def test_batch_answers_each_entry_by_itself(journal, kari):
    subject = f"Patient/{kari['id']}"
    answer = await sent(
        journal,
        bundle(
            "batch",
            entry("POST", "Observation", observation(subject)),
            entry("POST", "Observation", {"resourceType": "Observation"}),
            entry("GET", subject),
            entry("GET", "Patient/nobody-has-this"),
            entry("GET", "Rabbit/1"),
            entry("DELETE", "Observation/nobody-has-this"),
        ),
    )
    assert answer.status_code == 200, answer.text
    listed = answer.json()["entry"]
    assert [each["response"]["status"][:3] for each in listed] == ["201", "422", "200", "404", "404", "204"]
    assert listed[2]["resource"]["id"] == kari["id"]
    assert listed[1]["response"]["outcome"]["resourceType"] == "OperationOutcome"


async def test_reads_in_a_transaction_see_what_it_wrote(journal, kari):
    subject = f"Patient/{kari['id']}"
    answer = await sent(
        journal,
        bundle(
            "transaction", entry("GET", f"{subject}/Observation"), entry("POST", "Observation", observation(subject)), entry("GET", subject)
        ),
    )
    assert answer.status_code == 200, answer.text
    listed = answer.json()["entry"]
    assert len(listed[0]["resource"]["entry"]) == 1
    assert listed[2]["response"]["etag"] == 'W/"1"'


async def test_known_version_inside_a_batch_is_not_sent_again(journal, kari):
    answer = await sent(journal, bundle("batch", entry("GET", f"Patient/{kari['id']}", ifNoneMatch='W/"1"')))
    assert answer.json()["entry"][0]["response"]["status"] == "304 Not Modified"


async def test_person_number_may_stand_in_a_bundles_search(journal, kari):
    number = kari["identifier"][0]
    answer = await sent(journal, bundle("batch", entry("GET", f"Patient?identifier={number['system']}|{number['value']}")))
    assert answer.json()["entry"][0]["response"]["status"] == "200 OK", answer.text


async def test_patches_in_a_bundle_are_made(journal, kari):
    change = base64.b64encode(json.dumps([{"op": "replace", "path": "/birthDate", "value": "1980-02-03"}]).encode()).decode()
    binary = {"resourceType": "Binary", "contentType": "application/json-patch+json", "data": change}
    partial = base64.b64encode(b'{"gender": "female"}').decode()
    merging = {"resourceType": "Binary", "contentType": "application/merge-patch+json", "data": partial}
    parts = [
        {"name": "type", "valueCode": "add"},
        {"name": "path", "valueString": "Patient"},
        {"name": "name", "valueString": "active"},
        {"name": "value", "valueBoolean": True},
    ]
    parameters = {"resourceType": "Parameters", "parameter": [{"name": "operation", "part": parts}]}
    for resource in (binary, merging, parameters):
        answer = await sent(journal, bundle("transaction", entry("PATCH", f"Patient/{kari['id']}", resource)))
        assert answer.status_code == 200, answer.text
    patched = (await journal.get(f"/Patient/{kari['id']}")).json()
    assert (patched["birthDate"], patched["gender"], patched["active"]) == ("1980-02-03", "female", True)


async def test_patch_of_another_kind_is_refused(journal, kari):
    answer = await sent(journal, bundle("transaction", entry("PATCH", f"Patient/{kari['id']}", {"resourceType": "Basic"})))
    assert (answer.status_code, answer.json()["issue"][0]["code"]) == (400, "not-supported")


async def test_transaction_is_refused_whole_when_a_version_stands_no_more(journal, kari):
    subject = f"Patient/{kari['id']}"
    answer = await sent(
        journal,
        bundle(
            "transaction",
            entry("POST", "Observation", observation(subject)),
            entry("PUT", subject, {**kari, "active": True}, ifMatch='W/"7"'),
        ),
    )
    assert answer.status_code == 412, answer.text
    assert "entry" not in (await journal.get(f"/{subject}/Observation")).json()


async def test_two_entries_about_the_same_resource_are_refused(journal, kari):
    one = entry("PUT", f"Patient/{kari['id']}", kari)
    answer = await sent(journal, bundle("transaction", one, one))
    assert answer.status_code in (400, 422), answer.text


async def test_resources_come_back_when_preferred(journal, kari):
    content = bundle("batch", entry("POST", "Observation", observation(f"Patient/{kari['id']}")))
    assert "resource" not in (await sent(journal, content)).json()["entry"][0]
    told = (await sent(journal, content, prefer="return=representation")).json()["entry"][0]
    assert told["resource"]["resourceType"] == "Observation"


@pytest.mark.parametrize(
    "content",
    [
        {"resourceType": "Patient"},
        {"resourceType": "Bundle", "type": "document"},
        {"resourceType": "Bundle", "type": "transaction", "entry": {}},
        {"resourceType": "Bundle", "type": "transaction", "entry": [{}]},
        {"resourceType": "Bundle", "type": "transaction", "entry": [1]},
        bundle("transaction", entry("GET", "Rabbit/1")),
        bundle("transaction", entry("POST", "Patient")),
        bundle("transaction", entry("BURN", "Patient/1")),
    ],
    ids=lambda content: str(content)[:60],
)
async def test_malformed_bundles_are_refused(journal, content):
    answer = await sent(journal, content)
    assert answer.status_code == 400, answer.text
    assert answer.json()["resourceType"] == "OperationOutcome"


async def test_empty_bundles_are_answered_empty(journal):
    assert (await sent(journal, {"resourceType": "Bundle", "type": "batch"})).json() == {"resourceType": "Bundle", "type": "batch-response"}


async def test_batch_of_a_client_without_the_scope_changes_nothing(reader, kari):
    answer = await sent(reader, bundle("batch", entry("POST", "Observation", observation(f"Patient/{kari['id']}"))))
    assert answer.json()["entry"][0]["response"]["status"] == "403 Forbidden", answer.text


async def test_transaction_of_a_client_without_the_scope_changes_nothing(reader, kari):
    answer = await sent(reader, bundle("transaction", entry("POST", "Observation", observation(f"Patient/{kari['id']}"))))
    assert answer.status_code == 403, answer.text


async def test_too_many_entries_are_refused(world):
    async with Api(world, max_entries=2).client() as client:
        answer = await sent(client, bundle("batch", *[entry("GET", "Patient/x")] * 3))
    assert (answer.status_code, answer.json()["issue"][0]["code"]) == (413, "too-costly")


async def test_huge_bundle_is_written_in_one_transaction(journal, kari):
    subject = f"Patient/{kari['id']}"
    answer = await sent(journal, bundle("transaction", *[entry("POST", "Observation", observation(subject))] * 400))
    assert answer.status_code == 200, answer.text[:500]
    assert {each["response"]["status"] for each in answer.json()["entry"]} == {"201 Created"}


async def test_statement_may_be_asked_for_in_a_batch_and_the_description_not(journal):
    answer = await sent(journal, bundle("batch", entry("GET", "metadata"), entry("GET", "openapi.json")))
    listed = answer.json()["entry"]
    assert listed[0]["resource"]["resourceType"] == "CapabilityStatement"
    assert listed[1]["response"]["status"] == "404 Not Found"


async def test_patch_in_a_bundle_that_is_no_base64_is_refused(journal, kari):
    binary = {"resourceType": "Binary", "contentType": "application/json-patch+json", "data": "?"}
    answer = await sent(journal, bundle("batch", entry("PATCH", f"Patient/{kari['id']}", binary)))
    assert answer.json()["entry"][0]["response"]["outcome"]["issue"][0]["expression"] == ["Bundle.entry[0].resource.data"]


async def test_condition_in_a_batch_finds_what_is_there(journal, kari):
    number = kari["identifier"][0]
    condition = f"identifier={number['system']}|{number['value']}"
    again = {key: value for key, value in kari.items() if key not in ("id", "meta")}
    answer = await sent(journal, bundle("batch", entry("POST", "Patient", again, ifNoneExist=condition)))
    told = answer.json()["entry"][0]["response"]
    assert told["status"] == "200 OK", answer.text
    assert f"/Patient/{kari['id']}" in told["location"]


async def test_reference_by_search_is_settled(journal, kari):
    number = kari["identifier"][0]
    made = observation(f"Patient?identifier={number['system']}|{number['value']}")
    answer = await sent(journal, bundle("transaction", entry("POST", "Observation", made)), prefer="return=representation")
    assert answer.status_code == 200, answer.text
    assert answer.json()["entry"][0]["resource"]["subject"]["reference"] == f"Patient/{kari['id']}"
