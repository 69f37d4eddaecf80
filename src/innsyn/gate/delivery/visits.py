"""The visits of a delivering system: one for each record it delivers to, opened at the first need and used until it is over."""

from uuid import UUID, uuid5

from innsyn.gate.delivery.door import Door
from innsyn.gate.refused import Refused
from innsyn.gate.remembering import Remembered
from innsyn.gate.visit import Actor, Visit
from innsyn.kernel.clock import Instant
from innsyn.record.stored import Owner

_MOST = 1_000


class Visits:
    """Opens deliveries and keeps them open."""

    def __init__(self, gate: Door, run: UUID) -> None:
        """gate: opens them. run: names the delivering, so that all processes of one run are one visit to each record."""
        self._gate, self._run = gate, run
        self._open: Remembered[tuple[str, Owner], Visit] = Remembered(_MOST)

    async def to(self, owner: Owner, actor: Actor, now: Instant) -> Visit | Refused:
        """Give the visit to a record, or the no."""
        visit = self._open.get((actor.key, owner))
        if visit is not None and not visit.is_over(now):
            return visit
        opened = await self._gate.open_delivery(actor, owner, now, visit_id=self._id(owner, actor, now))
        return opened if isinstance(opened, Refused) else self._open.keep((actor.key, owner), opened)

    async def find(self, type_: str, identifier: tuple[str, str], actor: Actor, now: Instant) -> Owner | None:
        """Find whose record has a resource with an identifier: system and value. Logged as part of the visit to that record."""
        return await self._gate.find_whose(actor, type_, identifier, now, lambda owner: self._id(owner, actor, now))

    def _id(self, owner: Owner, actor: Actor, now: Instant) -> UUID:
        return uuid5(self._run, f"{actor.key}/{owner}/{now.date()}")
