"""Each night what both sides hold of bookings is compared: by one process, once, however many run, and later if all stood still.

Which night it was last is kept in the data folder. Source: docs/adr/0030-appointments.md; docs/spec/appointments.md#APP-15.
"""

from contextlib import AbstractAsyncContextManager
from datetime import date, time, timedelta
from pathlib import Path

from innsyn.gate.reconciliation.reconciling import Reconciling
from innsyn.kernel.clock import NORWAY, Clock, norwegian_date
from innsyn.main.places import keep, kept
from innsyn.main.repeating import repeating

TASK = 12
"""The number of this task's turn."""

PLACE = "reconciled-on"
BEGINS = time(3)
"""By then clinics' systems have said what they have. On the clock of the wall in Norway."""

_EVERY_S, _BEGINS_AFTER_S = 300.0, 60.0


def comparing_each_night(reconciling: Reconciling, folder: Path, clock: Clock) -> AbstractAsyncContextManager[None]:
    """Have bookings compared while the block lasts. folder: where it is kept which night it was last."""

    async def step() -> bool:
        await compare_tonight(reconciling, folder / PLACE, clock)
        return False

    return repeating("reconciling", step, every_s=_EVERY_S, begins_after_s=_BEGINS_AFTER_S)


async def compare_tonight(reconciling: Reconciling, place: Path, clock: Clock) -> bool:
    """Compare, unless it is too early or has been done today. Returns whether it was done now.

    The place moves on only afterwards: whoever dies in the middle begins again, and what was told is told once."""
    now = clock()
    today = norwegian_date(now)
    if now.astimezone(NORWAY).time() < BEGINS or _is_done(place, today):
        return False
    async with reconciling.turn(TASK) as turn:
        if turn is None or _is_done(place, today):
            return False
        await reconciling.compare(now)
        keep(place, today.isoformat())
        return True


def _is_done(place: Path, today: date) -> bool:
    """Say whether tonight is done, also by a clock that has gone back since; farther ahead than a day it was wrong, and is not believed."""
    last = kept(place)
    return last is not None and today <= date.fromisoformat(last) <= today + timedelta(days=1)
