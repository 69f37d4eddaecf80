"""A system's question to all records at once: only what a rule allows whoever the patient is, logged in each patient's record.

What a patient has shielded against the system's organisation is found first, anew for each question, and left out of it.
Source: docs/adr/0016-machine-clients.md; docs/spec/shields.md#SH-4.
"""

import json
from collections.abc import Iterable, Iterator

from innsyn.gate.decide import narrow
from innsyn.gate.rules.access_facts import SHIELD
from innsyn.gate.rules.case import Case
from innsyn.gate.rules.patient_facts import PatientFacts
from innsyn.gate.rules.policy import Policies
from innsyn.gate.rules.shields import as_told, shielded
from innsyn.gate.standing.shields import EVERYBODY, shield_of
from innsyn.gate.visit import Visit
from innsyn.gate.visit_log import opening_detail
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem
from innsyn.kernel.systems import ACCESS_FACT, ORGANISATION_NUMBER
from innsyn.record.condition import AllOf, AnyOf, Condition, Everything, InRecord, Not, Nothing
from innsyn.record.entry import Action, Entry
from innsyn.record.query import Query, ReferenceIs, TokenIs
from innsyn.record.record import Record
from innsyn.record.stored import Stored


async def everywhere(record: Record, visit: Visit, now: Instant, policies: Policies) -> Condition | Problem:
    """Say what a system may see in all records: of patients it knows nothing of, but for those who shield against its organisation.

    visit: to nowhere. policies: that hold now. A Problem when the shields are too many to hold."""
    allowed = narrow(Case(visit, PatientFacts(), now), "read")
    if allowed == Nothing():
        return allowed
    shields = await record.standing_everywhere(_against(visit.actor.organisation or ""))
    if isinstance(shields, Problem):
        return shields
    closed = _closed(shields, visit, now)
    return AllOf((allowed, Not(as_told(AnyOf(closed), policies)))) if closed else allowed


def entry_everywhere(visit: Visit, now: Instant, action: Action) -> Entry:
    """Make the log row of such a question: it says itself who asked and why, since no visit was opened."""
    said = opening_detail(visit)
    return Entry(visit.id, now, action, {"actor": said["actor"], "ground": said["ground"]})


def _against(organisation: str) -> Query:
    """Ask for shields that name an organisation, or all personnel."""
    named = ReferenceIs("actor", (f"{ORGANISATION_NUMBER}|{organisation}", f"{ACCESS_FACT}|{EVERYBODY}"))
    return Query(("Consent",), (named, TokenIs("category", ((ACCESS_FACT, SHIELD),)), TokenIs("status", ((None, "active"),))))


def _closed(shields: Iterable[Stored], visit: Visit, now: Instant) -> tuple[Condition, ...]:
    """Say what they close: whole records as one condition, and the resources each of the others names in its own record."""
    whole: set[int] = set()
    parts: list[Condition] = []
    for owner, condition in _by_record(shields, visit, now):
        if condition == Everything():
            whole.add(owner)
        elif condition != AnyOf(()):
            parts.append(AllOf((InRecord(frozenset({owner})), condition)))
    return (*((InRecord(frozenset(whole)),) if whole else ()), *parts)


def _by_record(shields: Iterable[Stored], visit: Visit, now: Instant) -> Iterator[tuple[int, Condition]]:
    for row in shields:
        shield = shield_of(json.loads(row.body), row.id, row.custodian)
        if shield is not None:
            yield row.owner, shielded(Case(visit, PatientFacts(shields=(shield,)), now))
