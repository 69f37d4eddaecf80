"""Which office decides for a ward, what of the requests is its own, and how its acts stand in the log."""

from uuid import UUID

import orjson

from innsyn.gate.directory import Directory, Organisation
from innsyn.gate.grounds import ENROLLING
from innsyn.gate.posts import REGIONAL_OFFICE
from innsyn.gate.rules.access_facts import ENROLMENT, is_task
from innsyn.gate.rules.professions import PROFESSIONS, WITHOUT_NEED
from innsyn.gate.visit import Actor
from innsyn.gate.visit_log import actor_detail, ground_detail
from innsyn.kernel.clock import Instant
from innsyn.kernel.systems import ACCESS_FACT
from innsyn.record.condition import AllOf, Condition, FromCustodian
from innsyn.record.entry import Action, Entry
from innsyn.record.query import Query, ReferenceIs, TokenIs
from innsyn.record.record import Record
from innsyn.record.stored import Found

_FARTHEST_UP = 6
_MOST = 50


async def region_of(record: Record, directory: Directory, actor: Actor) -> Organisation | None:
    """Find the office that decides: the nearest organisation above the actor's, or itself, in which somebody has the post."""
    unit = await directory.organisation(actor.organisation) if actor.organisation else None
    for _ in range(_FARTHEST_UP):
        if unit is None or (unit.number is not None and await _has_office(record, unit)):
            return unit
        unit = await directory.organisation_by_id(unit.part_of) if unit.part_of else None
    return None


def has_need(actor: Actor) -> bool:
    """Say whether somebody is a health worker who treats patients."""
    is_health_worker = actor.profession in PROFESSIONS and actor.profession not in WITHOUT_NEED
    return actor.kind == "staff" and actor.level == "high" and is_health_worker


def requests_to(region: str) -> Condition:
    """Say which resources are requests to a region. region: organisation number."""
    return AllOf((is_task(ENROLMENT), FromCustodian(frozenset({region}))))


def act(visit_id: UUID, actor: Actor, now: Instant, action: Action) -> Entry:
    """Make the entry of one act about a request."""
    return Entry(visit_id, now, action, {"actor": actor_detail(actor), "ground": ground_detail(ENROLLING)})


async def _has_office(record: Record, organisation: Organisation) -> bool:
    """Say whether the operator's directory gives somebody the post there: a post with nobody in it decides nothing."""
    clauses = (TokenIs("role", ((ACCESS_FACT, REGIONAL_OFFICE),)), ReferenceIs("organization", (f"Organization/{organisation.id}",)))
    found = await record.shared_search(Query(("PractitionerRole",), clauses, count=_MOST))
    rows = found.rows if isinstance(found, Found) else ()
    return any(row.custodian is None and not row.deleted and orjson.loads(row.body).get("active") is not False for row in rows)
