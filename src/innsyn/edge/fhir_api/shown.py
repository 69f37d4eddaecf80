"""Shows a stored version: its bytes as they stand, with entity tag and time, or 304, 404 and 410.

Source: FHIR R4 4.0.1, http.html#read, #cread.
"""

from innsyn.edge.fhir_api.exchange import Answer, Call
from innsyn.edge.fhir_api.refusals import absent, deleted, refused
from innsyn.edge.fhir_api.subsets import subset_of
from innsyn.edge.fhir_api.validators import entity_tag, is_known, last_modified
from innsyn.gate.refused import Refused
from innsyn.gate.values import Stored


def version_headers(stored: Stored) -> tuple[tuple[str, str], ...]:
    """Say which version this is and from when."""
    return (("etag", entity_tag(stored.version)), ("last-modified", last_modified(stored.recorded_at)))


def address_of(stored: Stored, base: str) -> str:
    """Give the address of one version."""
    return f"{base}/{stored.type}/{stored.id}/_history/{stored.version}"


def shown(call: Call, found: Stored | Refused | None) -> Answer:
    """Answer a read or vread."""
    if found is None:
        return absent()
    if isinstance(found, Refused):
        return refused(found)
    headers = version_headers(found)
    if found.deleted:
        return deleted().with_headers(*headers)
    known_tag, known_time = call.headers.get("if-none-match"), call.headers.get("if-modified-since")
    if is_known(found.version, found.recorded_at, if_none_match=known_tag, if_modified_since=known_time):
        return Answer(304, None, headers)
    body = subset_of(found.body, call)
    return body if isinstance(body, Answer) else Answer(200, body, headers)
