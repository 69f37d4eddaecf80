"""The record alone, without gate or web: rates of reading, searching and writing, and how the search grows with the record.

`python bench/record_raw.py [--resources 100000] [--database postgresql://…] [--fleeting] [--json]`. Plain selects and logged ones take
turns of a fraction of a second, so that a busy machine slows both alike; the ratio is what counts. The embedded server runs with fsync
unless `--fleeting`, which leaves the disk out and shows what statements cost as the record grows.
"""

# ruff: noqa: S311 -- chance makes the load uneven here, it keeps no secret

import asyncio
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import asyncpg
from program import options, show

from innsyn.main.embedded import embedded
from innsyn.record.condition import AllOf, AnyOf, HasLabel, HasToken, Not, OfType, OnlyLabels
from innsyn.record.connections import SESSION, Connections
from innsyn.record.entry import Action, Entry
from innsyn.record.migrate import migrate
from innsyn.record.packing import unpack
from innsyn.record.query import Query, TokenIs
from innsyn.record.record import Record
from innsyn.record.stored import Stored, Write

Work = Callable[[], Awaitable[None]]

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
VISIT = UUID(int=1)
CLIENTS = 16
TURN_S = 0.4
TURNS = 8
OF_EACH = 100
LOINC = "http://loinc.org"
CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"
RULE = AllOf(
    (
        Not(
            AnyOf(
                (
                    HasLabel(frozenset({"NORN_FFL", "NORN_KUT", "NORN_EPO", "NORN_ALL", "NORU"})),
                    AllOf((OfType(frozenset({"DocumentReference"})), HasToken("x-doc-status", None, "preliminary"))),
                )
            )
        ),
        OnlyLabels(frozenset({"N", "NORS", "V", "R"})),
    )
)
"""Of the shape a citizen's rules have."""

PLAIN_READ = """
select row, version, recorded_at, custodian, labels, deleted, dictionary, body from version
where owner = $1 and type = $2::text::resource_type and id = $3 and is_current"""
PLAIN_SEARCH = """
select row, version, recorded_at, custodian, labels, deleted, dictionary, body from version
where owner = $1 and type = 'Observation' and is_current and not deleted order by clinical_at desc, first_row desc limit 20"""


def observation(number: int) -> bytes:
    """Make a laboratory result of about 1.3 kB."""
    amount = {"value": round(random.random() * 100, 2), "unit": "mmol/L", "system": "http://unitsofmeasure.org", "code": "mmol/L"}
    day = f"20{random.randint(10, 25)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
    resource = {
        "resourceType": "Observation",
        "status": "final",
        "category": [{"coding": [{"system": CATEGORY, "code": random.choice(["vital-signs", "laboratory"])}]}],
        "code": {"coding": [{"system": LOINC, "code": f"{number % 60}-1", "display": "Leukocytes in blood"}], "text": "Leukocytes"},
        "encounter": {"reference": f"Encounter/{random.getrandbits(100):x}"},
        "effectiveDateTime": f"{day}T10:00:00+02:00",
        "issued": f"{day}T10:00:00.123+02:00",
        "valueQuantity": amount,
        "referenceRange": [{"low": amount, "high": amount, "text": "3.5-5.0"}],
        "note": [{"text": "Taken fasting, sent to the hospital's laboratory. " * 8}],
    }
    return json.dumps(resource).encode()


def entry(action: Action) -> Entry:
    """Make an entry."""
    return Entry(VISIT, NOW, action)


class Bench:
    """A record being filled and asked."""

    def __init__(self, record: Record, connections: Connections) -> None:
        """Take the record, and connections for the plain selects."""
        self.record, self.connections = record, connections
        self.known: list[tuple[int, str]] = []
        self.owners: list[int] = []

    async def load(self, count: int) -> float:
        """Write so many resources, a hundred of each patient in one transaction, three at a time. Returns resources a second."""
        owners = [self.record.new_owner() for _ in range(count // OF_EACH)]
        begun = time.perf_counter()
        await asyncio.gather(*[self._load(owners[lane::3]) for lane in range(3)])
        self.owners += owners
        return count / (time.perf_counter() - begun)

    async def _load(self, owners: list[int]) -> None:
        for owner in owners:
            writes = [Write("create", "Observation", observation(number)) for number in range(OF_EACH)]
            written = await self.record.write(owner=owner, writes=writes, stamp=None, entry=entry(Action.CREATE))
            assert isinstance(written, tuple)
            self.known += [(owner, one.stored.id) for one in written]

    async def plain_read(self) -> None:
        """Select one row and unpack it, without a log."""
        owner, id_ = random.choice(self.known)
        (row,) = await self.connections.fetch(PLAIN_READ, owner, "Observation", id_)
        unpack(row["dictionary"], row["body"])

    async def read(self) -> None:
        """Read one resource by the rules, logged."""
        owner, id_ = random.choice(self.known)
        found = await self.record.read(owner=owner, type="Observation", id=id_, narrow=RULE, stamp=0, entry=entry(Action.READ))
        assert isinstance(found, Stored)

    async def plain_search(self) -> None:
        """Select a patient's newest twenty and unpack them, without a log."""
        for row in await self.connections.fetch(PLAIN_SEARCH, random.choice(self.owners)):
            unpack(row["dictionary"], row["body"])

    async def search(self) -> None:
        """Search a patient's newest twenty by the rules, logged."""
        await self._search(random.choice(self.owners), Query(("Observation",), count=20))

    async def search_category(self) -> None:
        """Search a patient's newest twenty of a category."""
        await self._search(
            random.choice(self.owners), Query(("Observation",), (TokenIs("category", ((CATEGORY, "laboratory"),)),), count=20)
        )

    async def search_everybody(self) -> None:
        """Search the newest twenty of a code over all patients."""
        await self._search(None, Query(("Observation",), (TokenIs("code", ((LOINC, "7-1"),)),), count=20))

    async def create(self) -> None:
        """Write one resource as one statement, logged."""
        write = Write("create", "Observation", observation(random.randrange(60)))
        await self.record.write(owner=random.choice(self.owners), writes=[write], stamp=0, entry=entry(Action.CREATE))

    async def _search(self, owner: int | None, query: Query) -> None:
        found = await self.record.search(owner=owner, query=query, narrow=RULE, stamp=0, entry=entry(Action.SEARCH))
        assert len(found.rows) > 0


async def busy(work: Work, clients: int, seconds: float) -> tuple[int, float]:
    """Let so many clients work. Returns how often they did, and the seconds it took."""
    begun, done = time.perf_counter(), 0

    async def one() -> None:
        nonlocal done
        while time.perf_counter() < begun + seconds:
            await work()
            done += 1

    await asyncio.gather(*[one() for _ in range(clients)])
    return done, time.perf_counter() - begun


async def in_turns(*works: Work, clients: int = CLIENTS) -> list[float]:
    """Let the works take short turns. Returns the rate of each."""
    done, took = [0] * len(works), [0.0] * len(works)
    for _ in range(TURNS):
        for place, work in enumerate(works):
            count, seconds = await busy(work, clients, TURN_S)
            done[place] += count
            took[place] += seconds
    return [count / seconds for count, seconds in zip(done, took, strict=True)]


async def middle_ms(work: Work, times: int = 400) -> float:
    """Do something again and again, alone. Returns the middle duration in milliseconds."""
    durations = []
    for _ in range(times):
        begun = time.perf_counter()
        await work()
        durations.append((time.perf_counter() - begun) * 1000)
    return statistics.median(durations)


async def run(dsn: str, resources: int) -> dict[str, object]:
    """Measure everything. Returns names to figures."""
    await migrate(dsn)
    record, connections = await Record.open(dsn, size=CLIENTS), await Connections.open(dsn, size=CLIENTS)
    bench, size = Bench(record, connections), 0
    figures: dict[str, object] = {}
    growth: dict[int, object] = {}
    for step in (resources // 100, resources // 10 - resources // 100, resources - resources // 10):
        rate = await bench.load(step)
        administrator = await asyncpg.connect(dsn, server_settings=SESSION)
        await administrator.execute("vacuum analyze")
        await administrator.execute("checkpoint")
        await administrator.close()
        size = len(bench.known)
        growth[size] = {
            "load_per_s": round(rate),
            "search_ms": round(await middle_ms(bench.search), 2),
            "search_category_ms": round(await middle_ms(bench.search_category), 2),
            "everybody_ms": round(await middle_ms(bench.search_everybody), 2),
            "plain_search_ms": round(await middle_ms(bench.plain_search), 2),
        }
    for name, plain, logged in (("read", bench.plain_read, bench.read), ("search of 20", bench.plain_search, bench.search)):
        without, with_log = await in_turns(plain, logged)
        figures[name] = {"plain_per_s": round(without), "logged_per_s": round(with_log), "ratio": round(with_log / without, 2)}
    (writes,) = await in_turns(bench.create)
    figures["create, one statement"] = {"per_s": round(writes)}
    sizes = await connections.fetch(
        "select relname, pg_total_relation_size(oid) as bytes from pg_class where relname in ('version', 'population', 'log_entry')"
    )
    figures["bytes_per_resource"] = {row["relname"]: round(row["bytes"] / size) for row in sizes}
    await record.close()
    await connections.close()
    return {"clients": CLIENTS, "growth": growth, **figures}


def main() -> int:
    """Run and print."""
    parser = options(__doc__)
    parser.add_argument("--resources", type=int, default=100_000)
    parser.add_argument("--database", default="", help="an empty database; the embedded one when not given")
    parser.add_argument("--fleeting", action="store_true", help="without fsync: for growth, never for rates")
    chosen = parser.parse_args()
    with ExitStack() as kept:
        folder = Path(kept.enter_context(tempfile.TemporaryDirectory()))
        dsn = chosen.database or kept.enter_context(embedded(folder, is_durable=not chosen.fleeting))
        figures = asyncio.run(run(dsn, chosen.resources))
    return show(figures, chosen)


if __name__ == "__main__":
    sys.exit(main())
