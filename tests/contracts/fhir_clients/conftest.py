"""A running server with the nation's directories in its record, and a token that any FHIR client can send."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from tests.contracts.endurance.server import Server

from innsyn.gate.gate import Gate
from innsyn.gate.keys import open_keys
from innsyn.kernel.clock import system_clock
from innsyn.main.embedded import embedded
from innsyn.main.machines import machine_token
from innsyn.main.sandbox_clients import BEARER_CLIENT
from innsyn.main.settings import read_settings
from innsyn.main.world import demo_organisation, known_world
from innsyn.record.migrate import migrate
from innsyn.record.record import Record
from innsyn.sandbox.settling import _settle_directories


@dataclass(frozen=True)
class Interface:
    """A FHIR interface on the wire. base: its address. token: a plain Bearer token for everything a system may do."""

    base: str
    token: str


@pytest.fixture(scope="package")
def interface(tmp_path_factory) -> Iterator[Interface]:
    """The server as `innsyn serve` starts it, stopped as Ctrl-C stops it."""
    folder = tmp_path_factory.mktemp("clients") / "data"
    folder.mkdir()
    settings = read_settings({"INNSYN_DATA": str(folder), "INNSYN_SANDBOX": "on"})
    with embedded(folder) as dsn:
        asyncio.run(_settled(dsn, settings))
        server = Server(folder)
        server.start()
        try:
            server.wait_until_ready()
            yield Interface(f"{server.address}/fhir", asyncio.run(_token(server)))
        finally:
            assert server.stop() == 0


async def _settled(dsn, settings):
    await migrate(dsn)
    record = await Record.open(dsn, size=2)
    now = system_clock()
    nation = known_world(settings.data, now)
    await _settle_directories(Gate(record, open_keys(settings.data, "")), nation, demo_organisation(nation), now)
    await record.close()


async def _token(server):
    told = read_settings({name: value for name, value in server.environment().items() if name.startswith("INNSYN_")})
    token = await machine_token(told, BEARER_CLIENT, "system/*.cruds", system_clock)
    return token.access_token
