"""Rounds of writing and sudden death, and what must be true afterwards: `python -m tests.record_kill.rounds [ROUNDS]`.

Each round lets two writers run for a moment and then kills, with SIGKILL, one of them or PostgreSQL itself.
"""

import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

import asyncpg

from innsyn.main.embedded import embedded
from innsyn.record.migrate import migrate

WRITERS = 2
ENOUGH_BYTES, PATIENCE_S, MOMENT_S = 1_500, 120.0, 0.2
SERVER_SHARE = 0.4
"""Of the deaths, so many are PostgreSQL's."""

MISSING_VERSIONS = "select count(*) from unnest($1::bigint[]) as u (row) where not exists (select from version v where v.row = u.row)"
MISSING_READS = """
select count(*) from unnest($1::uuid[], $2::bigint[]) as u (visit, row)
where not exists (select from log_entry l where l.visit = u.visit and l.action = 'read' and u.row = any(l.shown))"""
INDEXES = """
create index kill_rows on version (row); create index kill_visits on log_entry (visit);
create index kill_listed on population (row); analyze"""
BROKEN = {
    "a batch is there in part": """
        select count(*) from (
          select visit, sum(cardinality(shown)) as n from log_entry where action = 'create' group by visit) b where n not in (1, 3)""",
    "a version has no log row": """
        select count(*) from version v left join (
          select distinct s.row from log_entry l, unnest(l.shown) as s (row) where l.action <> 'read') l using (row) where l.row is null""",
    "a log row shows a version that is not there": """
        select count(*) from log_entry l, unnest(l.shown) as s (row) where not exists (select from version v where v.row = s.row)""",
    "versions have gaps, or not one that stands": """
        select count(*) from (
          select count(*) as n, min(version) as low, max(version) as high, count(*) filter (where is_current) as standing,
            max(version) filter (where is_current) as current from version group by owner, type, id) r
        where low <> 1 or high <> n or standing <> 1 or current <> high""",
    "a list across patients does not follow the versions that stand": """
        select (select count(*) from population l where not exists (select from version v where v.row = l.row and v.is_current))
          + (select count(*) from version v where v.is_current and not exists (select from population l where l.row = v.row))""",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rounds gave. wrong: each broken promise with how often it was found; empty when all held."""

    rounds: int
    seconds: float
    written: int
    read: int
    server_deaths: int
    wrong: dict[str, int]


class Rounds:
    """The writers of one database. program: what each of them runs."""

    program = Path(__file__).parent / "writer.py"

    def __init__(self, dsn, folder, cluster, seed):
        self.dsn, self.folder, self.cluster, self.random = dsn, folder, cluster, Random(seed)  # noqa: S311 -- chance that comes back
        self.writers, self.started, self.server_deaths = [], 0, 0

    @staticmethod
    async def prepare(dsn, folder):
        """Make what the writers begin with: nothing."""

    def begin(self):
        """Start what stands beside the writers: nothing."""

    def end(self):
        """Stop it."""

    def stop_writers(self):
        """Kill every writer."""
        while self.writers:
            writer = self.writers.pop()
            writer.kill()
            writer.wait()

    def start_writer(self):
        """Start a writer in the next free place."""
        self.started += 1
        command = [sys.executable, str(self.program), self.dsn, str(self.folder / f"{self.started}.jsonl"), str(self.started)]
        self.writers.append(subprocess.Popen(command))

    def let_them_work(self):
        """Wait until something more was acknowledged, and then for a moment that is never the same."""
        enough, patience = self.noted() + ENOUGH_BYTES, time.monotonic() + PATIENCE_S
        while self.noted() < enough and time.monotonic() < patience:
            time.sleep(0.01)
        time.sleep(self.random.uniform(0, MOMENT_S))

    def noted(self):
        """Say how many bytes of notes there are."""
        return sum(file.stat().st_size for file in self.folder.glob("*.jsonl"))

    def kill_something(self):
        """Kill the server or the oldest writer. A server still recovering from its last death is not killed again: nobody could write."""
        if self.random.random() < SERVER_SHARE and asyncio.run(self.is_up()):
            self.server_deaths += 1
            self.kill_server()
        else:
            victim = self.writers.pop(0)
            victim.kill()
            victim.wait()

    def kill_server(self):
        """Kill the postmaster; its keeper starts another."""
        with suppress(FileNotFoundError, ProcessLookupError, IndexError):
            os.kill(int((self.cluster / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)

    def notes(self):
        """Give what was acknowledged: (kind, visit, rows). A line cut short by death was never finished, and says nothing."""
        for file in self.folder.glob("*.jsonl"):
            for line in file.read_text().splitlines():
                with suppress(json.JSONDecodeError):
                    yield json.loads(line)

    async def check(self):
        """Give the broken promises."""
        notes = list(self.notes())
        rows = [row for note in notes if note["kind"] == "write" for row in note["rows"]]
        reads = [(note["visit"], note["rows"][0]) for note in notes if note["kind"] == "read"]
        wrong = {"a resource that was acknowledged could not be read": sum(note["kind"] == "lost" for note in notes)}
        connection = await self.connected()
        await connection.execute(INDEXES)
        wrong["an acknowledged version is missing"] = await connection.fetchval(MISSING_VERSIONS, rows)
        visits, shown = [visit for visit, _ in reads], [row for _, row in reads]
        wrong["an acknowledged read is not in the log"] = await connection.fetchval(MISSING_READS, visits, shown)
        for name, text in BROKEN.items():
            wrong[name] = await connection.fetchval(text)
        await connection.close()
        return len(rows), len(reads), {name: count for name, count in wrong.items() if count}

    async def is_up(self):
        """Say whether the server takes connections."""
        with suppress(OSError, asyncpg.PostgresError):
            await (await asyncpg.connect(self.dsn)).close()
            return True
        return False

    async def connected(self):
        """Connect, however long the server takes to come back."""
        while True:
            with suppress(OSError, asyncpg.PostgresError):
                return await asyncpg.connect(self.dsn)
            await asyncio.sleep(0.05)


def run(count, *, seed=1, at_least=0, within_s=600.0, folder=None, of=Rounds):
    """Run so many rounds, or as many as fit in the time from when everything stands, and check. of: the rounds. Returns the Outcome.

    at_least: so many rounds, however long they take."""
    with tempfile.TemporaryDirectory() as made:
        place = Path(folder or made)
        with embedded(place) as server:
            dsn = server
            asyncio.run(migrate(dsn))
            asyncio.run(of.prepare(dsn, place))
            rounds = of(dsn, place, place / "database" / "cluster", seed)
            done = 0
            try:
                rounds.begin()
                begun = time.monotonic()
                while done < count and (done < at_least or time.monotonic() - begun < within_s):
                    while len(rounds.writers) < WRITERS:
                        rounds.start_writer()
                    rounds.let_them_work()
                    rounds.kill_something()
                    done += 1
                rounds.stop_writers()
                written, read, wrong = asyncio.run(rounds.check())
            finally:
                rounds.stop_writers()
                rounds.end()
    return Outcome(done, time.monotonic() - begun, written, read, rounds.server_deaths, wrong)


if __name__ == "__main__":
    outcome = run(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
    print(outcome)  # noqa: T201 -- a program
    sys.exit(bool(outcome.wrong))
