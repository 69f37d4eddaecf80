"""The outbox, its worker and everything it meets on the wire: register, mail server, SMS gateway, push service. One clock for all."""

import os
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from datetime import timedelta
from itertools import count

import httpx
from joserfc.jwk import ECKey

from innsyn.edge.contact_register import Krr
from innsyn.edge.notify.altinn import AltinnCarrier
from innsyn.edge.notify.asking import Asking
from innsyn.edge.notify.email import EmailCarrier
from innsyn.edge.notify.mail_server import MailServer
from innsyn.edge.notify.planning import Planning
from innsyn.edge.notify.push import PushCarrier
from innsyn.edge.notify.sending import Sending
from innsyn.edge.notify.vapid import Vapid
from innsyn.edge.notify.worker import Worker
from innsyn.kernel.clock import SteppingClock, instant
from innsyn.sandbox.simulators import contact_register, mailbox, push_service, telephone
from innsyn.web.app import WEB
from innsyn.web.notices import Kind, Notice
from innsyn.web.notices.browsers import read_browser
from innsyn.web.notices.channel import Channel
from innsyn.web.notices.memory_reach import MemoryBrowsers, MemoryWishes
from innsyn.web.notices.reach import Reach
from innsyn.web.preferences.memory import MemoryPreferences
from innsyn.web.texts import Texts

MORNING = instant("2026-11-23T10:00:00+01:00")
EVENING = instant("2026-11-22T22:30:00+01:00")
KARI = "30908299902"
EMAIL, PHONE = "kari@example.no", "+4700000001"
TOKEN = "a-token"
PUSH = "http://push.sandbox"
TEXTS = Texts.load([WEB / "texts"])
PATIENCE_S, HASTE_S = 60, 0.1
"""So long an answer is waited for, and so long that of a simulator which is slow: a machine that stands still for a while is no fault."""
SMS_TEXT = "Noe venter på deg i Innsyn. Logg inn slik du pleier. Vi sender aldri lenker."


def a_notice(once="message/1", at=MORNING, **other):
    return Notice(**({"kind": Kind.MESSAGE_RECEIVED, "to": "kari", "about": "/messages/1", "once": once, "at": at} | other))


def registered(**other):
    given = {"number": KARI, "email": EMAIL, "phone": PHONE, "confirmed_at": MORNING - timedelta(days=30)}
    return contact_register.Registered(**(given | other))


class World:
    """Everything. faults: by the name of a simulator, sets that are read at each request."""

    def __init__(self, notices, outbox, folder, *, now=MORNING, lost_token=False):
        numbers = count(1)
        self.clock, self.notices, self.outbox = SteppingClock(now), notices, outbox
        self.faults = {name: set() for name in ("register", "telephone", "mailbox", "push")}
        self.people = {KARI: registered()}
        new_id = lambda: f"{os.getpid()}x{next(numbers)}"  # noqa: E731 - ids differ between processes too
        self.messages = telephone.Messages(folder / "telephone", clock=self.clock, new_id=new_id)
        self.letters = mailbox.Letters(folder / "mailbox", clock=self.clock, new_id=new_id)
        self.push = push_service.PushService(PUSH, self.clock)
        self.mail = mailbox.MailServer(self.letters, faults=self.faults["mailbox"], slow_s=10 * PATIENCE_S)
        self.token = None if lost_token else TOKEN
        self.vapid = Vapid(ECKey.generate_key("P-256"), "mailto:drift@innsyn.example")
        self.wishes, self.browsers, self.preferences = MemoryWishes(), MemoryBrowsers(), MemoryPreferences()
        self.reach = None
        self.carriers = {}

    @asynccontextmanager
    async def running(self):
        """Have the simulators answer while the block lasts."""
        async with AsyncExitStack() as stack:
            port = await self.mail.open()
            stack.push_async_callback(self.mail.close)
            http = {name: await stack.enter_async_context(self._http(app)) for name, app in self._applications().items()}
            contacts = Krr(
                "http://register.sandbox",
                http["register"],
                token=self._token,
                number_of=lambda key: {"kari": KARI}.get(key),
                deadline_s=PATIENCE_S,
            )
            self.reach = Reach(wishes=self.wishes, browsers=self.browsers, contacts=contacts, preferences=self.preferences)
            server = MailServer(host="127.0.0.1", port=port, security="none")
            self.carriers = {
                Channel.EMAIL: EmailCarrier(server, name="Innsyn", address="varsel@innsyn.example", timeout_s=PATIENCE_S),
                Channel.SMS: AltinnCarrier(
                    "http://altinn.sandbox", http["telephone"], token=self._token, sender="Innsyn", deadline_s=PATIENCE_S
                ),
                Channel.PUSH: PushCarrier(self.vapid, http["push"], services=[PUSH], random_bytes=os.urandom, deadline_s=PATIENCE_S),
            }
            yield self

    @contextmanager
    def suffers(self, name, fault):
        """Have a simulator do something wrong while the block lasts. Whoever asks one that is slow has no patience meanwhile."""
        channels = {"telephone": Channel.SMS, "mailbox": Channel.EMAIL, "push": Channel.PUSH}
        asking = self.carriers[channels[name]] if name in channels else self.reach.contacts
        patience = "_timeout_s" if name == "mailbox" else "_deadline_s"
        self.faults[name].add(fault)
        setattr(asking, patience, HASTE_S if fault.name == "SLOW" else PATIENCE_S)
        yield
        self.faults[name].clear()
        setattr(asking, patience, PATIENCE_S)

    def worker(self, **how):
        """Make a worker of this world."""
        planning = Planning(self.outbox, self.reach, self.carriers.keys(), self.clock)
        sending = Sending(self.outbox, self.reach, self.carriers, TEXTS, self.clock)
        return Worker([planning.round, sending.round, Asking(self.outbox, self.carriers, self.clock).round], **how)

    async def works(self):
        """Work until nothing is due."""
        worker = self.worker()
        while await worker.once():
            pass

    async def tells(self, *notices):
        """Tell, and work."""
        for notice in notices or (a_notice(),):
            await self.notices.tell(notice)
        await self.works()

    async def subscribes(self, name="phone"):
        """Have a browser of Kari's ask for push. Gives what can read what comes."""
        browser = push_service.ReceivingBrowser()
        endpoint, said = self.push.subscribe(name, self.vapid.public), browser.subscription()
        await self.browsers.add("kari", read_browser(endpoint, said["p256dh"], said["auth"], services=[PUSH], since=self.clock()))
        return browser

    async def state(self, once="message/1"):
        """Say the states of a notice's deliveries by channel, or of the notice when it has none."""
        fate = await self.notices.fate(once)
        return {each.channel: each.state for each in fate.deliveries} or (fate.state, fate.reason)

    async def reasons(self, once="message/1"):
        """Say the reasons of a notice's deliveries by channel."""
        return {each.channel: each.reason for each in (await self.notices.fate(once)).deliveries}

    @property
    def sms(self):
        """List the texts on Kari's telephone, newest first."""
        return [each.body for each in self.messages.to(PHONE)]

    @property
    def mails(self):
        """List the letters in Kari's mailbox, newest first."""
        return self.letters.to(EMAIL)

    async def _token(self):
        return self.token

    def _applications(self):
        def accepts(token):
            return token == TOKEN

        return {
            "register": contact_register.simulator(
                self.people, accepts=accepts, clock=self.clock, faults=self.faults["register"], slow_s=10 * PATIENCE_S
            ),
            "telephone": telephone.simulator(self.messages, accepts=accepts, faults=self.faults["telephone"], slow_s=10 * PATIENCE_S),
            "push": push_service.simulator(self.push, faults=self.faults["push"], slow_s=10 * PATIENCE_S),
        }  # fmt: skip

    @staticmethod
    def _http(application):
        return httpx.AsyncClient(transport=httpx.ASGITransport(app=application))
