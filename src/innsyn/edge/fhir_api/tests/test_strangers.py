"""Who may not come in: strangers on every route, tokens without the scope, addresses that lead nowhere, methods they do not take."""

import pytest

from innsyn.edge.fhir_api.routes import ROUTES

OPEN = [route for route in ROUTES if route.is_open]
CLOSED = [route for route in ROUTES if not route.is_open]
PARTS = {"{type}": "DocumentReference", "{id}": "x", "{version}": "1", "{compartment}": "Observation", "{operation}": "$validate"}
JSON = {"content-type": "application/fhir+json"}


def address(route):
    text = route.template
    for name, value in PARTS.items():
        text = text.replace(name, value)
    return text


def named(route):
    return f"{route.method} {route.template}"


async def asked(client, route):
    return await client.request(route.method, address(route), content=b"{}" if route.takes != "nothing" else None, headers=JSON)


@pytest.mark.parametrize("route", CLOSED, ids=named)
async def test_stranger_is_asked_for_a_token(stranger, route):
    answer = await asked(stranger, route)
    assert answer.status_code == 401
    assert answer.json()["issue"][0]["code"] == "login"
    assert answer.headers.get_list("www-authenticate") == ['Bearer realm="innsyn"', 'DPoP algs="ES256"']


@pytest.mark.parametrize("route", OPEN, ids=named)
async def test_stranger_may_read_what_the_server_does(stranger, route):
    assert (await asked(stranger, route)).status_code == 200


@pytest.mark.parametrize("path", ["/nothing/here", "/Patient/x/y/z/u", "/%24export", "/Rabbit"])
async def test_stranger_learns_nothing_of_addresses(stranger, path):
    assert (await stranger.get(path)).status_code == 401


@pytest.mark.parametrize(
    ("method", "path", "scope"),
    [
        ("GET", "/DocumentReference/x", "system/DocumentReference.r"),
        ("GET", "/DocumentReference/x/_history", "system/DocumentReference.r"),
        ("GET", "/DocumentReference", "system/DocumentReference.s"),
        ("POST", "/DocumentReference/_search", "system/DocumentReference.s"),
        ("POST", "/DocumentReference", "system/DocumentReference.c"),
        ("PUT", "/DocumentReference/x", "system/DocumentReference.u"),
        ("PATCH", "/DocumentReference/x", "system/DocumentReference.u"),
        ("DELETE", "/DocumentReference/x", "system/DocumentReference.d"),
        ("GET", "/Patient/x/Condition", "system/Condition.s"),
    ],
)
async def test_token_without_the_scope_is_refused_with_the_scope_that_would_do(api, method, path, scope):
    async with api.client("narrow") as narrow:
        answer = await narrow.request(method, path, content=b"{}", headers=JSON)
    assert answer.status_code == 403
    assert answer.headers["www-authenticate"] == f'Bearer error="insufficient_scope", scope="{scope}"'


async def test_token_with_the_scope_is_not_refused(api):
    async with api.client("narrow") as narrow:
        assert (await narrow.get("/Observation/x")).status_code == 404


async def test_unknown_type_is_named_as_the_reason(journal):
    answer = await journal.get("/Rabbit/1")
    assert (answer.status_code, answer.json()["issue"][0]["code"]) == (404, "not-found")
    assert "resource type" in answer.json()["issue"][0]["diagnostics"]


async def test_wrong_method_is_told_the_right_ones(journal):
    answer = await journal.put("/Patient/x/_history")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"


async def test_options_tells_the_methods_without_a_token(stranger):
    answer = await stranger.options("/Patient/x")
    assert answer.status_code == 204
    assert answer.headers["allow"] == "GET, PUT, PATCH, DELETE, HEAD, OPTIONS"
