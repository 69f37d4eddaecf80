"""Carries out a search: opens its cursor, resolves its conditions, asks the gate for a page and fetches what comes along.

Source: FHIR R4 4.0.1, search.html, http.html#search, #paging.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from innsyn.edge.fhir_api.search.answer import SearchAnswer
from innsyn.edge.fhir_api.search.asking import Asking, Owners
from innsyn.edge.fhir_api.search.cursors import FOREIGN, Cursor, Cursors
from innsyn.edge.fhir_api.search.including import included
from innsyn.edge.fhir_api.search.narrowing import NOTHING, Narrowed
from innsyn.edge.fhir_api.search.order import order_of
from innsyn.edge.fhir_api.search.place import SearchPlace
from innsyn.edge.fhir_api.search.resolving import resolve
from innsyn.fhir.compartment import FOLLOWED, may_have_patient
from innsyn.fhir.definitions.tables import resource_types
from innsyn.fhir.search_request import SearchRequest, read_search
from innsyn.fhir.search_request.parameters import COMMON
from innsyn.fhir.search_request.read import OUTSIDE
from innsyn.gate.refused import Refused
from innsyn.gate.values import Found, Query, Stored
from innsyn.kernel.outcome import Problem

if TYPE_CHECKING:
    from innsyn.gate.clients import ClientGate
    from innsyn.gate.clients.client import Client
    from innsyn.kernel.clock import Instant

USUAL = 50
"""Matches on a page when nobody says."""

WHICH_TYPES = Problem("too-costly", "a search of the whole server needs _type, or a patient's compartment", "_type")
NOT_HERE = Problem("invalid", "a page link is followed as it stands, with no other parameters", "_page")

Types = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Page:
    """Rows of one page. at_type, after: where the next begins; None when there is none."""

    rows: tuple[Stored, ...] = ()
    at_type: int = 0
    after: str | None = None
    total: int | None = None
    is_last: bool = True


async def search(
    gate: "ClientGate", client: "Client", request: SearchRequest, now: "Instant", *, place: SearchPlace, cursors: Cursors
) -> SearchAnswer | list[Problem] | Refused:
    """Answer a search.

    request: as read from the address or form. place: where it was asked.
    Returns a page; the no of a token without scope; or what cannot be answered, in words that tell nothing of what may not be seen."""
    cursor = Cursor(path=place.path, pairs=request.processed, is_posted=place.is_posted)
    if request.page is not None:
        opened = _opened(request, client, place, cursors)
        if isinstance(opened, Problem):
            return [opened]
        cursor, request = opened
    types = _types(client, request, place)
    if isinstance(types, Problem):
        return [types]
    asking = Asking(gate, client, now, place.base)
    page = await _page(asking, request, types, cursor, None if place.whose is None else frozenset({place.whose}))
    if isinstance(page, Problem):
        return [page]
    if isinstance(page, Refused):
        return page
    along = await included(asking, page.rows, request.includes) if page.rows and request.includes else []
    if isinstance(along, Problem):
        return [along]
    links = _links(page, cursor, client, place, cursors)
    return SearchAnswer(place.base, request, page.rows, tuple(along), page.total, links, request.ignored)


def _opened(request: SearchRequest, client: "Client", place: SearchPlace, cursors: Cursors) -> tuple[Cursor, SearchRequest] | Problem:
    """Go on where a page link points: the criteria come out of the link, and only the format may be said anew."""
    if any(name not in (*OUTSIDE, "_page") for name, _ in request.processed):
        return NOT_HERE
    cursor = cursors.read(request.page or "", client, place.path)
    if isinstance(cursor, Problem):
        return cursor
    formats = tuple(pair for pair in request.processed if pair[0] in OUTSIDE)
    read = read_search(place.type, cursor.pairs, strict=False, base=place.base)
    if isinstance(read, list):
        return FOREIGN
    kept = tuple(pair for pair in cursor.pairs if pair[0] not in OUTSIDE)
    return replace(cursor, pairs=(*kept, *formats)), read


def _types(client: "Client", request: SearchRequest, place: SearchPlace) -> Types | Problem:
    """Say in which types to search; several in a compartment are those the token grants."""
    if place.whose is None:
        return request.types or WHICH_TYPES
    possible = [one for one in request.types or sorted(resource_types()) if _is_in_compartment(one)]
    return tuple(one for one in possible if place.type is not None or client.may("search", one))


def _is_in_compartment(type_: str) -> bool:
    return may_have_patient(type_) or type_ in FOLLOWED


async def _page(asking: Asking, request: SearchRequest, types: Types, cursor: Cursor, within: Owners | None) -> _Page | Problem | Refused:
    if within is not None:
        return await _of_types(asking, request, types, cursor, within) if types else _Page(total=0 if _wants_total(request) else None)
    if len(types) == 1:
        return await _of_types(asking, request, types, cursor, None)
    return await _one_after_another(asking, request, types, cursor)


async def _of_types(
    asking: Asking, request: SearchRequest, types: Types, cursor: Cursor, within: Owners | None
) -> _Page | Problem | Refused:
    """Search in one type, or in several of one record."""
    narrowed = await resolve(asking, types[0] if len(types) == 1 else COMMON, request.conditions, within)
    if isinstance(narrowed, Problem):
        return narrowed
    wants_total = _wants_total(request)
    if narrowed == NOTHING:
        return await _nothing(asking, types, is_counted=wants_total)
    found = await asking.page(_query(request, types, narrowed, cursor, with_total=wants_total), narrowed.owners)
    if not isinstance(found, Found):
        return found
    if _is_count(request):
        return _Page(total=found.total)
    return _Page(found.rows, cursor.at_type, found.next, found.total, is_last=found.next is None)


async def _nothing(asking: Asking, types: Types, *, is_counted: bool) -> _Page | Refused | Problem:
    """Answer what nothing can satisfy as any other empty search: also this is refused to a token without scope."""
    if not any(asking.client.may("search", type_) for type_ in types):
        refused = await asking.gate.search(asking.client, Query(types[:1], count=1), asking.now)
        if isinstance(refused, Refused):
            return refused
    return _Page(total=0 if is_counted else None)


async def _one_after_another(asking: Asking, request: SearchRequest, types: Types, cursor: Cursor) -> _Page | Problem | Refused:
    """Search in several types over all records: the page fills up with one type after another."""
    rows: tuple[Stored, ...] = ()
    totals: list[int] = []
    room = request.count or USUAL
    last: _Page | None = None
    for index, type_ in enumerate(types):
        is_passed = index < cursor.at_type or last is not None
        if is_passed and not _wants_total(request):
            continue
        asked = replace(request, count=1 if is_passed else room)
        here = replace(cursor, after=cursor.after if index == cursor.at_type else None, at_type=index)
        page = await _of_types(asking, asked, (type_,), here, None)
        if not isinstance(page, _Page):
            return page
        totals += [page.total] if page.total is not None else []
        if not is_passed:
            rows += page.rows
            room -= len(page.rows)
            if not page.is_last or (room <= 0 and index + 1 < len(types)):
                last = page if not page.is_last else _Page(at_type=index + 1)
    total = sum(totals) if totals else None
    if last is None or _is_count(request):
        return _Page(rows, total=total)
    return _Page(rows, last.at_type, last.after, total, is_last=False)


def _query(request: SearchRequest, types: Types, narrowed: Narrowed, cursor: Cursor, *, with_total: bool) -> Query:
    """Write the question. Its places belong to what the client asked, whatever chains in it find from page to page."""
    count = 0 if _is_count(request) else request.count or USUAL
    sort = order_of(types, request.sort)
    asked = f"{cursor.path} {types} {[pair for pair in cursor.pairs if pair[0] not in OUTSIDE]}"
    return Query(types, narrowed.clauses, count=count, after=cursor.after, with_total=with_total, sort=sort, list_name=asked)


def _wants_total(request: SearchRequest) -> bool:
    return request.total != "none" or _is_count(request)


def _is_count(request: SearchRequest) -> bool:
    return request.summary == "count" or request.count == 0


def _links(page: _Page, cursor: Cursor, client: "Client", place: SearchPlace, cursors: Cursors) -> tuple[tuple[str, str], ...]:
    """Write the link to this page and to the next. Criteria that were posted stand in neither but inside the cursor."""
    formats = [pair for pair in cursor.pairs if pair[0] in OUTSIDE]
    is_open = not cursor.is_posted and cursor.after is None and cursor.at_type == 0
    here = list(cursor.pairs) if is_open else [("_page", cursors.write(cursor, client)), *formats]
    links = (("self", _written(place, here)),)
    if page.is_last:
        return links
    following = cursors.write(replace(cursor, after=page.after, at_type=page.at_type), client)
    return (*links, ("next", _written(place, [("_page", following), *formats])))


def _written(place: SearchPlace, pairs: list[tuple[str, str]]) -> str:
    return f"{place.address}?{urlencode(pairs)}" if pairs else place.address
