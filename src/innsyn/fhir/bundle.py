"""Reads a batch or transaction: its entries, what each asks for, and each resource's own bytes.

Source: FHIR R4 4.0.1, http.html#transaction, bundle.html. The bytes of a resource are cut out of the bundle as they stand, so decimals
and unknown extensions survive the journey. Nothing is written here: `transaction.py` settles the order, ids and references.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from innsyn.fhir.body import read_body
from innsyn.fhir.definitions.tables import resource_types
from innsyn.fhir.places import Place
from innsyn.fhir.splice import members, next_start, skip_blank, value_start
from innsyn.kernel.outcome import Problem

Verb = Literal["DELETE", "POST", "PUT", "PATCH", "GET", "HEAD"]

Patch = Callable[[bytes], bytes | list[Problem]]
"""Changes a resource's bytes, or says why it cannot."""

VERBS: tuple[Verb, ...] = ("DELETE", "POST", "PUT", "PATCH", "GET", "HEAD")
"""In the order a transaction carries them out."""

_WITH_BODY = ("POST", "PUT", "PATCH")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a batch or transaction.

    index: its position. full_url: as sent. verb, url: what it asks for (`Patient`, `Patient/1`, `Patient?identifier=…`).
    conditions: `ifNoneExist`, `ifMatch`, `ifNoneMatch`, `ifModifiedSince` as sent. resource: as parsed, or None.
    received: the resource's bytes as they stand in the bundle, or None. patch: what a PATCH does; set by whoever reads the patch."""

    index: int
    full_url: str | None
    verb: Verb
    url: str
    conditions: Mapping[str, str]
    resource: Mapping[str, Any] | None
    received: bytes | None
    patch: Patch | None = field(default=None, compare=False)

    @property
    def type(self) -> str:
        """Give the resource type the url begins with, or empty for the whole server."""
        return self.url.partition("?")[0].partition("/")[0]

    @property
    def id(self) -> str | None:
        """Give the id the url names, or None."""
        return self.url.partition("?")[0].partition("/")[2].partition("/")[0] or None

    @property
    def query(self) -> str | None:
        """Give the search the url carries after `?`, or None."""
        before, mark, after = self.url.partition("?")
        return after if mark and "/" not in before else None


@dataclass(frozen=True, slots=True)
class Bundle:
    """Entries that can be carried out: a batch, a transaction, or a collection that was read as one (`collection.py`).

    problems: why single entries were refused, by index; a transaction has none."""

    type: Literal["batch", "transaction", "collection"]
    entries: tuple[Entry, ...]
    problems: Mapping[int, Problem]


def read_bundle(received: bytes) -> Bundle | list[Problem]:
    """Read a batch or transaction.

    received: the body as it came.
    Returns the bundle, or what is wrong with it as a whole. In a transaction one faulty entry is a fault of the whole."""
    bundle = read_body(received)
    return [bundle] if isinstance(bundle, Problem) else bundle_of(bundle, received)


def bundle_of(bundle: Mapping[str, Any], received: bytes) -> Bundle | list[Problem]:
    """Take a body that is read already as a batch or transaction. Returns as `read_bundle`."""
    kind = bundle.get("type")
    if bundle["resourceType"] != "Bundle" or (kind != "batch" and kind != "transaction"):
        return [Problem("invalid", "this is not a Bundle of type batch or transaction", "Bundle.type")]
    listed = listed_entries(bundle, received)
    if isinstance(listed, Problem):
        return [listed]
    read = [_entry(index, entry, body) for index, (entry, body) in enumerate(listed)]
    entries = tuple(one for one in read if isinstance(one, Entry))
    problems = {index: one for index, one in enumerate(read) if isinstance(one, Problem)}
    if problems and kind == "transaction":
        return list(problems.values())
    return Bundle(kind, entries, problems)


def listed_entries(bundle: Mapping[str, Any], received: bytes) -> list[tuple[dict[str, Any], bytes | None]] | Problem:
    """List the entries of a Bundle, each with its resource's own bytes; or say that they are not a list of objects."""
    listed = bundle.get("entry", [])
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        return Problem("structure", "the entries are a list of objects", "Bundle.entry")
    return list(zip(listed, _bodies(received.decode()) if listed else [], strict=True))


def _bodies(text: str) -> list[bytes | None]:
    """Cut the resource out of each entry, as it stands in the text. Every entry is an object: that was checked before."""
    start = value_start(text, skip_blank(text, 0), "entry")
    at = skip_blank(text, start + 1) if start is not None else len(text) - 1
    bodies: list[bytes | None] = []
    while text[at] == "{":
        body, end = None, at + 1
        for member in members(text, at):
            end = member.end
            if member.name == "resource":
                body = text[member.start : end].encode()
        bodies.append(body)
        at = next_start(text, skip_blank(text, end) + 1)
    return bodies


def _entry(index: int, entry: Mapping[str, Any], body: bytes | None) -> Entry | Problem:
    place = Place(Place(None, "Bundle"), "entry", index)
    request = entry.get("request")
    if not isinstance(request, dict):
        return _refused("required", "an entry needs a request", Place(place, "request"))
    verb, url, full_url = request.get("method"), request.get("url"), entry.get("fullUrl")
    if verb not in VERBS:
        return _refused("value", "a request's method is one of DELETE, POST, PUT, PATCH, GET, HEAD", Place(place, "request"))
    if not isinstance(url, str) or not (full_url is None or isinstance(full_url, str)):
        return _refused("value", "a request's url and an entry's fullUrl are texts", Place(place, "request"))
    named = ("ifNoneExist", "ifMatch", "ifNoneMatch", "ifModifiedSince")
    conditions = {name: str(request[name]) for name in named if name in request}
    resource = entry.get("resource")
    if resource is not None and not isinstance(resource, dict):
        return _refused("structure", "an entry's resource is an object", Place(place, "resource"))
    read = Entry(index, full_url, verb, url.lstrip("/"), conditions, resource, body)
    return _request_problem(read, place) or read


def _request_problem(entry: Entry, place: Place) -> Problem | None:
    """Say why a request cannot be carried out, from its form alone."""
    if entry.verb in ("GET", "HEAD"):
        return None
    if entry.type not in resource_types():
        return _refused("value", "a request's url begins with a resource type of FHIR R4", Place(place, "request"))
    kind = entry.resource.get("resourceType") if entry.resource is not None else None
    if entry.verb in _WITH_BODY and kind is None:
        return _refused("required", "this request needs a resource", Place(place, "resource"))
    if entry.verb in ("POST", "PUT") and kind != entry.type:
        return _refused("value", "the resource is of another type than the url", Place(place, "resource"))
    if entry.verb == "POST" and entry.url != entry.type:
        return _refused("not-supported", "a POST in a bundle names the type only", Place(place, "request"))
    if entry.verb != "POST" and (entry.id is None) == (entry.query is None):
        return _refused("value", "the url names one resource, by id or by search", Place(place, "request"))
    return None


def _refused(code: str, text: str, place: Place) -> Problem:
    return Problem(code, text, place.expression())
