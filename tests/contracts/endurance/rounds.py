"""Rounds of load and sudden death of the server, its workers and PostgreSQL: `python -m tests.contracts.endurance.rounds [ROUNDS]`.

Each round lets readers and writers work for a moment that is never the same, kills with SIGKILL, and waits until pages answer again.
"""

import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import asyncpg
from tests.contracts.attacks.town import settle_town
from tests.contracts.endurance.load import LOCALES
from tests.contracts.endurance.processes import all_gone, children_of, kill, of_folder, postmaster
from tests.contracts.endurance.server import CHECKOUT, Server
from tests.record_kill.rounds import MISSING_READS, MISSING_VERSIONS

from innsyn.gate.gate import Gate
from innsyn.gate.keys import open_keys
from innsyn.kernel.clock import system_clock
from innsyn.main.embedded import embedded
from innsyn.main.embedded.folders import folders_in
from innsyn.main.embedded.postmaster import running_postmaster
from innsyn.main.embedded.tuning import ROLE
from innsyn.main.platform import blob_place
from innsyn.main.settings import read_settings
from innsyn.main.world import known_world
from innsyn.record.migrate import migrate
from innsyn.record.record import Record
from innsyn.web.sessions.envelope import mark_of
from innsyn.web.sessions.migrate import migrate_sessions

VICTIMS = ("postmaster", "worker", "postmaster", "server")
READERS = ("kari", "per")
MOMENT_S = 1.5
GONE_WITHIN_S, ANSWERED_WITHIN_S = 120.0, 120.0
ENOUGH_BYTES = {**dict.fromkeys(READERS, 400), "writer": 2_000}
"""So much more each notes before something dies: some ten answers in a browser, some twenty of the record."""
ANSWERS = """
select r.id, count(*) as answered, (
  select count(*) from log_entry l join version v on v.row = any(l.shown)
  where l.owner = v.owner and l.action = 'read' and l.outcome = 'done' and v.id = r.id) as logged
from unnest($1::text[]) as r (id) group by r.id"""
BARE = """
select count(*) from version v left join (
  select distinct s.row from log_entry l, unnest(l.shown) as s (row) where l.action <> 'read') l using (row) where l.row is null"""


@dataclass
class Outcome:
    """What the rounds gave. wrong: each broken promise with how often; empty when all held. back_s: how long until pages answered."""

    rounds: int = 0
    seconds: float = 0.0
    read: int = 0
    settings: int = 0
    written: int = 0
    deaths: Counter[str] = field(default_factory=Counter)
    back_s: dict[str, float] = field(default_factory=dict)
    sealed: int = 0
    wrong: dict[str, object] = field(default_factory=dict)
    technical: str = field(default="", repr=False)


async def prepare(folder: Path) -> None:
    """Put the small town into the folder's record."""
    with embedded(folder) as dsn:
        await migrate(dsn)
        await migrate_sessions(dsn)
        record = await Record.open(dsn, blobs=blob_place(read_settings({"INNSYN_DATA": str(folder)})))
        now = system_clock()
        await settle_town(Gate(record, open_keys(folder, "")), known_world(folder, now), READERS, (), now)
        await record.close()


def dsn_of(folder: Path) -> str:
    """Say where the running embedded PostgreSQL is, without becoming one of those it runs for."""
    while not ((server := running_postmaster(folders_in(folder).cluster)) and server.is_ready):
        time.sleep(0.05)
    return f"postgresql://{ROLE}@/postgres?host={server.socket_folder}"


class Rounds:
    """One data folder, its server and the load upon it."""

    def __init__(self, place: Path, seed: int) -> None:
        self.folder, self.notes = place / "data", place / "notes"
        self.notes.mkdir()
        self.server, self.random, self.outcome = Server(self.folder), Random(seed), Outcome()  # noqa: S311 - chance that comes back
        self.load: list[subprocess.Popen[bytes]] = []

    def run(self, count: int, within_s: float) -> Outcome:
        """Run so many rounds, or as many as fit in the time, and check."""
        begun = time.monotonic()
        asyncio.run(prepare(self.folder))
        self.server.start()
        self.server.wait_until_ready()
        self.start_load()
        try:
            for number in range(count):
                if time.monotonic() - begun > within_s:
                    break
                self.round(VICTIMS[number % len(VICTIMS)])
            self.let_them_work()
        finally:
            for process in self.load:
                process.kill()
                process.wait()
        asyncio.run(self.check())
        assert self.server.process is not None
        self.wrong("the server did not stop cleanly", self.server.stop())
        self.wrong("processes were left", all_gone(self.folder, GONE_WITHIN_S))
        self.verify()
        self.outcome.seconds = round(time.monotonic() - begun, 1)
        self.outcome.technical = self.server.technical.read_text(errors="replace")
        return self.outcome

    def start_load(self) -> None:
        """Start the readers in their browsers, and one writer that goes past the web to the record."""
        for number, key in enumerate(READERS, 1):
            words = ["-m", "tests.contracts.endurance.load", self.server.address, str(self.notes / f"{key}.jsonl"), key, str(number)]
            self.load.append(subprocess.Popen([sys.executable, *words], cwd=CHECKOUT, stderr=subprocess.DEVNULL))
        writer = CHECKOUT / "tests" / "record_kill" / "writer.py"
        self.load.append(
            subprocess.Popen(
                [sys.executable, str(writer), dsn_of(self.folder), str(self.notes / "writer.jsonl"), "9"], stderr=subprocess.DEVNULL
            )
        )

    def round(self, victim: str) -> None:
        """Let them work, kill, and see that all comes back."""
        self.let_them_work()
        assert self.server.process is not None
        if victim == "postmaster":
            if pid := postmaster(self.folder):
                kill(pid)
        elif victim == "worker":
            for child in children_of(self.server.process.pid)[:1]:
                kill(child)
        else:
            kill(self.server.process.pid)
            self.server.process.wait()
            left = all_gone(self.folder, GONE_WITHIN_S, besides={process.pid for process in self.load})
            self.wrong("processes outlived the killed server", left)
            self.server.start()
        time.sleep(0.2)
        back_s = self.server.wait_until_ready()
        self.outcome.rounds += 1
        self.outcome.deaths[victim] += 1
        self.outcome.back_s[victim] = max(round(back_s, 1), self.outcome.back_s.get(victim, 0.0))

    def let_them_work(self) -> None:
        """Wait until every reader and writer was answered often enough again, then for a moment that is never the same."""
        enough = {name: size + ENOUGH_BYTES[name] for name, size in self.sizes().items()}
        deadline = time.monotonic() + ANSWERED_WITHIN_S
        while time.monotonic() < deadline and any(size < enough[name] for name, size in self.sizes().items()):
            time.sleep(0.05)
        time.sleep(self.random.uniform(0, MOMENT_S))

    def sizes(self) -> dict[str, int]:
        """Say how many bytes of notes each has."""
        files = {name: self.notes / f"{name}.jsonl" for name in ENOUGH_BYTES}
        return {name: file.stat().st_size if file.exists() else 0 for name, file in files.items()}

    def noted(self, name: str) -> list[dict[str, object]]:
        """Read what one of them was answered; a line cut short says nothing."""
        found = []
        file = self.notes / f"{name}.jsonl"
        for line in file.read_text().splitlines() if file.exists() else ():
            with suppress(json.JSONDecodeError):
                found.append(json.loads(line))
        return found

    def wrong(self, what: str, found: object) -> None:
        """Note a broken promise, if it is one."""
        if found:
            self.outcome.wrong[what] = found

    async def check(self) -> None:
        """Hold what was answered against what stands in the database."""
        connection = await asyncpg.connect(dsn_of(self.folder))
        kept_wishes = {row["person"]: row["locale"] for row in await connection.fetch("select person, locale from web_preference")}
        log_keys, people = open_keys(self.folder, ""), known_world(self.folder, system_clock()).people
        for key in READERS:
            notes = self.noted(key)
            reads = [note["id"] for note in notes if note["kind"] == "read"]
            rows = await connection.fetch(ANSWERS, reads)
            self.wrong(f"{key}: answered reads are not in the log", [tuple(row) for row in rows if row["answered"] > row["logged"]])
            kept = [note["turn"] for note in notes if note["kind"] == "write"]
            asked = [note["turn"] for note in notes if note["kind"] == "asked"]
            possible = {LOCALES[turn % len(LOCALES)] for turn in asked if turn >= max(kept, default=0)}
            wish = kept_wishes.get(mark_of(log_keys.person_key(people[key].number), "preference"))
            self.wrong(f"{key}: the last kept wish is lost", bool(kept) and wish not in possible)
            self.wrong(f"{key}: odd answers", [note for note in notes if note["kind"] == "odd"][:5])
            self.outcome.read += len(reads)
            self.outcome.settings += len(kept)
        notes = self.noted("writer")
        rows = [row for note in notes if note["kind"] == "write" for row in note["rows"]]
        reads = [(note["visit"], note["rows"][0]) for note in notes if note["kind"] == "read"]
        self.outcome.written, self.outcome.read = len(rows), self.outcome.read + len(reads)
        self.wrong("acknowledged versions are missing", await connection.fetchval(MISSING_VERSIONS, rows))
        missing = await connection.fetchval(MISSING_READS, [visit for visit, _ in reads], [row for _, row in reads])
        self.wrong("answered reads of the record are not in the log", missing)
        self.wrong("the record could not read what was acknowledged", sum(note["kind"] == "lost" for note in notes))
        self.wrong("versions without a log row", await connection.fetchval(BARE))
        await connection.close()

    def verify(self) -> None:
        """Have the log checked against its seal by the command itself."""
        checked = self.server.run("verify-log", "--json", "--data", str(self.folder))
        report = json.loads(checked.stdout or "{}")
        self.wrong("the seal is not whole", checked.returncode and (report.get("findings") or checked.stderr[-500:]))
        self.outcome.sealed = report.get("size", 0)


def run(count: int, *, within_s: float = 900.0, seed: int = 1, place: Path | None = None) -> Outcome:
    """Run so many rounds in a folder of their own, and leave nothing behind."""
    with tempfile.TemporaryDirectory() as made:
        rounds = Rounds(place or Path(made), seed)
        try:
            return rounds.run(count, within_s)
        finally:
            for _ in range(20):
                for pid in of_folder(rounds.folder):
                    kill(pid)
                if not of_folder(rounds.folder):
                    break
                time.sleep(0.1)


if __name__ == "__main__":
    outcome = run(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
    print(outcome, *{line for line in outcome.technical.splitlines() if '"broken"' in line}, sep="\n")  # noqa: T201 - a program
    sys.exit(bool(outcome.wrong))
