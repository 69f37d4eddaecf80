"""create, also when nothing matches If-None-Exist. Source: FHIR R4 4.0.1, http.html#create, #ccreate.

Some clients put the condition in the address, as for the other conditional changes: to pass it over would create a second resource.
"""

from collections.abc import Mapping

from innsyn.edge.fhir_api.conditions import conditions_of, searched
from innsyn.edge.fhir_api.delivering import answered, deliver_one, preferred_body
from innsyn.edge.fhir_api.exchange import Answer, Call
from innsyn.edge.fhir_api.incoming import resource_of
from innsyn.edge.fhir_api.refusals import one
from innsyn.edge.fhir_api.routing import Place
from innsyn.edge.fhir_api.service import Service
from innsyn.edge.fhir_api.shown import address_of, version_headers
from innsyn.fhir.bundle import Entry
from innsyn.gate.values import Stored


async def create(service: Service, call: Call, place: Place) -> Answer:
    """Answer a create. A condition that matches one resource answers 200 with where it is."""
    type_ = place.type or ""
    sent = resource_of(call)
    if isinstance(sent, Answer):
        return sent
    if sent.resource["resourceType"] != type_:
        return one(422, "value", "the resource is of another type than the address", "resourceType")
    condition = _condition(call, type_)
    if isinstance(condition, Answer):
        return condition
    entry = Entry(0, None, "POST", type_, condition, sent.resource, sent.received)
    taken = await deliver_one(service, call, entry)
    found = taken.found.get(0)
    return await _found(service, call, found) if found is not None and 0 not in taken.problems else answered(call, entry, taken)


def _condition(call: Call, type_: str) -> Mapping[str, str] | Answer:
    """Read what must not exist, from the header or from the address."""
    in_header, in_address = conditions_of(call, "if-none-exist"), searched(type_, call)
    if in_address is None:
        return in_header
    if in_header:
        return one(400, "invalid", "a condition stands in If-None-Exist or in the address, not in both")
    return {"ifNoneExist": in_address}


async def _found(service: Service, call: Call, address: str) -> Answer:
    """Answer with what the condition found, as far as the client may read it."""
    type_, _, id_ = address.partition("/")
    stored = await service.gate.read(call.client, type_, id_, call.now) if call.client.may("read", type_) else None
    if not isinstance(stored, Stored) or stored.deleted:
        return Answer(200, None, (("location", f"{call.base}/{address}"),))
    headers = (*version_headers(stored), ("location", address_of(stored, call.base)))
    return Answer(200, preferred_body(call, stored.body), headers)
