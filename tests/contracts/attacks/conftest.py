"""A running application with a small town in its record: Kari, Per, a child of fourteen, and Arne whose every word is poison."""

from dataclasses import dataclass

import pytest
import structlog
from tests.contracts.attacks.running import Browser, Running, running
from tests.contracts.attacks.town import Named, settle_town

from innsyn.gate.gate import Gate
from innsyn.gate.keys import open_keys
from innsyn.kernel.clock import system_clock
from innsyn.main.embedded import embedded
from innsyn.main.platform import blob_place
from innsyn.main.settings import read_settings
from innsyn.main.world import known_world
from innsyn.record.migrate import migrate
from innsyn.record.record import Record
from innsyn.sandbox.people.nation import Nation
from innsyn.web.serving.technical_log import configure
from innsyn.web.sessions.migrate import migrate_sessions

CHILD, POISONED = "amina", "arne"
LIVES = ("kari", "per", CHILD)


@dataclass
class Town:
    """The application and who lives there."""

    running: Running
    nation: Nation
    named: dict[str, list[Named]]
    gate: Gate

    def number(self, key: str) -> str:
        """Say the national number of one of the town's people."""
        return self.nation.people[key].number

    async def browser(self, key: str) -> Browser:
        """Give a browser in which somebody is logged in."""
        return await self.running.logged_in(key)


@pytest.fixture(scope="session")
async def town(tmp_path_factory):
    folder = tmp_path_factory.mktemp("town")
    with embedded(folder, is_durable=False) as dsn:
        await migrate(dsn)
        await migrate_sessions(dsn)
        settings = read_settings({"INNSYN_DATA": str(folder)})
        record = await Record.open(dsn, blobs=blob_place(settings))
        gate, now = Gate(record, open_keys(folder, "")), system_clock()
        nation = known_world(folder, now)
        named = await settle_town(gate, nation, LIVES, (POISONED,), now)
        async with running(folder, dsn) as app:
            yield Town(app, nation, named, gate)
        await record.close()


@pytest.fixture(autouse=True)
def _own_technical_log(request):
    """Let the town's technical log hear the attacks and nothing else: the process runs other tests too, which break things on purpose."""
    if "town" in request.fixturenames:
        configure(stream=request.getfixturevalue("town").running.technical)
    yield
    structlog.reset_defaults()
