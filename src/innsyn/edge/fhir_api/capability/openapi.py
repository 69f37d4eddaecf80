"""Describes the interface as OpenAPI 3.1, from the same routes: for generated clients and for tests that try every kind of request.

Source: OpenAPI 3.1.0; FHIR R4 4.0.1, http.html.
"""

from typing import Any

from innsyn.edge.fhir_api.capability.own_operations import OWN_OPERATIONS, OwnOperation
from innsyn.edge.fhir_api.capability.schemas import COMPONENTS, QUERY, body_of, responses, reuse
from innsyn.edge.fhir_api.ports import Level, Operation
from innsyn.edge.fhir_api.routes import ROUTES, Route
from innsyn.edge.fhir_api.service import Service

_OF_ANY_ANSWER = ("format", "pretty")
_CONDITIONS: dict[str, tuple[str, ...]] = {
    "capabilities": ("if-none-match",),
    "read": ("if-none-match", "if-modified-since"),
    "vread": ("if-none-match", "if-modified-since"),
    "create": ("if-none-exist",),
    "update": ("if-match", "if-none-match"),
    "conditional-update": ("if-match", "if-none-match"),
    "patch": ("if-match",),
    "conditional-patch": ("if-match",),
    "delete": ("if-match",),
    "conditional-delete": ("if-match",),
}
_SEARCHES = ("search-type", "search-system", "search-compartment")
_AT: dict[Level, str] = {"system": "", "type": "/{type}", "instance": "/{type}/{id}"}


def openapi(service: Service) -> dict[str, Any]:
    """Make the description."""
    paths: dict[str, dict[str, Any]] = {}
    for route in ROUTES:
        if route.interaction != "operation":
            paths.setdefault(route.template, {})[route.method.lower()] = _route(route)
    for own in OWN_OPERATIONS:
        for level in own.levels:
            paths.setdefault(_own_path(own, level), {}).update(_own(own, level))
    for added in service.additions.operations:
        for level, type_ in added.places:
            paths.setdefault(_path(level, type_, added.name), {}).update(_added(added, level, type_))
    return {
        "openapi": "3.1.0",
        "info": {"title": "Innsyn FHIR R4", "version": service.settings.version, "description": "HL7 FHIR R4 (4.0.1), RESTful API"},
        "servers": [{"url": service.settings.base}],
        "security": [{"token": []}],
        "paths": paths,
        "components": COMPONENTS,
    }


def _route(route: Route) -> dict[str, Any]:
    names = [part.strip("{}") for part in route.template.split("/") if part.startswith("{")]
    query = [*route.parameters, *(QUERY if route.interaction in _SEARCHES else ())]
    headers = [*_CONDITIONS.get(route.interaction, ()), *(("prefer",) if route.takes in ("resource", "patch", "bundle") else ())]
    parameters = [reuse("parameters", name) for name in (*names, *query, *headers, *_OF_ANY_ANSWER)]
    described: dict[str, Any] = {
        "operationId": _operation_id(route.method, route.template),
        "summary": f"{route.interaction} (FHIR R4)",
        "tags": [route.interaction],
        "parameters": [] if route.interaction == "openapi" else parameters,
        "responses": responses(route),
    }
    if route.takes != "nothing":
        described["requestBody"] = body_of(route.takes)
    if route.is_open:
        described["security"] = []
    return described


def _operation_id(method: str, template: str) -> str:
    words = template.replace("*", "all").replace("{", "").replace("}", "").replace("$", "").replace(".", "/").split("/")
    return "-".join((method.lower(), *(word.strip("_") for word in words if word)))


def _own_path(own: OwnOperation, level: Level) -> str:
    return _path(level, own.type, own.name)


def _path(level: Level, type_: str | None, name: str) -> str:
    place = _AT[level]
    return (place.replace("{type}", type_) if type_ else place) + f"/{name}"


def _own(own: OwnOperation, level: Level) -> dict[str, Any]:
    path = _own_path(own, level)
    post = {**_operation("POST", path, own.definition), "requestBody": body_of("operation")}
    if own.name == "$validate":
        return {"post": post}
    return {"get": _operation("GET", path, own.definition), "post": {**post, "requestBody": {**body_of("operation"), "required": False}}}


def _added(added: Operation, level: Level, type_: str | None) -> dict[str, Any]:
    path = _path(level, type_, added.name)
    return {
        method.lower(): {
            **_operation(method, path, added.documentation or added.definition),
            **({"requestBody": {**body_of("operation"), "required": False}} if method == "POST" else {}),
        }
        for method in added.methods
    }


def _operation(method: str, path: str, summary: str) -> dict[str, Any]:
    names = [part.strip("{}") for part in path.split("/") if part.startswith("{")]
    return {
        "operationId": _operation_id(method, path),
        "summary": summary,
        "tags": ["operation"],
        "parameters": [reuse("parameters", name) for name in (*names, *_OF_ANY_ANSWER)],
        "responses": responses(Route(method, path, "operation", "operation")),
    }
