"""A time that nobody's appointment has is freed at the desk: by whoever works where the timebook is kept here, and by nobody for a system.

The time and the difference are written in one transaction, on what both sides hold at that moment.
Source: docs/spec/appointments.md#APP-16.
"""

from typing import Literal

from innsyn.gate.booking.timebooks import Timebooks, TimeRead, given_back
from innsyn.gate.booking.together import Lost
from innsyn.gate.reconciliation.book import Book
from innsyn.gate.reconciliation.comparing import drifts
from innsyn.gate.reconciliation.looking import NOTHING, Looking
from innsyn.gate.reconciliation.settling import Settling, Standing, look_of
from innsyn.gate.refused import Refused
from innsyn.gate.visit import Actor
from innsyn.kernel.clock import Instant
from innsyn.record.record import Record

Freed = Literal["freed"]
Theirs = Literal["theirs"]
"""Why a time is not freed here: the organisation has a system of its own, which keeps it."""


class Freeing:
    """may and free."""

    def __init__(self, record: Record, settling: Settling, timebooks: Timebooks) -> None:
        """record: where both sides are. settling: reads and writes differences. timebooks: reads times."""
        self._looking, self._settling, self._timebooks = Looking(record), settling, timebooks

    async def may(self, actor: Actor, now: Instant) -> bool:
        """Say whether times are freed here: by those who work where no system of its own has said what it has."""
        return self._settling.may_see(actor) and not await self._looking.has_said(actor.organisation or "", now)

    async def free(self, actor: Actor, drift_id: str, version: int, now: Instant) -> Freed | Theirs | Lost | Refused:
        """Free the time of a difference, and settle it. version: as the actor saw it. A calendar that is closed then keeps it closed.

        Returns `taken` when an appointment has the time by now, and `theirs` where the organisation's system keeps it."""
        found = await self._settling.standing(actor, drift_id, version, now)
        if not isinstance(found, Standing):
            return found
        slot_id, book = found.told.drift.slot_id, await self._book(actor, now)
        read = await self._timebooks.time(actor.organisation or "", slot_id, look_of(actor, now), now)
        if (hindered := hindrance(found, book, read, now)) is not None or read is None:
            return hindered or "gone"
        writes = [*given_back(read, found.told.drift.identifier), found.settled(actor, now)]
        return "freed" if await self._settling.write(actor, writes, now) else "changed"

    async def _book(self, actor: Actor, now: Instant) -> Book:
        organisation = actor.organisation or ""
        return (await self._looking.books(now, organisation)).get(organisation, NOTHING)


def hindrance(found: Standing, book: Book, read: TimeRead | None, now: Instant) -> Theirs | Lost | None:
    """Say why a time is not freed; None for nothing. book: what both sides hold now. read: the time as it stands."""
    drift = found.told.drift
    if drift.kind != "no_appointment" or read is None:
        return "gone"
    if book.statement is not None or read.body.get("identifier"):
        return "theirs"
    if any(drift.slot_id in (each.slot_id, each.kept_slot_id) for each in book.ours if each.stands):
        return "taken"
    is_still_nobodys = given_back(read, drift.identifier) != ()
    is_so = is_still_nobodys and any((each.kind, each.slot_id) == (drift.kind, drift.slot_id) for each in drifts(book, now))
    return None if is_so else "changed"
