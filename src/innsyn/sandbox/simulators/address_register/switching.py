"""The sandbox's own way into the register: a clinic switches a process on or off. No real register has it.

`{"herId": …, "process": "Dialog_Innbygger_Ekonsultasjon", "isOn": false}`, and `"version": "1.2"` to switch on an older one."""

import json
from typing import Any

from litestar import Request, Response
from litestar.datastructures import State

from innsyn.sandbox.simulators.address_register.answers import problem
from innsyn.sandbox.simulators.address_register.processes import VERSIONS
from innsyn.sandbox.simulators.address_register.register import Register


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
