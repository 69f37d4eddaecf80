"""The pieces an OpenAPI description repeats: parameters, bodies, and what each kind of answer looks like.

Source: OpenAPI 3.1.0; JSON Schema 2020-12; FHIR R4 4.0.1, datatypes.html#id, http.html#Status-Codes.
"""

from typing import Any

from innsyn.edge.fhir_api.formats import JSON, XML
from innsyn.edge.fhir_api.incoming import FORM
from innsyn.edge.fhir_api.patches import JSON_PATCH, MERGE_PATCH
from innsyn.edge.fhir_api.reasons import status_line
from innsyn.edge.fhir_api.routes import Route
from innsyn.fhir.definitions.tables import resource_types

_ID = {"type": "string", "pattern": r"^[A-Za-z0-9\-.]{1,64}$"}
_TYPE = {"type": "string", "enum": sorted(resource_types())}
_TEXT = {"type": "string", "maxLength": 200}
_COUNT = {"type": "integer", "minimum": 0, "maximum": 500}
_INSTANT = {"type": "string", "format": "date-time"}
_YES_NO = {"type": "string", "enum": ["true", "false"]}
_RESOURCE = {"type": "object", "required": ["resourceType"], "properties": {"resourceType": {"type": "string"}}}

QUERY = ("_count", "_sort", "_summary", "_elements", "_total", "_lastUpdated", "_id", "_include", "_revinclude")
"""Parameters of every search that the description names; the others are those of the type, as /metadata lists them."""

_SCHEMAS: dict[str, Any] = {
    "Resource": _RESOURCE,
    "OperationOutcome": {
        "type": "object",
        "required": ["resourceType", "issue"],
        "properties": {
            "resourceType": {"const": "OperationOutcome"},
            "issue": {"type": "array", "minItems": 1, "items": {"type": "object", "required": ["severity", "code"]}},
        },
    },
    "Bundle": {
        "type": "object",
        "required": ["resourceType", "type"],
        "properties": {"resourceType": {"const": "Bundle"}, "type": {"type": "string"}, "entry": {"type": "array"}},
    },
    "JsonPatch": {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["op", "path"],
            "properties": {
                "op": {"enum": ["add", "remove", "replace", "move", "copy", "test"]},
                "path": {"type": "string"},
                "from": {"type": "string"},
            },
        },
    },
}


def _parameter(name: str, place: str, schema: dict[str, Any], about: str) -> dict[str, Any]:
    required = {"required": True} if place == "path" else {}
    return {"name": name, "in": place, "schema": schema, "description": about, **required}


_PARAMETERS = {
    "type": _parameter("type", "path", _TYPE, "a resource type"),
    "compartment": _parameter("compartment", "path", _TYPE, "a resource type of the patient compartment"),
    "id": _parameter("id", "path", _ID, "the logical id"),
    "version": _parameter("version", "path", _ID, "the version, as in ETag"),
    "format": _parameter("_format", "query", {"type": "string", "enum": ["json", "xml", JSON, XML]}, "format of the answer"),
    "pretty": _parameter("_pretty", "query", _YES_NO, "indent the answer"),
    "_count": _parameter("_count", "query", _COUNT, "rows on a page"),
    "_page": _parameter("_page", "query", _TEXT, "cursor out of a link of the page before"),
    "_since": _parameter("_since", "query", _INSTANT, "only versions from then on"),
    "_at": _parameter("_at", "query", _INSTANT, "only versions that stood then"),
    "_summary": _parameter("_summary", "query", {"type": "string", "enum": ["true", "text", "data", "count", "false"]}, "a part of each"),
    "_elements": _parameter("_elements", "query", _TEXT, "elements to send"),
    "_sort": _parameter("_sort", "query", _TEXT, "search parameters to sort by"),
    "_total": _parameter("_total", "query", {"type": "string", "enum": ["none", "estimate", "accurate"]}, "whether to count"),
    "_lastUpdated": _parameter("_lastUpdated", "query", _TEXT, "when it was changed"),
    "_id": _parameter("_id", "query", _TEXT, "the logical id"),
    "_include": _parameter("_include", "query", _TEXT, "what comes along"),
    "_revinclude": _parameter("_revinclude", "query", _TEXT, "what comes along because it points here"),
    "if-match": _parameter("If-Match", "header", {"type": "string", "pattern": r'^W/"[0-9]{1,6}"$'}, "the version that must stand"),
    "if-none-match": _parameter("If-None-Match", "header", {"type": "string", "pattern": r'^(\*|W/"[0-9]{1,6}")$'}, "the version known"),
    "if-none-exist": _parameter("If-None-Exist", "header", {"type": "string", "pattern": "^identifier=[a-z0-9]{1,30}$"}, "a search"),
    "if-modified-since": _parameter("If-Modified-Since", "header", {"type": "string", "pattern": "^[ -~]{1,40}$"}, "an HTTP time"),
    "prefer": _parameter(
        "Prefer",
        "header",
        {"type": "string", "enum": ["return=minimal", "return=representation", "return=OperationOutcome", "handling=strict"]},
        "what to send back",
    ),
}

_SECURITY = {
    "token": {"type": "http", "scheme": "bearer", "description": "an access token; or DPoP (RFC 9449)"},
}

COMPONENTS: dict[str, Any] = {"schemas": _SCHEMAS, "parameters": _PARAMETERS, "securitySchemes": _SECURITY}

_REFUSED = (400, 401, 403, 404, 405, 406, 409, 410, 412, 413, 415, 422, 429, 500, 503)


def reuse(kind: str, name: str) -> dict[str, str]:
    """Point at a piece."""
    return {"$ref": f"#/components/{kind}/{name}"}


def _fhir(name: str) -> dict[str, Any]:
    return {JSON: {"schema": reuse("schemas", name)}, XML: {"schema": {"type": "string"}}}


def body_of(takes: str) -> dict[str, Any]:
    """Describe a request's body."""
    match takes:
        case "form":
            form = {"type": "object", "additionalProperties": {"type": "string"}}
            return {"required": False, "content": {FORM: {"schema": form}}}
        case "patch":
            patches = {JSON_PATCH: {"schema": reuse("schemas", "JsonPatch")}, MERGE_PATCH: {"schema": {"type": "object"}}}
            return {"required": True, "content": patches | _fhir("Resource")}
        case "bundle":
            return {"required": True, "content": _fhir("Bundle")}
    return {"required": True, "content": _fhir("Resource")}


def responses(route: Route) -> dict[str, Any]:
    """Describe every answer a route can give."""
    refused = {str(status): {"description": status_line(status), "content": _fhir("OperationOutcome")} for status in _REFUSED}
    if route.interaction == "openapi":
        return {"200": {"description": "this description", "content": {"application/json": {"schema": {"type": "object"}}}}, **refused}
    done = {"200": {"description": status_line(200), "content": _fhir("Resource")}}
    if route.interaction in ("create", "update", "conditional-update", "operation"):
        done["201"] = {"description": status_line(201), "content": _fhir("Resource")}
    if route.interaction in ("delete", "conditional-delete", "operation"):
        done["204"] = {"description": status_line(204)}
    if route.interaction == "operation":
        done["202"] = {"description": status_line(202)}
    if route.interaction in ("capabilities", "read", "vread"):
        done["304"] = {"description": status_line(304)}
    return {**done, **refused}
