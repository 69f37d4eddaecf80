"""docs/integrators.md, followed to the letter in an empty folder against a running server with Kari in its record."""

import asyncio
import re
import subprocess
import time
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from tests.contracts.attacks.town import settle_town
from tests.contracts.clinic.patients import opened, patient
from tests.contracts.endurance.server import Server

from innsyn.kernel.clock import system_clock
from innsyn.main.embedded import embedded
from innsyn.main.serving import free_port
from innsyn.main.world import demo_organisation, known_world
from innsyn.record.migrate import migrate
from innsyn.sandbox.people.address_parties import her_id_of_unit

CHECKOUT = Path(__file__).parents[3]
GUIDE = CHECKOUT / "docs" / "integrators.md"
BLOCK = re.compile(r"^```(python file=(?P<file>\S+)|sh(?P<background> background)?)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
WITHIN_S = 300
WARD = "solvskogen-sykehus-kirurgi"


@pytest.fixture
def server(tmp_path):
    """A server with Kari and the directories in its record."""
    folder = tmp_path / "data"
    folder.mkdir()
    with embedded(folder) as dsn:
        asyncio.run(_settled(dsn, folder))
        running = Server(folder)
        running.dsn = dsn
        running.start()
        try:
            running.wait_until_ready()
            yield running
        finally:
            assert running.stop() == 0


async def _settled(dsn, folder):
    await migrate(dsn)
    async with opened(dsn, folder) as gate:
        await settle_town(gate, known_world(folder, system_clock()), ("kari",), (), system_clock())


@asynccontextmanager
async def kari_at_the_ward(server):
    """Kari in her browser, who writes to and books at a ward of the organisation whose system the guide's reader makes."""
    land = known_world(server.folder, system_clock())
    async with patient(server.dsn, server.folder, "kari", her_id=her_id_of_unit(land, WARD), organisation=demo_organisation(land)) as kari:
        yield kari


async def writes(server):
    async with kari_at_the_ward(server) as kari:
        return await kari.writes("When may I come?")


async def books(server):
    async with kari_at_the_ward(server) as kari:
        (time,) = await kari.free_times()
        return (await kari.books(time)).id


async def finds(server, sent, appointment_id):
    """What she reads in the conversation, and how her appointment stands."""
    async with kari_at_the_ward(server) as kari:
        words = [body["payload"][0]["contentString"] for body in await kari.messages(sent)]
        return words, (await kari.read("Appointment", appointment_id))["status"]


def blocks(server, port):
    """The guide's blocks in order, with this test's addresses in them: file name or None, text, and whether it runs on."""
    for found in BLOCK.finditer(GUIDE.read_text(encoding="utf-8")):
        text = found["text"].replace("http://127.0.0.1:8000", server.address).replace("9900", str(port))
        yield found["file"], text.replace("./innsyn", f"{CHECKOUT}/innsyn"), bool(found["background"])


def run(text, folder, environment):
    done = subprocess.run(
        ["bash", "-euc", text], cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=WITHIN_S
    )
    assert done.returncode == 0, f"{text}\n{done.stdout}\n{done.stderr[-2000:]}"
    return done.stdout


def wait_until_it_listens(receiver, port):
    deadline = time.monotonic() + WITHIN_S
    while free_port(None, port) == port:
        assert receiver.poll() is None, "it ended by itself"
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.slow
def test_whoever_follows_the_guide_follows_the_patient(server, tmp_path):
    folder = tmp_path / "afternoon"
    folder.mkdir()
    number = known_world(server.folder, system_clock()).people["kari"].number
    land = known_world(server.folder, system_clock())
    own = {"ORGANISATION": demo_organisation(land), "HER_ID": str(her_id_of_unit(land, WARD))}
    environment = {**server.environment(), "KARIS_NUMBER": number, "INNSYN_DATA": str(server.folder), **own}
    sent, booked, port = None, None, free_port(None, server.port + 1)
    said, receivers = "", []
    told = (folder / "receiver.txt").open("w")
    try:
        for file, text, is_background in blocks(server, port):
            if file:
                (folder / file).write_text(text, encoding="utf-8")
            elif is_background:
                receivers.append(subprocess.Popen(text.split(), cwd=folder, env=environment, stdout=told))
                wait_until_it_listens(receivers[-1], port)
            else:
                sent = asyncio.run(writes(server)) if "inbox.py" in text else sent
                booked = asyncio.run(books(server)) if "confirm.py" in text else booked
                said += run(text, folder, environment)
        deadline = time.monotonic() + WITHIN_S
        while "changed 64" not in (folder / "receiver.txt").read_text() and time.monotonic() < deadline:
            time.sleep(0.2)
    finally:
        for receiver in receivers:
            receiver.terminate()
            receiver.wait()
        told.close()
    assert re.search(r"found \w+", said)
    assert re.search(r"read 1\n.*read 2\n", said, re.DOTALL)
    assert "said 1" in said, "the book that was stated"
    assert "wrote When may I come?" in said
    assert asyncio.run(finds(server, sent, booked)) == (["When may I come?", "Thank you. Come on Tuesday."], "booked")
    assert "changed 64" in (folder / "receiver.txt").read_text()
    assert number not in server.technical.read_text(), "the number stood in no address and no log"
