"""The running platform: record, gate, doors, sealer and sandbox opened in order, and closed again in reverse."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import asyncpg
import httpx
import structlog
from litestar.types import ASGIApp

import innsyn.gate
from innsyn.gate.gate import Gate
from innsyn.gate.keys import Keys, open_keys
from innsyn.gate.seal.roots_file import RootsFile
from innsyn.gate.seal.sealer import Sealer
from innsyn.gate.seal.tree import TreeBroken
from innsyn.kernel.clock import Clock, system_clock
from innsyn.main.app import FEATURES
from innsyn.main.arriving import Arriving
from innsyn.main.doors import helseid, idporten
from innsyn.main.keeping import master_key
from innsyn.main.sandbox import Sandbox, sandbox
from innsyn.main.settings import Settings
from innsyn.record.connections import Connection
from innsyn.record.record import BlobPlace, Record
from innsyn.record.unavailable import RecordUnavailable
from innsyn.web.app import build_app
from innsyn.web.arrivals import Doors
from innsyn.web.preferences.postgres import PostgresPreferences
from innsyn.web.sessions.postgres import PostgresSessions
from innsyn.web.sessions.store import SessionsUnavailable
from innsyn.web.settings import WebSettings

GATE_TEXTS = Path(innsyn.gate.__file__).parent / "texts"
ROOTS = "log-roots.jsonl"


@asynccontextmanager
async def platform(settings: Settings, dsn: str, *, clock: Clock = system_clock) -> AsyncIterator[ASGIApp]:
    """Open everything against a migrated database and give the application.

    dsn: the database's address. The sealer seals once more when the block ends."""
    async with AsyncExitStack() as stack:
        keys = open_keys(settings.data, settings.seal_key)
        record = await Record.open(dsn, blobs=blob_place(settings))
        stack.push_async_callback(record.close)
        await stack.enter_async_context(sealing(record, keys, settings, clock))
        http = await stack.enter_async_context(httpx.AsyncClient())
        pool = await asyncpg.create_pool(dsn, min_size=1, max_size=4, connection_class=Connection)
        stack.push_async_callback(pool.close)
        yield _application(settings, Gate(record, keys), http, pool, clock)


def blob_place(settings: Settings) -> BlobPlace:
    """Say where attachments lie and what wraps their keys."""
    return BlobPlace(settings.blobs or str(settings.data / "blobs"), master_key(settings))


@asynccontextmanager
async def sealing(record: Record, keys: Keys, settings: Settings, clock: Clock) -> AsyncIterator[None]:
    """Have the log sealed about once a second while the block lasts, and once more at its end."""
    stop = asyncio.Event()
    sealer = Sealer(record.sealing, keys, RootsFile(settings.data / ROOTS), clock)
    task = asyncio.create_task(_sealed(sealer, stop))
    try:
        yield
    finally:
        stop.set()
        await task


async def _sealed(sealer: Sealer, stop: asyncio.Event) -> None:
    """Seal; a tree that is not what was signed stops the sealing, loudly, and not the reading."""
    try:
        await sealer.run(stop)
    except TreeBroken as broken:
        structlog.get_logger("innsyn.seal").critical("seal.broken", detail=str(broken), mend="run ./innsyn verify-log")


def _application(settings: Settings, gate: Gate, http: httpx.AsyncClient, pool: "asyncpg.Pool[asyncpg.Record]", clock: Clock) -> ASGIApp:
    world = sandbox(settings, clock) if settings.is_sandbox else Sandbox()
    web = WebSettings(
        origin=settings.base_url,
        is_sandbox=settings.is_sandbox,
        idle_s=settings.session_idle_minutes * 60,
        absolute_s=settings.session_hours * 3600,
        form_targets=tuple(issuer for issuer in (settings.idporten_issuer, settings.helseid_issuer) if issuer),
    )
    preferences = PostgresPreferences(pool)
    doors = Doors(
        citizen=idporten(settings, http, clock),
        staff=helseid(settings, http, clock),
        arrivals=Arriving(gate, preferences),
        hints=world.hints,
    )
    return build_app(
        (*FEATURES, *world.features),
        gate=gate,
        doors=doors,
        preferences=preferences,
        sessions=PostgresSessions(pool, random_bytes=secrets.token_bytes, idle_s=web.idle_s, absolute_s=web.absolute_s),
        settings=web,
        clock=clock,
        random_bytes=secrets.token_bytes,
        text_folders=(GATE_TEXTS,),
        more_routes=world.routes,
        unavailable=(RecordUnavailable, SessionsUnavailable),
        is_ready=_is_ready(pool),
    )


def _is_ready(pool: "asyncpg.Pool[asyncpg.Record]") -> Callable[[], Awaitable[bool]]:
    async def is_ready() -> bool:
        try:
            return bool(await pool.fetchval("select true", timeout=2))
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
            return False

    return is_ready
