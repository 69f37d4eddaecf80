"""search of a type, of a compartment and of the whole server, by GET and by POST.

Source: FHIR R4 4.0.1, http.html#search, #vsearch; compartmentdefinition-patient.html.
"""

from innsyn.edge.fhir_api.exchange import Answer, Call
from innsyn.edge.fhir_api.incoming import form_of
from innsyn.edge.fhir_api.interactions.search_virtual import search_virtual
from innsyn.edge.fhir_api.ports import Pairs, VirtualType
from innsyn.edge.fhir_api.refusals import absent, one, refusal, refused
from innsyn.edge.fhir_api.routing import Place
from innsyn.edge.fhir_api.scopes import not_granted
from innsyn.edge.fhir_api.search import SearchPlace, searchset
from innsyn.edge.fhir_api.search import search as search_stored
from innsyn.edge.fhir_api.service import Service
from innsyn.fhir.search_request import read_search
from innsyn.gate.refused import Refused
from innsyn.gate.values import Owner

_PATIENT, _BY_PATIENT = "Patient", "patient"


async def search(service: Service, call: Call, place: Place) -> Answer:
    """Answer a search of a type or of the whole server."""
    pairs = _pairs(call)
    if isinstance(pairs, Answer):
        return pairs
    virtual = service.virtual_types.get(place.type or "")
    if virtual is not None:
        return await search_virtual(virtual, call, pairs)
    return await _searched(service, call, place.type, pairs, None)


async def search_compartment(service: Service, call: Call, place: Place) -> Answer:
    """Answer a search in one patient's compartment: one type of it, or all."""
    if place.type != _PATIENT:
        return one(404, "not-supported", "of compartments this server has the Patient's")
    if (no := not_granted(call, "search", place.compartment)) is not None:
        return no
    pairs = _pairs(call)
    if isinstance(pairs, Answer):
        return pairs
    virtual = service.virtual_types.get(place.compartment or "")
    if virtual is not None:
        return await _made_in_compartment(virtual, call, place.id or "", pairs)
    owner = await service.gate.whose(call.client, place.id or "")
    return absent() if owner is None else await _searched(service, call, place.compartment, pairs, owner)


async def _made_in_compartment(virtual: VirtualType, call: Call, patient_id: str, pairs: Pairs) -> Answer:
    """Search a type that is made from something else for one patient: it belongs to a compartment when it is searched by patient."""
    if _BY_PATIENT not in {each.name for each in virtual.parameters}:
        return one(404, "not-supported", f"{virtual.type} is not in the Patient compartment")
    if any(name.partition(":")[0] == _BY_PATIENT for name, _ in pairs):
        return one(400, "invalid", "the address names the patient already")
    return await search_virtual(virtual, call, (*pairs, (_BY_PATIENT, f"{_PATIENT}/{patient_id}")))


def _pairs(call: Call) -> Pairs | Answer:
    """Join the parameters of the address and of a posted form."""
    if call.method != "POST":
        return tuple(call.query)
    fields = form_of(call)
    return fields if isinstance(fields, Answer) else (*call.query, *fields)


async def _searched(service: Service, call: Call, type_: str | None, pairs: Pairs, whose: Owner | None) -> Answer:
    request = read_search(type_, pairs, strict=call.prefer.is_strict, base=call.base)
    if isinstance(request, list):
        return refusal(request)
    path = "/".join(part for part in call.path if part != "_search")
    place = SearchPlace(call.base, path, whose, is_posted=call.method == "POST" or call.is_inside)
    found = await search_stored(service.gate, call.client, request, call.now, place=place, cursors=service.cursors)
    if isinstance(found, Refused):
        return refused(found)
    return refusal(found) if isinstance(found, list) else Answer(200, searchset(found))
