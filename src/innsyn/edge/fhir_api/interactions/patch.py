"""patch by id or by search. Source: FHIR R4 4.0.1, http.html#patch, #cond-patch."""

from innsyn.edge.fhir_api.conditions import conditions_of, searched
from innsyn.edge.fhir_api.delivering import answered, deliver_one
from innsyn.edge.fhir_api.exchange import Answer, Call
from innsyn.edge.fhir_api.patches import patch_of
from innsyn.edge.fhir_api.refusals import one
from innsyn.edge.fhir_api.routing import Place
from innsyn.edge.fhir_api.service import Service
from innsyn.fhir.bundle import Entry


async def patch(service: Service, call: Call, place: Place) -> Answer:
    """Answer a patch: the version that stands is changed and checked as an update is."""
    url = f"{place.type}/{place.id}" if place.id else searched(place.type or "", call)
    if url is None:
        return one(400, "required", "a patch names its resource: PATCH [type]/[id], or PATCH [type]?[condition]")
    change = patch_of(call)
    if isinstance(change, Answer):
        return change
    entry = Entry(0, None, "PATCH", url, conditions_of(call, "if-match"), None, None, patch=change)
    return answered(call, entry, await deliver_one(service, call, entry))
