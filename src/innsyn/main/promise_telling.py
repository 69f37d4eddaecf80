"""Those who work at an office are told when an answer that was promised to a patient is due soon, and when it is late.

One process at a time looks. Nothing is kept of it: what was told is known by its name, so that a stop loses nothing and repeats nothing.
Source: docs/spec/dialogue.md#DLG-26.
"""

from contextlib import AbstractAsyncContextManager

from innsyn.gate.promises import Promises
from innsyn.gate.standing.elements import text_of
from innsyn.kernel.clock import Clock, Instant
from innsyn.main.repeating import repeating
from innsyn.web.messaging.watchers import Watcher, Watchers
from innsyn.web.notices import Kind, Notice, Notices, sender_name

TASK = 14
"""The number of this task's turn."""

EVERY_S = 60.0
INBOX = "/desk/inbox"


def telling_of_promises(
    promises: Promises, watchers: Watchers, notices: Notices, clock: Clock, *, every_s: float = EVERY_S
) -> AbstractAsyncContextManager[None]:
    """Have personnel told while the block lasts."""
    return repeating("promises", PromiseTelling(promises, watchers, notices, clock).round, every_s=every_s)


class PromiseTelling:
    """One look at what is due, wherever somebody has asked to be told."""

    def __init__(self, promises: Promises, watchers: Watchers, notices: Notices, clock: Clock) -> None:
        """watchers: say who has asked, and where."""
        self._promises, self._watchers, self._notices, self._clock = promises, watchers, notices, clock

    async def round(self) -> bool:
        """Look, if this process has the turn. Returns false: there is nothing more to do before the next look."""
        async with self._promises.turn(TASK) as turn:
            for organisation in await self._watchers.organisations() if turn is not None else ():
                for watcher in await self._watchers.of(organisation):
                    await self._tell(watcher, self._clock())
        return False

    async def _tell(self, watcher: Watcher, now: Instant) -> None:
        """Tell one, once of each instant: first whoever has it or may take it, and when it is late everybody who has asked."""
        due = await self._promises.due(watcher.organisation, watcher.hpr, now, since=watcher.since)
        told = [(Kind.PROMISE_SOON, at, at) for at in due.soon] + [(Kind.PROMISE_LATE, at, None) for at in due.late]
        sender = sender_name(await self._promises.name(watcher.organisation)) if told else None
        for kind, at, until in told:
            once = f"promise/{watcher.organisation}/{kind}/{text_of(at)}/{watcher.person}"
            await self._notices.tell(
                Notice(kind=kind, to=watcher.person, about=INBOX, once=once, sender=sender, at=now, good_until=until)
            )  # fmt: skip
