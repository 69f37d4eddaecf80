"""A share of those who book, in a process of its own: `python bench/bookers.py innsyn|bare DSN FOLDER SECONDS PLACE/PROCESSES TURN`.

Each looks at the next few free times, takes one of them by chance, and goes on. Prints one JSON line: booked (ids), ms, second.
"""

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from random import Random
from uuid import uuid4

import asyncpg

from innsyn.gate.booking.asking import Chosen
from innsyn.gate.gate import Gate
from innsyn.gate.keys import open_keys
from innsyn.gate.values import Stored
from innsyn.gate.visit import Visit
from innsyn.kernel.clock import system_clock
from innsyn.kernel.ids import person_number
from innsyn.record.record import Record

TRUST, HER_ID = "974749025", "99000001"
WANTED = 60
"""So many of the next free times somebody chooses among: some days of a doctor's."""
STEP = timedelta(minutes=30) * WANTED

Try = Callable[[str, Random], Awaitable[str | None]]
"""Try once for a person. Returns the id of what she has booked; None when another was first, or nothing was free where she looked."""


@asynccontextmanager
async def through_the_gate(dsn: str, folder: Path) -> AsyncIterator[Try]:
    """Book through the gate: the list of free times, and the booking."""
    record = await Record.open(dsn)
    gate, visits = Gate(record, open_keys(folder)), dict[str, Visit]()
    front = system_clock()

    async def visit_of(number: str) -> Visit:
        if number not in visits:
            person = person_number(number)
            assert person is not None
            opened = await gate.open_own(gate.actors.citizen(person, level="high"), person, system_clock())
            assert isinstance(opened, Visit)
            visits[number] = opened
        return visits[number]

    async def once(number: str, random: Random) -> str | None:
        nonlocal front
        visit, now, since = await visit_of(number), system_clock(), front
        calendars = await gate.booking.calendars(visit, TRUST, HER_ID, now)
        free = await gate.booking.free(visit, calendars, since, since + STEP, now)
        if not free:
            front = max(front, since + STEP)
            return None
        time_ = random.choice(free)
        answer = await gate.booking.book(visit, Chosen(TRUST, time_.id, time_.version), "", now)
        return answer.id if isinstance(answer, Stored) else None

    yield once
    await record.close()


@asynccontextmanager
async def bare(dsn: str, folder: Path) -> AsyncIterator[Try]:  # noqa: ARG001 - as the other
    """Change the same rows with neither gate nor log."""
    pool = await asyncpg.create_pool(dsn, min_size=8, max_size=8)

    async def once(number: str, random: Random) -> str | None:
        async with pool.acquire() as connection, connection.transaction():
            free = await connection.fetch("select id, version, body from bare_slot where taken_by is null order by id limit $1", WANTED)
            row, id_ = random.choice(free), uuid4().hex
            taken = await connection.execute(
                "update bare_slot set version = version + 1, taken_by = $1, body = $4 where id = $2 and version = $3",
                number, row["id"], row["version"], row["body"],
            )  # fmt: skip
            if taken != "UPDATE 1":
                return None
            await connection.execute("insert into bare_appointment values ($1, $2, $3)", id_, row["id"], row["body"])
            return id_

    yield once
    await pool.close()


async def run(kind: str, dsn: str, folder: Path, seconds: float, share: str, turn: int) -> dict[str, object]:
    """Let this process's share of the people book until the time is up."""
    place, processes = map(int, share.split("/"))
    people = json.loads((folder / "people.json").read_text(encoding="utf-8"))[place::processes]
    booked: list[str] = []
    took_ms: list[float] = []
    missed = 0
    async with (through_the_gate if kind == "innsyn" else bare)(dsn, folder) as once:
        until = time.perf_counter() + seconds

        async def goes_on(number: str) -> None:
            nonlocal missed
            random = Random(f"{number}/{turn}")  # noqa: S311 -- chance that comes back
            while time.perf_counter() < until:
                begun = time.perf_counter()
                answer = await once(number, random)
                if answer is None:
                    missed += 1
                else:
                    booked.append(answer)
                    took_ms.append((time.perf_counter() - begun) * 1000)

        await asyncio.gather(*[goes_on(number) for number in people])
    return {"booked": booked, "ms": took_ms, "second": missed}


if __name__ == "__main__":
    kind_, dsn_, folder_, seconds_, share_, turn_ = sys.argv[1:7]
    print(json.dumps(asyncio.run(run(kind_, dsn_, Path(folder_), float(seconds_), share_, int(turn_)))))
