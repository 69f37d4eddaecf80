"""PostgreSQL goes away and comes back under a running application: calm pages meanwhile, all as before soon after, nothing half done."""

import asyncio
import time

import asyncpg
import pytest
from tests.contracts.attacks.conftest import LIVES
from tests.contracts.attacks.running import running
from tests.contracts.attacks.test_malformed_input import PAGES
from tests.contracts.attacks.town import settle_town
from tests.contracts.endurance.processes import children_of, end_all, of_folder, postmaster

from innsyn.gate.gate import Gate
from innsyn.gate.keys import open_keys
from innsyn.kernel.clock import system_clock
from innsyn.main.embedded import embedded, embedded_async
from innsyn.main.platform import blob_place
from innsyn.main.settings import read_settings
from innsyn.main.world import known_world
from innsyn.record.migrate import migrate
from innsyn.record.record import Record
from innsyn.web.sessions.migrate import migrate_sessions

BACK_WITHIN_S = 15.0


@pytest.fixture
async def house(tmp_path):
    """An application with a database of its own, which may be killed."""
    with embedded(tmp_path, is_durable=False) as dsn:
        await migrate(dsn)
        await migrate_sessions(dsn)
        record = await Record.open(dsn, blobs=blob_place(read_settings({"INNSYN_DATA": str(tmp_path)})))
        now = system_clock()
        await settle_town(Gate(record, open_keys(tmp_path, "")), known_world(tmp_path, now), LIVES[:1], (), now)
        await record.close()
        async with running(tmp_path, dsn) as app:
            yield app


async def take_away(folder):
    """Kill the database's keeper first, so that it stays away, and then the database with every process of its own, until none is left."""
    keepers, database = [pid for pid, words in of_folder(folder).items() if "keeper" in words], postmaster(folder)
    assert database
    await asyncio.to_thread(end_all, *keepers, database, *children_of(database))


async def answers_again(browser, path):
    begun = time.monotonic()
    while time.monotonic() - begun < BACK_WITHIN_S:
        answer = await browser.client.get(path)
        if answer.status_code == 200:
            return time.monotonic() - begun
        assert answer.status_code == 503, answer.status_code
        await asyncio.sleep(0.2)
    raise AssertionError(f"still away after {BACK_WITHIN_S} s")


def assert_calmly_away(answer, path):
    assert answer.status_code == 503, f"{path}: {answer.status_code}"
    assert int(answer.headers["retry-after"]) > 0
    assert answer.headers["cache-control"] == "no-store"
    assert answer.text.count("<h1") == 1
    for word in ("asyncpg", "Traceback", "postgres", "socket"):
        assert word not in answer.text


async def test_pages_answer_calmly_while_the_database_is_away_and_again_when_it_is_back(house, tmp_path):
    kari, nurse = await house.logged_in("kari"), await house.logged_in("berg")
    token = await kari.form_token("/settings")
    kept = {"form_token": token, "locale": "nn"}
    headers = {"sec-fetch-site": "same-origin"}
    assert (await kari.client.post("/settings", data=kept, headers=headers)).status_code == 303
    before = {path: (await kari.client.get(path)).status_code for path in PAGES}
    assert set(before.values()) <= {200, 303}, "a step without the steps before it leads back to them"
    await take_away(tmp_path)
    for path in PAGES:
        assert_calmly_away(await kari.client.get(path), path)
    assert_calmly_away(await nurse.client.get("/desk"), "/desk")
    assert_calmly_away(await kari.client.post("/settings", data={**kept, "locale": "se"}, headers=headers), "POST /settings")
    assert_calmly_away(await kari.client.post("/logout", data=kept, headers=headers), "POST /logout")
    assert_calmly_away(await house.browser().client.get("/login?login_hint=kari"), "/login")
    assert (await house.browser().client.get("/")).status_code == 200, "open pages need no database"
    assert (await house.browser().client.get("/health/ready")).status_code == 503
    assert (await house.browser().client.get("/health/live")).status_code == 200
    async with embedded_async(tmp_path, is_durable=False) as dsn:
        assert await answers_again(kari, "/documents") < BACK_WITHIN_S
        assert {path: (await kari.client.get(path)).status_code for path in PAGES} == before
        assert (await nurse.client.get("/desk")).status_code == 200
        connection = await asyncpg.connect(dsn)
        assert await connection.fetchval("select locale from web_preference") == "nn", "what was refused did not happen"
        await connection.close()
        assert (await kari.client.post("/settings", data={**kept, "locale": "nb"}, headers=headers)).status_code == 303


async def test_a_login_under_way_when_the_database_went_can_be_begun_again(house, tmp_path):
    browser = house.browser()
    answer = await browser.client.get("/login?login_hint=kari")
    callback = (await browser.client.get(answer.headers["location"])).headers["location"]
    await take_away(tmp_path)
    assert_calmly_away(await browser.client.get(callback), "callback")
    assert browser.token is None
    async with embedded_async(tmp_path, is_durable=False):
        await answers_again(house.browser(), "/health/ready")
        assert (await browser.log_in("kari")).status_code == 303
        assert browser.token
