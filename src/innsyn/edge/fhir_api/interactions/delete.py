"""delete by id or by search. Source: FHIR R4 4.0.1, http.html#delete, #3.1.0.7.1."""

from innsyn.edge.fhir_api.conditions import conditions_of, searched
from innsyn.edge.fhir_api.delivering import answered, deliver_one
from innsyn.edge.fhir_api.exchange import Answer, Call
from innsyn.edge.fhir_api.refusals import one
from innsyn.edge.fhir_api.routing import Place
from innsyn.edge.fhir_api.service import Service
from innsyn.fhir.bundle import Entry


async def delete(service: Service, call: Call, place: Place) -> Answer:
    """Answer a delete. What is not there, or was deleted before, is as asked: 204."""
    url = f"{place.type}/{place.id}" if place.id else searched(place.type or "", call)
    if url is None:
        return one(400, "required", "a delete names its resource: DELETE [type]/[id], or DELETE [type]?[condition]")
    entry = Entry(0, None, "DELETE", url, conditions_of(call, "if-match"), None, None)
    return answered(call, entry, await deliver_one(service, call, entry))
