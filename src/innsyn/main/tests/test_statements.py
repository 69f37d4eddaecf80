"""Statements per page: as listed in docs/run/figures.md, and the same whether the record holds ten resources or a thousand."""

import re
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import asyncpg
import httpx
import pytest
from structlog.testing import capture_logs

from innsyn.features.diagnoses.samples import condition
from innsyn.features.documents.samples import text_document
from innsyn.features.results.samples import as_json, observation
from innsyn.gate.gate import Gate
from innsyn.gate.keys import open_keys
from innsyn.gate.standing.conversations import Conversation, conversation_body
from innsyn.gate.standing.speakers import PATIENT_SPEAKS
from innsyn.gate.tests.samples import NOW, TRUST, World, a_number
from innsyn.kernel.clock import SteppingClock
from innsyn.kernel.systems import ICPC_2, NLK
from innsyn.main.app import FEATURES
from innsyn.main.platform import platform
from innsyn.main.settings import read_settings
from innsyn.record.record import Record
from innsyn.record.stored import Write
from innsyn.web import Need
from innsyn.web.feature import MARK
from innsyn.web.sessions.migrate import migrate_sessions
from innsyn.web.sessions.postgres import PostgresSessions
from innsyn.web.sessions.session import OpenVisit, Session

FIGURES = Path(__file__).parents[4] / "docs" / "run" / "figures.md"
ORIGIN = "http://innsyn.test"
FEW, MANY = 10, 1_000
TYPED = re.compile(r":\w+\}")
ROW = re.compile(r"\| `(/\S*)` \| (\d+) \|")


@pytest.fixture
def settings(database, tmp_path):
    return read_settings(
        {
            "INNSYN_DATA": str(tmp_path),
            "INNSYN_DATABASE_URL": database,
            "INNSYN_BASE_URL": ORIGIN,
            "INNSYN_IDPORTEN_ISSUER": "https://idporten.example",
            "INNSYN_HELSEID_ISSUER": "https://helseid.example",
        }
    )


@pytest.fixture
async def world(settings):
    """The gate's small world in the database that the platform will open."""
    await migrate_sessions(settings.database_url)
    record = await Record.open(settings.database_url, size=3)
    world = World(record)
    world.gate = Gate(record, open_keys(settings.data))
    yield await world.settle()
    await record.close()


def things(count):
    """Give so many resources, as many of each kind that fills a page."""
    makes = (
        lambda n: text_document(f"Notat {n}"),
        lambda n: observation((NLK, "NPU19651", "P-CRP"), value=(str(n), "mg/L"), at=f"20{10 + n % 16}-03-12"),
        lambda n: condition(ICPC_2, f"R{n % 99:02}", f"Plage {n}"),
        lambda n: conversation_body(
            Conversation(
                id=UUID(int=n), kind="e-contact", contact="99000017", organisation=TRUST, began_by=PATIENT_SPEAKS, state="answered"
            ),
            patient_id="x",
            now=NOW,
        ),
    )
    return [makes[n % len(makes)](n) for n in range(count)]


async def lives(world, count):
    """Let a patient exist with so many resources. Returns number and owner."""
    number = a_number()
    owner = await world.moves_in(number)
    resources = things(count)
    for start in range(0, count, 200):
        await world.writes(owner, [Write("create", each["resourceType"], as_json(each)) for each in resources[start : start + 200]])
    return number, owner


class Pages:
    """Somebody who fetches pages and counts what they cost."""

    def __init__(self, client, start="", **names):
        self.client, self.start, self.names = client, start, names

    async def cost(self, path):
        """Count the statements of a page that has been read before; what runs beside it, as the following of a register, tells lines too.

        None for a step that leads back to those before it, and for a page of another kind of visit: the table lists neither."""
        for _ in range(2):
            with capture_logs() as said:
                answer = await self.client.get((self.start + path).format(**self.names))
            if answer.status_code in (303, 404):
                return None
            assert answer.status_code == 200, (path, said)
        told = [line for line in said if line["event"] == "request"]
        return only(line["statements"] for line in told if TYPED.sub("}", line["route"]) == self.start + path)


def only(counts):
    """Give the one that is there."""
    (count,) = counts
    return count


async def comes_in(app, settings, actor, visit, pool):
    """Log somebody in."""
    sessions = PostgresSessions(pool, random_bytes=lambda n: bytes(n), idle_s=1800, absolute_s=28_800)
    token = f"token-{visit.id}"
    await sessions.start(Session(actor=actor, csrf="x", visits=(OpenVisit(visit.id, visit.owner),), opened_at=NOW), token=token, now=NOW)
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=ORIGIN, cookies={"innsyn": token})


@pytest.fixture
async def costs(settings, world):
    """What every page costs: path to (with few resources, with many)."""
    found = {}
    clock = SteppingClock(NOW + timedelta(minutes=5))
    async with (
        asyncpg.create_pool(settings.database_url, min_size=1, max_size=1) as pool,
        platform(settings, settings.database_url, clock=clock) as app,
    ):
        for count in (FEW, MANY):
            number, owner = await lives(world, count)
            visit = await world.citizen(number)
            nurse_visit = await world.visits(owner)
            kari = Pages(await comes_in(app, settings, visit.actor, visit, pool))
            nina = Pages(await comes_in(app, settings, nurse_visit.actor, nurse_visit, pool), "/desk/visit/{visit}", visit=nurse_visit.id)
            for path in citizen_pages():
                found.setdefault(path, []).append(await kari.cost(path))
            for path in desk_pages():
                found.setdefault("/desk/visit/{visit}" + path, []).append(await nina.cost(path))
    return found


def routes(need, start=""):
    """Give the paths of pages with this need that are the same for every patient."""
    every = [vars(page)[MARK] for feature in FEATURES for page in feature.pages]
    paths = [route.path.removeprefix(start) for route in every if (route.need, route.method) == (need, "GET")]
    return sorted(path for path in paths if "{" not in path)


def citizen_pages():
    return routes(Need.CITIZEN)


def desk_pages():
    return routes(Need.STAFF_VISIT, "/desk/visit/{visit}")


async def test_every_page_costs_what_is_listed_however_much_the_record_holds(costs):
    listed = {path: int(count) for path, count in ROW.findall(FIGURES.read_text("utf-8"))}
    grown = {path: counts for path, counts in costs.items() if len(set(counts)) > 1}
    assert not grown, f"these pages cost more when the record holds more: {grown}"
    found = {path: counts[0] for path, counts in costs.items() if counts[0] is not None}
    differ = {path: count for path, count in found.items() if listed.get(path) != count}
    assert not differ, f"write what is found into docs/run/figures.md, if it is right: {differ}"
    assert found.keys() == listed.keys(), "docs/run/figures.md lists a page there is no more"
    assert all(count > 0 for count in found.values()), "a page that costs nothing is a counter that does not count"
