"""People are reminded of appointments that come soon, for as long as a program runs: one process at a time looks, and nobody is told twice.

How far it has come is kept in the data folder, so that nothing is missed while the program stands still.
Source: docs/spec/calendar.md#CAL-8.
"""

from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from pathlib import Path

from innsyn.gate.log.audience import Receiver
from innsyn.gate.reminders import Reminders, Soon, Span
from innsyn.kernel.clock import Clock, Instant, instant
from innsyn.main.places import keep, kept
from innsyn.main.repeating import repeating
from innsyn.main.telling import passed_over
from innsyn.web.notices import Kind, Notice, Notices, sender_name
from innsyn.web.preferences.store import REMINDER_HOURS, Preferences

TASK = 9
"""The number of this task's turn."""

PLACE = "reminders-place"
EVERY_S = 60.0


def reminding(
    reminders: Reminders, notices: Notices, preferences: Preferences, folder: Path, clock: Clock
) -> AbstractAsyncContextManager[None]:
    """Have people reminded while the block lasts. folder: where it is kept how far this has come."""
    looking = Reminding(reminders, notices, preferences, folder, clock)

    async def step() -> bool:
        await looking.round()
        return False

    return repeating("reminders", step, every_s=EVERY_S)


class Reminding:
    """One look: the appointments that since the last one have come as near as people can choose to be reminded."""

    def __init__(self, reminders: Reminders, notices: Notices, preferences: Preferences, folder: Path, clock: Clock) -> None:
        """preferences: say how long before each person wants to be reminded."""
        self._reminders, self._notices, self._preferences = reminders, notices, preferences
        self._place, self._clock = folder / PLACE, clock

    async def round(self) -> None:
        """Look, if this process has the turn. What was told stays told, whoever dies: the place moves on only afterwards."""
        async with self._reminders.turn(TASK) as turn:
            if turn is not None:
                await self._look(self._clock())

    async def _look(self, now: Instant) -> None:
        looked_at = kept(self._place)
        spans = _spans(instant(looked_at) if looked_at else None, now)
        if not spans:
            return
        async for soon in self._reminders.within(tuple(spans.values()), now, passed_over):
            near = {hours for hours, (after, until) in spans.items() if after < soon.begins <= until}
            for receiver in soon.to:
                if (await self._preferences.of(receiver.key)).reminder_hours in near:
                    await self._notices.tell(_notice(soon, receiver, now))
        keep(self._place, now.isoformat())


def _spans(looked_at: Instant | None, now: Instant) -> dict[int, Span]:
    """Say which appointments have come near since the last look, for each choice of hours; what has begun is never among them.

    looked_at: None for the first look, which takes all that is near. A look that lies ahead was by a clock that was wrong: it is forgotten,
    and what is near is taken as at the first look. What was told stays told, and nobody is told twice."""
    if looked_at is not None and looked_at > now:
        looked_at = None
    spans = {}
    for hours in REMINDER_HOURS:
        before = timedelta(hours=hours)
        after = now if looked_at is None else max(now, looked_at + before)
        if after < now + before:
            spans[hours] = (after, now + before)
    return spans


def reminder_word(appointment_id: str, version: int) -> str:
    """Name all reminders of one version of an appointment: with what changes it, they can be taken back."""
    return f"appointment/{appointment_id}/{version}/reminder"


def _notice(soon: Soon, to: Receiver, now: Instant) -> Notice:
    word = reminder_word(soon.appointment_id, soon.version)
    return Notice(
        kind=Kind.APPOINTMENT_REMINDER,
        to=to.key,
        about=f"/appointments/{soon.appointment_id}",
        once=f"{word}/{to.key}",
        sender=sender_name(soon.place, soon.labels) if soon.place else None,
        at=now,
        concerns=soon.owner,
        hangs_on=word,
        good_until=soon.begins,
    )
