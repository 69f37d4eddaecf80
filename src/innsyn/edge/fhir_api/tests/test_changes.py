"""create, update, patch and delete, with their conditions and what they answer."""

import base64
import gzip
import json

import pytest

from innsyn.gate.tests.samples import a_number, document, patient

FHIR = {"content-type": "application/fhir+json"}
PATCH = {"content-type": "application/json-patch+json"}
MERGE = {"content-type": "application/merge-patch+json"}
XML = {"content-type": "application/fhir+xml"}


def issue(answer):
    """The first issue of an OperationOutcome."""
    outcome = answer.json()
    assert outcome["resourceType"] == "OperationOutcome"
    return outcome["issue"][0]


async def made(client, resource, **headers):
    answer = await client.post(f"/{resource['resourceType']}", json=resource, headers={**FHIR, **headers})
    assert answer.status_code == 201, answer.text
    return answer


@pytest.fixture
async def kari(journal):
    """A Patient of the journal system's own."""
    return (await made(journal, patient(a_number()))).json()


@pytest.fixture
def observation(kari):
    """An observation of hers, not yet sent."""
    return {
        "resourceType": "Observation",
        "status": "final",
        "code": {"text": "Hb"},
        "subject": {"reference": f"Patient/{kari['id']}"},
        "valueQuantity": {"value": 13.40, "unit": "g/dL"},
    }


@pytest.fixture
async def stored(journal, observation):
    """The same, stored."""
    return (await made(journal, observation)).json()


async def test_create_tells_where_it_is_and_which_version(journal, observation):
    answer = await made(journal, observation)
    body = answer.json()
    assert answer.headers["location"] == f"http://innsyn.test/fhir/Observation/{body['id']}/_history/1"
    assert answer.headers["etag"] == 'W/"1"'
    assert "last-modified" in answer.headers
    assert body["meta"]["versionId"] == "1"


async def test_bytes_come_back_as_they_were_sent(journal, kari):
    sent = (
        '{"resourceType": "Observation",  "status":"final","code":{"text":"Hb"},"subject":{"reference":"Patient/HER"},'
        '"valueQuantity":{"value":13.40,"extension":[{"url":"http://x.example/y","valueDecimal":0.500}]}}'
    ).replace("HER", kari["id"])
    answer = await journal.post("/Observation", content=sent, headers=FHIR)
    assert answer.status_code == 201, answer.text
    assert '"value":13.40' in answer.text
    assert '"valueDecimal":0.500' in answer.text
    assert '  "status":"final"' in answer.text


async def test_created_from_xml_and_answered_in_xml(journal, kari):
    sent = (
        '<Observation xmlns="http://hl7.org/fhir"><status value="final"/><code><text value="Hb"/></code>'
        f'<subject><reference value="Patient/{kari["id"]}"/></subject><valueQuantity><value value="13.40"/></valueQuantity></Observation>'
    )
    answer = await journal.post("/Observation", content=sent, headers={**XML, "accept": "application/fhir+xml"})
    assert answer.status_code == 201, answer.text
    assert '<value value="13.40"/>' in answer.text


@pytest.mark.parametrize(
    ("prefer", "holds"),
    [("return=minimal", b""), ("return=representation", b'"Observation"'), ("return=OperationOutcome", b'"OperationOutcome"')],
)
async def test_caller_gets_back_what_it_prefers(journal, observation, prefer, holds):
    answer = await made(journal, observation, prefer=prefer)
    assert answer.headers["preference-applied"] == prefer
    assert holds in answer.content
    assert bool(answer.content) is bool(holds)


async def test_update_makes_the_next_version(journal, stored):
    answer = await journal.put(f"/Observation/{stored['id']}", json={**stored, "status": "amended"}, headers=FHIR)
    assert (answer.status_code, answer.headers["etag"]) == (200, 'W/"2"')
    assert answer.headers["content-location"].endswith(f"/Observation/{stored['id']}/_history/2")


async def test_update_of_the_named_version_is_made(journal, stored):
    answer = await journal.put(f"/Observation/{stored['id']}", json={**stored, "status": "amended"}, headers={**FHIR, "if-match": 'W/"1"'})
    assert answer.status_code == 200


async def test_update_of_a_version_that_stands_no_more_is_refused(journal, stored):
    await journal.put(f"/Observation/{stored['id']}", json={**stored, "status": "amended"}, headers=FHIR)
    answer = await journal.put(f"/Observation/{stored['id']}", json={**stored, "status": "final"}, headers={**FHIR, "if-match": 'W/"1"'})
    assert (answer.status_code, issue(answer)["code"]) == (412, "conflict")


async def test_update_only_where_nothing_is_is_refused_where_something_is(journal, stored):
    answer = await journal.put(f"/Observation/{stored['id']}", json=stored, headers={**FHIR, "if-none-match": "*"})
    assert answer.status_code == 412


async def test_update_needs_the_id_of_its_address(journal, stored):
    answer = await journal.put(f"/Observation/{stored['id']}", json={**stored, "id": "other"}, headers=FHIR)
    assert (answer.status_code, issue(answer)["expression"]) == (400, ["Observation.id"])
    answer = await journal.put(f"/Observation/{stored['id']}", json={k: v for k, v in stored.items() if k != "id"}, headers=FHIR)
    assert (answer.status_code, issue(answer)["code"]) == (400, "required")


async def test_update_creates_under_an_id_of_the_callers_choice(journal, observation):
    answer = await journal.put("/Observation/my-own-choice", json={**observation, "id": "my-own-choice"}, headers=FHIR)
    assert answer.status_code == 201, answer.text
    assert (await journal.get("/Observation/my-own-choice")).status_code == 200


async def test_other_organisation_cannot_change_it_and_learns_nothing(other, stored):
    hidden = await other.put(f"/Observation/{stored['id']}", json={**stored, "status": "amended"}, headers=FHIR)
    assert hidden.status_code in (403, 404, 422), hidden.text
    assert stored["subject"]["reference"] not in hidden.text


async def test_other_organisation_cannot_delete_it(journal, other, stored):
    await other.delete(f"/Observation/{stored['id']}")
    assert (await journal.get(f"/Observation/{stored['id']}")).status_code == 200


async def test_json_patch_changes_one_element(journal, stored):
    answer = await journal.patch(
        f"/Observation/{stored['id']}", json=[{"op": "replace", "path": "/status", "value": "amended"}], headers=PATCH
    )
    assert answer.status_code == 200, answer.text
    assert (answer.json()["status"], answer.headers["etag"]) == ("amended", 'W/"2"')


def replacement(path, value):
    """FHIRPath Patch that replaces one code."""
    parts = [
        {"name": "type", "valueCode": "replace"},
        {"name": "path", "valueString": path},
        {"name": "value", "valueCode": value},
    ]
    return {"resourceType": "Parameters", "parameter": [{"name": "operation", "part": parts}]}


async def test_fhirpath_patch_changes_one_element(journal, stored):
    answer = await journal.patch(f"/Observation/{stored['id']}", json=replacement("Observation.status", "amended"), headers=FHIR)
    assert answer.status_code == 200, answer.text
    assert answer.json()["status"] == "amended"


async def test_patch_that_breaks_the_resource_is_refused(journal, stored):
    answer = await journal.patch(f"/Observation/{stored['id']}", json=[{"op": "remove", "path": "/status"}], headers=PATCH)
    assert (answer.status_code, issue(answer)["code"]) == (422, "required")


async def test_patch_that_does_not_fit_is_refused(journal, stored):
    answer = await journal.patch(f"/Observation/{stored['id']}", json=[{"op": "test", "path": "/status", "value": "x"}], headers=PATCH)
    assert answer.status_code in (409, 412, 422), answer.text


async def test_patch_of_what_is_not_there_is_absent(journal):
    answer = await journal.patch("/Observation/nobody-has-this", json=[], headers=PATCH)
    assert answer.status_code == 404, answer.text


@pytest.mark.parametrize("media_type", ["application/merge-patch+json", "application/json", "application/fhir+json"])
async def test_partial_resource_is_merged_into_what_stands(journal, stored, media_type):
    partial = {"status": "amended", "note": [{"text": "looked at again"}]}
    answer = await journal.patch(f"/Observation/{stored['id']}", json=partial, headers={"content-type": media_type})
    assert answer.status_code == 200, answer.text
    kept = {name: value for name, value in answer.json().items() if name not in (*partial, "meta")}
    assert kept == {name: value for name, value in stored.items() if name not in (*partial, "meta")}
    assert (answer.json()["status"], answer.json()["note"]) == ("amended", [{"text": "looked at again"}])


async def test_whole_resource_is_no_merge_patch(journal, stored):
    answer = await journal.patch(f"/Observation/{stored['id']}", json=stored, headers=FHIR)
    assert (answer.status_code, issue(answer)["code"]) == (400, "value")


async def test_merge_patch_that_takes_out_what_must_be_there_is_refused(journal, stored):
    answer = await journal.patch(f"/Observation/{stored['id']}", json={"status": None}, headers=MERGE)
    assert (answer.status_code, issue(answer)["code"]) == (422, "required")


async def test_merge_patch_cannot_make_it_another_resource(journal, stored):
    answer = await journal.patch(f"/Observation/{stored['id']}", json={"id": "another"}, headers=MERGE)
    assert (answer.status_code, issue(answer)["code"]) == (422, "processing")


async def test_patch_in_another_media_type_is_refused(journal, stored):
    answer = await journal.patch(f"/Observation/{stored['id']}", content=b"<diff/>", headers={"content-type": "application/xml-patch+xml"})
    assert answer.status_code == 415


async def test_delete_is_done_once_and_again(journal, stored):
    first = await journal.delete(f"/Observation/{stored['id']}")
    assert (first.status_code, first.headers["etag"]) == (204, 'W/"2"')
    assert (await journal.delete(f"/Observation/{stored['id']}")).status_code == 204


async def test_delete_of_what_nobody_has_is_done(journal):
    assert (await journal.delete("/Observation/nobody-has-this")).status_code == 204


async def test_delete_tells_an_outcome_when_preferred(journal, stored):
    answer = await journal.delete(f"/Observation/{stored['id']}", headers={"prefer": "return=OperationOutcome"})
    assert (answer.status_code, issue(answer)["severity"]) == (200, "information")


async def test_delete_of_a_version_that_stands_no_more_is_refused(journal, stored):
    answer = await journal.delete(f"/Observation/{stored['id']}", headers={"if-match": 'W/"7"'})
    assert answer.status_code == 412, answer.text


def tagged(observation, value):
    return {**observation, "identifier": [{"system": "http://lab.example/id", "value": value}]}


async def test_create_unless_it_exists_makes_one(journal, observation):
    condition = {**FHIR, "if-none-exist": "identifier=http://lab.example/id|one-only"}
    first = await journal.post("/Observation", json=tagged(observation, "one-only"), headers=condition)
    again = await journal.post("/Observation", json=tagged(observation, "one-only"), headers=condition)
    assert (first.status_code, again.status_code) == (201, 200), again.text
    assert again.headers["location"] == first.headers["location"]
    assert again.json()["id"] == first.json()["id"]


async def test_create_with_criteria_in_the_address_makes_one(journal, observation):
    criteria = {"identifier": "http://lab.example/id|in-address", "_format": "json", "_pretty": "false"}
    answers = [await journal.post("/Observation", params=criteria, json=tagged(observation, "in-address"), headers=FHIR) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200], answers[1].text
    assert answers[0].json()["id"] == answers[1].json()["id"]


async def test_format_in_the_address_is_no_criterion(journal, observation):
    answers = [await journal.post("/Observation", params={"_format": "json"}, json=observation, headers=FHIR) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201], answers[1].text


async def test_criteria_in_header_and_address_are_refused(journal, observation):
    condition = {**FHIR, "if-none-exist": "identifier=http://lab.example/id|both"}
    address = {"identifier": "http://lab.example/id|both"}
    answer = await journal.post("/Observation", params=address, json=tagged(observation, "both"), headers=condition)
    assert (answer.status_code, issue(answer)["code"]) == (400, "invalid")


async def test_create_with_criteria_that_are_unknown_makes_nothing(journal, observation):
    answer = await journal.post("/Observation", params={"nonsense": "x"}, json=tagged(observation, "never-made"), headers=FHIR)
    assert answer.status_code == 400, answer.text
    found = await journal.get("/Observation", params={"identifier": "http://lab.example/id|never-made", "_total": "accurate"})
    assert found.json()["total"] == 0


async def test_person_number_in_the_criteria_of_an_address_is_refused(journal):
    kari = patient(a_number())
    number = kari["identifier"][0]
    answer = await journal.post("/Patient", params={"identifier": f"{number['system']}|{number['value']}"}, json=kari, headers=FHIR)
    assert (answer.status_code, issue(answer)["code"]) == (400, "security")
    assert number["value"] not in answer.text


@pytest.mark.parametrize(
    "condition", ["status=final&patient={id}", "status=final&patient.identifier=urn:mine|{id}"], ids=["named", "chained"]
)
async def test_one_condition_about_two_patients_makes_one_for_each(journal, condition):
    for _ in range(2):
        kari = (await made(journal, patient(a_number()))).json()
        kari["identifier"].append({"system": "urn:mine", "value": kari["id"]})
        await journal.put(f"/Patient/{kari['id']}", json=kari, headers=FHIR)
        about = {"resourceType": "Observation", "status": "final", "code": {"text": "x"}, "subject": {"reference": f"Patient/{kari['id']}"}}
        headers = {**FHIR, "if-none-exist": condition.format(id=kari["id"])}
        answers = [await journal.post("/Observation", json=about, headers=headers) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [201, 200], [answer.text for answer in answers]


async def test_condition_that_nothing_fulfils_stops_nobody(journal, observation):
    for at in range(2):
        condition = f"status=final&subject:Patient.identifier=urn:of-nobody|{at}"
        await made(journal, observation, **{"if-none-exist": condition})


async def test_condition_that_matches_several_is_refused(journal, observation):
    for _ in range(2):
        await made(journal, tagged(observation, "twins"))
    answer = await journal.put(
        "/Observation", params={"identifier": "http://lab.example/id|twins"}, json=tagged(observation, "twins"), headers=FHIR
    )
    assert (answer.status_code, issue(answer)["code"]) == (412, "multiple-matches")


async def test_update_by_search_changes_the_match_and_creates_without_one(journal, observation):
    address = {"identifier": "http://lab.example/id|by-search"}
    first = await journal.put("/Observation", params=address, json=tagged(observation, "by-search"), headers=FHIR)
    again = await journal.put("/Observation", params=address, json={**tagged(observation, "by-search"), "status": "amended"}, headers=FHIR)
    assert (first.status_code, again.status_code) == (201, 200), again.text
    assert again.headers["etag"] == 'W/"2"'


async def test_delete_by_search_deletes_the_match(journal, observation):
    body = (await made(journal, tagged(observation, "to-go"))).json()
    answer = await journal.delete("/Observation", params={"identifier": "http://lab.example/id|to-go"})
    assert answer.status_code == 204, answer.text
    assert (await journal.get(f"/Observation/{body['id']}")).status_code == 410


async def test_patch_by_search_patches_the_match_and_nothing_else(journal, observation):
    await made(journal, tagged(observation, "to-mend"))
    change = [{"op": "replace", "path": "/status", "value": "amended"}]
    answer = await journal.patch("/Observation", params={"identifier": "http://lab.example/id|to-mend"}, json=change, headers=PATCH)
    assert (answer.status_code, answer.json()["status"]) == (200, "amended")
    answer = await journal.patch("/Observation", params={"identifier": "http://lab.example/id|not-there"}, json=change, headers=PATCH)
    assert answer.status_code == 404


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
async def test_change_without_a_condition_names_nothing(journal, observation, method):
    answer = await journal.request(method, "/Observation", json=observation, headers=FHIR)
    assert (answer.status_code, issue(answer)["code"]) == (400, "required")


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"", "application/fhir+json", 400),
        (b"{", "application/fhir+json", 400),
        (b"[]", "application/fhir+json", 400),
        (b'{"resourceType":"Observation","status":"final","status":"amended"}', "application/fhir+json", 400),
        (b'\xef\xbb\xbf{"resourceType":"Observation"}', "application/fhir+json", 400),
        (b'{"a":' * 300 + b"1" + b"}" * 300, "application/fhir+json", 400),
        (b"<Observation", "application/fhir+xml", 400),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><Observation xmlns="http://hl7.org/fhir"/>', "application/fhir+xml", 400),
        (b"status=final", "application/x-www-form-urlencoded", 415),
        (b"{}", "text/plain", 415),
        (b"{}", "application/fhir+json; fhirVersion=5.0", 415),
        (b'{"resourceType":"Patient"}', "application/fhir+json", 422),
        (b'{"resourceType":"Observation"}', "application/fhir+json", 422),
        (b'{"resourceType":"Observation","status":"nonsense","code":{"text":"x"}}', "application/fhir+json", 422),
        (b'{"resourceType":"Observation","status":"final","code":{"text":"x"},"rabbit":1}', "application/fhir+json", 422),
    ],
)
async def test_malformed_bodies_are_refused_with_an_outcome(journal, body, content_type, status):
    answer = await journal.post("/Observation", content=body, headers={"content-type": content_type})
    assert answer.status_code == status, answer.text
    assert issue(answer)["severity"] == "error"


async def test_missing_element_is_named(journal, observation):
    answer = await journal.post("/Observation", json={k: v for k, v in observation.items() if k != "status"}, headers=FHIR)
    assert (answer.status_code, issue(answer)["expression"]) == (422, ["Observation.status"])


async def test_refusal_repeats_nothing_of_what_was_sent(journal, observation):
    number = a_number().value
    secret = {**observation, "code": {"text": f"Kreft hos {number}"}, "status": f"nonsense {number}", number: "Kari Nordby"}
    answer = await journal.post("/Observation", json=secret, headers=FHIR)
    assert answer.status_code == 422
    assert number not in answer.text
    assert "Kreft" not in answer.text
    assert "Kari" not in answer.text


async def test_packed_body_is_taken(journal, observation):
    packed = gzip.compress(json.dumps(observation).encode())
    answer = await journal.post("/Observation", content=packed, headers={**FHIR, "content-encoding": "gzip"})
    assert answer.status_code == 201, answer.text


async def test_attachment_of_any_bytes_survives(journal, kari):
    paper = {**document("Bilde"), "subject": {"reference": f"Patient/{kari['id']}"}}
    paper["content"] = [{"attachment": {"contentType": "image/png", "data": base64.b64encode(bytes(range(256))).decode()}}]
    body = (await made(journal, paper)).json()
    assert base64.b64decode(body["content"][0]["attachment"]["data"]) == bytes(range(256))
