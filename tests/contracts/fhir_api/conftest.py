"""A running server, and a machine client of the sandbox that calls it with a token bound to its key."""

import asyncio
import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.contracts.endurance.server import Server

from innsyn.edge.helseid.machine import MachineToken
from innsyn.gate.gate import Gate
from innsyn.gate.keys import open_keys
from innsyn.kernel.clock import system_clock
from innsyn.kernel.systems import ORGANISATION_NUMBER
from innsyn.main.embedded import embedded
from innsyn.main.machines import machine_token
from innsyn.main.sandbox_clients import DPOP_CLIENT
from innsyn.main.settings import read_settings
from innsyn.main.world import demo_organisation, known_world
from innsyn.record.migrate import migrate
from innsyn.record.record import Record
from innsyn.record.stored import Write

WITHIN_S = 60
"""So long an answer is waited for."""


@dataclass(frozen=True)
class Journal:
    """A journal system on the wire. server: what it calls."""

    server: Server
    token: MachineToken

    def call(self, method: str, path: str, **more: Any) -> httpx.Response:
        """Send one request below /fhir, with a proof made for it."""
        address = f"{self.server.address}/fhir{path}"
        proof = self.token.headers(method, address.partition("?")[0], jti=secrets.token_urlsafe(12), now=system_clock())
        return httpx.request(method, address, headers={**proof, **more.pop("headers", {})}, timeout=WITHIN_S, trust_env=False, **more)


@pytest.fixture(scope="package")
def journal(tmp_path_factory) -> Iterator[Journal]:
    """The server as `innsyn serve` starts it, stopped as Ctrl-C stops it."""
    folder = tmp_path_factory.mktemp("fhir") / "data"
    folder.mkdir()
    with embedded(folder) as dsn:
        asyncio.run(_known_organisation(folder, dsn))
        server = Server(folder)
        server.start()
        try:
            server.wait_until_ready()
            yield Journal(server, asyncio.run(_token(server)))
        finally:
            assert server.stop() == 0


async def _known_organisation(folder: Path, dsn: str) -> None:
    """Put the organisation the client belongs to into the directory: nobody else gets a token."""
    await migrate(dsn)
    record, now = await Record.open(dsn, size=2), system_clock()
    gate, number = Gate(record, open_keys(folder, "")), demo_organisation(known_world(folder, now))
    system = await gate.actors.system("Katalogen", organisation=number)
    identifier = [{"system": ORGANISATION_NUMBER, "value": number}]
    body = json.dumps({"resourceType": "Organization", "identifier": identifier, "name": "Fjordby sykehus"}).encode()
    assert isinstance(await gate.write_directory(system, [Write("create", "Organization", body)], now), tuple)
    await record.close()


async def _token(server: Server) -> MachineToken:
    told = read_settings({name: value for name, value in server.environment().items() if name.startswith("INNSYN_")})
    token = await machine_token(told, DPOP_CLIENT, "system/*.cruds", system_clock)
    assert isinstance(token, MachineToken), token
    return token
