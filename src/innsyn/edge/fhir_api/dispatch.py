"""From a request that is understood to the interaction that answers it.

Source: FHIR R4 4.0.1, http.html#summary.
"""

from collections.abc import Awaitable, Callable

from innsyn.edge.fhir_api.exchange import Answer, Call
from innsyn.edge.fhir_api.interactions.create import create
from innsyn.edge.fhir_api.interactions.delete import delete
from innsyn.edge.fhir_api.interactions.history import history
from innsyn.edge.fhir_api.interactions.kept import INTERACTIONS, change_kept
from innsyn.edge.fhir_api.interactions.metadata import capabilities
from innsyn.edge.fhir_api.interactions.operation import operation
from innsyn.edge.fhir_api.interactions.patch import patch
from innsyn.edge.fhir_api.interactions.read import read
from innsyn.edge.fhir_api.interactions.search import search, search_compartment
from innsyn.edge.fhir_api.interactions.transaction import transaction
from innsyn.edge.fhir_api.interactions.update import update
from innsyn.edge.fhir_api.interactions.vread import vread
from innsyn.edge.fhir_api.person_numbers import IN_ADDRESS, names_person
from innsyn.edge.fhir_api.refusals import one, refusal
from innsyn.edge.fhir_api.routing import NoRoute, Place, place_of
from innsyn.edge.fhir_api.scopes import NEEDED, not_granted
from innsyn.edge.fhir_api.service import Service

Interaction = Callable[[Service, Call, Place], Awaitable[Answer]]
"""Answers one kind of request."""

_INTERACTIONS: dict[str, Interaction] = {
    "capabilities": capabilities,
    "read": read,
    "vread": vread,
    "history-instance": history,
    "history-type": history,
    "history-system": history,
    "search-type": search,
    "search-system": search,
    "search-compartment": search_compartment,
    "create": create,
    "update": update,
    "conditional-update": update,
    "patch": patch,
    "conditional-patch": patch,
    "delete": delete,
    "conditional-delete": delete,
    "operation": operation,
}
_OF_A_VIRTUAL_TYPE = ("read", "search-type", "operation")
_WORDS = {
    "": "there is no such address",
    "type": "FHIR R4 has no such resource type",
    "id": "an id is one to 64 letters, digits, dashes and dots",
    "version": "a version is one to 64 letters, digits, dashes and dots",
}


async def dispatch(service: Service, call: Call) -> Answer:
    """Answer one request that stands in a bundle."""
    place = place_of(call.method, call.path)
    return nowhere(place) if isinstance(place, NoRoute) else await dispatch_to(service, call, place)


async def dispatch_to(service: Service, call: Call, place: Place) -> Answer:
    """Answer one request of somebody who may come in."""
    if place.route.interaction == "openapi":
        return nowhere(NoRoute())
    if not call.is_inside and names_person(call.path, call.query):
        return refusal([IN_ADDRESS], status=400)
    name = place.route.interaction
    kept = service.kept_types.get(place.type or "") if name in INTERACTIONS else None
    if kept is None and place.type in service.virtual_types and name not in _OF_A_VIRTUAL_TYPE:
        return one(405, "not-supported", "resources of this type do not take this interaction here").with_headers(("allow", "GET, HEAD"))
    if name in NEEDED and (no := not_granted(call, NEEDED[name], place.type)) is not None:
        return no
    if kept is not None:
        return await change_kept(kept, call, place)
    if name == "transaction":
        return await transaction(service, call, dispatch)
    return await _INTERACTIONS[name](service, call, place)


def nowhere(place: NoRoute) -> Answer:
    """Answer for an address that leads nowhere, or not by this method."""
    if place.allowed:
        return one(405, "not-supported", "this address does not take that method").with_headers(("allow", allowed(place.allowed)))
    return one(404, "not-found", _WORDS[place.part])


def allowed(methods: tuple[str, ...]) -> str:
    """Write the methods of an address as the Allow header has them."""
    return ", ".join([*methods, *(("HEAD",) if "GET" in methods else ()), "OPTIONS"])
