"""The server process's application: opened and closed by the server's word, never half open, and never left behind as an orphan."""

import os
import signal
import subprocess
import sys
from contextlib import asynccontextmanager

import pytest

from innsyn.main import asgi

ORPHAN = """
import asyncio, os, subprocess, sys
if sys.argv[1:] == ["child"]:
    from innsyn.main.asgi import _end_with_parent
    parent = os.getppid()
    print(os.getpid(), flush=True)
    asyncio.run(_end_with_parent(parent))
else:
    subprocess.Popen([sys.executable, __file__, "child"]).wait()
"""

BORN_BEFORE = """
import asyncio, multiprocessing, os, time
from innsyn.main.asgi import _end_with_parent, _parent

def opens_late(parent):
    while os.getppid() == parent:
        time.sleep(0.01)
    asyncio.run(asyncio.wait_for(_end_with_parent(_parent()), 60))

multiprocessing.set_start_method("fork")
multiprocessing.Process(target=opens_late, args=(os.getpid(),)).start()
os._exit(0)
"""


def server(*types):
    """Act as the server: say these lifespan messages, and hear what is answered."""
    said, heard = iter(types), []

    async def receive():
        return {"type": next(said)}

    async def send(message):
        heard.append(message["type"])

    return receive, send, heard


def platform_that(events, *, opens=True):
    @asynccontextmanager
    async def platform(_settings, _dsn):
        if not opens:
            raise RuntimeError("no way")
        events.append("opened")

        async def app(scope, _receive, _send):
            events.append(scope["path"])

        yield app
        events.append("closed")

    return platform


@pytest.fixture(autouse=True)
def _without_logging(monkeypatch):
    monkeypatch.setattr(asgi, "configure", lambda **_: None)


async def test_it_is_opened_when_the_server_starts_and_closed_when_it_stops(monkeypatch):
    events = []
    monkeypatch.setattr(asgi, "platform", platform_that(events))
    application = asgi.Application()
    receive, send, heard = server("lifespan.startup", "lifespan.shutdown")
    await application({"type": "http", "path": "/early"}, receive, send)
    await application({"type": "lifespan"}, receive, send)
    assert heard == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
    assert events == ["opened", "closed"], "nothing was served before it was open"


async def test_requests_go_to_the_opened_platform(monkeypatch):
    events = []
    monkeypatch.setattr(asgi, "platform", platform_that(events))
    application = asgi.Application()
    await application._open()
    await application({"type": "http", "path": "/"}, None, None)
    assert events == ["opened", "/"]


async def test_what_cannot_be_opened_ends_the_server_and_serves_nobody(monkeypatch):
    signals = []
    monkeypatch.setattr(asgi, "platform", platform_that([], opens=False))
    monkeypatch.setattr(asgi.os, "kill", lambda pid, which: signals.append((pid, which)))
    receive, send, heard = server("lifespan.startup")
    with pytest.raises(RuntimeError):
        await asgi.Application()({"type": "lifespan"}, receive, send)
    assert signals == [(os.getppid(), signal.SIGTERM)]
    assert heard == []


def test_a_server_process_ends_with_the_one_that_started_it(tmp_path):
    program = tmp_path / "orphan.py"
    program.write_text(ORPHAN)
    with subprocess.Popen([sys.executable, str(program)], stdout=subprocess.PIPE, text=True) as parent:
        child = int(parent.stdout.readline())
        os.kill(child, 0)
        parent.kill()
        assert parent.stdout.read() == "", "the child held the pipe until it ended"


def test_a_server_process_whose_parent_died_while_it_opened_ends_too():
    ended = subprocess.run([sys.executable, "-c", BORN_BEFORE], capture_output=True, text=True, check=False)
    assert ended.stderr == "", "it did not go on until it was given up"
