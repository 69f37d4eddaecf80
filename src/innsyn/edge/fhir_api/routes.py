"""Every address of the interface in one table: what it takes, what it is called, and whether it needs a token.

Source: FHIR R4 4.0.1, http.html#summary. The router, the CapabilityStatement, the OpenAPI description and the tests all read this table.
"""

from dataclasses import dataclass
from typing import Literal

Takes = Literal["nothing", "resource", "patch", "form", "bundle", "operation"]
"""What the body of a request holds."""


@dataclass(frozen=True, slots=True)
class Route:
    """One method at one address.

    template: `{type}`, `{id}`, `{version}`, `{compartment}` and `{operation}` stand for parts. interaction: FHIR's code of it.
    is_open: answered without a token. parameters: result parameters and conditions it understands beside search parameters."""

    method: str
    template: str
    interaction: str
    takes: Takes = "nothing"
    is_open: bool = False
    parameters: tuple[str, ...] = ()

    @property
    def shape(self) -> tuple[str, ...]:
        """Give the parts with what may vary as `?`, operations as `$`."""
        parts = (part for part in self.template.split("/") if part)
        return tuple("$" if part == "{operation}" else "?" if part.startswith("{") else part for part in parts)


_SHOWN = ("_summary", "_elements")
_PAGED = ("_count", "_page")
_HISTORY = (*_PAGED, "_since")

ROUTES = (
    Route("GET", "/metadata", "capabilities", is_open=True),
    Route("GET", "/openapi.json", "openapi", is_open=True),
    Route("POST", "/", "transaction", "bundle"),
    Route("GET", "/", "search-system"),
    Route("POST", "/_search", "search-system", "form"),
    Route("GET", "/_history", "history-system", parameters=_HISTORY),
    Route("GET", "/{type}", "search-type"),
    Route("POST", "/{type}/_search", "search-type", "form"),
    Route("POST", "/{type}", "create", "resource"),
    Route("PUT", "/{type}", "conditional-update", "resource"),
    Route("PATCH", "/{type}", "conditional-patch", "patch"),
    Route("DELETE", "/{type}", "conditional-delete"),
    Route("GET", "/{type}/_history", "history-type", parameters=_HISTORY),
    Route("GET", "/{type}/{id}", "read", parameters=_SHOWN),
    Route("PUT", "/{type}/{id}", "update", "resource"),
    Route("PATCH", "/{type}/{id}", "patch", "patch"),
    Route("DELETE", "/{type}/{id}", "delete"),
    Route("GET", "/{type}/{id}/_history", "history-instance", parameters=(*_HISTORY, "_at")),
    Route("GET", "/{type}/{id}/_history/{version}", "vread", parameters=_SHOWN),
    Route("GET", "/{type}/{id}/*", "search-compartment"),
    Route("GET", "/{type}/{id}/{compartment}", "search-compartment"),
    Route("POST", "/{type}/{id}/*/_search", "search-compartment", "form"),
    Route("POST", "/{type}/{id}/{compartment}/_search", "search-compartment", "form"),
    Route("GET", "/{operation}", "operation", "operation"),
    Route("POST", "/{operation}", "operation", "operation"),
    Route("DELETE", "/{operation}", "operation", "operation"),
    Route("GET", "/{type}/{operation}", "operation", "operation"),
    Route("POST", "/{type}/{operation}", "operation", "operation"),
    Route("DELETE", "/{type}/{operation}", "operation", "operation"),
    Route("GET", "/{type}/{id}/{operation}", "operation", "operation"),
    Route("POST", "/{type}/{id}/{operation}", "operation", "operation"),
    Route("DELETE", "/{type}/{id}/{operation}", "operation", "operation"),
)
