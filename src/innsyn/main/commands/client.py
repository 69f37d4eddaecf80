"""Look after machine clients from the command line: add one, with a key pair when asked, list, show and revoke."""

import asyncio
import json
import os
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, TypeVar

import asyncpg
import click
from joserfc.jwk import ECKey

from innsyn.kernel.clock import system_clock
from innsyn.kernel.ids import is_organisation_number
from innsyn.main.folders import chosen_folder
from innsyn.main.registry_database import registry_database
from innsyn.main.settings import Settings, read_settings
from innsyn.main.world import demo_organisation, has_world, known_world
from innsyn.web.clients import By, ClientsUnavailable, RegisteredClient
from innsyn.web.clients.postgres import PostgresClients
from innsyn.web.clients.registration import Mistake, Wish, registration

T = TypeVar("T")
BY = By("command", "./innsyn client")

WRONG = {
    "client_id": "--id takes 4 to 64 lower case letters, digits and dashes",
    "name": "the name takes 1 to 100 characters",
    "contact": "--contact takes an e-mail address",
    "no_scopes": "--scope takes at least one SMART scope, as system/Patient.rs",
    "unknown_scopes": "at least one of the scopes does not exist: write them as system/Patient.rs system/Observation.crus",
    "login_client": "--login-client takes a client id as the citizens' provider writes it",
    "one_of_two": "give keys in one way: --new-key, --keys or --keys-url",
    "no_keys": "give its public keys: --new-key makes a pair, --keys names a file, --keys-url an address",
    "not_keys": "the file is no JWK set in JSON",
    "private_key": "the file holds a private key: it is no secret any more, make a new one and hand over the public half alone",
    "no_kid": "each key needs an id (kid)",
    "same_kid": "two keys have the same id (kid)",
    "kind_of_key": "only RSA and EC keys (P-256, P-384, P-521) are taken",
    "weak_key": "an RSA key needs at least 2048 bits",
    "too_many_keys": "at most 20 keys are taken",
    "keys_url": "--keys-url takes an address that begins with https://",
}
"""What is wrong with a registration, by the registry's word for it."""


def _at(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say where, and in which form."""
    command = click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")(command)
    return click.option("--data", type=click.Path(path_type=Path, file_okay=False), help="Data folder; the demo's when not given.")(command)


@click.group(name="client")
def command() -> None:
    """Look after machine clients: systems that use /fhir on behalf of an organisation."""


@command.command(name="add")
@click.argument("name")
@click.option("--id", "client_id", help="Client id; made of the name when not given.")
@click.option("--organisation", help="Number of the organisation it acts for. In the demo: its first hospital trust.")
@click.option("--scope", "scopes", multiple=True, required=True, help="SMART scopes; may be given several times.")
@click.option("--contact", required=True, help="E-mail of those who run it.")
@click.option("--new-key", type=click.Path(path_type=Path, dir_okay=False), help="Make a key pair, and keep the private half in this file.")
@click.option("--keys", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="File with its public keys (JWK set).")
@click.option("--keys-url", default="", help="Address of its public keys.")
@click.option("--bearer", is_flag=True, help="Let its tokens be unbound (not recommended).")
@click.option("--login-client", default="", help="Its client id at the citizens' provider, when it brings their logins.")
@_at
def add(data: Path | None, as_json: bool, new_key: Path | None, keys: Path | None, **said: Any) -> None:
    """Register a client called NAME."""
    settings = _settings(data)
    if new_key and (keys or said["keys_url"]):
        raise click.ClickException(WRONG["one_of_two"])
    if new_key and new_key.exists():
        raise click.ClickException(f"{new_key} is there already: a key is never overwritten")
    made = ECKey.generate_key("P-256", parameters={"alg": "ES256", "use": "sig"}, auto_kid=True) if new_key else None
    public = json.dumps(made.as_dict(private=False)) if made else keys.read_text(encoding="utf-8") if keys else ""
    client = _registered(settings, said, public)
    if made and new_key:
        _keep(new_key, json.dumps(made.as_dict(private=True)))
    if not _run(settings, lambda clients: clients.add(client, by=BY, now=system_clock())):
        if new_key:
            new_key.unlink()
        raise click.ClickException(f"{client.client_id} is taken, perhaps by a client that has ended: choose another with --id")
    click.echo(json.dumps(_as_json(client, new_key)) if as_json else _told(client, new_key))


@command.command(name="list")
@click.option("--organisation", help="Only those of this organisation.")
@_at
def list_(organisation: str | None, data: Path | None, as_json: bool) -> None:
    """List clients."""
    found = _run(_settings(data), lambda clients: clients.of(organisation))
    if as_json:
        click.echo(json.dumps([_as_json(client) for client in found]))
    for client in [] if as_json else found:
        state = "ended" if client.is_revoked else "Bearer allowed" if client.allows_bearer else "DPoP"
        click.echo(f"{client.client_id:32}{client.organisation:11}{state:16}{client.name}")


@command.command(name="show")
@click.argument("client_id")
@_at
def show(client_id: str, data: Path | None, as_json: bool) -> None:
    """Show one client, and what has been done to it."""

    async def asked(clients: PostgresClients) -> Any:
        return await clients.find(client_id), await clients.events(client_id)

    client, events = _run(_settings(data), asked)
    if client is None:
        raise click.ClickException(f"there is no client {client_id}; ./innsyn client list shows which there are")
    told = [{"what": event.kind, "at": event.at.isoformat(), "by": event.by.name} for event in events]
    if as_json:
        click.echo(json.dumps(_as_json(client) | {"events": told}))
    else:
        click.echo("\n".join([_told(client), *(f"{each['at']}  {each['what']} by {each['by']}" for each in told)]))


@command.command(name="revoke")
@click.argument("client_id")
@_at
def revoke(client_id: str, data: Path | None, as_json: bool) -> None:
    """End a client for good. Its tokens are refused within a second."""
    is_ended = _run(_settings(data), lambda clients: clients.revoke(client_id, by=BY, now=system_clock()))
    if not is_ended:
        raise click.ClickException(f"there is no client {client_id} that has not ended before")
    click.echo(json.dumps({"client_id": client_id, "ended": True}) if as_json else f"{client_id} has ended")


def _settings(data: Path | None) -> Settings:
    settings = read_settings()
    return replace(settings, data=chosen_folder(data, settings))


def _run(settings: Settings, act: Callable[[PostgresClients], Awaitable[T]]) -> T:
    async def acted(dsn: str) -> T:
        async with asyncpg.create_pool(dsn, min_size=1, max_size=1) as pool:
            return await act(PostgresClients(pool))

    try:
        with registry_database(settings) as dsn:
            return asyncio.run(acted(dsn))
    except (ClientsUnavailable, OSError) as away:
        raise click.ClickException("the database does not answer") from away


def _registered(settings: Settings, said: dict[str, Any], public: str) -> RegisteredClient:
    """Make the registration. Raises ClickException naming what is wrong."""
    unnamed = RegisteredClient(
        client_id=said["client_id"] or _id_of(said["name"]), name="", organisation=_organisation(settings, said["organisation"]), scopes=""
    )
    wish = Wish(
        name=said["name"],
        contact=said["contact"],
        scopes=" ".join(said["scopes"]),
        keys=public,
        keys_url=said["keys_url"],
        allows_bearer=said["bearer"],
        login_client=said["login_client"],
    )
    made = registration(wish, unnamed, may_be_local=has_world(settings.data))
    if isinstance(made, RegisteredClient):
        return made
    raise click.ClickException("; ".join(_said(each) for each in made))


def _said(mistake: Mistake) -> str:
    return WRONG[mistake.what]


def _organisation(settings: Settings, named: str | None) -> str:
    if named is not None and not is_organisation_number(named):
        raise click.BadParameter("takes an organisation number: nine digits whose check digit holds", param_hint="--organisation")
    if named is None and not has_world(settings.data):
        raise click.ClickException("say whom it acts for, with --organisation; only the demo has an organisation of its own")
    return named or demo_organisation(known_world(settings.data, system_clock()))


def _id_of(name: str) -> str:
    """Make an id of a name: its plain letters and digits, and some that no other has."""
    plain = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in name.lower()).strip("-")[:40]
    return f"{plain or 'client'}-{uuid.uuid4().hex[:6]}"


def _keep(path: Path, text: str) -> None:
    """Write a private key for its owner alone."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)


def _as_json(client: RegisteredClient, new_key: Path | None = None) -> dict[str, Any]:
    told = asdict(client) | {"revoked_at": client.revoked_at.isoformat() if client.revoked_at else None}
    told["keys"] = json.loads(client.keys) if client.keys else None
    return told | ({"private_key": str(new_key)} if new_key else {})


def _told(client: RegisteredClient, new_key: Path | None = None) -> str:
    rows = {
        "client id": client.client_id,
        "name": client.name,
        "organisation": client.organisation,
        "scopes": client.scopes,
        "tokens": "may be unbound (Bearer)" if client.allows_bearer else "bound to a key (DPoP)",
        "public keys": client.keys_url or ", ".join(key["kid"] for key in json.loads(client.keys)["keys"]),
        "contact": client.contact,
        **({"login client": client.login_client} if client.login_client else {}),
        **({"ended": client.revoked_at.isoformat()} if client.revoked_at else {}),
        **({"private key": f"{new_key} (keep it secret; Innsyn has not kept it)"} if new_key else {}),
    }
    return "\n".join(f"{name:14}{value}" for name, value in rows.items())
