"""An organisation's machine clients: the list, and one of them with what was done to it."""

from innsyn.gate.administrators import administered_organisation
from innsyn.web import ABSENT, Answer, Need, StaffCall, View, page
from innsyn.web.clients import RegisteredClient
from innsyn.web.clients.public_keys import read_keys

HOME = "/desk/clients"
NOT_ADMINISTRATOR = View("clients/not_administrator.html", status=403)


@page(HOME, need=Need.STAFF, title="clients.title")
async def clients(call: StaffCall) -> Answer:
    """List the clients of the administrator's organisation."""
    organisation = await administered_organisation(call.gate.directory, call.actor)
    if organisation is None:
        return NOT_ADMINISTRATOR
    return View("clients/list.html", {"clients": await call.clients.of(organisation)})


@page(HOME + "/{client_id}", need=Need.STAFF, title="clients.one")
async def client(call: StaffCall, client_id: str) -> Answer:
    """Show one client."""
    found = await administered_client(call, client_id)
    if not isinstance(found, RegisteredClient):
        return found
    keys = read_keys(found.keys) if found.keys else {}
    told = {"client": found, "kids": () if isinstance(keys, str) else tuple(keys), "events": await call.clients.events(client_id)}
    return View("clients/one.html", told)


async def administered_client(call: StaffCall, client_id: str) -> RegisteredClient | Answer:
    """Find a client the reader administers; another organisation's looks like none."""
    organisation = await administered_organisation(call.gate.directory, call.actor)
    if organisation is None:
        return NOT_ADMINISTRATOR
    found = await call.clients.find(client_id)
    return found if found is not None and found.organisation == organisation else ABSENT
