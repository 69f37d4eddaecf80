"""A running server with Per in its record, whose doctor's office has a system of its own in the same sandbox."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from tests.contracts.attacks.town import settle_town
from tests.contracts.clinic.patients import Writer, opened, patient
from tests.contracts.endurance.processes import children_of, end_all
from tests.contracts.endurance.server import Server

from innsyn.kernel.clock import system_clock
from innsyn.main.embedded import embedded
from innsyn.main.world import known_world
from innsyn.record.migrate import migrate
from innsyn.sandbox.people.address_parties import her_id_of_doctor

OFFICE, DOCTOR = "storvika-legesenter", "fossum"
WITHIN_S = 180
"""So long something is waited for: three times as long as the office's system sleeps when nobody knocks."""


@dataclass(frozen=True)
class Town:
    """The server, and its record's address."""

    server: Server
    dsn: str

    def switch(self, **faults: bool) -> None:
        """Switch faults of the office's system, all in one request: what is set is there before what is taken away is gone."""
        address = f"{self.server.address}/sandbox/clinic-system/{OFFICE}/switches"
        switches = {fault.replace("_", "-"): is_on for fault, is_on in faults.items()}
        answer = httpx.post(address, json=switches, trust_env=False, timeout=WITHIN_S)
        assert answer.status_code == 200, answer.text

    def dies(self) -> None:
        """End the server with every process of its own, as the power does; the database lives."""
        process = self.server.process
        assert process is not None
        end_all(process.pid, *children_of(process.pid))
        process.wait()

    async def until(self, asked: Any, wanted: Any) -> Any:
        """Ask until what is wanted is the answer, or give the last one."""
        answer = await asked()
        for _ in range(WITHIN_S * 5):
            if wanted(answer):
                break
            await asyncio.sleep(0.2)
            answer = await asked()
        return answer


@pytest.fixture(scope="package")
def town(tmp_path_factory) -> Iterator[Town]:
    """The server as `innsyn serve` starts it, stopped as Ctrl-C stops it."""
    folder = tmp_path_factory.mktemp("clinic") / "data"
    folder.mkdir()
    with embedded(folder) as dsn:
        asyncio.run(_settled(dsn, folder))
        server = Server(folder)
        server.start()
        try:
            server.wait_until_ready()
            yield Town(server, dsn)
        finally:
            assert server.stop() == 0


@pytest.fixture
async def per(town) -> AsyncIterator[Writer]:
    """Per, who writes to his doctor."""
    land = known_world(town.server.folder, system_clock())
    her_id, organisation = her_id_of_doctor(land, DOCTOR, OFFICE), land.organisations[OFFICE].number
    async with patient(town.dsn, town.server.folder, "per", her_id=her_id, organisation=organisation) as writer:
        yield writer


async def _settled(dsn, folder):
    await migrate(dsn)
    async with opened(dsn, folder) as gate:
        await settle_town(gate, known_world(folder, system_clock()), ("per",), (), system_clock())
