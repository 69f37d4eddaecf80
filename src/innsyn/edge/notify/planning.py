"""Takes new notices and plans each: who wants it where, and whether the register lets us.

Source: docs/spec/notices.md#NOT-5 to NOT-8.
"""

from collections.abc import Mapping, Set
from datetime import timedelta

import structlog

from innsyn.kernel.clock import Clock
from innsyn.web.notices.channel import Channel
from innsyn.web.notices.contact import Contact, ContactsUnavailable
from innsyn.web.notices.delivery import NotPlanned, Waiting, next_plan, next_try
from innsyn.web.notices.outbox import Outbox
from innsyn.web.notices.planning import Reached, plan
from innsyn.web.notices.reach import Reach

LEASE = timedelta(minutes=2)
_AT_ONCE = 100
_FINAL: Mapping[str, NotPlanned] = {"unwanted": "unwanted", "late": "withdrawn"}
"""What no later look would change."""


class Planning:
    """Plans what is due. served: channels that have a gateway."""

    def __init__(self, outbox: Outbox, reach: Reach, served: Set[Channel], clock: Clock) -> None:
        """Use these."""
        self._outbox, self._reach, self._served, self._clock = outbox, reach, served, clock
        self._log = structlog.get_logger("innsyn.notices")

    async def round(self) -> int:
        """Plan some, and say how many."""
        now = self._clock()
        taken = await self._outbox.take_notices(now=now, until=now + LEASE, most=_AT_ONCE)
        if not taken:
            return 0
        try:
            contacts = await self._reach.contacts.of({notice.to for notice in taken})
        except ContactsUnavailable:
            for notice in taken:
                await self._wait_for_the_register(notice)
            return len(taken)
        for notice in taken:
            await self._plan(notice, contacts[notice.to])
        return len(taken)

    async def _plan(self, notice: Waiting, contact: Contact) -> None:
        choices, browsers = await self._reach.wishes.of(notice.to), await self._reach.browsers.of(notice.to)
        now = self._clock()
        made = plan(notice, Reached(choices=choices, contact=contact, browsers=browsers, served=self._served), now=now)
        if made.hindrance is None:
            await self._outbox.planned(notice, made.deliveries, hindered=made.hindered, now=now)
        elif made.hindrance in _FINAL:
            await self._outbox.not_planned(notice, _FINAL[made.hindrance], made.hindrance, again_at=None)
        else:
            self._log.info("notices.no_channel", reason=made.hindrance, kind=notice.kind.value)
            await self._outbox.not_planned(notice, "no_channel", made.hindrance, again_at=next_plan(notice.attempt, now))

    async def _wait_for_the_register(self, notice: Waiting) -> None:
        again_at = next_try(Channel.EMAIL, notice.attempt, self._clock())
        if again_at is None:
            self._log.warning("notices.failed", reason="register", kind=notice.kind.value)
        await self._outbox.not_planned(notice, "failed" if again_at is None else "waiting", "register", again_at=again_at)
