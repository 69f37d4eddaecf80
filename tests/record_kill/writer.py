"""One process that writes and reads until it is killed, and notes on a file each answer it was given: `writer.py DSN FILE SEED`.

The note is made after the answer, with one write call: what stands in the file was acknowledged, whatever happens next.
"""

import asyncio
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from uuid import UUID

from innsyn.record.condition import Everything
from innsyn.record.entry import Action, Entry
from innsyn.record.record import Record
from innsyn.record.stored import Conflict, Stored, Write
from innsyn.record.unavailable import RecordUnavailable

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
TASKS = 4
BATCH = 3


def body(batch):
    """An observation that names the batch it came in."""
    identifier = [{"system": "http://example.no/batch", "value": batch}]
    return json.dumps({"resourceType": "Observation", "status": "final", "code": {"text": "Hb"}, "identifier": identifier}).encode()


class Writer:
    """Four tasks, each with records of its own and one shared with the others."""

    def __init__(self, record, file, random, shared_owner):
        self.record, self.random, self.shared_owner = record, random, shared_owner
        self.notes = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    async def run(self):
        """Go on until killed; a database that is away is waited for."""
        own = self.record.new_owner()
        known = []
        while True:
            try:
                await self.step(self.random.choice([own, self.shared_owner]), known)
            except RecordUnavailable:
                await asyncio.sleep(0.02)

    async def step(self, owner, known):
        """Do one thing."""
        what = self.random.random()
        if known and what < 0.5:
            await self.read(self.random.choice(known))
        elif known and what < 0.7:
            await self.update(self.random.choice(known))
        else:
            await self.create(owner, BATCH if what > 0.85 else 1, known)

    async def create(self, owner, count, known):
        visit = self.visit()
        writes = [Write("create", "Observation", body(str(visit))) for _ in range(count)]
        written = await self.record.write(owner=owner, writes=writes, stamp=None, entry=Entry(visit, NOW, Action.CREATE))
        self.note(kind="write", visit=str(visit), rows=[one.stored.row for one in written])
        known.extend(one.stored for one in written)

    async def update(self, one):
        visit = self.visit()
        writes = [Write("update", "Observation", body(str(visit)), id=one.id)]
        written = await self.record.write(owner=one.owner, writes=writes, stamp=None, entry=Entry(visit, NOW, Action.UPDATE))
        if not isinstance(written, Conflict):
            self.note(kind="write", visit=str(visit), rows=[written[0].stored.row])

    async def read(self, one):
        visit = self.visit()
        entry = Entry(visit, NOW, Action.READ)
        found = await self.record.read(owner=one.owner, type="Observation", id=one.id, narrow=Everything(), stamp=None, entry=entry)
        if isinstance(found, Stored):
            self.note(kind="read", visit=str(visit), rows=[found.row])
        else:
            self.note(kind="lost", visit=str(visit), rows=[one.row])

    def visit(self):
        return UUID(int=self.random.getrandbits(128), version=4)

    def note(self, **what):
        os.write(self.notes, json.dumps(what).encode() + b"\n")


async def main(dsn, file, seed):
    """Connect, however long that takes, and run."""
    while True:
        try:
            record = await Record.open(dsn, size=6)
            break
        except RecordUnavailable:
            await asyncio.sleep(0.02)
    random = Random(int(seed))  # noqa: S311 -- chance that comes back with the seed
    writer = Writer(record, Path(file), random, shared_owner=1)
    await asyncio.gather(*[writer.run() for _ in range(TASKS)])


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
