"""Two servers that send the same bytes from the same database: one through gate and log, one bare. Started by `record.py` under granian.

Both read `BENCH_DSN` and answer `/read/N` with a resource and `/search/N` with the newest twenty observations of a patient,
as one JSON list.
"""

import os
import secrets
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
from record_in_force import KEEPER, READER_HPR

from innsyn.gate.gate import Gate
from innsyn.gate.keys import open_keys
from innsyn.gate.values import Found, Query, Stored
from innsyn.gate.visit import STAFF_VISIT, Actor, Ground, Visit
from innsyn.kernel.clock import system_clock
from innsyn.kernel.ids import person_number
from innsyn.record.record import Record

Answer = Callable[[str, int], Awaitable[bytes]]

DSN = os.environ["BENCH_DSN"]
CONNECTIONS = 16


class Server:
    """An ASGI application with nothing but two addresses. opening: opens what is needed and gives the answering function."""

    def __init__(self, opening: Callable[[], Awaitable[Answer]]) -> None:
        """Open nothing yet."""
        self._opening, self._answer = opening, None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one scope."""
        if scope["type"] == "lifespan":
            await receive()
            self._answer = await self._opening()
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await send({"type": "lifespan.shutdown.complete"})
            return
        _, what, number = scope["path"].split("/")
        body = await self._answer(what, int(number))
        headers = [(b"content-type", b"application/fhir+json"), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})


async def _bare() -> Answer:
    pool = await asyncpg.create_pool(DSN, min_size=CONNECTIONS, max_size=CONNECTIONS)

    async def answer(what: str, number: int) -> bytes:
        if what == "read":
            return bytes(await pool.fetchval("select body from bare where number = $1", number))
        rows = await pool.fetch("select body from bare where patient = $1 order by at desc limit 20", number)
        return b"[" + b",".join(row["body"] for row in rows) + b"]"

    return answer


async def _innsyn() -> Answer:
    return await _through_the_gate(_visit)


async def _staff() -> Answer:
    return await _through_the_gate(_staff_visit)


async def _through_the_gate(visiting: Callable[[Gate, str], Awaitable[Visit]]) -> Answer:
    record = await Record.open(DSN, size=CONNECTIONS)
    gate = Gate(record, open_keys(Path(tempfile.mkdtemp()) / secrets.token_hex(4)))
    pool = await asyncpg.create_pool(DSN, min_size=1, max_size=1)
    places = {row["number"]: (row["patient"], row["id"]) for row in await pool.fetch("select number, patient, id from bare")}
    visits = {row["patient"]: await visiting(gate, row["person"]) for row in await pool.fetch("select patient, person from bare_patient")}
    await pool.close()
    query = Query(("Observation",), count=20)

    async def answer(what: str, number: int) -> bytes:
        if what == "read":
            patient, id_ = places[number]
            found = await gate.read(visits[patient], "Observation", id_, system_clock())
            assert isinstance(found, Stored)
            return found.body
        page = await gate.search(visits[number], query, system_clock())
        assert isinstance(page, Found)
        return b"[" + b",".join(row.body for row in page.rows) + b"]"

    return answer


async def _visit(gate: Gate, number: str) -> Visit:
    person = person_number(number)
    assert person is not None
    visit = await gate.open_own(gate.actors.citizen(person, level="high"), person, system_clock())
    assert isinstance(visit, Visit), visit
    return visit


async def _staff_visit(gate: Gate, number: str) -> Visit:
    """Make the visit of a nurse with an attested need; whose record it is, is found as the patient finds it."""
    own = await _visit(gate, number)
    nurse = Actor(kind="staff", key="nurse", name="Nurse", level="high", profession="SP", hpr=READER_HPR, organisation=KEEPER)
    ground = Ground(purpose="TREAT", basis="gate.basis.appointment", user_selected=False)
    return replace(own, id=uuid4(), actor=nurse, role="staff", ground=ground, expires_at=own.opened_at + STAFF_VISIT)


bare = Server(_bare)
innsyn = Server(_innsyn)
staff = Server(_staff)
