"""Fifty people book at one clinic at once, beside the same rows changed in a bare transaction, in turns in one run; then how pages grow.

`./innsyn bench bookings [--seconds 5] [--threads 10000] [--years 20] [--json]`. Two processes take times as fast as they can, all after
the next few, so that they often meet. Afterwards all of it is read: how many times were sold twice, how many acknowledged bookings are
missing. Then an inbox of few and of many conversations, and a calendar of few and of many years, opened in turns.
"""

import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
import orjson
from bookers import HER_ID, TRUST
from grown_pages import grow
from program import options, show
from record import patient

from innsyn.gate.clients.entering import kept_for
from innsyn.gate.gate import Gate
from innsyn.gate.keys import open_keys
from innsyn.gate.standing.appointments import slot_of
from innsyn.gate.standing.timebooks import BUSY, Calendar, calendar_body, time_body
from innsyn.gate.values import Found, Query, Stored, Write
from innsyn.kernel.clock import Instant, system_clock
from innsyn.kernel.ids import synthetic_person_number
from innsyn.main.embedded import embedded
from innsyn.record.condition import Everything
from innsyn.record.entry import Action, Entry
from innsyn.record.migrate import migrate
from innsyn.record.query import TokenIs
from innsyn.record.record import Record

PEOPLE, PROCESSES, TURNS = 50, 2, 3
TIMES = 20_000
"""More than can be taken meanwhile."""
HALF_HOUR = timedelta(minutes=30)
TABLES = """
create table bare_slot (id integer primary key, version integer not null, taken_by text, body bytea not null);
create table bare_appointment (id text primary key, slot integer not null, body bytea not null)"""


def numbers() -> Iterator[tuple[str, date]]:
    """Draw synthetic person numbers of adults, with birth dates."""
    for place in range(PEOPLE):
        born_on = date(1960, 1, 1) + timedelta(days=place)
        yield next(found for individual in range(500) if (found := synthetic_person_number(born_on, individual))), born_on


async def prepare(dsn: str, folder: Path) -> tuple[int, ...]:
    """Let a clinic with many times exist, and those who book. Returns their owners."""
    await migrate(dsn)
    record, now = await Record.open(dsn), system_clock()
    gate, people, owners = Gate(record, open_keys(folder)), list(numbers()), []
    system = await gate.actors.system("bench", organisation=TRUST)
    for number, born_on in people:
        owners.append(gate.new_owner())
        visit = await gate.open_delivery(system, owners[-1], now)
        await gate.write(visit, [Write("create", "Patient", patient(number, born_on))], now)
    await open_times(record, dsn, now)
    (folder / "people.json").write_bytes(orjson.dumps([number for number, _ in people]))
    await record.close()
    return tuple(owners)


async def open_times(record: Record, dsn: str, now: Instant) -> None:
    """Open the same times in the clinic's calendar, which says yes beforehand, and in the bare table."""
    calendar = Calendar(id="", version=0, organisation=TRUST, her_id=HER_ID, name="bench", kind="bench", confirms="direct")
    (schedule,) = await _write(record, [_create("Schedule", calendar_body(calendar))], now)
    begins = now + timedelta(hours=1)
    times = [time_body(schedule.id, begins + HALF_HOUR * n, begins + HALF_HOUR * (n + 1)) for n in range(TIMES)]
    for start in range(0, TIMES, 1_000):
        await _write(record, [_create("Slot", each) for each in times[start : start + 1_000]], now)
    connection = await asyncpg.connect(dsn)
    await connection.execute(TABLES)
    rows = [(place, orjson.dumps(each)) for place, each in enumerate(times)]
    await connection.executemany("insert into bare_slot values ($1, 1, null, $2)", rows)
    await connection.execute("vacuum analyze")
    await connection.close()


def book(kind: str, dsn: str, folder: Path, seconds: float, turn: int) -> dict[str, Any]:
    """Let all book for some seconds, shared out among the processes.

    Returns acknowledged ids, milliseconds for each, and how often somebody came second."""
    words = [sys.executable, str(Path(__file__).parent / "bookers.py"), kind, dsn, str(folder), str(seconds)]
    shares = [[*words, f"{place}/{PROCESSES}", str(turn)] for place in range(PROCESSES)]
    running = [subprocess.Popen(share, stdout=subprocess.PIPE, text=True) for share in shares]  # noqa: S603 - our own program
    answers = [json.loads(process.communicate()[0]) for process in running]
    assert not any(process.returncode for process in running)
    return {
        "booked": [one for answer in answers for one in answer["booked"]],
        "ms": [one for answer in answers for one in answer["ms"]],
        "second": sum(answer["second"] for answer in answers),
    }


async def history(dsn: str, owners: tuple[int, ...], acknowledged: set[str]) -> dict[str, int]:
    """Read all that was booked. Returns how many times are sold twice, how many bookings lost, how many times nobody has."""
    record = await Record.open(dsn)
    found = [row for owner in owners for row in await _all(record, owner, Query(("Appointment",), count=500))]
    taken = await _all(record, kept_for(TRUST), Query(("Slot",), (TokenIs("status", ((None, BUSY),)),), count=500))
    await record.close()
    slots = Counter(slot_of(orjson.loads(row.body)) for row in found)
    return {
        "sold_twice": sum(count > 1 for count in slots.values()),
        "lost": len(acknowledged - {row.id for row in found}),
        "taken_by_nobody": len({row.id for row in taken} ^ slots.keys()),
    }


def compare(dsn: str, folder: Path, owners: tuple[int, ...], seconds: float) -> dict[str, object]:
    """Book in turns, here and in bare transactions, and read the history."""
    turns = [(book("bare", dsn, folder, seconds, turn), book("innsyn", dsn, folder, seconds, turn)) for turn in range(TURNS)]
    bare, ours = (sum(len(turn[side]["booked"]) for turn in turns) / TURNS / seconds for side in (0, 1))
    took = statistics.quantiles([one for _, turn in turns for one in turn["ms"]], n=100)
    known = {one for _, turn in turns for one in turn["booked"]}
    return {
        "bare_per_s": round(bare),
        "innsyn_per_s": round(ours),
        "ratio": round(ours / bare, 2),
        "innsyn_p50_ms": round(took[49]),
        "innsyn_p95_ms": round(took[94]),
        "booked": len(known),
        "came_second": sum(turn["second"] for _, turn in turns),
        **asyncio.run(history(dsn, owners, known)),
    }


async def _all(record: Record, owner: int, query: Query) -> list[Stored]:
    rows: list[Stored] = []
    entry, after = Entry(uuid4(), system_clock(), Action.SEARCH), None
    while True:
        page = await record.search(owner=owner, query=_after(query, after), narrow=Everything(), stamp=None, entry=entry)
        assert isinstance(page, Found)
        rows += page.rows
        if page.next is None:
            return rows
        after = page.next


def _after(query: Query, after: str | None) -> Query:
    return Query(query.types, query.clauses, count=query.count, after=after)


async def _write(record: Record, writes: list[Write], now: Instant) -> list[Stored]:
    answer = await record.write(owner=kept_for(TRUST), writes=writes, stamp=None, entry=Entry(uuid4(), now, Action.CREATE))
    assert isinstance(answer, tuple)
    return [each.stored for each in answer]


def _create(type_: str, body: dict[str, object]) -> Write:
    return Write("create", type_, orjson.dumps(body), custodian=TRUST)


def main() -> int:
    """Run and print."""
    parser = options(__doc__, seconds=5)
    parser.add_argument("--threads", type=int, default=10_000, help="conversations in the large inbox; 0 leaves the pages out")
    parser.add_argument("--years", type=int, default=20, help="years in the large calendar")
    chosen = parser.parse_args()
    figures: dict[str, object] = {"cores": os.cpu_count()}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with embedded(folder / "data") as dsn:
            owners = asyncio.run(prepare(dsn, folder))
            figures["bookings"] = compare(dsn, folder, owners, chosen.seconds)
        if chosen.threads:
            figures["pages"] = grow(folder / "pages", threads=chosen.threads, years=chosen.years)
    return show(figures, chosen)


if __name__ == "__main__":
    sys.exit(main())
