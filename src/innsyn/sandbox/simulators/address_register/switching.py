"""The sandbox's own ways into the register: a clinic switches a process on or off, or gets a system of its own. No real register has them.

`{"herId": …, "process": "Dialog_Innbygger_Ekonsultasjon", "isOn": false}`, and `"version": "1.2"` to switch on an older one.
`{"organisation": "…", "address": "https://…"}` for a system that speaks FHIR; an empty address takes it away."""

import json
from typing import Any

from litestar import Request, Response
from litestar.datastructures import State

from innsyn.sandbox.simulators.address_register.answers import problem
from innsyn.sandbox.simulators.address_register.processes import VERSIONS
from innsyn.sandbox.simulators.address_register.register import Register

_FHIR = "E_FHIR"


async def switch(request: Request[Any, Any, State], register: Register) -> Response[Any]:
    """Switch, and answer with the id of the event this made. The body must be called JSON: no page can forge that."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        return problem(400)
    try:
        asked = json.loads(await request.body())
        her_id, process, is_on = asked["herId"], asked["process"], asked["isOn"]
        version = str(asked.get("version", VERSIONS[process])) if is_on else None
    except (ValueError, KeyError, TypeError, AttributeError):
        return problem(400)
    if not isinstance(is_on, bool) or process not in VERSIONS:
        return problem(400)
    if not isinstance(her_id, int) or register.document(her_id) is None:
        return problem(404)
    register.switch(her_id, process, version)
    return Response({"eventId": register.last}, media_type="application/json")


async def connect(request: Request[Any, Any, State], register: Register) -> Response[Any]:
    """Give an organisation, and everybody below it, a system that speaks FHIR; answer with the id of the last event this made."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        return problem(400)
    try:
        asked = json.loads(await request.body())
        organisation, address = int(asked["organisation"]), asked["address"]
    except (ValueError, KeyError, TypeError):
        return problem(400)
    parties = [
        each for each in register.documents() if organisation in (each.get("OrganizationNumber"), each.get("ParentOrganizationNumber"))
    ]
    if not isinstance(address, str) or not parties:
        return problem(400 if parties else 404)
    for party in parties:
        others = [each for each in party["ElectronicAddresses"] if each["TypeCodeValue"] != _FHIR]
        own = {"TypeCodeValue": _FHIR, "Address": address, "Inherited": False}
        register.put({**party, "ElectronicAddresses": [*others, own] if address else others})
    return Response({"eventId": register.last}, media_type="application/json")
