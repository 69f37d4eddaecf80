"""Settles the synthetic nation in a record: every organisation delivers what it keeps, through the same gate as anybody.

Settling twice changes nothing: a resource that stands with the same bytes makes no new version.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, groupby

import orjson

from innsyn.fhir.clinical_dates import clinical_date
from innsyn.gate.gate import Gate
from innsyn.gate.refused import Refused
from innsyn.gate.values import Conflict, Owner, Write
from innsyn.kernel.clock import Instant, norwegian_date
from innsyn.kernel.ids import person_number
from innsyn.kernel.systems import PERSON_KEY
from innsyn.sandbox.people.nation import Nation
from innsyn.sandbox.people.resources.reference import Json
from innsyn.sandbox.stories.life import Life, custodian_of, lives, shared_resources
from innsyn.sandbox.stories.lives import STORIES
from innsyn.sandbox.stories.referrals import last_told

Progress = Callable[[int, int], None]
"""Told how many lives are settled, of how many."""

NOT_ENROLLED = frozenset({"aslaug"})
"""Keys of those whom the population register knows and nobody has delivered: a ward can ask for them to be enrolled."""

_SYSTEM = "Prøvelandets journalsystemer"
_TOGETHER = 200
_AT_ONCE = 8
_MOVED_IN = timedelta(days=30)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Unsettled(Exception):
    """The gate or the record would not have a part of the nation: a defect of the sandbox, named by the life's key, never by a person."""


async def settle(gate: Gate, nation: Nation, now: Instant, progress: Progress) -> None:
    """Put directories and lives into the record.

    now: nothing is delivered later than this; each resource comes on the day it was written. Raises Unsettled when something is refused."""
    registry = next(each.number for each in nation.organisations.values() if each.level == "legal_entity" and each.number)
    await _settle_directories(gate, nation, registry, now)
    waiting = enumerate((life for life in lives(nation) if life.person_key not in NOT_ENROLLED), 1)

    async def settle_some() -> None:
        for number, life in waiting:
            await _settle_life(gate, life, registry, now)
            progress(number, len(nation.people) - len(NOT_ENROLLED))

    async with asyncio.TaskGroup() as settlers:
        for _ in range(_AT_ONCE):
            settlers.create_task(settle_some())


async def _settle_directories(gate: Gate, nation: Nation, registry: str, now: Instant) -> None:
    actor = await gate.actors.system(_SYSTEM, organisation=registry)
    for some in _portions([_with_key(gate, nation, each) for each in shared_resources(nation)]):
        answer = await gate.write_directory(actor, [_write(resource, None) for resource in some], now)
        if isinstance(answer, Refused | Conflict):
            raise Unsettled("directories")


def _with_key(gate: Gate, nation: Nation, resource: Json) -> Json:
    """Give those who work there the opaque key of their number: the gate knows by it who holds a post without HPR number, and who is a
    colleague of a patient. Nobody reads a number out of it."""
    worker = nation.personnel.get(resource["id"]) if resource["resourceType"] == "Practitioner" else None
    number = person_number(worker.number) if worker else None
    if number is None:
        return resource
    key = {"use": "secondary", "system": PERSON_KEY, "value": gate.actors.citizen(number, level="unknown").key}
    return {**resource, "identifier": [*resource["identifier"], key]}


async def _settle_life(gate: Gate, life: Life, registry: str, now: Instant) -> None:
    """Deliver one life: what one custodian wrote on one day comes together, the Patient before everything.

    Told lives come on the days they were written. An ordinary one comes as it does when an office moves in: what is older than a month
    in one go, the rest as it was written."""
    owner = await gate.locate("Patient", life.person_key) or gate.new_owner()
    since = _LONG_AGO if life.person_key in STORIES else now - _MOVED_IN

    def together(each: tuple[Instant, Json]) -> tuple[date, str]:
        return norwegian_date(each[0]), custodian_of(each[1]) or registry

    (at, patient), *dated = _dated(life.resources, since, now)
    await _deliver(gate, owner, registry, [patient], life.person_key, at)
    for (_, organisation), some in groupby(sorted(dated, key=together), together):
        delivered = list(some)
        await _deliver(gate, owner, organisation, [resource for _, resource in delivered], life.person_key, delivered[-1][0])


def _dated(resources: list[Json], since: Instant, now: Instant) -> list[tuple[Instant, Json]]:
    """Pair each resource with the instant it is delivered, the Patient first; what is undated comes with the one before it."""
    patient, *others = resources
    known = [min(last_told(each) or clinical_date(each) or _LONG_AGO, now) for each in others]
    instants = [max(at, since) for at in accumulate(known, _this_or_last)]
    first = min((at for at in instants if at != _LONG_AGO), default=now)
    return [(first, patient), *((max(at, first), resource) for at, resource in zip(instants, others, strict=True))]


def _this_or_last(last: Instant, this: Instant) -> Instant:
    return last if this == _LONG_AGO else this


async def _deliver(gate: Gate, owner: Owner, organisation: str, resources: Iterable[Json], key: str, now: Instant) -> None:
    actor = await gate.actors.system(_SYSTEM, organisation=organisation)
    visit = await gate.open_delivery(actor, owner, now)
    if isinstance(visit, Refused):
        raise Unsettled(f"{key}: {visit.verdict.rule}")
    answer = await gate.write(visit, [_write(resource, organisation) for resource in resources], now)
    if isinstance(answer, Refused | Conflict):
        raise Unsettled(f"{key}: {answer.code if isinstance(answer, Conflict) else answer.verdict.rule}")


def _write(resource: Json, custodian: str | None) -> Write:
    return Write(
        verb="update",
        type=resource["resourceType"],
        id=resource["id"],
        body=orjson.dumps(resource),
        unchanged_is_kept=True,
        custodian=custodian,
    )


def _portions(resources: list[Json]) -> Iterator[list[Json]]:
    for start in range(0, len(resources), _TOGETHER):
        yield resources[start : start + _TOGETHER]
