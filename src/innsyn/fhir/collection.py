"""Reads resources that come without requests: a Bundle that only collects, or resources one by one.

A resource with an id of its own keeps it, as a PUT would; one without is created. Source: FHIR R4 4.0.1, bundle.html#2.36.4.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from innsyn.fhir.bundle import Bundle, Entry, listed_entries
from innsyn.fhir.definitions.tables import resource_types
from innsyn.fhir.places import Place
from innsyn.kernel.outcome import Problem

COLLECTIONS = ("collection", "searchset")
"""Types of Bundle that hold resources and ask for nothing."""

_TOLD = "outcome"
"""An entry of a searchset that tells about the search and was not found by it."""


def collection_of(bundle: Mapping[str, Any], received: bytes) -> Bundle | list[Problem]:
    """Take a Bundle that collects, read already, as entries to put or create.

    Returns the bundle, its faulty entries among the problems; or what is wrong with it as a whole."""
    listed = listed_entries(bundle, received)
    if isinstance(listed, Problem):
        return [listed]
    return _collected((index, entry, body) for index, (entry, body) in enumerate(listed) if not _is_told(entry))


def resources_of(resources: Iterable[tuple[Mapping[str, Any], bytes]]) -> Bundle:
    """Take resources that stand alone, each as parsed and as received, as entries to put or create."""
    return _collected((index, {"resource": resource}, body) for index, (resource, body) in enumerate(resources))


def _collected(listed: Iterable[tuple[int, Mapping[str, Any], bytes | None]]) -> Bundle:
    read = {index: _entry(index, entry, body) for index, entry, body in listed}
    problems = {index: one for index, one in read.items() if isinstance(one, Problem)}
    return Bundle("collection", tuple(one for one in read.values() if isinstance(one, Entry)), problems)


def _entry(index: int, entry: Mapping[str, Any], body: bytes | None) -> Entry | Problem:
    place = Place(Place(None, "Bundle"), "entry", index)
    resource, full_url = entry.get("resource"), entry.get("fullUrl")
    if not isinstance(resource, dict) or body is None:
        return Problem("required", "an entry needs a resource", Place(place, "resource").expression())
    kind, own_id = resource.get("resourceType"), resource.get("id")
    if kind not in resource_types() or not (own_id is None or isinstance(own_id, str)):
        return Problem("structure", "this is not a resource of FHIR R4", Place(place, "resource").expression())
    if not (full_url is None or isinstance(full_url, str)):
        return Problem("value", "an entry's fullUrl is a text", Place(place, "fullUrl").expression())
    if own_id is None:
        return Entry(index, full_url, "POST", kind, {}, resource, body)
    return Entry(index, full_url, "PUT", f"{kind}/{own_id}", {}, resource, body)


def _is_told(entry: Mapping[str, Any]) -> bool:
    search = entry.get("search")
    return isinstance(search, dict) and search.get("mode") == _TOLD
