"""Page sizes, cursors and the links that lead on.

Source: FHIR R4 4.0.1, http.html#paging, search.html#count. Cursors are the gate's: signed, and good for the same question only.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from innsyn.edge.fhir_api.bundles import Link
from innsyn.edge.fhir_api.exchange import Answer, Call
from innsyn.edge.fhir_api.refusals import one

MOST = 500
USUAL = 50


@dataclass(frozen=True, slots=True)
class PageAsked:
    """count: rows wanted; 0 asks for none. after: the cursor of the page before, None for the first."""

    count: int
    after: str | None


def page_asked(call: Call) -> PageAsked | Answer:
    """Read `_count` and `_page`. More than 500 gives 500, as the standard allows."""
    text = call.named("_count")
    if text is not None and not (text.isascii() and text.isdigit() and len(text) < 10):
        return one(400, "value", "_count is a whole number from 0")
    return PageAsked(min(int(text), MOST) if text is not None else USUAL, call.named("_page") or None)


def links_of(call: Call, next_cursor: str | None) -> list[Link]:
    """Give the links to this page and to the next, from the parameters of this call."""
    here = "/".join((call.base, *call.path))
    kept = [(name, value) for name, value in call.query if name != "_page"]
    links = [("self", _address(here, list(call.query)))]
    return [*links, ("next", _address(here, [*kept, ("_page", next_cursor)]))] if next_cursor else links


def _address(here: str, query: list[tuple[str, str]]) -> str:
    return f"{here}?{urlencode(query)}" if query else here
