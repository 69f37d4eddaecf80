"""Finding a visit again: from memory, or from the row of the log that opened it."""

from typing import TypeVar
from uuid import UUID

from innsyn.gate.access import Access
from innsyn.gate.remembering import Remembered
from innsyn.gate.visit import Actor, Visit
from innsyn.gate.visit_log import visit_from
from innsyn.kernel.clock import Instant
from innsyn.record.entry import Action, Entry
from innsyn.record.logbook import LogFilter
from innsyn.record.record import Record
from innsyn.record.stored import Owner

T = TypeVar("T")

_ENDS = (Action.OPEN, Action.CLOSE)


class Resuming:
    """resume and close."""

    def __init__(self, record: Record, access: Access) -> None:
        """record: whose log says which visits were opened."""
        self._record, self._access = record, access
        self._visits: Remembered[UUID, Visit] = Remembered()

    def remember(self, opened: T) -> T:
        """Keep a visit that was just opened; whatever else is passed on."""
        if isinstance(opened, Visit):
            self._visits.keep(opened.id, opened)
        return opened

    async def resume(self, visit_id: UUID, owner: Owner, actor: Actor, now: Instant) -> Visit | None:
        """Find a visit again. See `Gate.resume`."""
        visit = self._visits.get(visit_id) or await self._read(visit_id, owner)
        if visit is None or visit.owner != owner or visit.is_over(now) or not _is_same(visit.actor, actor):
            return None
        return visit

    async def close(self, visit: Visit, now: Instant) -> None:
        """End a visit. See `Gate.close`."""
        self._visits.forget(visit.id)
        await self._access.log(visit.owner, Entry(visit.id, now, Action.CLOSE))

    async def _read(self, visit_id: UUID, owner: Owner) -> Visit | None:
        rows = await self._record.log_page(owner, LogFilter(actions=_ENDS, visits=(visit_id,)), count=2)
        if len(rows) != 1 or rows[0].action != Action.OPEN:
            return None
        return self._visits.keep(visit_id, visit_from(rows[0]))


def _is_same(opened_by: Actor, actor: Actor) -> bool:
    """Say whether it is the same person, through the same door, for the same organisation."""
    return (opened_by.kind, opened_by.key, opened_by.organisation, opened_by.unit) == (
        actor.kind,
        actor.key,
        actor.organisation,
        actor.unit,
    )
