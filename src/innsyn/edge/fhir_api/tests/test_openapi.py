"""The OpenAPI description is true: whatever it lets a client ask is answered as it says, and never with a broken server."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, content_type_conformance, not_a_server_error, response_schema_conformance, status_code_conformance
from schemathesis.core import NotSet

from innsyn.edge.fhir_api.capability.openapi import openapi
from innsyn.edge.fhir_api.routes import ROUTES
from innsyn.edge.fhir_api.tests.samples import service_of

HELD = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
OTHERS = [check for check in CHECKS.get_all() if check not in HELD]
SCHEMA = schemathesis.openapi.from_dict(openapi(service_of(None)))
OPERATIONS = {f"{each.method.upper()} {each.path}": each for each in (one.ok() for one in SCHEMA.get_all_operations())}
ALL = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture]
ASKED_S = {"max_examples": 12, "deadline": None, "suppress_health_check": ALL}


def test_description_has_every_route():
    described = set(OPERATIONS)
    assert {f"{route.method} {route.template}" for route in ROUTES if route.interaction != "operation"} <= described
    assert "GET /Patient/{id}/$everything" in described
    assert "POST /{type}/$validate" in described


async def ask(client, case):
    """Send a case as it was drawn, with the journal system's token in place of the drawn one."""
    headers = {name: str(value) for name, value in (case.headers or {}).items() if name.lower() not in ("authorization", "cookie")}
    headers = {name: value.encode("utf-8", "replace") for name, value in headers.items() if "\n" not in value and "\r" not in value}
    if case.media_type:
        headers["content-type"] = case.media_type
    body = None if isinstance(case.body, NotSet) else case.as_transport_kwargs().get("data") or case.as_transport_kwargs().get("json")
    if isinstance(body, dict | list):
        return await client.request(case.method, case.formatted_path, params=case.query, json=body, headers=headers)
    return await client.request(case.method, case.formatted_path, params=case.query, content=body, headers=headers)


@pytest.mark.parametrize("name", OPERATIONS)
@given(data=st.data())
@settings(**ASKED_S)
async def test_what_the_description_allows_is_answered_as_it_says(api, name, data):
    case = data.draw(OPERATIONS[name].as_strategy(generation_mode=GenerationMode.POSITIVE))
    async with api.client() as client:
        case.validate_response(await ask(client, case), checks=HELD, excluded_checks=OTHERS)
