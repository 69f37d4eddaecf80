"""What has come from clinics, by whatever door: who is to be told that something waits, never what.

Source: docs/spec/dialogue.md#DLG-35; docs/adr/0024 (notices).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import uuid4

import orjson

from innsyn.gate.access import Access
from innsyn.gate.log.audience import audience
from innsyn.gate.news import TELL_WITHIN
from innsyn.gate.standing.conversations import Conversation, conversation_from, ended_at
from innsyn.gate.standing.messages import message_from
from innsyn.kernel.clock import Instant
from innsyn.record.condition import Everything
from innsyn.record.entry import Action, Entry
from innsyn.record.record import Record
from innsyn.record.stored import Change, Stored

_ABOUT_ARRIVAL = {"about": "arrival"}


@dataclass(frozen=True, slots=True)
class Arrived:
    """Something a clinic has written. task_id: of the conversation. kind: a message, or that it is over without one.

    to: opaque keys of who is told. place: name of who wrote, for those who may be told it. at: when."""

    task_id: str
    kind: Literal["message", "over"]
    to: tuple[str, ...] = field(repr=False)
    place: str = field(repr=False)
    at: Instant


class Arrivals:
    """Reads what clinics have written in conversations, for `News`."""

    types = frozenset({"Communication", "Task"})

    def __init__(self, record: Record, access: Access) -> None:
        """record: where the conversation of a message is read."""
        self._record, self._access = record, access

    async def read(self, change: Change, now: Instant) -> Arrived | None:
        """Say what a clinic has written, None for what is hers, is on its way, or was written long ago."""
        body = await self._body(change, change.type, change.id, now)
        arrived = await (self._message(change, body, now) if change.type == "Communication" else self._ending(change, body, now))
        return arrived if arrived is not None and now - arrived.at < TELL_WITHIN else None

    async def _message(self, change: Change, body: Mapping[str, Any], now: Instant) -> Arrived | None:
        message = message_from(body)
        if message is None or message.side != "clinic" or message.state not in ("sent", "delivered") or message.sent_at is None:
            return None
        task_id = message.conversation.removeprefix("Task/")
        told = conversation_from(await self._body(change, "Task", task_id, now)) if task_id else None
        return Arrived(task_id, "message", await self._to(change, told, now), _place(told), message.sent_at) if told else None

    async def _ending(self, change: Change, body: Mapping[str, Any], now: Instant) -> Arrived | None:
        told, at = conversation_from(body), ended_at(body)
        if told is None or at is None or told.state not in ("closed", "rejected"):
            return None
        return Arrived(change.id, "over", await self._to(change, told, now), _place(told), at)

    async def _body(self, change: Change, type_: str, id_: str, now: Instant) -> Mapping[str, Any]:
        """Read what stands, as the program's own question: it stands in the log as such, and shows nobody anything."""
        entry = Entry(uuid4(), now, Action.READ, _ABOUT_ARRIVAL)
        found = await self._record.read(owner=change.owner, type=type_, id=id_, narrow=Everything(), stamp=None, entry=entry)
        body: Mapping[str, Any] = orjson.loads(found.body) if isinstance(found, Stored) and found.body else {}
        return body

    async def _to(self, change: Change, told: Conversation | None, now: Instant) -> tuple[str, ...]:
        """Say who is told: the patient or the parents of a small child, and whoever wrote for her."""
        keys = {each.key for each in await audience(self._access, change.owner, now)}
        wrote = {told.began_by.key} if told and told.began_by.represents and told.began_by.key else set()
        return tuple(sorted(keys | wrote))


def _place(told: Conversation | None) -> str:
    return (told.contact_name or told.organisation_name) if told else ""


def each_once(found: list[Arrived]) -> list[Arrived]:
    """Leave out the ends that came with a message: whoever is told of the answer reads the rest there."""
    with_words = {(each.task_id, each.at) for each in found if each.kind == "message"}
    return [each for each in found if each.kind == "message" or (each.task_id, each.at) not in with_words]
