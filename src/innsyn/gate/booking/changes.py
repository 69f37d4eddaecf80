"""What has become of appointments since one last looked, by whatever door: who is to be told that something waits, never what.

Source: docs/spec/appointments.md#APP-7; docs/spec/notices.md; the record's change feed, from which nothing is skipped.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Literal
from uuid import uuid4

import orjson

from innsyn.gate.access import Access
from innsyn.gate.directory import Directory
from innsyn.gate.log.audience import audience
from innsyn.gate.rules.appointments import APPOINTMENT
from innsyn.gate.standing.appointments import is_called_off_by, moved_from
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem
from innsyn.record.condition import Everything
from innsyn.record.entry import Action, Entry
from innsyn.record.record import Record
from innsyn.record.stored import Change, Stored

Became = Literal["given", "changed", "cancelled"]

TELL_WITHIN = timedelta(days=3)
"""What came longer ago is told to nobody: a feed that is taken over alarms nobody in bulk."""

_STEP = 500
_ABOUT = {"about": "appointment-told"}


@dataclass(frozen=True, slots=True)
class Turned:
    """What an appointment has become. version: the one that made it so. own, others: opaque keys of the patient, and of parents in her
    place. place: name of who keeps it."""

    appointment_id: str
    version: int
    became: Became
    own: tuple[str, ...] = field(repr=False)
    others: tuple[str, ...] = field(repr=False)
    place: str = field(repr=False)
    at: Instant


class BookingChanges:
    """end and since."""

    def __init__(self, record: Record, access: Access, directory: Directory) -> None:
        """record: whose feed is followed. directory: names who keeps an appointment."""
        self._record, self._access, self._directory = record, access, directory

    async def end(self, place: str | None = None) -> str | None:
        """Say the place at the end of the feed: whoever begins to follow has nothing to tell of what was there before."""
        while True:
            answer = await self._record.changes(place, _STEP)
            if isinstance(answer, Problem) or not answer[0]:
                return place
            place = answer[1]

    async def since(self, place: str | None, now: Instant) -> tuple[list[Turned], str | None]:
        """Give what has become of appointments after a place, and the next place; the same when there was nothing. One step of the feed."""
        answer = await self._record.changes(place, _STEP)
        if isinstance(answer, Problem) or not answer[0]:
            return [], place
        recent = [each for each in answer[0] if each.type == APPOINTMENT and now - each.recorded_at < TELL_WITHIN]
        turned = [await self._turned(each, now) for each in recent if not each.deleted]
        return [each for each in turned if each is not None], answer[1]

    async def _turned(self, change: Change, now: Instant) -> Turned | None:
        after = await self._version(change, change.version, now)
        before = await self._version(change, change.version - 1, now) if change.version > 1 else None
        kind = became(_body(before), _body(after)) if after is not None else None
        if after is None or kind is None:
            return None
        told = await audience(self._access, change.owner, now)
        keeper = await self._directory.organisation(after.custodian) if after.custodian else None
        own = tuple(each.key for each in told if each.is_patient)
        others = tuple(each.key for each in told if not each.is_patient)
        return Turned(change.id, change.version, kind, own, others, keeper.name if keeper else "", change.recorded_at)

    async def _version(self, change: Change, version: int, now: Instant) -> Stored | None:
        """Read one version, as the program's own question: it stands in the log as such, and shows nobody anything."""
        entry = Entry(uuid4(), now, Action.VREAD, _ABOUT)
        found = await self._record.vread(
            owner=change.owner, type=APPOINTMENT, id=change.id, version=version, narrow=Everything(), stamp=None, entry=entry
        )  # fmt: skip
        return found if isinstance(found, Stored) and found.body else None


def became(before: Mapping[str, Any], after: Mapping[str, Any]) -> Became | None:
    """Say what an appointment has become that the patient is told of; None for what waits, has been, or she has called off herself.

    before: the version before, empty for the first."""
    was, is_now = before.get("status"), after.get("status")
    if is_now == "cancelled":
        return None if was == "cancelled" or is_called_off_by(after, "pat") else "cancelled"
    if is_now != "booked":
        return None
    if was == "booked":
        return "changed" if before.get("start") != after.get("start") else None
    return "changed" if moved_from(before) else "given"


def _body(stored: Stored | None) -> Mapping[str, Any]:
    body: Mapping[str, Any] = orjson.loads(stored.body) if stored else {}
    return body
