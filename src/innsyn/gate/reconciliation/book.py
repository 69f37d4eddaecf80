"""One organisation's bookings side by side: as they stand here, and as its own system says they are.

Source: docs/spec/appointments.md#APP-15.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import orjson

from innsyn.gate.standing.appointments import identifier_of, kept_start, moved_from, slot_of
from innsyn.gate.standing.statements import Statement
from innsyn.gate.standing.timebooks import Time
from innsyn.kernel.clock import Instant, norwegian_instant
from innsyn.record.stored import Stored

CONFIRMED = ("booked", "arrived", "checked-in", "fulfilled")
"""Statuses of an appointment that the clinic has said yes to, and that stands."""

OFF = ("cancelled", "noshow")
"""Statuses of one that does not stand any more."""

Kind = Literal["unknown_there", "unknown_here", "other_time", "no_appointment", "somebody_elses", "not_kept", "unanswered", "silent"]

FROM_WHAT_IS_SAID = frozenset({"unknown_there", "unknown_here", "other_time", "somebody_elses"})
"""Kinds that are found in what the clinic's own system says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ours:
    """An appointment as it stands here.

    id: of the resource. identifier: its own, which both sides know it by. status: `pending`, or one of CONFIRMED or OFF. slot_id: the time
    it has, empty when none; kept_slot_id, kept_start: the one it has while that one is asked for. changed_at: when it became so."""

    id: str
    identifier: str
    status: str
    start: Instant
    slot_id: str
    changed_at: Instant
    kept_slot_id: str = ""
    kept_start: Instant | None = None

    @property
    def stands(self) -> bool:
        """Say whether it is asked for or has a yes, and so has its time."""
        return self.status == "pending" or self.status in CONFIRMED


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """All of one organisation. times: those that are taken and have not begun. statement: None where no system has said anything."""

    ours: tuple[Ours, ...] = ()
    times: tuple[Time, ...] = ()
    statement: Statement | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """One difference.

    identifier, appointment_id: of the appointment, slot_id, calendar_id: of the time; empty for none. here, there: when it is by each side;
    None where it is at no time. For a system that is silent, `there` is when it last said anything."""

    kind: Kind
    identifier: str = ""
    appointment_id: str = ""
    slot_id: str = ""
    calendar_id: str = ""
    here: Instant | None = None
    there: Instant | None = None

    @property
    def word(self) -> str:
        """Name it: the same difference has the same name every night."""
        return f"{self.kind}/{self.identifier or self.slot_id}"


def ours_of(stored: Stored) -> Ours | None:
    """Read an appointment; None for one that was not asked for here, or whose time cannot be read."""
    body: Mapping[str, Any] = orjson.loads(stored.body)
    try:
        start = norwegian_instant(str(body.get("start")))
    except ValueError:
        return None
    if not identifier_of(body):
        return None
    return Ours(
        id=stored.id,
        identifier=identifier_of(body),
        status=str(body.get("status")),
        start=start,
        slot_id=slot_of(body),
        changed_at=stored.recorded_at,
        kept_slot_id=moved_from(body),
        kept_start=kept_start(body),
    )
