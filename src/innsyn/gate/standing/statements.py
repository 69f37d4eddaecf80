"""What a clinic's own system says that it has in its book: a List of the times that are taken, and by which appointment each is.

No patient is in it: neither name, number nor reference.
Source: HL7 FHIR R4 List, Appointment; docs/adr/0030-appointments.md; docs/spec/appointments.md#APP-15.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from innsyn.gate.standing.appointments import identifier_of, slot_of
from innsyn.kernel.clock import Instant, instant

RECONCILIATION, STATEMENT = "urn:innsyn:reconciliation", "statement"
"""Our own code system, and what such a List is in it."""

_NOT_IN_THE_BOOK = frozenset({"proposed", "cancelled", "noshow", "entered-in-error", "waitlist"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """One time that is taken. identifier: the appointment's own, empty for one that was not asked for here. slot_id: empty when it does
    not say. start: None when it cannot be read, which is no time that is the same as another."""

    identifier: str
    slot_id: str
    start: Instant | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """All that is taken from `at` on. at: when that was so, at the latest: what has changed here since is not in it."""

    at: Instant
    entered: tuple[Entered, ...]


def statement_of(body: Mapping[str, Any], recorded_at: Instant) -> Statement:
    """Read a statement. recorded_at: when we had it; a clinic whose clock is fast has said nothing of what was not there yet."""
    said = _instant(body.get("date"))
    inside = [each for each in body.get("contained", ()) if each.get("resourceType") == "Appointment"]
    taken = tuple(_entered(each) for each in inside if each.get("status") not in _NOT_IN_THE_BOOK)
    return Statement(at=min(said, recorded_at) if said else recorded_at, entered=taken)


def _entered(appointment: Mapping[str, Any]) -> Entered:
    return Entered(identifier=identifier_of(appointment), slot_id=slot_of(appointment), start=_instant(appointment.get("start")))


def _instant(text: object) -> Instant | None:
    try:
        return instant(text) if isinstance(text, str) else None
    except ValueError:
        return None
