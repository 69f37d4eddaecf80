"""$everything and $validate, and operations and types that other packages add."""

import json

import pytest

from innsyn.edge.fhir_api.ports import Additions, Kept, Parameter, Reply, VirtualPage
from innsyn.edge.fhir_api.tests.samples import Api
from innsyn.gate.tests.samples import a_number, patient
from innsyn.kernel.outcome import Problem
from innsyn.kernel.systems import PERSON_NUMBER

FHIR = {"content-type": "application/fhir+json"}


@pytest.fixture
async def kari(journal):
    """A Patient with two Observations, years apart, done at a hospital."""
    kari = (await journal.post("/Patient", json=patient(a_number()), headers=FHIR)).json()
    for when in ("2020-05-01", "2026-05-01"):
        made = {
            "resourceType": "Observation",
            "status": "final",
            "code": {"text": "Hb"},
            "subject": {"reference": f"Patient/{kari['id']}"},
            "performer": [{"reference": "Organization/fjord"}],
            "effectiveDateTime": when,
        }
        answer = await journal.post("/Observation", json=made, headers=FHIR)
        assert answer.status_code == 201, answer.text
    return kari


def types_of(answer):
    assert answer.status_code == 200, answer.text
    return sorted((each["resource"]["resourceType"], each["search"]["mode"]) for each in answer.json()["entry"])


async def test_everything_is_the_record_and_the_directory_it_names(journal, kari):
    answer = await journal.get(f"/Patient/{kari['id']}/$everything")
    assert types_of(answer) == [("Observation", "match")] * 2 + [("Organization", "include"), ("Patient", "match")]


async def test_everything_between_two_days(journal, kari):
    answer = await journal.get(f"/Patient/{kari['id']}/$everything", params={"start": "2026-01-01", "end": "2026-12-31"})
    assert types_of(answer).count(("Observation", "match")) == 1


async def test_everything_of_one_type(journal, kari):
    answer = await journal.get(f"/Patient/{kari['id']}/$everything", params={"_type": "Patient"})
    assert types_of(answer) == [("Patient", "match")]


async def test_everything_page_by_page(journal, kari):
    seen, address = [], f"/Patient/{kari['id']}/$everything?_count=1"
    while address:
        told = (await journal.get(address)).json()
        seen += [each["resource"]["id"] for each in told["entry"] if each["search"]["mode"] == "match"]
        address = next((link["url"] for link in told["link"] if link["relation"] == "next"), None)
    assert len(seen) == len(set(seen)) == 3


async def test_everything_by_post_takes_parameters(journal, kari):
    sent = {"resourceType": "Parameters", "parameter": [{"name": "_type", "valueString": "Patient"}]}
    answer = await journal.post(f"/Patient/{kari['id']}/$everything", json=sent, headers=FHIR)
    assert types_of(answer) == [("Patient", "match")]


@pytest.mark.parametrize("params", [{"start": "x"}, {"_type": "Rabbit"}, {"_count": "-1"}], ids=str)
async def test_malformed_everything_is_refused(journal, kari, params):
    assert (await journal.get(f"/Patient/{kari['id']}/$everything", params=params)).status_code == 400


async def test_everything_of_another_organisations_patient_is_exactly_absent(other, kari):
    hidden = await other.get(f"/Patient/{kari['id']}/$everything")
    absent = await other.get("/Patient/nobody-has-this/$everything")
    assert (hidden.status_code, hidden.content) == (404, absent.content)


async def test_validate_says_what_is_wrong_and_stores_nothing(journal):
    answer = await journal.post("/Observation/$validate", json={"resourceType": "Observation", "code": {"text": "x"}}, headers=FHIR)
    assert answer.status_code == 200
    assert ["Observation.status"] in [each.get("expression") for each in answer.json()["issue"]]


async def test_validate_says_that_all_is_well(journal, kari):
    answer = await journal.post("/Patient/$validate", json=kari, headers=FHIR)
    assert "error" not in {each["severity"] for each in answer.json()["issue"]}, answer.text


async def test_validate_takes_parameters(journal, kari):
    sent = {"resourceType": "Parameters", "parameter": [{"name": "mode", "valueCode": "create"}, {"name": "resource", "resource": kari}]}
    assert (await journal.post("/Patient/$validate", json=sent, headers=FHIR)).status_code == 200
    sent["parameter"][0]["valueCode"] = "nonsense"
    assert (await journal.post("/Patient/$validate", json=sent, headers=FHIR)).status_code == 400


async def test_validate_of_what_stands(journal, other, kari):
    assert (await journal.get(f"/Patient/{kari['id']}/$validate")).status_code == 200
    assert (await other.get(f"/Patient/{kari['id']}/$validate")).status_code == 404


async def test_validate_of_another_type_is_told(journal, kari):
    answer = await journal.post("/Observation/$validate", json=kari, headers=FHIR)
    assert answer.json()["issue"][0]["severity"] == "error"


class Ping:
    """An operation another package could add."""

    name, definition, documentation = "$ping", "http://x.example/ping", "answers"
    places = (("system", None), ("instance", "Patient"))
    methods = ("GET", "POST")
    scope = ("search", None)
    parameters = (Parameter("echo", "string"),)

    async def __call__(self, call):
        words = dict(call.parameters)
        if "fail" in words:
            return [Problem("too-costly", "no more pings")]
        if "stream" in words:
            return Reply(200, media_type="application/fhir+ndjson", stream=pieces())
        return Reply(202, b'{"resourceType":"Parameters"}', headers=(("content-location", f"{call.base}/x/{call.level}"),))


async def pieces():
    yield b"{}\n"
    yield b"{}\n"


class Lines:
    """A type another package could make."""

    type, parameters = "AuditEvent", (Parameter("date", "date"), Parameter("patient", "reference"))

    async def read(self, client, id_, now, *, base):
        return b'{"resourceType":"AuditEvent","id":"1"}' if id_ == "1" else None

    async def search(self, client, parameters, now, *, base, count, after):
        made = {"resourceType": "AuditEvent", "id": "1", "entity": [{"name": value} for name, value in parameters if name == "patient"]}
        return VirtualPage((("1", json.dumps(made).encode()),), next="further", total=2)


class Bells:
    """A type another package could keep."""

    type, parameters = "Subscription", (Parameter("status", "token"),)

    def __init__(self):
        self.kept = {}

    async def read(self, client, id_, now, *, base):
        return self.kept.get(id_)

    async def search(self, client, parameters, now, *, base, count, after):
        return VirtualPage(tuple((id_, each.body) for id_, each in self.kept.items()))

    async def create(self, client, resource, received, now, *, base):
        self.kept["1"] = Kept("1", 1, now, received)
        return self.kept["1"]

    async def update(self, client, id_, resource, received, if_match, now, *, base):
        stood = self.kept.get(id_)
        if stood is None:
            return None
        if if_match not in (None, stood.version):
            return [Problem("conflict", "another version stands")]
        self.kept[id_] = Kept(id_, stood.version + 1, now, received)
        return self.kept[id_]

    async def delete(self, client, id_, if_match, now):
        self.kept.pop(id_, None)


@pytest.fixture
async def grown(world):
    """The interface with an operation and two types more."""
    api = Api(world, additions=Additions((Ping(),), (Lines(),), (Bells(),)))
    async with api.client() as client:
        yield client


async def test_added_operation_is_done_where_it_is_placed(grown):
    answer = await grown.get("/$ping")
    assert (answer.status_code, answer.headers["content-location"]) == (202, "http://innsyn.test/fhir/x/system")
    assert (await grown.get("/Patient/1/$ping")).headers["content-location"].endswith("/instance")
    assert (await grown.get("/Patient/$ping")).status_code == 404
    assert (await grown.delete("/$ping")).status_code == 405


async def test_added_operation_may_stream(grown):
    answer = await grown.get("/$ping?stream=1", headers={"accept": "application/fhir+ndjson"})
    assert (answer.content, answer.headers["content-type"]) == (b"{}\n{}\n", "application/fhir+ndjson")


async def test_lines_are_no_format_of_anything_else(grown):
    assert (await grown.get("/AuditEvent/1", headers={"accept": "application/fhir+ndjson"})).status_code == 406


async def test_added_operations_problem_is_an_outcome(grown):
    answer = await grown.get("/$ping?fail=1")
    assert (answer.status_code, answer.json()["issue"][0]["code"]) == (400, "too-costly")


async def test_added_operation_needs_its_scope(world):
    async with Api(world, additions=Additions((Ping(),))).client("writer") as client:
        assert (await client.get("/$ping")).status_code == 403


async def test_additions_are_in_the_statement(grown):
    told = (await grown.get("/metadata")).json()["rest"][0]
    types = {each["type"]: each for each in told["resource"]}
    assert told["operation"] == [{"name": "ping", "definition": "http://x.example/ping"}]
    assert [each["code"] for each in types["AuditEvent"]["interaction"]] == ["read", "search-type"]
    assert [each["code"] for each in types["Subscription"]["interaction"]] == [
        "read",
        "search-type",
        "create",
        "update",
        "patch",
        "delete",
    ]
    assert {each["name"] for each in types["Patient"]["operation"]} == {"validate", "everything", "ping"}
    assert "/AuditEvent/{id}/$ping" not in (await grown.get("/openapi.json")).json()["paths"]


async def test_made_type_is_searched_in_the_compartment_of_a_patient(grown, kari):
    address = f"/Patient/{kari['id']}/AuditEvent"
    told = (await grown.get(address, params={"date": "2026"})).json()
    assert told["entry"][0]["resource"]["entity"] == [{"name": f"Patient/{kari['id']}"}]
    assert told["link"][1]["url"].endswith(f"{address}?date=2026&_page=further")
    assert (await grown.post(f"{address}/_search", data={"date": "2026"})).json()["total"] == 2


async def test_compartment_takes_no_second_patient_and_no_type_without_patients(grown, kari):
    for name in ("patient", "patient:Patient"):
        assert (await grown.get(f"/Patient/{kari['id']}/AuditEvent", params={name: "Patient/another"})).status_code == 400
    assert (await grown.get(f"/Patient/{kari['id']}/Subscription")).status_code == 404


async def test_compartment_of_a_made_type_needs_its_scope(world, kari):
    async with Api(world, additions=Additions((), (Lines(),))).client("narrow") as client:
        assert (await client.get(f"/Patient/{kari['id']}/AuditEvent")).status_code == 403


async def test_made_type_is_read_and_searched_and_not_changed(grown):
    assert (await grown.get("/AuditEvent/1")).status_code == 200
    assert (await grown.get("/AuditEvent/2")).status_code == 404
    told = (await grown.get("/AuditEvent?date=2026&rabbit=1")).json()
    assert (told["total"], told["entry"][0]["search"]["mode"]) == (2, "match")
    assert told["link"][1]["url"].endswith("_page=further")
    assert (await grown.get("/AuditEvent?rabbit=1", headers={"prefer": "handling=strict"})).status_code == 400
    for method, path in [("POST", "/AuditEvent"), ("PUT", "/AuditEvent/1"), ("DELETE", "/AuditEvent/1"), ("GET", "/AuditEvent/_history")]:
        assert (await grown.request(method, path, content=b"{}", headers=FHIR)).status_code == 405, path


def bell(**more):
    channel = {"type": "rest-hook", "endpoint": "https://x.example"}
    return {"resourceType": "Subscription", "status": "requested", "reason": "x", "criteria": "Patient?", "channel": channel, **more}


async def test_kept_type_is_made_changed_patched_and_deleted(grown):
    made = await grown.post("/Subscription", json=bell(), headers=FHIR)
    assert (made.status_code, made.headers["location"]) == (201, "http://innsyn.test/fhir/Subscription/1")
    put = await grown.put("/Subscription/1", json=bell(id="1", status="off"), headers={**FHIR, "if-match": 'W/"1"'})
    assert (put.status_code, put.headers["etag"]) == (200, 'W/"2"')
    lost = await grown.put("/Subscription/1", json=bell(id="1"), headers={**FHIR, "if-match": 'W/"1"'})
    assert lost.status_code == 412
    change = [{"op": "replace", "path": "/status", "value": "requested"}]
    patched = await grown.patch("/Subscription/1", json=change, headers={"content-type": "application/json-patch+json"})
    assert (patched.status_code, patched.json()["status"]) == (200, "requested")
    assert (await grown.delete("/Subscription/1")).status_code == 204
    assert (await grown.get("/Subscription/1")).status_code == 404
    assert (await grown.put("/Subscription/1", json=bell(id="1"), headers=FHIR)).status_code == 404


async def test_kept_type_is_checked_before_it_is_kept(grown):
    answer = await grown.post("/Subscription", json={"resourceType": "Subscription"}, headers=FHIR)
    assert answer.status_code == 422


async def test_kept_type_goes_into_a_batch_and_not_into_a_transaction(grown):
    entry = {"request": {"method": "POST", "url": "Subscription"}, "resource": bell()}
    batch = await grown.post("/", json={"resourceType": "Bundle", "type": "batch", "entry": [entry]}, headers=FHIR)
    assert batch.json()["entry"][0]["response"]["status"] == "201 Created", batch.text
    whole = await grown.post("/", json={"resourceType": "Bundle", "type": "transaction", "entry": [entry]}, headers=FHIR)
    assert whole.status_code == 400


async def test_validate_holds_a_resource_against_a_named_profile(journal, kari):
    profile = "http://hl7.no/fhir/StructureDefinition/no-basis-Patient"
    answer = await journal.post("/Patient/$validate", params={"profile": profile}, json=kari, headers=FHIR)
    assert "error" not in {each["severity"] for each in answer.json()["issue"]}, answer.text
    bare = {"resourceType": "Patient", "identifier": [{"system": PERSON_NUMBER}]}
    answer = await journal.post("/Patient/$validate", params={"profile": profile}, json=bare, headers=FHIR)
    assert "error" in {each["severity"] for each in answer.json()["issue"]}, answer.text


async def test_validate_says_when_it_does_not_know_a_profile(journal, kari):
    answer = await journal.post("/Patient/$validate", params={"profile": "http://x.example/rabbit"}, json=kari, headers=FHIR)
    assert {each["severity"] for each in answer.json()["issue"]} & {"error", "warning"}, answer.text


async def test_added_operation_is_handed_forms_and_resources(grown):
    sent = {"resourceType": "Parameters", "parameter": [{"name": "x", "valueString": "y"}]}
    assert (await grown.post("/$ping", json=sent, headers=FHIR)).status_code == 202
    assert (await grown.post("/$ping", data={"fail": "1"})).status_code == 400
    assert (await grown.post("/$ping", content=b"{", headers=FHIR)).status_code == 400
    assert (await grown.post("/$ping", content=b"a=%FF", headers={"content-type": "application/x-www-form-urlencoded"})).status_code == 400


async def test_own_operations_take_only_their_methods(journal, kari):
    for method, path in [("DELETE", f"/Patient/{kari['id']}/$everything"), ("GET", "/Patient/$validate")]:
        answer = await journal.request(method, path)
        assert (answer.status_code, bool(answer.headers["allow"])) == (405, True), path


async def test_everything_refuses_unknown_inputs_when_strict(journal, kari):
    answer = await journal.get(f"/Patient/{kari['id']}/$everything?rabbit=1", headers={"prefer": "handling=strict"})
    assert answer.status_code == 400
    assert (await journal.get(f"/Patient/{kari['id']}/$everything?rabbit=1")).status_code == 200


async def test_everything_with_a_forged_page_is_refused(journal, kari):
    assert (await journal.get(f"/Patient/{kari['id']}/$everything?_page=forged")).status_code == 400


async def test_everything_without_scope_to_search_is_refused(api, kari):
    async with api.client("writer") as writer:
        assert (await writer.get(f"/Patient/{kari['id']}/$everything")).status_code == 403


@pytest.mark.parametrize(
    ("sent", "status"),
    [({"resourceType": "Parameters", "parameter": [{"name": "mode", "valueCode": "create"}]}, 400), ({"no": "resource"}, 400)],
    ids=str,
)
async def test_validate_needs_a_resource(journal, sent, status):
    assert (await journal.post("/Patient/$validate", json=sent, headers=FHIR)).status_code == status


async def test_validate_of_another_id_is_told(journal, kari):
    answer = await journal.post("/Patient/other/$validate", json=kari, headers=FHIR)
    assert answer.json()["issue"][0]["expression"] == ["Patient.id"]


async def test_kept_type_refuses_what_it_does_not_understand(grown):
    made = await grown.post("/Subscription", json=bell(), headers={**FHIR, "if-none-exist": "url=x"})
    assert (made.status_code, made.json()["issue"][0]["code"]) == (400, "not-supported")
    assert (await grown.post("/Subscription", params={"url": "x"}, json=bell(), headers=FHIR)).status_code == 400
    assert (await grown.post("/Subscription", json={"resourceType": "Basic"}, headers=FHIR)).status_code == 422
    assert (await grown.post("/Subscription", content=b"{", headers=FHIR)).status_code == 400
    assert (await grown.put("/Subscription/1", json=bell(id="2"), headers=FHIR)).status_code == 400
    patch = {"content-type": "application/json-patch+json"}
    assert (await grown.patch("/Subscription/1", json=[], headers=patch)).status_code == 404
    await grown.post("/Subscription", json=bell(), headers=FHIR)
    assert (await grown.patch("/Subscription/1", json=[{"op": "remove", "path": "/status"}], headers=patch)).status_code == 422
    assert (await grown.patch("/Subscription/1", json=[{"op": "rabbit"}], headers=patch)).status_code == 422
    assert (await grown.patch("/Subscription/1", content=b"", headers=patch)).status_code == 400
    assert (await grown.put("/Subscription?status=off", json=bell(), headers=FHIR)).status_code == 405


async def test_kept_type_is_sent_back_only_as_preferred(grown):
    made = await grown.post("/Subscription", json=bell(), headers={**FHIR, "prefer": "return=minimal"})
    assert (made.status_code, made.content) == (201, b"")
    assert (await grown.get("/Subscription/1")).content


@pytest.mark.parametrize("path", ["AuditEvent?_count=x", "AuditEvent?date=1&_page="], ids=str)
async def test_pages_of_made_types_are_read_as_all_pages_are(grown, path):
    assert (await grown.get(f"/{path}")).status_code == (400 if "x" in path else 200)
