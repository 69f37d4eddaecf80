"""Bulk export and import joined to the program: asked for at /fhir, done by a task of their own."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from uuid import uuid4

from innsyn.edge.bulk.asked import Level as ExportLevel
from innsyn.edge.bulk.asked import parameters_of
from innsyn.edge.bulk.exporting import Exports
from innsyn.edge.bulk.importing import Imports
from innsyn.edge.bulk.operations import FILE, STATUS, Answered, BulkOperations
from innsyn.edge.bulk.ports import Registry
from innsyn.edge.bulk.worker import BulkWorker
from innsyn.edge.fhir_api.ports import Additions, Level, Operation, OperationCall, Parameter, Reply
from innsyn.edge.fhir_api.search import matching
from innsyn.fhir.bundle import Bundle
from innsyn.gate.clients.client import Client
from innsyn.gate.delivery.naming import Naming
from innsyn.gate.delivery.taken import Taken
from innsyn.gate.gate import Gate
from innsyn.kernel.clock import Clock, Instant
from innsyn.kernel.outcome import Problem
from innsyn.main.settings import Settings
from innsyn.main.sought import sought
from innsyn.record.record import Record

Carry = Callable[[OperationCall], Awaitable[Answered | list[Problem]]]

_GUIDE = "http://hl7.org/fhir/uv/bulkdata/OperationDefinition/"
_OURS = "http://innsyn.example/fhir/OperationDefinition/"
_PARAMETERS = tuple(
    Parameter(name, kind)
    for name, kind in (
        ("_outputFormat", "string"),
        ("_since", "instant"),
        ("_until", "instant"),
        ("_type", "string"),
        ("_typeFilter", "string"),
        ("_elements", "string"),
        ("patient", "Reference"),
    )
)
_LEVELS: dict[Level, ExportLevel] = {"system": "system", "type": "patient", "instance": "group"}
_JOB = Parameter("job", "string")


@dataclass(frozen=True, slots=True)
class BulkJobs:
    """What the program is given: operations for the FHIR interface, and the task."""

    additions: Additions
    worker: BulkWorker


@dataclass(slots=True)
class BulkOperation:
    """Implements `edge.fhir_api.ports.Operation`."""

    name: str
    definition: str
    places: Sequence[tuple[Level, str | None]]
    scope: tuple[str, str | None]
    documentation: str
    carry: Carry = field(repr=False)
    parameters: Sequence[Parameter] = ()
    methods: Sequence[str] = ("GET",)

    async def __call__(self, call: OperationCall) -> Reply | list[Problem]:
        """Carry it out."""
        answer = await self.carry(call)
        if isinstance(answer, list):
            return answer
        return Reply(answer.status, answer.body, answer.media_type, headers=answer.headers)


def bulk_jobs(settings: Settings, record: Record, gate: Gate, registry: Registry, clock: Clock) -> BulkJobs:
    """Build everything about bulk jobs. registry: says who is registered now."""
    base, clients = f"{settings.base_url}/fhir", gate.clients

    async def deliver(client: Client, bundle: Bundle, now: Instant, naming: Naming) -> Taken:
        return await clients.deliver(client, bundle, now, naming, matching=matching(clients, client, now, base))

    does = BulkOperations(
        record.bulk, clients, lambda request: sought(request, clock()), lambda: str(uuid4()), record.new_owner, base
    )  # fmt: skip
    exports = Exports(record.bulk, record.following, clients, lambda request: sought(request, clock()), clock)
    worker = BulkWorker(record.bulk, record.following, registry, exports, Imports(record.bulk, deliver, clock), clock)
    return BulkJobs(Additions(operations=_operations(does)), worker)


@asynccontextmanager
async def doing_bulk_jobs(worker: BulkWorker) -> AsyncIterator[None]:
    """Have bulk jobs done while the block lasts."""
    stop = asyncio.Event()
    task = asyncio.create_task(worker.run(stop))
    try:
        yield
    finally:
        stop.set()
        await task


def _operations(does: BulkOperations) -> Sequence[Operation]:
    async def export(call: OperationCall) -> Answered | list[Problem]:
        level = _LEVELS[call.level]
        group = call.id if level == "group" else None
        path = "/".join(part for part in (call.type, call.id, "$export") if part)
        pairs = [*call.parameters, *parameters_of(call.resource)]
        return await does.export(call.client, level, group, pairs, call.headers.get("prefer", ""), path, call.now)

    async def import_(call: OperationCall) -> Answered | list[Problem]:
        return await does.import_(call.client, call.resource, call.headers.get("prefer", ""), call.now)

    async def status(call: OperationCall) -> Answered | list[Problem]:
        job = _named(call, "job")
        return await (does.cancel if call.method == "DELETE" else does.status)(call.client, job, call.now)

    async def file(call: OperationCall) -> Answered | list[Problem]:
        return await does.file(call.client, _named(call, "job"), _named(call, "file"), call.now)

    whole: tuple[Level, None] = ("system", None)
    return (
        BulkOperation(
            "$export", f"{_GUIDE}export", (whole, ("type", "Patient"), ("instance", "Group")), ("read", None),
            "Exports everything the caller may see, of all, of patients or of a group's patients, as NDJSON.",
            export, _PARAMETERS, ("GET", "POST"),
        ),
        BulkOperation(
            "$import", f"{_OURS}import", (whole,), ("create", None),
            "Takes in NDJSON files: each `input` has parts `type` and `data` (base64Binary).", import_, (), ("POST",),
        ),
        BulkOperation(
            STATUS, f"{_OURS}bulk-status", (whole,), ("read", None), "How far a job is; DELETE stops it.",
            status, (_JOB,), ("GET", "DELETE"),
        ),
        BulkOperation(FILE, f"{_OURS}bulk-file", (whole,), ("read", None), "A file of a job.", file, (_JOB, Parameter("file", "integer"))),
    )  # fmt: skip


def _named(call: OperationCall, name: str) -> str:
    return next((value for key, value in call.parameters if key == name), "")
