"""Patient/[id]/$everything: all of one record, page by page, with the directory entries it names.

Source: FHIR R4 4.0.1, patient-operation-everything.html. Dates are clinical ones; what has none is always part of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import orjson

from innsyn.edge.fhir_api.bundles import BundleEntry, bundle
from innsyn.edge.fhir_api.compartment import patient_types
from innsyn.edge.fhir_api.exchange import Answer, Call
from innsyn.edge.fhir_api.paging import PageAsked, links_of, page_asked
from innsyn.edge.fhir_api.refusals import absent, one, refusal, refused
from innsyn.edge.fhir_api.routing import Place
from innsyn.edge.fhir_api.service import Service
from innsyn.fhir.dates import Interval, interval
from innsyn.fhir.links import references
from innsyn.gate.refused import Refused
from innsyn.gate.values import SHARED_TYPES, DateWithin, Found, Query, Stored
from innsyn.kernel.outcome import Problem

NAME = "$everything"
PARAMETERS = ("start", "end", "_since", "_type", "_count", "_page")


@dataclass(frozen=True, slots=True)
class _Asked:
    types: tuple[str, ...]
    start: Interval | None
    end: Interval | None
    since: Interval | None
    page: PageAsked


async def everything(service: Service, call: Call, place: Place) -> Answer:
    """Answer the operation for one patient."""
    asked = _asked(call)
    if isinstance(asked, Answer):
        return asked
    owner = await service.gate.whose(call.client, place.id or "")
    if owner is None:
        return absent()
    asked_types = tuple(each for each in asked.types if call.client.may("search", each))
    if not asked_types:
        return one(403, "forbidden", "the token's scopes grant none of these types")
    clauses = (DateWithin("_lastUpdated", asked.since.start, None),) if asked.since else ()
    query = Query(asked_types, clauses, count=max(asked.page.count, 1), after=asked.page.after, order="recorded")
    found = await service.gate.search(call.client, query, call.now, whose=owner)
    if isinstance(found, Refused):
        return refused(found)
    if isinstance(found, Problem):
        return refusal([found])
    if not found.rows and asked.page.after is None and asked.since is None and not call.named("_type"):
        return absent()
    return Answer(200, await _drawn(service, call, asked, found))


async def _drawn(service: Service, call: Call, asked: _Asked, found: Found) -> bytes:
    kept = [stored for stored in found.rows if _is_within(stored, asked)]
    entries = [_entry(stored, call.base, "match") for stored in kept]
    entries += [_entry(stored, call.base, "include") for stored in await _named(service, call, kept)]
    return bundle("searchset", entries, links=links_of(call, found.next))


async def _named(service: Service, call: Call, rows: Iterable[Stored]) -> list[Stored]:
    """Read the directory entries that these resources name, each once."""
    addresses = dict.fromkeys(address for stored in rows for address in references(stored.body) if _is_shared(address))
    named = [address.partition("/") for address in addresses]
    read = [await service.gate.read(call.client, type_, id_, call.now) for type_, _, id_ in named if call.client.may("read", type_)]
    return [stored for stored in read if isinstance(stored, Stored) and not stored.deleted]


def _is_shared(address: str) -> bool:
    type_, slash, id_ = address.partition("/")
    return bool(slash) and type_ in SHARED_TYPES and "/" not in id_


def _is_within(stored: Stored, asked: _Asked) -> bool:
    if stored.clinical_at is None or stored.type == "Patient":
        return True
    after_start = asked.start is None or asked.start.start is None or stored.clinical_at >= asked.start.start
    before_end = asked.end is None or asked.end.end is None or stored.clinical_at < asked.end.end
    return after_start and before_end


def _entry(stored: Stored, base: str, mode: str) -> BundleEntry:
    return BundleEntry(f"{base}/{stored.type}/{stored.id}", stored.body, {"search": {"mode": mode}})


def _asked(call: Call) -> _Asked | Answer:
    unknown = [name for name, _ in call.query if name not in (*PARAMETERS, "_format", "_pretty")]
    if unknown and call.prefer.is_strict:
        return one(400, "not-supported", f"$everything takes {', '.join(PARAMETERS)}")
    page = page_asked(call)
    if isinstance(page, Answer):
        return page
    moments: dict[str, Interval | None] = {}
    for name in ("start", "end", "_since"):
        text = call.named(name)
        moments[name] = interval(text.replace(" ", "+")) if text else None
        if text and moments[name] is None:
            return one(400, "value", f"{name} is a date or an instant")
    types = _types(call)
    return types if isinstance(types, Answer) else _Asked(types, moments["start"], moments["end"], moments["_since"], page)


def _types(call: Call) -> tuple[str, ...] | Answer:
    named = [part.strip() for name, value in call.query if name == "_type" for part in value.split(",")]
    if any(each not in patient_types() for each in named):
        return one(400, "value", "_type lists types of the patient compartment, separated by commas")
    return tuple(each for each in patient_types() if not named or each in named)


def parameters_of(resource: object) -> list[tuple[str, str]]:
    """Read the inputs of a posted Parameters resource as names and texts."""
    listed = resource.get("parameter") if isinstance(resource, dict) else None
    pairs: list[tuple[str, str]] = []
    for each in listed if isinstance(listed, list) else ():
        value = next((inner for name, inner in each.items() if name.startswith("value")), None) if isinstance(each, dict) else None
        if isinstance(value, str | int) and isinstance(each.get("name"), str):
            pairs.append((each["name"], value if isinstance(value, str) else orjson.dumps(value).decode()))
    return pairs
