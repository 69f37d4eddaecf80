"""Settles the synthetic nation in a record: every organisation delivers what it keeps, through the same gate as anybody.

Settling twice changes nothing: a resource that stands with the same bytes makes no new version.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

import orjson

from innsyn.gate.gate import Gate
from innsyn.gate.refused import Refused
from innsyn.gate.values import Conflict, Owner, Write
from innsyn.kernel.clock import Instant
from innsyn.sandbox.people.nation import Nation
from innsyn.sandbox.people.resources.reference import Json
from innsyn.sandbox.stories.life import Life, custodian_of, lives, shared_resources

Progress = Callable[[int, int], None]
"""Told how many lives are settled, of how many."""

_SYSTEM = "Prøvelandets journalsystemer"
_TOGETHER = 200


class Unsettled(Exception):
    """The gate or the record would not have a part of the nation: a defect of the sandbox, named by the life's key, never by a person."""


async def settle(gate: Gate, nation: Nation, now: Instant, progress: Progress) -> None:
    """Put directories and lives into the record.

    now: the instant of every delivery. Raises Unsettled when something is refused."""
    registry = next(each.number for each in nation.organisations.values() if each.level == "legal_entity" and each.number)
    await _settle_directories(gate, nation, registry, now)
    for number, life in enumerate(lives(nation), 1):
        await _settle_life(gate, life, registry, now)
        progress(number, len(nation.people))


async def _settle_directories(gate: Gate, nation: Nation, registry: str, now: Instant) -> None:
    actor = await gate.actors.system(_SYSTEM, organisation=registry)
    for some in _portions(shared_resources(nation)):
        answer = await gate.write_directory(actor, [_write(resource, None) for resource in some], now)
        if isinstance(answer, Refused | Conflict):
            raise Unsettled("directories")


async def _settle_life(gate: Gate, life: Life, registry: str, now: Instant) -> None:
    """Deliver one life: each run of resources of one custodian by that custodian's system, the Patient first."""
    owner = await gate.locate("Patient", life.person_key) or gate.new_owner()
    for organisation, resources in groupby(life.resources, lambda resource: custodian_of(resource) or registry):
        for some in _portions(list(resources)):
            await _deliver(gate, owner, organisation, some, life.person_key, now)


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
