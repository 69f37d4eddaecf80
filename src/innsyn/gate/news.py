"""What is new in the record since one last looked: one way of following the change feed, with a reader for each kind of news.

Nothing is skipped but what certainly cannot be read, and that is said: a body that is not what it says it is, twice in a row. Whatever else
goes wrong may be well the next time: the database away, locked or half migrated, a store or a dictionary that is not there. Then all waits,
and is read again from the same place, which is the caller's to keep: nobody's news is lost, though everybody's is late.
Source: docs/spec/dialogue.md#DLG-35; docs/spec/appointments.md#APP-7.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Generic, Protocol, TypeVar
from uuid import uuid4

from innsyn.gate.reading_twice import read_or_pass_over
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem
from innsyn.record.condition import Everything
from innsyn.record.entry import Action, Entry
from innsyn.record.record import Record
from innsyn.record.stored import Change, Stored

TELL_WITHIN = timedelta(days=3)
"""What came or was written longer ago is told to nobody: a feed or a record that is taken over alarms nobody in bulk."""

_STEP = 500

T = TypeVar("T")
Read = TypeVar("Read", covariant=True)


class NewsReader(Protocol[Read]):
    """Knows one kind of news. types: of the resources it is found in."""

    types: frozenset[str]

    async def read(self, change: Change, now: Instant) -> Read | None:
        """Say what a change tells, None when nobody is to be told of it."""
        ...


class News(Generic[T]):
    """end and since."""

    def __init__(self, record: Record, reader: NewsReader[T], told_once: Callable[[list[T]], list[T]] = list) -> None:
        """record: whose feed is followed. told_once: leaves out what is told by something else of the same step."""
        self._record, self._reader, self._told_once = record, reader, told_once

    async def end(self, place: str | None = None) -> str | None:
        """Say the place at the end of the feed: whoever begins to follow has nothing to tell of what was there before."""
        while True:
            answer = await self._record.changes(place, _STEP)
            if isinstance(answer, Problem) or not answer[0]:
                return place
            place = answer[1]

    async def since(self, place: str | None, now: Instant, passed_over: Callable[[Exception], None]) -> tuple[list[T], str | None]:
        """Give what is new after a place, and the next place; the same place when there was nothing. One step of the feed.

        passed_over: hears of each change that cannot be read, which hinders no other. Raises RecordUnavailable, and whatever else does not
        say for certain that a change is unreadable: then all waits."""
        answer = await self._record.changes(place, _STEP)
        if isinstance(answer, Problem) or not answer[0]:
            return [], place
        recent = [each for each in answer[0] if self._is_recent(each, now)]
        read = [await read_or_pass_over(partial(self._reader.read, each, now), passed_over) for each in recent]
        return self._told_once([each for each in read if each is not None]), answer[1]

    def _is_recent(self, change: Change, now: Instant) -> bool:
        return change.type in self._reader.types and not change.deleted and now - change.recorded_at < TELL_WITHIN


async def version_of(record: Record, change: Change, version: int, now: Instant, *, about: str) -> Stored | None:
    """Read one version of what has changed, None for one that is gone.

    It is the program's own question: it stands in the log as such, under the word `about`, and shows nobody anything."""
    entry = Entry(uuid4(), now, Action.VREAD, {"about": about})
    found = await record.vread(
        owner=change.owner, type=change.type, id=change.id, version=version, narrow=Everything(), stamp=None, entry=entry
    )  # fmt: skip
    return found if isinstance(found, Stored) and found.body else None
