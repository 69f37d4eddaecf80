"""When something is away, broken, too much or too many: one neutral outcome, and nothing in the technical log that is anybody's."""

import asyncio
import json
from collections import Counter

import pytest
import structlog
from structlog.testing import capture_logs

from innsyn.edge.fhir_api.tests.samples import Api
from innsyn.gate.tests.samples import a_number, patient
from innsyn.gate.values import RecordUnavailable
from innsyn.web.serving.observe import observed

FHIR = {"content-type": "application/fhir+json"}


class Failing:
    """A gate that fails in this way."""

    def __init__(self, problem):
        self._problem = problem

    async def read(self, client, type_, id_, now):
        raise self._problem


async def test_record_that_is_away_is_told_with_when_to_try_again(world):
    async with Api(world, gate=Failing(RecordUnavailable())).client() as client:
        answer = await client.get("/Patient/x")
    assert (answer.status_code, answer.json()["issue"][0]["code"]) == (503, "transient")
    assert answer.headers["retry-after"] == "5"


async def test_what_breaks_says_nothing_of_itself(world):
    with capture_logs() as lines:
        async with Api(world, gate=Failing(ValueError("Kari Nordby"))).client() as client:
            answer = await client.get("/Patient/x")
    assert (answer.status_code, answer.json()["issue"][0]["code"]) == (500, "exception")
    assert "Kari" not in answer.text
    assert [line["kinds"] for line in lines if line["event"] == "broken"] == ["ValueError"]
    assert "Kari" not in json.dumps(lines)


async def test_body_that_is_too_large_is_refused(world):
    async with Api(world, max_body_bytes=1000, max_bundle_bytes=2000).client() as client:
        assert (await client.post("/Patient", content=b"x" * 1001, headers=FHIR)).status_code == 413
        assert (await client.post("/", content=b"x" * 1001, headers=FHIR)).status_code == 400
        assert (await client.post("/", content=b"x" * 2001, headers=FHIR)).status_code == 413


async def test_client_with_too_many_requests_under_way_is_told_to_wait(world):
    others_are_answered = asyncio.Event()

    class Slow:
        async def read(self, client, type_, id_, now):
            await others_are_answered.wait()

    async with Api(world, gate=Slow(), most_at_once=2).client() as client, asyncio.timeout(60):
        asked = [asyncio.ensure_future(client.get("/Patient/x")) for _ in range(5)]
        told = [await each for _, each in zip(range(3), asyncio.as_completed(asked), strict=False)]
        assert {each.status_code for each in told} == {429}
        others_are_answered.set()
        answers = await asyncio.gather(*asked)
    assert sorted(each.status_code for each in answers) == [404, 404, 429, 429, 429]
    assert next(each for each in answers if each.status_code == 429).headers["retry-after"] == "1"


async def test_page_of_another_origin_is_answered_only_when_it_is_named(world):
    async with Api(world, cors_origins=("https://app.example",)).client(None) as client:
        asking = {"origin": "https://app.example", "access-control-request-method": "GET"}
        preflight = await client.options("/Patient/x", headers=asking)
        refused = await client.get("/Patient/x", headers={"origin": "https://app.example"})
        foreign = await client.options("/Patient/x", headers={**asking, "origin": "https://evil.example"})
    assert preflight.headers["access-control-allow-origin"] == "https://app.example"
    assert refused.headers["access-control-allow-origin"] == "https://app.example"
    assert "access-control-allow-origin" not in foreign.headers


@pytest.fixture
async def watched(world):
    """A client whose every request writes its line to the technical log."""
    api = Api(world)
    api.app = observed(api.app, headers={}, random_bytes=lambda count: bytes(count), log=structlog.get_logger("innsyn.web"))
    async with api.client() as client:
        yield client


async def test_technical_log_has_templates_and_never_addresses(watched):
    number = a_number().value
    with capture_logs() as lines:
        await watched.get(f"/Patient?identifier={number}")
        await watched.get(f"/Patient/{number}")
        await watched.get(f"/Rabbit/{number}/x/y/z")
        await watched.post("/Patient/_search", data={"identifier": number})
        await watched.post("/Patient", content=f'{{"resourceType":"Patient","birthDate":"{number}"}}', headers=FHIR)
    assert [line["route"] for line in lines if line.get("route", "").startswith("/fhir/")] == [
        "/fhir/{type}",
        "/fhir/{type}/{id}",
        "/fhir/-",
        "/fhir/{type}/_search",
        "/fhir/{type}",
    ]
    assert number not in json.dumps(lines, default=str)


async def test_two_hundred_who_create_the_same_unless_it_exists_make_one(journal):
    kari = (await journal.post("/Patient", json=patient(a_number()), headers=FHIR)).json()
    made = {
        "resourceType": "Observation",
        "status": "final",
        "code": {"text": "x"},
        "subject": {"reference": f"Patient/{kari['id']}"},
        "identifier": [{"system": "http://lab.example/id", "value": kari["id"]}],
    }
    condition = {**FHIR, "if-none-exist": f"identifier=http://lab.example/id|{kari['id']}"}
    answers = await asyncio.gather(*(journal.post("/Observation", json=made, headers=condition) for _ in range(200)))
    assert Counter(each.status_code for each in answers) == {201: 1, 200: 199}
    assert len((await journal.get(f"/Patient/{kari['id']}/Observation")).json()["entry"]) == 1


async def test_of_concurrent_updates_of_one_version_one_is_made(journal):
    kari = (await journal.post("/Patient", json=patient(a_number()), headers=FHIR)).json()
    condition = {**FHIR, "if-match": 'W/"1"'}
    texts = [{**kari, "name": [{"text": f"Kari {at}"}]} for at in range(20)]
    answers = await asyncio.gather(*(journal.put(f"/Patient/{kari['id']}", json=each, headers=condition) for each in texts))
    assert sorted(each.status_code for each in answers) == [200] + [412] * 19


async def test_deep_body_is_refused_and_does_not_break_the_server(journal):
    deep = b'{"resourceType":"Observation","x":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    assert (await journal.post("/Observation", content=deep, headers=FHIR)).status_code == 400
    deep_xml = b'<Observation xmlns="http://hl7.org/fhir">' + b"<extension>" * 50_000 + b"</extension>" * 50_000 + b"</Observation>"
    answer = await journal.post("/Observation", content=deep_xml, headers={"content-type": "application/fhir+xml"})
    assert answer.status_code in (400, 422)
