"""What has become of appointments, by whatever door: who is to be told that something waits, never what.

Source: docs/spec/appointments.md#APP-7; docs/spec/notices.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import orjson

from innsyn.gate.directory import Directory
from innsyn.gate.news import version_of
from innsyn.gate.receivers import Receivers
from innsyn.gate.rules.appointments import APPOINTMENT
from innsyn.gate.standing.appointment_answers import offer_of
from innsyn.gate.standing.appointments import is_called_off_by, moved_from, slot_of
from innsyn.kernel.clock import Instant
from innsyn.record.record import Record
from innsyn.record.stored import Change, Owner, Stored

Became = Literal["given", "changed", "cancelled", "over"]
"""over: she has called it off herself, it has been, or it was never meant. Nobody is told, and nobody is reminded any more."""

_ABOUT = "appointment-told"
_ON_ITS_WAY = ("proposed", "pending", "waitlist")
"""What she has is hers until another time is given."""


@dataclass(frozen=True, slots=True)
class Turned:
    """What an appointment has become. version: the one that made it so. own, others: opaque keys of the patient, and of parents in her
    place, if they may read it. place: name of who keeps it, empty where no clinic may be named. owner: of the record.
    labels: of the appointment. took: the time it has now, where that was offered, to others too; empty where it was not."""

    owner: Owner
    appointment_id: str
    version: int
    became: Became
    own: tuple[str, ...] = field(repr=False)
    others: tuple[str, ...] = field(repr=False)
    place: str = field(repr=False)
    at: Instant
    labels: tuple[str, ...] = ()
    took: str = ""


class BookingChanges:
    """Reads what appointments have become, for `News`."""

    types = frozenset({APPOINTMENT})

    def __init__(self, record: Record, receivers: Receivers, directory: Directory) -> None:
        """record: where versions are read. receivers: know who is told. directory: names who keeps an appointment."""
        self._record, self._receivers, self._directory = record, receivers, directory

    async def read(self, change: Change, now: Instant) -> Turned | None:
        """Say what a version has made of an appointment, None for what nobody is told of."""
        after = await version_of(self._record, change, change.version, now, about=_ABOUT)
        before = await version_of(self._record, change, change.version - 1, now, about=_ABOUT) if change.version > 1 else None
        kind = became(_body(before), _body(after)) if after is not None else None
        if after is None or kind is None:
            return None
        if kind == "over":
            return Turned(change.owner, change.id, change.version, kind, (), (), "", change.recorded_at)
        return await self._turned(change, kind, took_offer(_body(before), _body(after)), now)

    async def _turned(self, change: Change, kind: Became, took: str, now: Instant) -> Turned | None:
        """Say who is told: whoever may read what stands today, whatever that version said."""
        row = await self._receivers.newest(change.owner, change.type, change.id, now)
        if row is None:
            return None
        told = await self._receivers.of(row, now)
        keeper = await self._directory.organisation(row.custodian) if row.custodian else None
        own = tuple(each.key for each in told if each.is_patient)
        others = tuple(each.key for each in told if not each.is_patient)
        place = keeper.name if keeper and not any(each.is_protected for each in told) else ""
        return Turned(change.owner, change.id, change.version, kind, own, others, place, change.recorded_at, tuple(row.labels), took)


def became(before: Mapping[str, Any], after: Mapping[str, Any]) -> Became | None:
    """Say what an appointment has become that the patient is told of; None for what waits, and what is as it was.

    before: the version before, empty for the first."""
    was, is_now = before.get("status"), after.get("status")
    if is_now == "cancelled":
        return None if was == "cancelled" else "over" if is_called_off_by(after, "pat") else "cancelled"
    if is_now != "booked":
        return "over" if was == "booked" and is_now not in _ON_ITS_WAY else None
    if was == "booked":
        return "changed" if before.get("start") != after.get("start") else None
    return "changed" if moved_from(before) else "given"


def took_offer(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Say which time an appointment has now that it was offered before; empty for none."""
    offer = offer_of(before)
    return offer.slot_id if offer and offer.slot_id == slot_of(after) else ""


def _body(stored: Stored | None) -> Mapping[str, Any]:
    body: Mapping[str, Any] = orjson.loads(stored.body) if stored else {}
    return body
