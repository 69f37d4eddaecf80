"""Registering a client, changing it, and ending it for good."""

from innsyn.features.clients.forms import ClientForm, NewClientForm, filled
from innsyn.features.clients.pages import HOME, NOT_ADMINISTRATOR, administered_client
from innsyn.gate.administrators import administered_organisation
from innsyn.web import Answer, Limit, Need, Redirect, StaffCall, View, action, page
from innsyn.web.clients import By, RegisteredClient
from innsyn.web.clients.registration import Mistake, registration

_CHANGES = Limit(count=30, per_s=60)
_TAKEN = (Mistake("client_id", "taken"),)


@page(HOME + "/new", need=Need.STAFF, title="clients.new")
async def new(call: StaffCall) -> Answer:
    """Show the empty form."""
    if await administered_organisation(call.gate.directory, call.actor) is None:
        return NOT_ADMINISTRATOR
    return _form(NewClientForm())


@action(HOME + "/new", need=Need.STAFF, title="clients.new", limit=_CHANGES)
async def register(call: StaffCall) -> Answer:
    """Register a client of the administrator's own organisation."""
    organisation = await administered_organisation(call.gate.directory, call.actor)
    if organisation is None:
        return NOT_ADMINISTRATOR
    form = NewClientForm(call.form)
    unnamed = RegisteredClient(client_id=(form.client_id.data or "").strip(), name="", organisation=organisation, scopes="")
    made = registration(form.wish(), unnamed)
    if not isinstance(made, RegisteredClient):
        return _wrong(form, made)
    if not await call.clients.add(made, by=_by(call), now=call.now):
        return _wrong(form, _TAKEN)
    return Redirect(to=f"{HOME}/{made.client_id}", notice="clients.registered")


@page(HOME + "/{client_id}/change", need=Need.STAFF, title="clients.change")
async def changing(call: StaffCall, client_id: str) -> Answer:
    """Show what is registered, to be changed."""
    client = await administered_client(call, client_id)
    return _form(filled(client), client) if isinstance(client, RegisteredClient) else client


@action(HOME + "/{client_id}/change", need=Need.STAFF, title="clients.change", limit=_CHANGES)
async def change(call: StaffCall, client_id: str) -> Answer:
    """Change a client; the tokens it has end at once."""
    client = await administered_client(call, client_id)
    if not isinstance(client, RegisteredClient):
        return client
    form = ClientForm(call.form)
    made = registration(form.wish(), client)
    if not isinstance(made, RegisteredClient):
        return _wrong(form, made, client)
    if not await call.clients.change(made, by=_by(call), now=call.now):
        return Redirect(to=f"{HOME}/{client_id}", notice="clients.not_changed")
    return Redirect(to=f"{HOME}/{client_id}", notice="clients.changed")


@page(HOME + "/{client_id}/end", need=Need.STAFF, title="clients.end")
async def ending(call: StaffCall, client_id: str) -> Answer:
    """Ask once more."""
    client = await administered_client(call, client_id)
    return View("clients/end.html", {"client": client}) if isinstance(client, RegisteredClient) else client


@action(HOME + "/{client_id}/end", need=Need.STAFF, title="clients.end", limit=_CHANGES)
async def end(call: StaffCall, client_id: str) -> Answer:
    """End a client and its tokens, for good."""
    client = await administered_client(call, client_id)
    if not isinstance(client, RegisteredClient):
        return client
    is_ended = await call.clients.revoke(client_id, by=_by(call), now=call.now)
    return Redirect(to=f"{HOME}/{client_id}", notice="clients.ended" if is_ended else "clients.not_changed")


def _by(call: StaffCall) -> By:
    return By(call.actor.key, call.actor.name)


def _form(form: ClientForm, client: RegisteredClient | None = None, *, status: int = 200) -> View:
    return View("clients/form.html", {"form": form, "client": client}, status=status)


def _wrong(form: ClientForm, mistakes: tuple[Mistake, ...], client: RegisteredClient | None = None) -> View:
    form.say(mistakes)
    return _form(form, client, status=422)
