"""What people in the sandbox are told on: telephones behind an SMS gateway, mailboxes behind a mail server, and the register of both."""

import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from litestar import asgi
from litestar.types import ControllerRouterHandler

from innsyn.edge.notify.mail_server import MailServer
from innsyn.kernel.clock import Clock
from innsyn.main.settings import Settings
from innsyn.sandbox.devices import devices, owners, registrations
from innsyn.sandbox.people.nation import Nation
from innsyn.sandbox.simulators import contact_register, mailbox, telephone
from innsyn.sandbox.simulators.below import below
from innsyn.web import Feature

CONTACT_REGISTER, SMS_GATEWAY = "/sandbox/contact-register", "/sandbox/sms-gateway"
SANDBOX_TOKEN = "sandbox"  # noqa: S105 - a word the simulators know; nothing real takes it


def sandbox_devices(settings: Settings, nation: Nation, clock: Clock) -> tuple[Feature, Sequence[ControllerRouterHandler]]:
    """Give the pages to look at, and the simulators to be mounted."""
    messages = telephone.Messages(settings.data / "sandbox" / "telephone", clock=clock, new_id=_new_id)
    register = contact_register.simulator(registrations(nation, clock()), accepts=_is_ours, clock=clock)
    gateway = telephone.simulator(messages, accepts=_is_ours)
    routes = [
        asgi(path, is_mount=True, copy_scope=True)(below(path, application))
        for path, application in ((CONTACT_REGISTER, register), (SMS_GATEWAY, gateway))
    ]
    return devices(owners(nation), messages, _letters(settings, clock)), routes


@asynccontextmanager
async def mail_server_in_the_sandbox(settings: Settings, clock: Clock) -> AsyncIterator[MailServer | None]:
    """Have a mail server on a port of this process's own while the block lasts; None outside the sandbox."""
    if not settings.is_sandbox:
        yield None
        return
    server = mailbox.MailServer(_letters(settings, clock))
    try:
        yield MailServer(host="127.0.0.1", port=await server.open(), security="none")
    finally:
        await server.close()


def _letters(settings: Settings, clock: Clock) -> mailbox.Letters:
    return mailbox.Letters(settings.data / "sandbox" / "mailbox", clock=clock, new_id=_new_id)


def _is_ours(token: str) -> bool:
    return token == SANDBOX_TOKEN


def _new_id() -> str:
    return secrets.token_hex(16)
