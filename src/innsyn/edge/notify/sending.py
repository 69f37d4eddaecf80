"""Takes deliveries that are due and sends each, having looked once more whether it may and to where.

Source: docs/spec/notices.md#NOT-6 to NOT-9.
"""

import asyncio
from collections.abc import Mapping, Sequence

import structlog

from innsyn.edge.notify.carrier import Carriers, Letter, NotSent, Sent
from innsyn.edge.notify.planning import LEASE
from innsyn.kernel.clock import Clock
from innsyn.web.language import Language
from innsyn.web.notices.browsers import Browser
from innsyn.web.notices.channel import Channel, first_moment, is_quiet
from innsyn.web.notices.contact import Contact, ContactsUnavailable
from innsyn.web.notices.delivery import Claimed, is_late, next_look, next_try
from innsyn.web.notices.endings import ending_of
from innsyn.web.notices.message import message
from innsyn.web.notices.outbox import Outbox
from innsyn.web.notices.planning import Reached, address_on, hindrance
from innsyn.web.notices.reach import Reach
from innsyn.web.serving.technical_log import kinds, trail
from innsyn.web.texts import FIRST_LOCALE, LOCALES, Texts

_AT_ONCE = 20
_LONGEST_S = LEASE.total_seconds() / 2
"""One sending ends well before somebody else may take it."""


class Sending:
    """Sends what is due."""

    def __init__(self, outbox: Outbox, reach: Reach, carriers: Carriers, texts: Texts, clock: Clock) -> None:
        """carriers: the ways out that are there. texts: with those of `web`."""
        self._outbox, self._reach, self._carriers, self._texts, self._clock = outbox, reach, carriers, texts, clock
        self._log = structlog.get_logger("innsyn.notices")

    async def round(self) -> int:
        """Send some at once, and say how many were taken."""
        now = self._clock()
        taken = await self._outbox.take_deliveries(now=now, until=now + LEASE, most=_AT_ONCE)
        awake = [each for each in taken if not await self._is_put_off(each)]
        if not awake:
            return len(taken)
        try:
            contacts = await self._reach.contacts.of({each.to for each in awake})
        except ContactsUnavailable:
            contacts = {}
        outcomes = await asyncio.gather(*(self._serve(each, contacts) for each in awake), return_exceptions=True)
        for outcome in outcomes:
            if isinstance(outcome, BaseException):
                raise outcome
        return len(taken)

    async def _is_put_off(self, taken: Claimed) -> bool:
        """Withdraw what was opened or has run out, and put off what would ring at night: the worker may have been away when it was due."""
        now = self._clock()
        if taken.is_opened:
            await self._outbox.ended(taken, "withdrawn", "opened", now=now)
        elif is_late(taken.good_until, now):
            await self._outbox.ended(taken, "withdrawn", "late", now=now)
        elif is_quiet(taken.channel, now):
            until = first_moment(taken.channel, now)
            await self._outbox.put_back(taken, "", until=until, is_counted=False, now=now)
        else:
            return False
        return True

    async def _serve(self, taken: Claimed, contacts: Mapping[str, Contact]) -> None:
        if taken.to not in contacts and taken.channel is not Channel.PUSH:
            return await self._again(taken, "register")
        contact = contacts.get(taken.to, Contact())
        choices, browsers = await self._reach.wishes.of(taken.to), await self._reach.browsers.of(taken.to)
        reached = Reached(choices=choices, contact=contact, browsers=browsers, served=self._carriers.keys())
        hindered = hindrance(taken.kind, taken.channel, reached, now=self._clock())
        to = _place(taken, contact, browsers)
        if hindered == "no_gateway":
            return await self._again(taken, hindered)
        if hindered == "unwanted" or to is None:
            return await self._outbox.ended(taken, "withdrawn", "unwanted", now=self._clock())
        if hindered is not None:
            return await self._failed(taken, hindered)
        return await self._send(taken, to, contact)

    async def _send(self, taken: Claimed, to: str | Browser, contact: Contact) -> None:
        language = await self._language(taken.to, contact)
        letter = Letter(id=taken.id, to=to, message=message(taken.channel, taken.wording, taken.sender, language))
        outcome = await self._carried(taken, letter)
        if isinstance(outcome, Sent):
            now = self._clock()
            look_at = next_look(0, now) if outcome.is_watched else None
            ending = ending_of(taken.channel, to) if isinstance(to, str) else ""
            return await self._outbox.sent(taken, outcome.reference, ending=ending, look_at=look_at, now=now)
        if outcome.is_gone:
            await self._reach.browsers.remove(taken.to, taken.target)
        return await (self._failed if outcome.is_final else self._again)(taken, outcome.reason)

    async def _carried(self, taken: Claimed, letter: Letter) -> Sent | NotSent:
        """Send a letter; whatever breaks is one failed try."""
        try:
            async with asyncio.timeout(_LONGEST_S):
                return await self._carriers[taken.channel].send(letter, now=self._clock())
        except TimeoutError:
            return NotSent(reason="gateway")
        except Exception as failure:
            self._log.error("notices.stumbled", channel=taken.channel.value, kinds=kinds(failure), trail=trail(failure))
            return NotSent(reason="stumbled")

    async def _again(self, taken: Claimed, reason: str) -> None:
        """Have it tried again, unless there is no more trying, or it would tell of nothing by then."""
        now = self._clock()
        until = next_try(taken.channel, taken.attempt, now)
        if until is None or is_late(taken.good_until, until):
            return await self._failed(taken, reason)
        return await self._outbox.put_back(taken, reason, until=until, now=now)

    async def _failed(self, taken: Claimed, reason: str) -> None:
        self._log.warning("notices.failed", channel=taken.channel.value, reason=reason, kind=taken.kind.value)
        await self._outbox.ended(taken, "failed", reason, now=self._clock())

    async def _language(self, person_key: str, contact: Contact) -> Language:
        """Say in which language to write: the one chosen here, else the one public bodies were asked to use."""
        wished = ((await self._reach.preferences.of(person_key)).locale, contact.language)
        return Language(next((code for code in wished if code in LOCALES), FIRST_LOCALE), self._texts)


def _place(taken: Claimed, contact: Contact, browsers: Sequence[Browser]) -> str | Browser | None:
    if taken.channel is Channel.PUSH:
        return next((browser for browser in browsers if browser.id == taken.target), None)
    address = address_on(taken.channel, contact)
    return address.value if address else ""
