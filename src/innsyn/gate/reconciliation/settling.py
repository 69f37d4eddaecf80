"""The desk's side: whoever works at an office lists what differs, and says that it is settled.

Source: docs/spec/appointments.md#APP-16.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid5

import orjson

from innsyn.gate.booking.together import Lost
from innsyn.gate.clients.entering import kept_for
from innsyn.gate.enrolment.region import has_need
from innsyn.gate.log.lines import WORKLIST
from innsyn.gate.offices import NO_POST
from innsyn.gate.reconciliation.told import DRIFT, OPEN, Told, settled, told_of
from innsyn.gate.refused import Refused
from innsyn.gate.visit import Actor, Ground
from innsyn.gate.visit_log import actor_detail, ground_detail
from innsyn.kernel.clock import Instant, norwegian_date
from innsyn.record.condition import AllOf, Condition, FromCustodian, OfType
from innsyn.record.entry import Action, Entry
from innsyn.record.ids import is_id
from innsyn.record.query import AnyOf, DateWithin, Query, TokenIs
from innsyn.record.record import Record
from innsyn.record.stored import Found, Stored, Write

SHOWN_FOR = timedelta(days=30)
"""So long what is over is still shown."""

_MOST = 200
_WORK = Ground(purpose="HOPERAT", basis=WORKLIST, user_selected=False)
_DAYS = UUID("7b0ad0f2-3c5e-5d0e-8f4b-1f4f0b0c6a55")
_STANDS = TokenIs("status", ((None, OPEN),))


@dataclass(frozen=True, slots=True)
class Standing:
    """A difference with what was read of it, to be written anew."""

    told: Told
    stored: Stored

    def settled(self, by: Actor, now: Instant) -> Write:
        """Write that somebody has settled it, unless another has done something with it since."""
        body, stored = orjson.dumps(settled(orjson.loads(self.stored.body), by, now)), self.stored
        return Write(
            "update", "Task", body, id=stored.id, expected_version=stored.version, may_create=False, custodian=stored.custodian
        )  # fmt: skip


class Settling:
    """may_see, told, count, settle, standing and write."""

    def __init__(self, record: Record) -> None:
        """record: where it is told."""
        self._record = record

    def may_see(self, actor: Actor) -> bool:
        """Say whether somebody treats patients in the organisation she has logged in for."""
        return has_need(actor) and actor.organisation is not None

    async def told(self, actor: Actor, now: Instant) -> tuple[Told, ...] | Refused:
        """List what differs at the actor's organisation, and what is over since thirty days: open ones first, the newest first."""
        since = DateWithin("modified", now - SHOWN_FOR, None)
        found = await self._listed(actor, AnyOf((_STANDS, since)), now)
        if isinstance(found, Refused):
            return found
        return tuple(sorted(found, key=lambda each: (each.is_open, each.over_at or each.since or now), reverse=True))

    async def count(self, actor: Actor, now: Instant) -> int | Refused:
        """Count what is open, two hundred at most."""
        found = await self._listed(actor, AnyOf((_STANDS,)), now)
        return found if isinstance(found, Refused) else len(found)

    async def settle(self, actor: Actor, drift_id: str, version: int, now: Instant) -> Told | Lost | Refused:
        """Say that a difference is settled. version: as the actor saw it; whoever settles it meanwhile stands."""
        found = await self.standing(actor, drift_id, version, now)
        if not isinstance(found, Standing):
            return found
        answer = await self.write(actor, [found.settled(actor, now)], now)
        return told_of(answer[-1]) or "gone" if answer else "changed"

    async def standing(self, actor: Actor, drift_id: str, version: int, now: Instant) -> Standing | Lost | Refused:
        """Read a difference at the actor's organisation that is open, in the version she saw."""
        if not self.may_see(actor) or actor.organisation is None:
            return Refused(NO_POST)
        stands = await self._stands(actor.organisation, drift_id, actor, now)
        told = told_of(stands) if stands else None
        if stands is None or told is None:
            return "gone"
        return Standing(told, stands) if told.is_open and told.version == version else "changed"

    async def write(self, actor: Actor, writes: Sequence[Write], now: Instant) -> tuple[Stored, ...]:
        """Write to the actor's organisation's own record, all or nothing. Returns nothing when somebody has changed one of them."""
        entry = Entry(look_of(actor, now), now, Action.UPDATE, _detail(actor))
        answer = await self._record.write(owner=kept_for(actor.organisation or ""), writes=writes, stamp=None, entry=entry)
        return tuple(each.stored for each in answer) if isinstance(answer, tuple) else ()

    async def _listed(self, actor: Actor, clause: AnyOf, now: Instant) -> tuple[Told, ...] | Refused:
        if not self.may_see(actor) or actor.organisation is None:
            return Refused(NO_POST)
        query = Query(("Task",), (TokenIs("code", ((DRIFT, None),)), clause), count=_MOST)
        entry = Entry(look_of(actor, now), now, Action.SEARCH, _detail(actor))
        found = await self._record.search(
            owner=kept_for(actor.organisation), query=query, narrow=_kept_by(actor.organisation), stamp=None, entry=entry
        )  # fmt: skip
        rows = found.rows if isinstance(found, Found) else ()
        return tuple(told for row in rows if (told := told_of(row)) is not None)

    async def _stands(self, organisation: str, drift_id: str, actor: Actor, now: Instant) -> Stored | None:
        if not is_id(drift_id):
            return None
        entry = Entry(look_of(actor, now), now, Action.READ, _detail(actor))
        found = await self._record.read(
            owner=kept_for(organisation), type="Task", id=drift_id, narrow=_kept_by(organisation), stamp=None, entry=entry
        )  # fmt: skip
        return found if isinstance(found, Stored) and not found.deleted else None


def _kept_by(organisation: str) -> Condition:
    return AllOf((OfType(frozenset({"Task"})), FromCustodian(frozenset({organisation}))))


def look_of(actor: Actor, now: Instant) -> UUID:
    """Name the day's look: one line a day in the organisation's own log."""
    return uuid5(_DAYS, f"{actor.key}/{actor.organisation}/{norwegian_date(now)}")


def _detail(actor: Actor) -> dict[str, object]:
    return {"actor": actor_detail(actor), "ground": ground_detail(_WORK)}
