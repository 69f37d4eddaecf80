"""Reading through gate and log beside a bare server that sends the same bytes from the same database with neither, over HTTP, in one run.

`./innsyn bench record [--seconds 5] [--resources 100000] [--synthea FOLDER] [--in-force 200] [--json]`. The two servers take
turns, so that a busy machine slows both alike; the ratio is what counts. Then: growth of the search, and the rate of a load when a
folder is named.
"""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
import orjson
import psutil
from program import options, show
from record_in_force import choose, decide

from innsyn.gate.gate import Gate
from innsyn.gate.keys import open_keys
from innsyn.gate.values import Write
from innsyn.kernel.clock import system_clock
from innsyn.kernel.ids import synthetic_person_number
from innsyn.kernel.systems import PERSON_NUMBER
from innsyn.main.embedded import embedded
from innsyn.main.serving import free_port
from innsyn.record.ids import patient_id
from innsyn.record.migrate import migrate
from innsyn.record.record import Record

HERE = Path(__file__).parent
DELIVERER = "974749025"
"""Organisation number of whoever delivers the bundles: a hospital's."""
PATIENTS, OF_EACH, TURNS = 100, 100, 4
ORGANISATION = "874716782"
TABLES = """
create table bare (number integer primary key, patient integer not null, id text not null, at timestamptz not null, body bytea not null);
create index on bare (patient, at desc);
create table bare_patient (patient integer primary key, person text not null)"""


def patient(number: str, born_on: date) -> bytes:
    """Make an adult with a synthetic number."""
    return orjson.dumps(
        {"resourceType": "Patient", "birthDate": born_on.isoformat(), "identifier": [{"system": PERSON_NUMBER, "value": number}]}
    )  # fmt: skip


def observation(owner: int, place: int) -> bytes:
    """Make a laboratory result of 2.7 kB, the size of one from a real laboratory system."""
    amount = {"value": 4 + place / 100, "unit": "mmol/L", "system": "http://unitsofmeasure.org", "code": "mmol/L"}
    at = system_clock() - timedelta(days=place)
    return orjson.dumps(
        {
            "resourceType": "Observation",
            "status": "final",
            "category": [{"coding": [{"system": "http://terminology.hl7.org/CodeSystem/observation-category", "code": "laboratory"}]}],
            "code": {"coding": [{"system": "http://loinc.org", "code": f"{place % 40}-1", "display": "Glucose in plasma"}]},
            "subject": {"reference": f"Patient/{patient_id(owner)}"},
            "effectiveDateTime": at.isoformat(),
            "valueQuantity": amount,
            "referenceRange": [{"low": amount, "high": amount, "text": "4.0 to 6.0"}],
            "note": [{"text": f"Taken fasting, day {place}; analysed at the hospital's laboratory. " * 28}],
        }
    )


async def fill(dsn: str, folder: Path, in_force: int = 0) -> None:
    """Fill the record through the gate, and the bare table with the same bytes as come out of it.

    in_force: so many decisions about access for each patient."""
    await migrate(dsn)
    connection = await asyncpg.connect(dsn)
    await connection.execute(TABLES)
    record = await Record.open(dsn)
    gate = Gate(record, open_keys(folder))
    actor = await gate.actors.system("bench", organisation=ORGANISATION)
    for number in range(PATIENTS):
        owner, born_on = gate.new_owner(), date(1950, 1, 1) + timedelta(days=number)
        person = next(found for individual in range(500) if (found := synthetic_person_number(born_on, individual)))
        visit = await gate.open_delivery(actor, owner, system_clock())
        writes = [Write("create", "Patient", patient(person, born_on))]
        writes += [Write("create", "Observation", observation(owner, place)) for place in range(OF_EACH)]
        written = await gate.write(visit, writes, system_clock())
        rows = [
            (number * OF_EACH + place, number, one.stored.id, one.stored.clinical_at, one.stored.body)
            for place, one in enumerate(written[1:])
        ]
        await connection.executemany("insert into bare values ($1, $2, $3, $4, $5)", rows)
        await connection.execute("insert into bare_patient values ($1, $2)", number, person)
        if in_force:
            await decide(gate, owner, [one.stored for one in written[1:]], in_force)
    if in_force:
        await choose(gate, system_clock())
    await connection.execute("vacuum analyze")
    await record.close()
    await connection.close()


@contextmanager
def serving(kind: str, dsn: str) -> Iterator[tuple[int, psutil.Process]]:
    """Run one of the servers, one worker. Gives its port and process."""
    port = free_port(None, 8700)
    words = [sys.executable, "-m", "granian", "--interface", "asgi", "--port", str(port), "--no-log", f"record_servers:{kind}"]
    process = subprocess.Popen(words, cwd=HERE, env={**os.environ, "BENCH_DSN": dsn})  # noqa: S603 - our own server
    try:
        _wait_for(port)
        yield port, psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/read/1", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("a server did not start")


def load(port: int, paths: Path, clients: int, seconds: float) -> dict[str, float]:
    """Load one server from a process of its own."""
    words = [sys.executable, str(HERE / "http_load.py"), "127.0.0.1", str(port), str(paths), str(clients), str(seconds)]
    return json.loads(subprocess.run(words, capture_output=True, text=True, check=True).stdout)  # noqa: S603 - our own program


def compare(dsn: str, folder: Path, seconds: float) -> dict[str, object]:
    """Measure both servers in turns. Returns rates, percentiles and the ratio, by question and number of clients."""
    asks = {
        "read by id": [f"/read/{number}" for number in range(0, PATIENTS * OF_EACH, 7)],
        "search of 20": [f"/search/{number}" for number in range(PATIENTS)],
    }
    figures: dict[str, object] = {}
    with serving("bare", dsn) as (bare, _), serving("innsyn", dsn) as (ours, process):
        for name, addresses in asks.items():
            paths = folder / "paths"
            paths.write_text("\n".join(addresses), encoding="utf-8")
            for clients in (1, 16):
                turns = [(load(bare, paths, clients, seconds), load(ours, paths, clients, seconds)) for _ in range(TURNS)]
                plain, logged = (sum(turn[side]["per_s"] for turn in turns) / TURNS for side in (0, 1))
                last = turns[-1]
                assert not any(turn[side]["errors"] for turn in turns for side in (0, 1))
                assert last[0]["bytes"] // last[0]["requests"] == last[1]["bytes"] // last[1]["requests"]
                figures[f"{name}, {clients} clients"] = {
                    "bare_per_s": round(plain),
                    "innsyn_per_s": round(logged),
                    "ratio": round(logged / plain, 2),
                    "innsyn_p50_ms": last[1]["p50_ms"],
                    "innsyn_p95_ms": last[1]["p95_ms"],
                    "innsyn_p99_ms": last[1]["p99_ms"],
                }
        figures["worker_mb_after"] = max(child.memory_info().rss for child in process.children(recursive=True)) // 1_000_000
    return figures


async def second_database(dsn: str) -> str:
    """Make another database beside the first. Returns its address."""
    connection = await asyncpg.connect(dsn)
    await connection.execute("create database decided")
    await connection.close()
    parts = urlsplit(dsn)
    return parts._replace(path="/decided").geturl()


def compare_in_force(plain: str, decided: str, folder: Path, seconds: float) -> dict[str, object]:
    """Measure reading where nothing has been decided and where much has, in turns. Returns rates and their ratio.

    Each for the patient herself and for a health worker against whom a third of the decisions speak."""
    figures: dict[str, object] = {}
    asks = {
        "read by id": [f"/read/{number}" for number in range(0, PATIENTS * OF_EACH, 7)],
        "search of 20": [f"/search/{number}" for number in range(PATIENTS)],
    }
    for reader in ("innsyn", "staff"):
        with serving(reader, plain) as (without, _), serving(reader, decided) as (with_them, _):
            for name, addresses in asks.items():
                paths = folder / "paths"
                paths.write_text("\n".join(addresses), encoding="utf-8")
                for clients in (1, 16):
                    turns = [(load(without, paths, clients, seconds), load(with_them, paths, clients, seconds)) for _ in range(TURNS)]
                    assert not any(turn[side]["errors"] for turn in turns for side in (0, 1))
                    rates = [sum(turn[side]["per_s"] for turn in turns) / TURNS for side in (0, 1)]
                    who = "herself" if reader == "innsyn" else "health worker"
                    figures[f"{name}, {who}, {clients} clients"] = {
                        "undecided_per_s": round(rates[0]),
                        "decided_per_s": round(rates[1]),
                        "ratio": round(rates[1] / rates[0], 2),
                    }
    return figures


def grow(resources: int) -> object:
    """Measure how the search grows with the record, without the disk, whose noise hides it."""
    words = [sys.executable, str(HERE / "record_raw.py"), "--json", "--fleeting", "--resources", str(resources)]
    return json.loads(subprocess.run(words, capture_output=True, text=True, check=True).stdout)["growth"]  # noqa: S603 - our own program


def load_synthea(folder: Path, scratch: Path) -> dict[str, float]:
    """Load FHIR bundles into an empty record with the command itself. Returns resources, seconds and the rate."""
    began = time.perf_counter()
    words = [
        sys.executable,
        "-m",
        "innsyn.main.commands",
        "load",
        str(folder),
        "--data",
        str(scratch),
        "--organisation",
        DELIVERER,
        "--json",
    ]
    report = json.loads(subprocess.run(words, capture_output=True, text=True, check=True).stdout)  # noqa: S603 - our own program
    took_s = time.perf_counter() - began
    return {"report": report, "seconds": round(took_s, 1)}


def main() -> int:
    """Run and print."""
    parser = options(__doc__, seconds=4)
    parser.add_argument("--resources", type=int, default=100_000, help="the largest record of the growth curve; 0 leaves it out")
    parser.add_argument("--synthea", type=Path, help="a folder of FHIR bundles to load")
    parser.add_argument("--in-force", type=int, default=0, help="measure instead what so many decisions about each patient cost")
    chosen = parser.parse_args()
    figures: dict[str, object] = {"cores": os.cpu_count()}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with embedded(folder / "data") as dsn:
            asyncio.run(fill(dsn, folder))
            if chosen.in_force:
                decided = asyncio.run(second_database(dsn))
                asyncio.run(fill(decided, folder, chosen.in_force))
                figures["in_force"] = compare_in_force(dsn, decided, folder, chosen.seconds)
                return show(figures, chosen)
            figures |= compare(dsn, folder, chosen.seconds)
        if chosen.synthea:
            figures["load"] = load_synthea(chosen.synthea.absolute(), folder / "load")
    if chosen.resources:
        figures["growth"] = grow(chosen.resources)
    return show(figures, chosen)


if __name__ == "__main__":
    sys.exit(main())
