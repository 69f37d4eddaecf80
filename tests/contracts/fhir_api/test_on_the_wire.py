"""A journal system's day over the wire, with tokens bound to a key: what it writes it reads again, and the server's log tells nothing."""

import json
import time
from datetime import date

import httpx
import pytest
from tests.contracts.fhir_api.conftest import WITHIN_S

from innsyn.kernel.clock import system_clock
from innsyn.kernel.ids import synthetic_person_number
from innsyn.kernel.systems import PERSON_NUMBER

FHIR = {"content-type": "application/fhir+json"}
NUMBER = next(filter(None, (synthetic_person_number(date(1977, 3, 4), each) for each in range(50))))
FAMILY = "Fjellgrend-Testmann"


@pytest.fixture(scope="module")
def kari(journal):
    """A Patient of the journal system's own."""
    person = {
        "resourceType": "Patient",
        "identifier": [{"system": PERSON_NUMBER, "value": NUMBER}],
        "name": [{"family": FAMILY}],
        "birthDate": "1977-03-04",
    }
    answer = journal.call("POST", "/Patient", json=person, headers=FHIR)
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_written_is_read_patched_and_told_in_its_history(journal, kari):
    address = f"/Patient/{kari['id']}"
    read = journal.call("GET", address)
    assert (read.status_code, read.headers["etag"]) == (200, 'W/"1"')
    change = [{"op": "add", "path": "/active", "value": True}]
    headers = {"content-type": "application/json-patch+json", "if-match": 'W/"1"'}
    assert journal.call("PATCH", address, json=change, headers=headers).status_code == 200
    assert journal.call("PATCH", address, json=change, headers=headers).status_code == 412
    assert len(journal.call("GET", f"{address}/_history").json()["entry"]) == 2
    assert journal.call("GET", address, headers={"if-none-match": 'W/"2"'}).status_code == 304


def test_bundle_is_written_and_her_record_is_given_as_a_whole(journal, kari):
    made = {
        "resourceType": "Observation",
        "status": "final",
        "code": {"text": "Hb"},
        "subject": {"reference": f"Patient/{kari['id']}"},
        "valueQuantity": {"value": 13.5},
    }
    entry = {
        "fullUrl": "urn:uuid:5b1a3c9e-6a0f-4a5d-9b37-2f6f0d1a7c11",
        "resource": made,
        "request": {"method": "POST", "url": "Observation"},
    }
    answer = journal.call("POST", "", json={"resourceType": "Bundle", "type": "transaction", "entry": [entry]}, headers=FHIR)
    assert answer.status_code == 200, answer.text
    whole = journal.call("GET", f"/Patient/{kari['id']}/$everything")
    assert sorted(each["resource"]["resourceType"] for each in whole.json()["entry"]) == ["Observation", "Patient"]
    assert b'xmlns="http://hl7.org/fhir"' in journal.call("GET", f"/Patient/{kari['id']}/*?_format=xml").content


def test_person_is_found_with_post_and_not_in_an_address(journal, kari):
    found = journal.call("POST", "/Patient/_search", data={"identifier": f"{PERSON_NUMBER}|{NUMBER}"})
    assert [each["resource"]["id"] for each in found.json()["entry"]] == [kari["id"]]
    refused = journal.call("GET", f"/Patient?identifier={PERSON_NUMBER}|{NUMBER}")
    assert (refused.status_code, refused.json()["issue"][0]["code"]) == (400, "security")


def test_token_without_its_proof_is_refused(journal):
    address = f"{journal.server.address}/fhir/Patient"
    for headers in ({}, {"authorization": f"Bearer {journal.token.access_token}"}, {"authorization": f"DPoP {journal.token.access_token}"}):
        answer = httpx.get(address, headers=headers, trust_env=False, timeout=WITHIN_S)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"]
        assert answer.json()["resourceType"] == "OperationOutcome"


def test_proof_of_another_address_is_refused(journal):
    proof = journal.token.headers("GET", f"{journal.server.address}/fhir/Observation", jti="another-address-1", now=system_clock())
    assert httpx.get(f"{journal.server.address}/fhir/Patient", headers=proof, trust_env=False, timeout=WITHIN_S).status_code == 401


def test_description_and_configuration_are_open(journal):
    for path in ("metadata", "openapi.json", ".well-known/smart-configuration"):
        assert httpx.get(f"{journal.server.address}/fhir/{path}", trust_env=False, timeout=WITHIN_S).status_code == 200


def routes_in(journal):
    """The routes that the server has told of so far. A line is told when its answer is sent, and may be half written."""
    lines = journal.server.technical.read_text("utf-8").rpartition("\n")[0].splitlines()
    return {json.loads(line).get("route") for line in lines if line.startswith("{")}


def test_technical_log_tells_routes_and_nobody(journal, kari):
    for path in ("", "/_history"):
        assert journal.call("GET", f"/Patient/{kari['id']}{path}").status_code == 200
    journal.call("POST", "", json={"resourceType": "Bundle", "type": "batch"}, headers=FHIR)
    wanted, deadline = {"/fhir/{type}", "/fhir/{type}/{id}", "/fhir/{type}/{id}/_history", "/fhir/"}, time.monotonic() + WITHIN_S
    while not wanted <= routes_in(journal) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert wanted <= routes_in(journal)
    told = journal.server.technical.read_text("utf-8")
    assert NUMBER not in told
    assert FAMILY not in told
    assert kari["id"] not in told
