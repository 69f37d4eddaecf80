"""Writes: one statement for a single change, one transaction for several, all of them or none.

Source: FHIR R4 4.0.1, http.html#create, #update, #delete, #transaction; docs/adr/0004-read-and-log-in-one-statement.md.
"""

from bisect import bisect_right
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import asyncpg

from innsyn.record.carriers import read_carriers
from innsyn.record.claims import Carrier, take_conditions, take_identifiers, take_ids
from innsyn.record.connections import Connections, Rows
from innsyn.record.drafts import Draft, draft
from innsyn.record.entry import Entry
from innsyn.record.ids import RandomBits
from innsyn.record.log_row import detail_text
from innsyn.record.stored import SHARED, STALE, Conflict, Owner, Stale, Stored, Write, Written
from innsyn.record.unavailable import RecordUnavailable
from innsyn.record.write_text import TAKE_TURN, WRITE, WRITE_SHARED

Answer = tuple[Written, ...] | Conflict | Stale
AnswerOfAll = tuple[tuple[Written, ...], ...] | Conflict | Stale

T = TypeVar("T")

_MOST_TOGETHER = 400
_ATTEMPTS = 5
_TRY_AGAIN = (asyncpg.DeadlockDetectedError, asyncpg.SerializationError, asyncpg.LockNotAvailableError, asyncpg.UniqueViolationError)


@dataclass(frozen=True, slots=True)
class Part:
    """What is written in one record together with others' parts. stamp: of the facts it was decided on, None to write without."""

    owner: Owner
    writes: Sequence[Write]
    stamp: int | None
    entry: Entry


class _NothingWritten(Exception):
    """Carries the answer of a write that must leave nothing behind out of its transaction."""

    def __init__(self, answer: Conflict | Stale) -> None:
        super().__init__()
        self.answer = answer


class Writing:
    """write."""

    def __init__(self, connections: Connections, random_bits: RandomBits) -> None:
        """Take the record's connections and a source of chance for new ids."""
        self._connections = connections
        self._random_bits = random_bits

    async def write(self, owner: Owner, writes: Sequence[Write], stamp: int | None, entry: Entry) -> Answer:
        """Append versions. See `Record.write`."""
        if not writes:
            return ()
        drafts = [draft(index, write, owner, entry.at, self._random_bits) for index, write in enumerate(writes)]
        if (stray := next((one for one in drafts if one.carries_another), None)) is not None:
            return Conflict(stray.index, "owner")
        one = drafts[0]
        if len(drafts) == 1 and one.carries_owner and _claims_nothing(one):
            answer = await self._alone(one, stamp, entry)
            if answer is not None:
                return answer
        answer = await self._in_turn(lambda connection: _write_one(connection, drafts, stamp, entry))
        return STALE if isinstance(answer, Stale) else answer

    async def write_together(self, parts: Sequence[Part]) -> AnswerOfAll:
        """Append versions in several records. See `Record.write_together`."""
        starts, drafts = [0], list[list[Draft]]()
        for part in parts:
            start = starts[-1]
            made = [draft(start + at, write, part.owner, part.entry.at, self._random_bits) for at, write in enumerate(part.writes)]
            drafts.append(made)
            starts.append(start + len(made))
        strays = (one.index for made in drafts for one in made if one.carries_another)
        if (stray := next(strays, None)) is not None:
            return _in_part(Conflict(stray, "owner"), starts)
        answer = await self._in_turn(lambda connection: _write_parts(connection, parts, drafts))
        return _in_part(answer, starts) if isinstance(answer, Conflict) else answer

    async def _alone(self, one: Draft, stamp: int | None, entry: Entry) -> Answer | None:
        """Try a single write as a single statement. Returns None when somebody else has the owner's turn, or had it a moment ago."""
        for _ in range(2):
            try:
                rows = await self._connections.fetch(_text(one.owner), *_values([one], stamp, entry))
            except asyncpg.UniqueViolationError:
                return None
            (row,) = rows
            if not row["is_ours"] or (row["new_row"] is not None and not row["is_new"]):
                return None
            if (no := _no(rows)) is not None:
                return no
            if row["is_new"] or row["is_kept"]:
                return (_written(one, row),)
            one = one.numbered(row["prior_version"] + 1)
        return None

    async def _in_turn(self, write: Callable[[Any], Coroutine[Any, Any, T]]) -> T | Conflict | Stale:
        """Write inside a transaction that waits for the owners' turns. What collides with other owners' writes is tried again."""
        for _ in range(_ATTEMPTS):
            try:
                async with self._connections.transaction() as connection:
                    return await write(connection)
            except _NothingWritten as nothing:
                return nothing.answer
            except _TRY_AGAIN:
                continue
        raise RecordUnavailable("busy")


async def _write_one(connection: Any, drafts: list[Draft], stamp: int | None, entry: Entry) -> tuple[Written, ...]:
    owner = drafts[0].owner
    await connection.fetch(TAKE_TURN, owner)
    carriers = await _claim(connection, [drafts])
    return await _write_all(connection, drafts, drafts, carriers, Part(owner, (), stamp, entry))


async def _write_parts(connection: Any, parts: Sequence[Part], drafts: list[list[Draft]]) -> tuple[tuple[Written, ...], ...]:
    """Write part by part. Turns are taken in the owners' order, so that two such transactions cannot wait for each other."""
    for owner in sorted({part.owner for part in parts}):
        await connection.fetch(TAKE_TURN, owner)
    every = [one for made in drafts for one in made]
    carriers = await _claim(connection, drafts)
    return tuple([await _write_all(connection, made, every, carriers, part) for part, made in zip(parts, drafts, strict=True)])


async def _claim(connection: Any, drafts: Sequence[list[Draft]]) -> dict[int, Carrier]:
    """Claim ids, identifiers and conditions. Returns who already carries what If-None-Exist names, by index."""
    for made in sorted((each for each in drafts if each), key=lambda each: each[0].owner):
        if (conflict := await take_ids(connection, made)) is not None:
            raise _NothingWritten(conflict)
    every = [one for made in drafts for one in made]
    carriers = await take_identifiers(connection, every)
    if isinstance(carriers, Conflict):
        raise _NothingWritten(carriers)
    if (met := await take_conditions(connection, every)) is not None:
        raise _NothingWritten(met)
    return carriers


async def _write_all(
    connection: Any, drafts: list[Draft], every: Sequence[Draft], carriers: dict[int, Carrier], part: Part
) -> tuple[Written, ...]:
    """Write one owner's drafts. every: all drafts by index, carriers: of all of them."""
    own = {one.index for one in drafts}
    found = {index: carrier for index, carrier in carriers.items() if index in own}
    existing = await read_carriers(connection, part.owner, found, every, part.entry)
    if isinstance(existing, Conflict):
        raise _NothingWritten(existing)
    written, stamp = dict(existing), part.stamp
    for wave in _waves([one for one in drafts if one.index not in existing]):
        written |= await _write_wave(connection, wave, stamp, part.entry)
        stamp = None
    return tuple(written[one.index] for one in drafts)


async def _write_wave(connection: Any, wave: list[Draft], stamp: int | None, entry: Entry) -> dict[int, Written]:
    """Write drafts of different resources as one statement; a second one when bodies must say other version numbers."""
    for _ in range(2):
        rows = await connection.fetch(_text(wave[0].owner), *_values(wave, stamp, entry))
        if (no := _no(rows, wave[0].owner)) is not None:
            raise _NothingWritten(no)
        if all(row["is_new"] or row["is_kept"] for row in rows):
            return {one.index: _written(one, row) for one, row in zip(wave, rows, strict=True)}
        wave = [one.numbered(row["prior_version"] + 1) for one, row in zip(wave, rows, strict=True)]
    raise RuntimeError("a version number moved while its owner's turn was held")


def _claims_nothing(one: Draft) -> bool:
    """Say whether a draft needs nothing that another owner's could want too."""
    return one.type != "Patient" and one.write.unless is None and not one.claims()


def _in_part(conflict: Conflict, starts: Sequence[int]) -> Conflict:
    """Say a conflict by the part it is in and its place there."""
    part = bisect_right(starts, conflict.index) - 1
    return replace(conflict, index=conflict.index - starts[part], part=part)


def _waves(drafts: list[Draft]) -> list[list[Draft]]:
    """Split drafts, in order, so that none of a wave is the same resource as another."""
    waves: list[list[Draft]] = []
    seen: set[tuple[str, str]] = set()
    for one in drafts:
        if not waves or (one.type, one.id) in seen or len(waves[-1]) == _MOST_TOGETHER:
            waves.append([])
            seen = set()
        waves[-1].append(one)
        seen.add((one.type, one.id))
    return waves


def _text(owner: Owner) -> str:
    return WRITE_SHARED if owner == SHARED else WRITE


def _values(drafts: list[Draft], stamp: int | None, entry: Entry) -> list[Any]:
    columns = [list(column) for column in zip(*[one.columns() for one in drafts], strict=True)]
    return [drafts[0].owner, stamp, entry.at, entry.visit, detail_text(entry.detail), *columns]


def _no(rows: Rows, owner: Owner | None = None) -> Conflict | Stale | None:
    """Read a no out of the statement's rows: stale before conflict, the first conflict before later ones."""
    if not rows[0]["is_fresh"]:
        return STALE if owner is None else Stale(owner)
    return next((Conflict(row["index"], row["code"]) for row in rows if row["code"] is not None), None)


def _written(one: Draft, row: Any) -> Written:
    if not row["is_kept"]:
        return Written(one.numbered(row["new_version"]).stored(row["new_row"], row), is_new=True)
    return Written(_kept(one, row), is_new=False)


def _kept(one: Draft, row: Any) -> Stored:
    """Give the version that stands. Its bytes are made again from the same received ones, not read: nothing is handed out."""
    return Stored(
        row=row["prior_row"],
        owner=one.owner,
        type=one.type,
        id=one.id,
        version=row["prior_version"],
        recorded_at=row["prior_recorded_at"],
        custodian=row["prior_custodian"],
        labels=frozenset(row["prior_labels"]),
        deleted=False,
        body=one.stamped_as(row["prior_version"], row["prior_recorded_at"]),
        clinical_at=row["prior_clinical_at"],
    )
