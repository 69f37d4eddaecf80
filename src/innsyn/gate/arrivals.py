"""What has come from clinics, by whatever door: who is to be told that something waits, never what.

Source: docs/spec/dialogue.md#DLG-35; docs/adr/0024 (notices).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import uuid4

import orjson

from innsyn.gate.news import TELL_WITHIN
from innsyn.gate.receivers import Receivers
from innsyn.gate.standing.conversations import Conversation, conversation_from, ended_at
from innsyn.gate.standing.messages import message_from
from innsyn.kernel.clock import Instant
from innsyn.record.condition import Everything
from innsyn.record.entry import Action, Entry
from innsyn.record.record import Record
from innsyn.record.stored import Change, Owner, Stored

_ABOUT_ARRIVAL = {"about": "arrival"}


@dataclass(frozen=True, slots=True)
class Arrived:
    """Something a clinic has written. task_id: of the conversation. kind: a message, or that it is over without one.

    owner: of the record. to: opaque keys of who is told: they may read it.
    place: name of the legal entity that wrote, empty where none may be named. at: when. labels: of what waits."""

    owner: Owner
    task_id: str
    kind: Literal["message", "over"]
    to: tuple[str, ...] = field(repr=False)
    place: str = field(repr=False)
    at: Instant
    labels: tuple[str, ...] = ()


class Arrivals:
    """Reads what clinics have written in conversations, for `News`."""

    types = frozenset({"Communication", "Task"})

    def __init__(self, record: Record, receivers: Receivers) -> None:
        """record: where the conversation of a message is read. receivers: know who is told."""
        self._record, self._receivers = record, receivers

    async def read(self, change: Change, now: Instant) -> Arrived | None:
        """Say what a clinic has written, None for what is hers, is on its way, or was written long ago."""
        row = await self._row(change, change.type, change.id, now)
        if row is None:
            return None
        arrived = await (self._message(change, row, now) if change.type == "Communication" else self._ending(change, row, now))
        return arrived if arrived is not None and now - arrived.at < TELL_WITHIN else None

    async def _message(self, change: Change, row: Stored, now: Instant) -> Arrived | None:
        message = message_from(_body(row))
        if message is None or message.side != "clinic" or message.state not in ("sent", "delivered") or message.sent_at is None:
            return None
        task_id = message.conversation.removeprefix("Task/")
        told = conversation_from(_body(await self._row(change, "Task", task_id, now))) if task_id else None
        if told is None:
            return None
        return await self._arrived(row, task_id, "message", told, message.sent_at, now)

    async def _ending(self, change: Change, row: Stored, now: Instant) -> Arrived | None:
        told, at = conversation_from(_body(row)), ended_at(_body(row))
        if told is None or at is None or told.state not in ("closed", "rejected"):
            return None
        return await self._arrived(row, change.id, "over", told, at, now)

    async def _row(self, change: Change, type_: str, id_: str, now: Instant) -> Stored | None:
        """Read what stands, as the program's own question: it stands in the log as such, and shows nobody anything."""
        entry = Entry(uuid4(), now, Action.READ, _ABOUT_ARRIVAL)
        found = await self._record.read(owner=change.owner, type=type_, id=id_, narrow=Everything(), stamp=None, entry=entry)
        return found if isinstance(found, Stored) and found.body else None

    async def _arrived(
        self, row: Stored, task_id: str, kind: Literal["message", "over"], told: Conversation, at: Instant, now: Instant
    ) -> Arrived:
        """Say who is told: the patient or the parents of a small child, and whoever wrote for her, as long as they may read it."""
        receivers = await self._receivers.of(row, now, wrote=told.began_by)
        place = "" if any(each.is_protected for each in receivers) else told.organisation_name
        return Arrived(row.owner, task_id, kind, tuple(sorted(each.key for each in receivers)), place, at, tuple(row.labels))


def _body(row: Stored | None) -> Mapping[str, Any]:
    body: Mapping[str, Any] = orjson.loads(row.body) if row else {}
    return body


def each_once(found: list[Arrived]) -> list[Arrived]:
    """Leave out the ends that came with a message: whoever is told of the answer reads the rest there."""
    with_words = {(each.task_id, each.at) for each in found if each.kind == "message"}
    return [each for each in found if each.kind == "message" or (each.task_id, each.at) not in with_words]
