"""The nightly comparison: what differs is told once at the desk of whose it is, and what differs no longer is said to be gone.

Only what is seen twice is told: between two questions somebody may book. Source: docs/spec/appointments.md#APP-15.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args
from uuid import uuid4

import orjson

from innsyn.gate.clients.entering import kept_for
from innsyn.gate.reconciliation.book import FROM_WHAT_IS_SAID, Book, Drift, Kind
from innsyn.gate.reconciliation.comparing import drifts
from innsyn.gate.reconciliation.looking import ABOUT_RECONCILIATION, NOTHING, Looking
from innsyn.gate.reconciliation.told import Told, gone, told_body, told_id, told_of
from innsyn.kernel.clock import Instant
from innsyn.record.entry import Action, Entry
from innsyn.record.record import Record
from innsyn.record.stored import Stored, Write


@dataclass(frozen=True, slots=True)
class Compared:
    """What became of one organisation's comparison. found: differences that stand. told: of these, how many were not told of before.

    gone: how many that were open are there no longer."""

    organisation: str
    found: int
    told: int
    gone: int


class Reconciling:
    """compare."""

    def __init__(self, record: Record) -> None:
        """record: where all of it is."""
        self._record, self._looking = record, Looking(record)
        self.turn = record.watching.turn

    async def compare(self, now: Instant) -> tuple[Compared, ...]:
        """Compare all organisations, and tell. Nothing else is changed."""
        books = await self._looking.books(now)
        open_ = await self._looking.open_everywhere(get_args(Kind), now)
        return tuple([await self._one(each, books.get(each, NOTHING), now) for each in sorted({*books, *open_})])

    async def _one(self, organisation: str, book: Book, now: Instant) -> Compared:
        found = {each.word: each for each in drifts(book, now)}
        known = {each.drift.word: (each, row) for each, row in _read(await self._looking.told(organisation, (), now))} if found else {}
        if any(word not in known or not known[word][0].is_open for word in found):
            again = {each.word for each in drifts((await self._looking.books(now, organisation)).get(organisation, NOTHING), now)}
            found = {word: each for word, each in found.items() if word in again}
        known = known or {each.drift.word: (each, row) for each, row in _read(await self._looking.told(organisation, (), now))}
        new = list(_told(organisation, found, known, now))
        over = list(_over(found, known, now))
        if new or over:
            await self._write(organisation, [*new, *over], now)
        return Compared(organisation, len(found), len(new), len(over))

    async def _write(self, organisation: str, writes: list[Write], now: Instant) -> None:
        """Write all, or nothing when somebody settles one of them at this moment: the next night sees it again."""
        entry = Entry(uuid4(), now, Action.UPDATE, ABOUT_RECONCILIATION)
        await self._record.write(owner=kept_for(organisation), writes=writes, stamp=None, entry=entry)


Known = Mapping[str, tuple[Told, Stored]]


def _read(rows: Iterable[Stored]) -> Iterator[tuple[Told, Stored]]:
    for row in rows:
        if (told := told_of(row)) is not None:
            yield told, row


def _told(organisation: str, found: Mapping[str, Drift], known: Known, now: Instant) -> Iterator[Write]:
    """Tell of what is new, and once more of what was said to be over and is not."""
    for word, drift in found.items():
        stands = known.get(word)
        if stands is None:
            owner = kept_for(organisation)
            yield Write("create", "Task", orjson.dumps(told_body(drift, now)), id=told_id(owner, drift), custodian=organisation)
        elif not stands[0].is_open:
            yield _anew(stands[1], told_body(drift, now))


def _over(found: Mapping[str, Drift], known: Known, now: Instant) -> Iterator[Write]:
    """Say of what is not found any more that it has gone; not of what only a system could tell that says nothing."""
    is_silent = any(each.kind == "silent" for each in found.values())
    for word, (told, row) in known.items():
        if told.is_open and word not in found and not (is_silent and told.drift.kind in FROM_WHAT_IS_SAID):
            yield _anew(row, gone(orjson.loads(row.body), now))


def _anew(row: Stored, body: Mapping[str, Any]) -> Write:
    return Write("update", "Task", orjson.dumps(body), id=row.id, expected_version=row.version, may_create=False, custodian=row.custodian)
