"""Before serving: a free port is found, and a taken one that was asked for is said, not taken. Processes are born while nobody thinks."""

import os
import socket
import subprocess
import sys
import textwrap

import pytest

from innsyn.main.serving import HOST, free_port
from innsyn.main.settings import SettingProblem


@pytest.fixture
def taken():
    with socket.socket() as other:
        other.bind((HOST, 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_taken_port_that_was_asked_for_is_said(taken):
    with pytest.raises(SettingProblem, match=f"port {taken} is taken"):
        free_port(taken)


def test_without_a_wish_a_taken_port_is_passed_over(taken):
    assert free_port(None, taken) != taken


def test_a_free_port_that_was_asked_for_is_used():
    """Of those that the system gives nobody by itself: nobody else takes it meanwhile."""
    free = free_port(None, 9360)
    assert free_port(free) == free


SERVING = """
    import multiprocessing, os, signal, sys, threading, types
    from innsyn.main.serving import HOST, free_port, serve
    from innsyn.main.settings import read_settings

    async def application(scope, receive, send):
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b"ok"})

    multiprocessing.set_start_method("fork")
    sys.modules["innsyn.main.asgi"] = types.SimpleNamespace(application=application)
    os.register_at_fork(before=lambda: print("born", *(each.name for each in threading.enumerate()), sep=";", flush=True))

    def ready():
        print("ready", flush=True)
        os.kill(os.getpid(), signal.SIGTERM)

    serve(read_settings(), "", host=HOST, port=free_port(None, 9300), on_ready=ready)
"""


def test_no_thread_of_ours_is_at_work_while_a_process_is_born(tmp_path):
    words = [sys.executable, "-c", textwrap.dedent(SERVING)]
    said = subprocess.run(
        words, cwd=tmp_path, env={**os.environ, "INNSYN_WORKERS": "2"}, capture_output=True, text=True, check=False, timeout=120
    )
    *born, ready = said.stdout.splitlines()
    assert ready == "ready", said.stderr
    assert len(born) == 2
    assert not [line for line in born if "announce" in line]
    others = {name.partition(" ")[2] for line in born for name in line.split(";")[1:]} - {""}
    assert others <= {"(_watcher)"}, "of Granian, each waiting for its process"
