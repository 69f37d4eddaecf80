"""Get in without clicking: a session as one of the cast, or a token as a machine, at a running demo."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import click

from innsyn.edge.helseid.machine import MachineToken
from innsyn.edge.openid.refusal import Refusal
from innsyn.kernel.clock import system_clock
from innsyn.main.address import address_in
from innsyn.main.doors import new_secret
from innsyn.main.entering import Door, NotLetIn, enter
from innsyn.main.folders import chosen_folder
from innsyn.main.machines import ALL, machine_token
from innsyn.main.settings import Settings, read_settings


def _at_a_demo(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say which demo, and in which form."""
    command = click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")(command)
    command = click.option("--data", type=click.Path(path_type=Path, file_okay=False), help="The demo's data folder.")(command)
    return click.option("--base", help="The demo's address; as noted in its data folder when not given.")(command)


@click.group(name="token")
def command() -> None:
    """Get in without clicking. Only where the sandbox is on."""


@command.command(name="citizen")
@click.argument("key")
@click.option("--eid", default="", help="Log in with bankid, buypass, commfides or minid.")
@_at_a_demo
def citizen(key: str, eid: str, base: str | None, data: Path | None, as_json: bool) -> None:
    """Log a citizen in and print the session's cookie, as curl -H takes it."""
    _enter("citizen", key, eid, _demo(base, data), as_json=as_json)


@command.command(name="staff")
@click.argument("key")
@click.option("--organisation", default="", help="Number of the workplace, for those who have several.")
@_at_a_demo
def staff(key: str, organisation: str, base: str | None, data: Path | None, as_json: bool) -> None:
    """Log a health worker in and print the session's cookie, as curl -H takes it."""
    _enter("staff", key, organisation, _demo(base, data), as_json=as_json)


@command.command(name="machine")
@click.option("--client", type=click.Choice(list(ALL)), default=next(iter(ALL)), show_default=True, help="Which client.")
@click.option("--scope", help="Scopes, with spaces between; all of the client's when not given.")
@click.option("--for", "request", metavar="'METHOD URL'", help="Print the headers of this one request, proof and all.")
@_at_a_demo
def machine(client: str, scope: str | None, request: str | None, base: str | None, data: Path | None, as_json: bool) -> None:
    """Get a token by client credentials. It is bound to a new key (DPoP): --json gives the key, --for a ready proof.

    innsyn-… are known to the simulated HelseID, sandbox-… to Innsyn itself; sandbox-bearer's token needs no proof."""
    if request is not None and len(request.split()) != 2:
        raise click.BadParameter("takes a method and an address, as 'GET http://…'", param_hint="--for")
    token = asyncio.run(machine_token(_demo(base, data), client, scope or " ".join(ALL[client]), system_clock))
    if isinstance(token, Refusal):
        raise click.ClickException(f"no token was given: {token.detail}; is the demo running, and the scope the client's?")
    headers = _headers(token, request)
    if as_json:
        click.echo(json.dumps(_as_json(token, client, headers)))
    elif headers:
        click.echo("\n".join(f"{name}: {value}" for name, value in headers.items()))
    else:
        click.echo(token.access_token)


def _demo(base: str | None, data: Path | None) -> Settings:
    settings = read_settings()
    folder = chosen_folder(data, settings)
    found = base or address_in(folder)
    if found is None:
        raise click.ClickException(f"no demo runs on {folder}: start ./innsyn demo, or name its address with --base")
    return replace(settings, data=folder, base_url=found.rstrip("/"), is_sandbox=True)


def _enter(door: Door, key: str, more: str, demo: Settings, *, as_json: bool) -> None:
    try:
        entered = enter(demo.base_url, door, key, more=more)
    except NotLetIn as no:
        raise click.ClickException(str(no)) from no
    if as_json:
        told = {"base": demo.base_url, "key": key, "door": door, "landed": entered.landed, "header": entered.header}
        click.echo(json.dumps(told | {"cookie": {"name": entered.name, "value": entered.value}}))
    else:
        click.echo(entered.header)


def _headers(token: MachineToken, request: str | None) -> dict[str, str]:
    if request is None:
        return {}
    method, address = request.split()
    return token.headers(method, address, jti=new_secret(), now=system_clock())


def _as_json(token: MachineToken, client: str, headers: dict[str, str]) -> dict[str, object]:
    return {
        "access_token": token.access_token,
        "token_type": "DPoP" if token.key else "Bearer",
        "scope": token.scope,
        "expires_at": token.expires_at.isoformat(),
        "client": client,
        **({"dpop_key": token.key.as_dict(private=True)} if token.key else {}),
        **({"headers": headers} if headers else {}),
    }
