"""Building the simulator of ID-porten's kind."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from pathlib import Path

from litestar import post
from litestar.types import ASGIApp

from innsyn.sandbox.simulators.idporten.tokens import token
from innsyn.sandbox.simulators.openid.application import running
from innsyn.sandbox.simulators.openid.client_authentication import AssertionRules
from innsyn.sandbox.simulators.openid.clients import RegisteredClient
from innsyn.sandbox.simulators.openid.faults import Fault
from innsyn.sandbox.simulators.openid.kind import Kind, Paths
from innsyn.sandbox.simulators.openid.people import SimulatedPerson
from innsyn.sandbox.simulators.openid.provider import Provider
from innsyn.sandbox.simulators.openid.signing_keys import keys_in

PATHS = Paths(jwks="/jwks.json", pushed="/par", authorize="/authorize", token="/token", end_session="/logout")  # noqa: S106


def simulator(
    issuer: str,
    people: Sequence[SimulatedPerson],
    clients: Sequence[RegisteredClient],
    *,
    keys_folder: Path,
    clock: Callable[[], datetime],
    new_secret: Callable[[], str],
    faults: Collection[Fault] = (),
    slow_s: float = 30,
) -> ASGIApp:
    """Build a provider of ID-porten's kind.

    issuer: its address without a trailing slash; its path is where it is mounted. keys_folder: the signing key is made there at the
    first start. new_secret: at least 256 random bits, safe in a URL. people, faults: read at each request.
    Returns an ASGI application without start-up work, for a mount or a server of its own."""
    kind = Kind(
        name="idporten",
        paths=PATHS,
        assertion=AssertionRules(types=("jwt", ""), audiences=(issuer,), longest_s=120),
        pushed_only=False,
        asks_for_workplace=False,
        shows=lambda _: True,
        extra={"acr_values_supported": ["idporten-loa-substantial", "idporten-loa-high"], "prompt_values_supported": ["login"]},
        opened=lambda form, _: form,
        check=lambda _: None,
        organisation_in=lambda _: "",
    )
    provider = Provider(
        kind=kind,
        issuer=issuer,
        people=people,
        clients={client.client_id: client for client in clients},
        keys=keys_in(keys_folder),
        clock=clock,
        new_secret=new_secret,
        faults=faults,
    )
    return running(provider, [post(PATHS.token)(token)], slow_s=slow_s)
