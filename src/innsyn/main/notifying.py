"""Notices joined to the program: kept in web's own tables, sent by a task of their own through the gateways that the settings name."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeAlias

import asyncpg
import httpx

from innsyn.edge.contact_register import Krr
from innsyn.edge.contact_register.krr import SCOPE as CONTACT_SCOPE
from innsyn.edge.notify.altinn import SCOPE as SMS_SCOPE
from innsyn.edge.notify.altinn import AltinnCarrier
from innsyn.edge.notify.altinn_token import AltinnTokens
from innsyn.edge.notify.asking import Asking
from innsyn.edge.notify.carrier import Carrier, Carriers
from innsyn.edge.notify.email import EmailCarrier
from innsyn.edge.notify.mail_server import MailServer, mail_server
from innsyn.edge.notify.planning import Planning
from innsyn.edge.notify.push import PushCarrier
from innsyn.edge.notify.sending import Sending
from innsyn.edge.notify.vapid import Vapid
from innsyn.edge.notify.worker import Worker
from innsyn.gate.keys import Keys
from innsyn.kernel.clock import Clock
from innsyn.main.devices import CONTACT_REGISTER, SANDBOX_TOKEN, SMS_GATEWAY, mail_server_in_the_sandbox
from innsyn.main.keeping import push_key
from innsyn.main.machine_tokens import machine_tokens
from innsyn.main.settings import SettingProblem, Settings
from innsyn.record.connections import Connection
from innsyn.web.app import WEB
from innsyn.web.notices import Notices
from innsyn.web.notices.channel import Channel
from innsyn.web.notices.contact import ContactRegister, NoContacts
from innsyn.web.notices.postgres import PostgresNotices
from innsyn.web.notices.postgres_outbox import PostgresOutbox
from innsyn.web.notices.postgres_reach import PostgresBrowsers, PostgresWishes
from innsyn.web.notices.reach import Reach
from innsyn.web.preferences.postgres import PostgresPreferences
from innsyn.web.texts import Texts

Pool: TypeAlias = "asyncpg.Pool[Any]"
Token = Callable[[], Awaitable[str | None]]

SANDBOX_SENDER = "varsel@innsyn.example"
_CONNECTIONS = 3


@dataclass(frozen=True, slots=True)
class Notifying:
    """What the program is given. outbox: to be swept now and then."""

    notices: Notices
    reach: Reach
    outbox: PostgresOutbox


@asynccontextmanager
async def notifying(
    settings: Settings, keys: Keys, http: httpx.AsyncClient, pool: Pool, dsn: str, clock: Clock
) -> AsyncIterator[Notifying]:
    """Have notices sent while the block lasts.

    keys: find the number behind a person's key. pool: for pages; the worker has connections of its own, so that a busy morning keeps no
    page waiting. Raises SettingProblem for a gateway that cannot be used."""
    vapid, contacts = _vapid(settings), _contacts(settings, keys, http, clock)
    async with AsyncExitStack() as stack:
        own = await stack.enter_async_context(asyncpg.create_pool(dsn, min_size=0, max_size=_CONNECTIONS, connection_class=Connection))
        carriers = dict[Channel, Carrier]()
        server = await stack.enter_async_context(_mail_server(settings, clock))
        if server is not None and not isinstance(contacts, NoContacts):
            carriers[Channel.EMAIL] = EmailCarrier(server, name=settings.notice_name, address=settings.email_sender or SANDBOX_SENDER)
        if (settings.sms_gateway or settings.is_sandbox) and not isinstance(contacts, NoContacts):
            carriers[Channel.SMS] = _sms(settings, http, clock)
        if vapid is not None:
            carriers[Channel.PUSH] = PushCarrier(vapid, http, services=settings.push_services, random_bytes=secrets.token_bytes)
        await stack.enter_async_context(_working(_worker(PostgresOutbox(own), _reach(settings, own, contacts, vapid), carriers, clock)))
        yield Notifying(PostgresNotices(pool), _reach(settings, pool, contacts, vapid), PostgresOutbox(pool))


def _reach(settings: Settings, pool: Pool, contacts: ContactRegister, vapid: Vapid | None) -> Reach:
    return Reach(
        wishes=PostgresWishes(pool),
        browsers=PostgresBrowsers(pool),
        contacts=contacts,
        preferences=PostgresPreferences(pool),
        push_key=vapid.public if vapid else "",
        push_services=settings.push_services,
    )


def _worker(outbox: PostgresOutbox, reach: Reach, carriers: Carriers, clock: Clock) -> Worker:
    texts = Texts.load([WEB / "texts"])
    planning, sending = Planning(outbox, reach, carriers.keys(), clock), Sending(outbox, reach, carriers, texts, clock)
    return Worker([planning.round, sending.round, Asking(outbox, carriers, clock).round])


@asynccontextmanager
async def _working(worker: Worker) -> AsyncIterator[None]:
    stop = asyncio.Event()
    task = asyncio.create_task(worker.run(stop))
    try:
        yield
    finally:
        stop.set()
        await task


def _contacts(settings: Settings, keys: Keys, http: httpx.AsyncClient, clock: Clock) -> ContactRegister:
    """Make the way to the register: the named one, the simulator in the sandbox, otherwise one that knows nobody."""
    if not settings.contact_register_url and not settings.is_sandbox:
        return NoContacts()
    base = settings.contact_register_url or settings.base_url + CONTACT_REGISTER
    token = _token(settings, settings.contact_register_url, CONTACT_SCOPE, http, clock)
    return Krr(base, http, token=token, number_of=keys.number_behind)


def _sms(settings: Settings, http: httpx.AsyncClient, clock: Clock) -> AltinnCarrier:
    if not settings.sms_gateway:
        return AltinnCarrier(settings.base_url + SMS_GATEWAY, http, token=_sandbox_token, sender=settings.notice_name)
    maskinporten = _token(settings, settings.sms_gateway, SMS_SCOPE, http, clock)
    tokens = AltinnTokens(settings.sms_gateway, http, maskinporten=maskinporten, clock=clock)
    return AltinnCarrier(settings.sms_gateway, http, token=tokens.token, sender=settings.notice_name)


@asynccontextmanager
async def _mail_server(settings: Settings, clock: Clock) -> AsyncIterator[MailServer | None]:
    if not settings.smtp_url:
        async with mail_server_in_the_sandbox(settings, clock) as server:
            yield server
        return
    server = mail_server(settings.smtp_url)
    if server is None:
        raise SettingProblem("INNSYN_SMTP_URL takes smtps://user:password@host, smtp://… with STARTTLS, or smtp+plain://127.0.0.1:25")
    if "@" not in settings.email_sender:
        raise SettingProblem("INNSYN_EMAIL_SENDER takes the address that letters come from")
    yield server


def _vapid(settings: Settings) -> Vapid | None:
    """Say who we are to push services: they want to know where to find us, so without an address there is no push."""
    contact = settings.push_contact or (settings.base_url if settings.base_url.startswith("https:") else "")
    contact = contact or (f"mailto:{SANDBOX_SENDER}" if settings.is_sandbox else "")
    return Vapid(push_key(settings), contact) if contact else None


def _token(settings: Settings, url: str, scope: str, http: httpx.AsyncClient, clock: Clock) -> Token:
    """Give a token for a service: one of Maskinporten for a real one, the sandbox's own word for a simulator."""
    return machine_tokens(settings, http, scope, clock) if url else _sandbox_token


async def _sandbox_token() -> str | None:
    return SANDBOX_TOKEN
