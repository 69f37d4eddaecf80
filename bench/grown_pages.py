"""An office's inbox and a patient's calendar, with little in them and with much: the same pages through the whole application, in turns."""

import asyncio
import statistics
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import asyncpg
import httpx
import orjson

from innsyn.gate.gate import Gate
from innsyn.gate.keys import open_keys
from innsyn.gate.standing.conversations import Conversation, State, conversation_body
from innsyn.gate.standing.speakers import Speaker
from innsyn.gate.values import Write, patient_id
from innsyn.gate.visit import Actor, Visit
from innsyn.kernel.clock import Instant, system_clock
from innsyn.kernel.ids import person_number, synthetic_person_number
from innsyn.kernel.systems import PERSON_NUMBER
from innsyn.main.embedded import embedded
from innsyn.main.platform import platform
from innsyn.main.settings import Settings, read_settings
from innsyn.record.migrate import migrate
from innsyn.record.record import Record
from innsyn.web.sessions.migrate import migrate_sessions
from innsyn.web.sessions.postgres import PostgresSessions
from innsyn.web.sessions.session import OpenVisit, Session

OFFICES = {"inbox of 50": "974749025", "inbox, closed": "993467049", "inbox, waiting": "983974910"}
PAGE, PATIENTS, A_YEAR, ROUNDS = 50, 100, 50, 60
ORIGIN = "http://innsyn.bench"


def grow(folder: Path, *, threads: int, years: int) -> dict[str, object]:
    """Measure the pages. threads: conversations of the large inboxes. years: of the large calendar, fifty appointments in each.

    Returns milliseconds of small and large, their ratio, and the statements of each."""
    folder.mkdir()
    with embedded(folder / "data") as dsn:
        return asyncio.run(_grow(folder, dsn, threads, years))


async def _grow(folder: Path, dsn: str, threads: int, years: int) -> dict[str, object]:
    await migrate(dsn)
    await migrate_sessions(dsn)
    settings = read_settings(
        {
            "INNSYN_DATA": str(folder),
            "INNSYN_DATABASE_URL": dsn,
            "INNSYN_BASE_URL": ORIGIN,
            "INNSYN_IDPORTEN_ISSUER": "https://idporten.example",
            "INNSYN_HELSEID_ISSUER": "https://helseid.example",
        }
    )
    record = await Record.open(dsn)
    gate, now = Gate(record, open_keys(folder)), system_clock()
    await _talk(gate, threads, now)
    few, many = await _meet(gate, 1, 0, now), await _meet(gate, years, 1, now)
    await (connection := await asyncpg.connect(dsn)).execute("vacuum analyze")
    await connection.close()
    found = await _measured(settings, dsn, few, many, now)
    await record.close()
    return found


async def _measured(settings: Settings, dsn: str, few: Visit, many: Visit, now: Instant) -> dict[str, object]:
    month = f"/calendar?month={now:%Y-%m}"
    async with asyncpg.create_pool(dsn, min_size=1, max_size=1) as pool, platform(settings, dsn, clock=system_clock) as app:
        readers = {name: await _comes_in(app, pool, _nurse(number), None, now) for name, number in OFFICES.items()}
        patients = [await _comes_in(app, pool, visit.actor, visit, now) for visit in (few, many)]
        small = readers["inbox of 50"]
        found: dict[str, object] = {
            name: await _beside(small, large, "/desk/inbox") for name, large in readers.items() if large is not small
        }
        counted = await _beside(small, readers["inbox, waiting"], "/desk")
        return {**found, "desk, waiting": counted, "calendar": await _beside(*patients, month)}


async def _beside(small: httpx.AsyncClient, large: httpx.AsyncClient, path: str) -> dict[str, float]:
    """Open a page for both, in turns."""
    took: tuple[list[float], list[float]] = ([], [])
    for turn in range(ROUNDS + 5):
        for side, reader in enumerate((small, large)):
            begun = time.perf_counter()
            answer = await reader.get(path)
            assert answer.status_code == 200, (path, answer.status_code)
            if turn >= 5:
                took[side].append((time.perf_counter() - begun) * 1000)
    low, high = (statistics.median(each) for each in took)
    return {"small_ms": round(low, 1), "large_ms": round(high, 1), "ratio": round(high / low, 2)}


async def _comes_in(app: object, pool: asyncpg.Pool, actor: Actor, visit: Visit | None, now: Instant) -> httpx.AsyncClient:
    sessions = PostgresSessions(pool, random_bytes=lambda n: bytes(n), idle_s=1800, absolute_s=28_800)
    token, visits = uuid4().hex, (OpenVisit(visit.id, visit.owner),) if visit else ()
    await sessions.start(Session(actor=actor, csrf="x", visits=visits, opened_at=now), token=token, now=now)
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=ORIGIN, cookies={"innsyn": token})  # type: ignore[arg-type]


def _nurse(organisation: str) -> Actor:
    return Actor(
        kind="staff", key=f"nurse-{organisation}", name="Nurse", level="high", profession="SP", hpr="990000137", organisation=organisation
    )  # fmt: skip


async def _talk(gate: Gate, threads: int, now: Instant) -> None:
    """Let the offices be written to: fifty that wait at each, and as many more as are wanted, closed or waiting."""
    more = max(threads - PAGE, 0)
    asked: list[tuple[str, State, int]] = [
        *((number, "received", PAGE) for number in OFFICES.values()),
        (OFFICES["inbox, closed"], "closed", more),
        (OFFICES["inbox, waiting"], "received", more),
    ]
    owners = [await _moves_in(gate, place, now) for place in range(PATIENTS)]
    for place, owner in enumerate(owners):
        for number, state, count in asked:
            share = range(place, count, PATIENTS)
            await _write(gate, owner, number, [_conversation(owner, number, state, n, now) for n in share], now)


def _conversation(owner: int, organisation: str, state: State, place: int, now: Instant) -> bytes:
    promised, who = now + timedelta(minutes=place % 5000), Speaker(name="Kari Nordmann", as_="self")
    begun = Conversation(
        id=uuid4(), kind="e-contact", contact="99000001", organisation=organisation, subject=f"Question {place}", state=state,
        patient=who.name, began_by=who, promised_until=promised,
    )  # fmt: skip
    return orjson.dumps(conversation_body(begun, patient_id=patient_id(owner), now=now))


async def _meet(gate: Gate, years: int, place: int, now: Instant) -> Visit:
    """Let a patient have fifty appointments a year. Returns her own visit."""
    owner = await _moves_in(gate, PATIENTS + place, now)
    await _write(gate, owner, OFFICES["inbox of 50"], list(_appointments(owner, years, now)), now)
    number = person_number(_number(PATIENTS + place))
    assert number is not None
    visit = await gate.open_own(gate.actors.citizen(number, level="high"), number, now)
    assert isinstance(visit, Visit)
    return visit


def _appointments(owner: int, years: int, now: Instant) -> Iterator[bytes]:
    for place in range(years * A_YEAR):
        start = now - timedelta(days=place * 365 / A_YEAR)
        yield orjson.dumps(
            {
                "resourceType": "Appointment",
                "status": "booked",
                "start": start.isoformat(),
                "end": (start + timedelta(minutes=20)).isoformat(),
                "participant": [{"actor": {"reference": f"Patient/{patient_id(owner)}"}, "status": "accepted"}],
            }
        )


async def _moves_in(gate: Gate, place: int, now: Instant) -> int:
    owner = gate.new_owner()
    identifier = [{"system": PERSON_NUMBER, "value": _number(place)}]
    body = {"resourceType": "Patient", "birthDate": _born_on(place).isoformat(), "identifier": identifier}
    await _write(gate, owner, OFFICES["inbox of 50"], [orjson.dumps(body)], now)
    return owner


async def _write(gate: Gate, owner: int, organisation: str, bodies: list[bytes], now: Instant) -> None:
    system = await gate.actors.system("bench", organisation=organisation)
    visit = await gate.open_delivery(system, owner, now)
    for start in range(0, len(bodies), 500):
        writes = [Write("create", orjson.loads(body)["resourceType"], body, custodian=organisation) for body in bodies[start : start + 500]]
        assert isinstance(await gate.write(visit, writes, now), tuple)


def _born_on(place: int) -> date:
    return date(1950, 1, 1) + timedelta(days=place)


def _number(place: int) -> str:
    return next(found for individual in range(500) if (found := synthetic_person_number(_born_on(place), individual)))
