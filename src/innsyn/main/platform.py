"""The running platform: record, gate, doors, sealer and sandbox opened in order, and closed again in reverse."""

import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
import httpx
from litestar.types import ASGIApp

import innsyn.gate
from innsyn.edge.fhir_api.ports import Additions
from innsyn.gate.gate import Gate
from innsyn.gate.keys import open_keys
from innsyn.kernel.clock import Clock, system_clock
from innsyn.main.app import FEATURES
from innsyn.main.appointment_following import following_appointments
from innsyn.main.arriving import Arriving
from innsyn.main.authorizing import Authorizing, authorizing
from innsyn.main.bulk import bulk_jobs, doing_bulk_jobs
from innsyn.main.calendar_feed import calendar_feed
from innsyn.main.clinic_systems import ClinicSystems, clinics_in_the_sandbox
from innsyn.main.doors import helseid, idporten
from innsyn.main.fhir import cursor_secret, fhir, requirements
from innsyn.main.fhir_additions import fhir_additions, joined
from innsyn.main.health_contacts import Contacts, following_the_contacts, health_contacts
from innsyn.main.keeping import blob_place as blob_place
from innsyn.main.message_following import following_messages
from innsyn.main.messaging import messaging
from innsyn.main.notifying import Notifying, notifying
from innsyn.main.population_register import population_register
from innsyn.main.post_following import following_posts
from innsyn.main.promise_telling import telling_of_promises
from innsyn.main.reconciling import comparing_each_night
from innsyn.main.referral_following import following_referrals
from innsyn.main.register_following import following_the_register
from innsyn.main.reminding import reminding
from innsyn.main.repeating import UNAVAILABLE
from innsyn.main.sandbox import Sandbox, sandbox
from innsyn.main.sandbox_clients import settle_clients
from innsyn.main.sealing import sealing
from innsyn.main.settings import Settings
from innsyn.main.subscribing import following_changes, subscribing
from innsyn.main.sweeping import sweeping
from innsyn.main.waiting_times import waiting_times
from innsyn.main.watching import watching
from innsyn.record.connections import Connection
from innsyn.record.record import Record
from innsyn.web.app import build_app
from innsyn.web.arrivals import Doors
from innsyn.web.calendar_feeds.postgres import PostgresCalendarFeeds
from innsyn.web.clients.postgres import PostgresClients
from innsyn.web.clients.tokens import PostgresTokens
from innsyn.web.messaging.watchers_postgres import PostgresWatchers
from innsyn.web.ports import Ports
from innsyn.web.preferences.postgres import PostgresPreferences
from innsyn.web.sessions.postgres import PostgresSessions
from innsyn.web.settings import WebSettings

GATE_TEXTS = Path(innsyn.gate.__file__).parent / "texts"


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
        limits = {"idle_s": settings.session_idle_minutes * 60, "absolute_s": settings.session_hours * 3600}
        sessions = PostgresSessions(pool, random_bytes=secrets.token_bytes, **limits)
        told = await stack.enter_async_context(notifying(settings, keys, http, pool, dsn, clock))
        tokens = PostgresTokens(pool, random_bytes=secrets.token_bytes)
        await stack.enter_async_context(sweeping(sessions, tokens, told.outbox, clock=clock))
        if settings.is_sandbox:
            await settle_clients(settings, PostgresClients(pool), now=clock())
        register = population_register(settings, http)
        gate = Gate(record, keys, requirements=requirements(settings), register=register.people)
        await stack.enter_async_context(following_the_register(register.feed, gate, settings.data, clock))
        await stack.enter_async_context(watching(gate.watcher, told.notices, clock))
        await stack.enter_async_context(following_messages(gate.arrivals, told.notices, settings.data, clock))
        await stack.enter_async_context(telling_of_promises(gate.promises, PostgresWatchers(pool), told.notices, clock))
        await stack.enter_async_context(reminding(gate.reminders, told.notices, told.reach.preferences, settings.data, clock))
        await stack.enter_async_context(following_appointments(gate.booking_changes, told.notices, settings.data, clock))
        await stack.enter_async_context(following_posts(gate.post_changes, sessions, settings.data, clock))
        await stack.enter_async_context(following_referrals(gate.referral_changes, told.notices, settings.data, clock))
        await stack.enter_async_context(comparing_each_night(gate.reconciling, settings.data, clock))
        contacts = health_contacts(settings, http)
        await stack.enter_async_context(following_the_contacts(contacts.register, clock))
        oauth = authorizing(settings, gate, http, pool, sessions, clock)
        subscriptions = subscribing(settings, record, gate, oauth.callers.tokens, clock)
        await stack.enter_async_context(following_changes(subscriptions.worker))
        bulk = bulk_jobs(settings, record, gate, oauth.callers.tokens, clock)
        await stack.enter_async_context(doing_bulk_jobs(bulk.worker))
        additions = joined(fhir_additions(gate), subscriptions.additions, bulk.additions)
        clinics = await stack.enter_async_context(clinics_in_the_sandbox(settings, clock))
        opened = Opened(gate, http, pool, sessions, told, contacts, oauth, additions, cursor_secret(keys), clinics)
        yield _application(settings, opened, clock)


@dataclass(frozen=True, slots=True)
class Opened:
    """What must be open before there is an application. http: our way to the providers. pool: for the web layer's own tables.

    told: tells people that something is waiting. contacts: whom they can reach. additions: what other edges add to the FHIR interface.
    cursor_secret: seals the cursors of FHIR searches. clinics: of the sandbox, with systems of their own."""

    gate: Gate
    http: httpx.AsyncClient
    pool: "asyncpg.Pool[asyncpg.Record]"
    sessions: PostgresSessions
    told: Notifying
    contacts: Contacts
    oauth: Authorizing
    additions: Additions
    cursor_secret: bytes
    clinics: ClinicSystems


def _application(settings: Settings, opened: Opened, clock: Clock) -> ASGIApp:
    world = sandbox(settings, clock) if settings.is_sandbox else Sandbox()
    web = WebSettings(
        origin=settings.base_url,
        is_sandbox=settings.is_sandbox,
        idle_s=settings.session_idle_minutes * 60,
        absolute_s=settings.session_hours * 3600,
        trusted_hops=settings.proxies,
        form_targets=_origins(settings.idporten_issuer, settings.helseid_issuer, *settings.provider_origins),
    )
    preferences = PostgresPreferences(opened.pool)
    oauth = opened.oauth
    interface = fhir(settings, opened.gate, oauth.callers, clock, secret=opened.cursor_secret, additions=opened.additions)
    doors = Doors(
        citizen=idporten(settings, opened.http, clock),
        staff=helseid(settings, opened.http, clock),
        arrivals=Arriving(opened.gate, preferences),
        hints=world.hints,
    )
    feeds = PostgresCalendarFeeds(opened.pool, random_bytes=secrets.token_bytes)
    subscribed = calendar_feed(opened.gate, feeds, opened.sessions, clock, trusted_hops=web.trusted_hops, unavailable=UNAVAILABLE)
    return build_app(
        (*FEATURES, *world.features, *opened.clinics.features),
        gate=opened.gate,
        doors=doors,
        ports=Ports(
            preferences=preferences,
            notices=opened.told.notices,
            reach=opened.told.reach,
            health_contacts=opened.contacts.contacts,
            service_switches=opened.contacts.switches,
            messaging=messaging(settings, opened.pool),
            calendar_feeds=feeds,
            clients=PostgresClients(opened.pool),
            waiting_times=waiting_times(settings, opened.http),
        ),
        sessions=opened.sessions,
        settings=web,
        clock=clock,
        random_bytes=secrets.token_bytes,
        text_folders=(GATE_TEXTS,),
        more_routes=(subscribed, *world.routes, *opened.clinics.routes, *oauth.routes, *interface),
        unavailable=UNAVAILABLE,
        is_ready=_is_ready(opened.pool),
    )


def _origins(*addresses: str) -> tuple[str, ...]:
    parts = (urlsplit(address) for address in addresses if address)
    return tuple(dict.fromkeys(f"{part.scheme}://{part.netloc}" for part in parts))


def _is_ready(pool: "asyncpg.Pool[asyncpg.Record]") -> Callable[[], Awaitable[bool]]:
    async def is_ready() -> bool:
        try:
            return bool(await pool.fetchval("select true", timeout=2))
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
            return False

    return is_ready
