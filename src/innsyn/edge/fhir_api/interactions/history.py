"""history of one resource, of a type, or of everything the client may see, newest first.

Source: FHIR R4 4.0.1, http.html#history.
"""

from dataclasses import replace

from innsyn.edge.fhir_api.bundles import BundleEntry, bundle
from innsyn.edge.fhir_api.exchange import Answer, Call
from innsyn.edge.fhir_api.paging import links_of, page_asked
from innsyn.edge.fhir_api.refusals import absent, one, refusal, refused
from innsyn.edge.fhir_api.routing import Place
from innsyn.edge.fhir_api.service import Service
from innsyn.edge.fhir_api.validators import entity_tag
from innsyn.fhir.dates import Interval, interval
from innsyn.gate.reading import Page
from innsyn.gate.refused import Refused
from innsyn.gate.values import Found, Stored
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem


async def history(service: Service, call: Call, place: Place) -> Answer:
    """Answer a history."""
    page, since, at = page_asked(call), _moment(call, "_since"), _moment(call, "_at")
    if isinstance(page, Answer):
        return page
    if isinstance(since, Answer):
        return since
    if isinstance(at, Answer):
        return at
    if at is not None and place.id is None:
        return one(400, "not-supported", "_at is answered for the history of one resource; use _since")
    found = await _found(service, call, place, Page(max(page.count, 1), page.after), since.start if since else None, at)
    if isinstance(found, Refused):
        return refused(found)
    if isinstance(found, Problem):
        return refusal([found])
    return _drawn(call, place, found, is_filtered=since is not None or at is not None or page.after is not None)


async def _found(
    service: Service, call: Call, place: Place, page: Page, since: Instant | None, at: Interval | None
) -> Found | Refused | Problem:
    """Ask for pages until one has something to show, or the last has come."""
    while True:
        found = await service.gate.history(call.client, place.type, place.id, call.now, page, since=since)
        if not isinstance(found, Found) or at is None:
            return found
        found = _standing(found, at)
        if found.rows or found.next is None:
            return found
        page = replace(page, after=found.next)


def _standing(found: Found, at: Interval) -> Found:
    """Keep the versions that stood at some time within `at`: made in it, and the newest made before it. Rows come newest first."""
    kept: list[Stored] = []
    for row in found.rows:
        if at.end is None or row.recorded_at < at.end:
            kept.append(row)
        if at.start is not None and row.recorded_at <= at.start:
            return Found(tuple(kept))
    return Found(tuple(kept), found.next)


def _drawn(call: Call, place: Place, found: Found, *, is_filtered: bool) -> Answer:
    if place.id is not None and not found.rows and not is_filtered:
        return absent()
    entries = [_entry(stored, call.base) for stored in found.rows]
    return Answer(200, bundle("history", entries, links=links_of(call, found.next), total=found.total))


def _moment(call: Call, name: str) -> Interval | Answer | None:
    text = call.named(name)
    if text is None:
        return None
    # A plus sign in an address is read as a blank: zones are often sent so.
    return interval(text.replace(" ", "+")) or one(400, "value", f"{name} is an instant or a date, such as 2026-11-22T08:00:00+01:00")


def _entry(stored: Stored, base: str) -> BundleEntry:
    address = f"{stored.type}/{stored.id}"
    method = "DELETE" if stored.deleted else "POST" if stored.version == 1 else "PUT"
    status = "204 No Content" if stored.deleted else "201 Created" if stored.version == 1 else "200 OK"
    request = {"method": method, "url": stored.type if method == "POST" else address}
    response = {"status": status, "etag": entity_tag(stored.version), "lastModified": stored.recorded_at.isoformat()}
    body = None if stored.deleted else stored.body
    return BundleEntry(f"{base}/{address}", body, {"request": request, "response": response})
