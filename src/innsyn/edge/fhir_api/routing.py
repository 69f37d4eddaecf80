"""Finds the route of a request by the shape of its path.

Source: FHIR R4 4.0.1, http.html#summary.
"""

from collections.abc import Collection
from dataclasses import dataclass

from innsyn.edge.fhir_api.routes import ROUTES, Route
from innsyn.fhir.definitions.tables import resource_types
from innsyn.gate.values import is_id

_FIRST_WORDS = frozenset(route.shape[0] for route in ROUTES if route.shape) - {"?", "$"}
_LATER_WORDS = frozenset(part for route in ROUTES for part in route.shape[1:]) - {"?", "$"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a request goes. type, id, version, compartment, operation: the parts its route names, None for those it does not."""

    route: Route
    type: str | None = None
    id: str | None = None
    version: str | None = None
    compartment: str | None = None
    operation: str | None = None


@dataclass(frozen=True, slots=True)
class NoRoute:
    """There is no such address: 404; or it takes only `allowed` methods: 405. part: which part is wrong."""

    allowed: tuple[str, ...] = ()
    part: str = ""


def _table() -> dict[tuple[str, ...], dict[str, Route]]:
    table: dict[tuple[str, ...], dict[str, Route]] = {}
    for route in ROUTES:
        table.setdefault(route.shape, {})[route.method] = route
    return table


_BY_SHAPE = _table()


def methods_at(path: tuple[str, ...]) -> Collection[str]:
    """List the methods an address takes."""
    return tuple(_BY_SHAPE.get(_shape(path), ()))


def place_of(method: str, path: tuple[str, ...]) -> Place | NoRoute:
    """Find where a request goes. method: HEAD counts as GET. path: decoded parts after the base."""
    by_method = _BY_SHAPE.get(_shape(path))
    if by_method is None:
        return NoRoute()
    route = by_method.get("GET" if method == "HEAD" else method)
    if route is None:
        return NoRoute(tuple(by_method))
    names = [part.strip("{}") if part.startswith("{") else "" for part in route.template.split("/") if part]
    named = {name: value for name, value in zip(names, path, strict=True) if name}
    wrong = _wrong_part(named)
    return NoRoute(part=wrong) if wrong else Place(route, **named)


def _wrong_part(named: dict[str, str]) -> str:
    if any(named[each] not in resource_types() for each in ("type", "compartment") if each in named):
        return "type"
    return next((each for each in ("id", "version") if each in named and not is_id(named[each])), "")


def _shape(path: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_kind(part, _LATER_WORDS if at else _FIRST_WORDS) for at, part in enumerate(path))


def _kind(part: str, words: Collection[str]) -> str:
    return "$" if part.startswith("$") else part if part in words else "?"
