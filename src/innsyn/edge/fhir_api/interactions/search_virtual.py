"""Search of a type that is made from something else than stored resources.

Source: FHIR R4 4.0.1, search.html.
"""

from innsyn.edge.fhir_api.bundles import BundleEntry, bundle
from innsyn.edge.fhir_api.exchange import Answer, Call
from innsyn.edge.fhir_api.paging import links_of, page_asked
from innsyn.edge.fhir_api.ports import Pairs, VirtualType
from innsyn.edge.fhir_api.refusals import one, refusal

_OF_THE_ANSWER = frozenset({"_count", "_page", "_format", "_pretty", "_total"})


async def search_virtual(virtual: VirtualType, call: Call, pairs: Pairs) -> Answer:
    """Answer it. Unknown parameters are refused when the caller prefers strict handling, else left out."""
    known = {parameter.name for parameter in virtual.parameters}
    kept = tuple(pair for pair in pairs if pair[0].partition(":")[0] in known)
    unknown = any(name not in _OF_THE_ANSWER and name.partition(":")[0] not in known for name, _ in pairs)
    if unknown and call.prefer.is_strict:
        return one(400, "not-supported", f"{virtual.type} is searched by {', '.join(sorted(known))}")
    page = page_asked(call)
    if isinstance(page, Answer):
        return page
    found = await virtual.search(call.client, kept, call.now, base=call.base, count=page.count, after=page.after)
    if isinstance(found, list):
        return refusal(found)
    mode = {"search": {"mode": "match"}}
    entries = [BundleEntry(f"{call.base}/{virtual.type}/{id_}", body, mode) for id_, body in found.resources]
    return Answer(200, bundle("searchset", entries, links=links_of(call, found.next), total=found.total))
