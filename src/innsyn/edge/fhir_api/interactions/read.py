"""read: the version that stands. Source: FHIR R4 4.0.1, http.html#read."""

from innsyn.edge.fhir_api.exchange import Answer, Call
from innsyn.edge.fhir_api.interactions.kept import shown_kept
from innsyn.edge.fhir_api.ports import Kept
from innsyn.edge.fhir_api.refusals import absent, refusal
from innsyn.edge.fhir_api.routing import Place
from innsyn.edge.fhir_api.service import Service
from innsyn.edge.fhir_api.shown import shown


async def read(service: Service, call: Call, place: Place) -> Answer:
    """Answer a read."""
    virtual = service.virtual_types.get(place.type or "")
    if virtual is not None:
        made = await virtual.read(call.client, place.id or "", call.now, base=call.base)
        if isinstance(made, list):
            return refusal(made)
        if isinstance(made, Kept):
            return shown_kept(call, made)
        return absent() if made is None else Answer(200, made)
    return shown(call, await service.gate.read(call.client, place.type or "", place.id or "", call.now))
