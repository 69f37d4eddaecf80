"""Asks gateways that know what became of what they were given.

Source: docs/spec/notices.md#NOT-8.
"""

import structlog

from innsyn.edge.notify.carrier import Carriers
from innsyn.edge.notify.planning import LEASE
from innsyn.kernel.clock import Clock
from innsyn.web.notices.delivery import next_look
from innsyn.web.notices.outbox import Outbox

_AT_ONCE = 50


class Asking:
    """Asks about what was sent."""

    def __init__(self, outbox: Outbox, carriers: Carriers, clock: Clock) -> None:
        """Use these."""
        self._outbox, self._carriers, self._clock = outbox, carriers, clock
        self._log = structlog.get_logger("innsyn.notices")

    async def round(self) -> int:
        """Ask about some, and say about how many."""
        now = self._clock()
        taken = await self._outbox.take_sent(now=now, until=now + LEASE, most=_AT_ONCE)
        for each in taken:
            carrier, now = self._carriers.get(each.channel), self._clock()
            if carrier is None:
                await self._outbox.reported(each, "sent", "no_gateway", look_at=next_look(each.attempt, now), now=now)
                continue
            report = await carrier.report(each.reference)
            now = self._clock()
            if report.state == "failed":
                self._log.warning("notices.failed", channel=each.channel.value, reason=report.reason, kind=each.kind.value)
            look_at = next_look(each.attempt, now) if report.state == "sent" else None
            await self._outbox.reported(each, report.state, report.reason, look_at=look_at, now=now)
        return len(taken)
