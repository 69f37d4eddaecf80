"""The CapabilityStatement says what is done, and all that is done: compared both ways."""

import pytest

from innsyn.edge.fhir_api.routes import ROUTES
from innsyn.edge.fhir_api.tests.samples import Api
from innsyn.fhir.definitions.tables import resource_types
from innsyn.fhir.search_request import parameters
from innsyn.fhir.validation import validate

VALUES = {
    "token": "http://x.example|a",
    "string": "a",
    "date": "2026",
    "number": "1",
    "quantity": "1",
    "uri": "http://x.example",
    "reference": "x",
    "special": "59.9|10.7|5|km",
}
STRICT = {"prefer": "handling=strict"}


@pytest.fixture(scope="module")
async def told(api):
    """The statement, as a stranger reads it."""
    async with api.client(None) as client:
        return (await client.get("/metadata")).json()


@pytest.fixture(scope="module")
def types(told):
    """What is said of each type."""
    return {each["type"]: each for each in told["rest"][0]["resource"]}


def test_statement_is_valid_and_of_this_version(told):
    assert validate(told) == []
    assert (told["fhirVersion"], told["kind"], told["rest"][0]["mode"]) == ("4.0.1", "instance", "server")


def test_statement_lists_every_type(types):
    assert set(types) == resource_types()


def test_statement_lists_every_parameter_the_server_reads(types):
    for name, each in types.items():
        assert {one["name"] for one in each["searchParam"]} == set(parameters(name)), name


def test_statement_lists_every_interaction_that_has_a_route(types, told):
    routed = {route.interaction for route in ROUTES} - {"capabilities", "openapi", "operation", "search-compartment"}
    conditional = {"conditional-update", "conditional-patch", "conditional-delete"}
    of_the_system = {one["code"] for one in told["rest"][0]["interaction"]}
    for each in types.values():
        assert {one["code"] for one in each["interaction"]} == routed - conditional - of_the_system
        assert each["conditionalUpdate"] is True
        assert each["conditionalDelete"] == "single"
    assert of_the_system - {"batch"} == routed & of_the_system


@pytest.mark.parametrize("name", ["Patient", "Observation", "DocumentReference", "Organization", "Task", "Location", "ValueSet"])
async def test_every_listed_parameter_is_searched_by(reader, types, name):
    for each in types[name]["searchParam"]:
        kind = each["type"]
        value = "$".join(VALUES[part] for part in parameters(name)[each["name"]].components) if kind == "composite" else VALUES[kind]
        value = "x" if each["name"] == "_id" else value
        answer = await reader.post(f"/{name}/_search", data={each["name"]: value, "_count": "1"}, headers=STRICT)
        assert answer.status_code == 200, (each, answer.text)


@pytest.mark.parametrize("name", ["Patient", "Observation", "Organization"])
async def test_every_listed_include_is_understood(reader, types, name):
    for parameter in ("searchInclude", "searchRevInclude"):
        for value in types[name][parameter]:
            answer = await reader.get(f"/{name}", params={parameter.replace("search", "_").lower(): value, "_id": "x"}, headers=STRICT)
            assert answer.status_code == 200, (value, answer.text)


@pytest.mark.parametrize("name", ["Patient", "Observation"])
async def test_what_is_not_listed_is_refused_when_strict_and_ignored_when_not(reader, types, name):
    listed = {one["name"] for one in types[name]["searchParam"]}
    foreign = [code for code in parameters("Task") if code not in listed]
    assert foreign
    for code in foreign:
        params = {code: "x", "_id": "x"}
        assert (await reader.get(f"/{name}", params=params, headers=STRICT)).status_code == 400
        assert (await reader.get(f"/{name}", params=params)).status_code == 200


async def test_listed_operations_are_done_and_others_are_not(reader, types):
    listed = {name: {one["name"] for one in each["operation"]} for name, each in types.items()}
    assert listed["Patient"] == {"validate", "everything"}
    assert listed["Observation"] == {"validate"}
    assert (await reader.get("/Patient/x/$everything")).json()["issue"][0]["code"] == "not-found"
    for path in ("/Observation/x/$everything", "/Patient/$everything", "/Patient/x/$summary", "/$validate"):
        answer = await reader.get(path)
        assert (answer.status_code, answer.json()["issue"][0]["code"]) == (404, "not-supported"), path


async def test_formats_are_those_that_are_answered(reader, told):
    for kind in told["format"]:
        assert (await reader.get("/Organization/fjord", params={"_format": kind})).status_code == 200
    assert (await reader.get("/Organization/fjord", params={"_format": "turtle"})).status_code == 406


async def test_patch_formats_are_those_that_are_taken(journal, told):
    taken = {
        kind: await journal.patch("/Basic/nobody-has-this", content=b"?", headers={"content-type": kind}) for kind in told["patchFormat"]
    }
    assert {kind: answer.status_code == 415 for kind, answer in taken.items()} == dict.fromkeys(
        ["application/json-patch+json", "application/merge-patch+json", "application/fhir+json", "application/fhir+xml"], False
    )
    unlisted = await journal.patch("/Basic/nobody-has-this", content=b"?", headers={"content-type": "application/xml-patch+xml"})
    assert unlisted.status_code == 415


async def test_statement_is_drawn_in_xml(stranger):
    answer = await stranger.get("/metadata", params={"_format": "xml"})
    assert answer.text.startswith("<")
    assert "CapabilityStatement" in answer.text


async def test_statement_says_whether_pages_may_call(world):
    async with Api(world, cors_origins=("https://app.example",)).client(None) as client:
        answer = await client.get("/metadata", headers={"origin": "https://app.example"})
    assert answer.json()["rest"][0]["security"]["cors"] is True
    assert answer.headers["access-control-allow-origin"] == "https://app.example"
