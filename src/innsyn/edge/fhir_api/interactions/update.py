"""update by id or by search, which creates what is not there. Source: FHIR R4 4.0.1, http.html#update, #cond-update."""

from innsyn.edge.fhir_api.conditions import conditions_of, searched
from innsyn.edge.fhir_api.delivering import answered, deliver_one
from innsyn.edge.fhir_api.exchange import Answer, Call
from innsyn.edge.fhir_api.incoming import resource_of
from innsyn.edge.fhir_api.refusals import one
from innsyn.edge.fhir_api.routing import Place
from innsyn.edge.fhir_api.service import Service
from innsyn.fhir.bundle import Entry


async def update(service: Service, call: Call, place: Place) -> Answer:
    """Answer an update."""
    type_ = place.type or ""
    url = f"{type_}/{place.id}" if place.id else searched(type_, call)
    if url is None:
        return one(400, "required", "an update names its resource: PUT [type]/[id], or PUT [type]?[condition]")
    sent = resource_of(call)
    if isinstance(sent, Answer):
        return sent
    if sent.resource["resourceType"] != type_:
        return one(422, "value", "the resource is of another type than the address", "resourceType")
    own_id = sent.resource.get("id")
    if place.id and own_id != place.id:
        return one(400, "value" if own_id else "required", "the resource must have the id in the address", f"{type_}.id")
    entry = Entry(0, None, "PUT", url, conditions_of(call, "if-match", "if-none-match"), sent.resource, sent.received)
    return answered(call, entry, await deliver_one(service, call, entry))
