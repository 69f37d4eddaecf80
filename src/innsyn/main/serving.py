"""Serving: the database is there and migrated, the server processes run, and everything stops in order."""

import asyncio
import os
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from granian.constants import Interfaces
from granian.server import MPServer

from innsyn.main.embedded import embedded
from innsyn.main.settings import PREFIX, SettingProblem, Settings
from innsyn.record.migrate import migrate
from innsyn.web.sessions.migrate import migrate_sessions

HOST = "127.0.0.1"
_LOOK_S = 0.05
_STOP_WITHIN_S = 10


@contextmanager
def database(settings: Settings) -> Iterator[str]:
    """Have a migrated database while the block lasts. Gives its address."""
    if settings.database_url:
        _migrate(settings.database_url)
        yield settings.database_url
        return
    with embedded(settings.data) as dsn:
        _migrate(dsn)
        yield dsn


def serve(settings: Settings, dsn: str, *, host: str, port: int, on_ready: Callable[[], None]) -> None:
    """Serve until SIGTERM or Ctrl-C.

    host, port: where to listen. on_ready: called once, when the platform answers."""
    _tell_workers(settings, dsn)
    server = _Server(
        "innsyn.main.asgi:application",
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        workers=settings.workers,
        log_enabled=False,
        respawn_failed_workers=True,
        workers_kill_timeout=_STOP_WITHIN_S,
        websockets=False,
    )
    server.announced = threading.Thread(target=_announce, args=(host, port, on_ready), name="announce", daemon=True)
    server.serve()


class _Server(MPServer):
    """Granian, that announces itself once its processes are born, never while one is: where it forks them, what another thread of ours
    holds just then, as the lock of a module it imports, nobody ever lets go of in the child, and what needs it there waits for ever."""

    announced: threading.Thread

    def startup(self, spawn_target: Any, target_loader: Any) -> None:
        """Start the server processes, then tell whoever waits for them."""
        super().startup(spawn_target, target_loader)  # type: ignore[no-untyped-call]
        self.announced.start()


def free_port(wanted: int | None, first: int = 8000) -> int:
    """Say which port to use: the wanted one, else the first free one from `first`. Raises SettingProblem when the wanted one is taken."""
    if wanted is not None:
        if not _is_free(wanted):
            raise SettingProblem(f"port {wanted} is taken by another program: choose another with --port, or stop that one")
        return wanted
    return next(port for port in range(first, 65_000) if _is_free(port))


def _migrate(dsn: str) -> None:
    asyncio.run(migrate(dsn))
    asyncio.run(migrate_sessions(dsn))


def _tell_workers(settings: Settings, dsn: str) -> None:
    """Hand the settings on: server processes read their own environment."""
    told = {
        "DATA": str(settings.data),
        "DATABASE_URL": dsn,
        "BASE_URL": settings.base_url,
        "SANDBOX": "on" if settings.is_sandbox else "off",
    }
    os.environ.update({PREFIX + name: value for name, value in told.items()})


def _announce(host: str, port: int, on_ready: Callable[[], None]) -> None:
    while True:
        try:
            with urllib.request.urlopen(f"http://{host}:{port}/health/ready", timeout=5) as answer:
                if answer.status == 200:
                    break
        except (urllib.error.URLError, OSError):
            time.sleep(_LOOK_S)
    on_ready()


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True
