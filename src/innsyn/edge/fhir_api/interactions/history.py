"""history of one resource, of a type, or of everything the client may see, newest first.

Source: FHIR R4 4.0.1, http.html#history.
"""

from innsyn.edge.fhir_api.bundles import BundleEntry, bundle
from innsyn.edge.fhir_api.exchange import Answer, Call
from innsyn.edge.fhir_api.paging import PageAsked, links_of, page_asked
from innsyn.edge.fhir_api.refusals import absent, one, refusal, refused
from innsyn.edge.fhir_api.routing import Place
from innsyn.edge.fhir_api.service import Service
from innsyn.edge.fhir_api.validators import entity_tag
from innsyn.fhir.dates import Interval, interval
from innsyn.gate.reading import Page
from innsyn.gate.refused import Refused
from innsyn.gate.values import Found, Stored
from innsyn.kernel.outcome import Problem


async def history(service: Service, call: Call, place: Place) -> Answer:
    """Answer a history."""
    page, since, at = page_asked(call), _moment(call, "_since"), _moment(call, "_at")
    for wrong in (page, since, at):
        if isinstance(wrong, Answer):
            return wrong
    assert isinstance(page, PageAsked) and not isinstance(since, Answer) and not isinstance(at, Answer)  # noqa: S101 -- for the type checker
    asked = Page(max(page.count, 1), page.after)
    found = await service.gate.history(
        call.client, place.type, place.id, call.now, asked, since=since.start if since else None, at=(at.start, at.end) if at else None
    )  # fmt: skip
    if isinstance(found, Refused):
        return refused(found)
    if isinstance(found, Problem):
        return refusal([found])
    return _drawn(call, place, found, is_filtered=since is not None or at is not None or page.after is not None)


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
