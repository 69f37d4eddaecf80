"""The nation's records in memory: for each person what the rules know of her, and every resource as the rules see it. No database.

Source: docs/run/rules.md; the same resources, relations and decisions that the demo is settled with.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from innsyn.edge.population_register.entries import Entry, entry
from innsyn.edge.population_register.joining import joined
from innsyn.fhir.clinical_dates import clinical_date
from innsyn.fhir.search_terms import terms
from innsyn.gate.patient import patient_facts
from innsyn.gate.relations import REGISTER_KEEPER
from innsyn.gate.rules.access_facts import PATIENT_KEEPS
from innsyn.gate.rules.patient_facts import PatientFacts
from innsyn.gate.standing.consents import withdrawn
from innsyn.gate.standing.relatives import guardian_body, oneself_body, parent_body
from innsyn.kernel.clock import NORWAY, Instant
from innsyn.kernel.ids import PersonNumber, person_number
from innsyn.record.condition import RowFacts
from innsyn.record.facts import labels_of
from innsyn.record.row_facts import tokens_of
from innsyn.record.stored import Stored
from innsyn.sandbox.deciding import shielded_body, wished_body
from innsyn.sandbox.granting import given_body
from innsyn.sandbox.people.nation import Nation
from innsyn.sandbox.people.register_documents import register_documents
from innsyn.sandbox.stories.decisions import SHIELDS, WISHES
from innsyn.sandbox.stories.grants import GRANTS
from innsyn.sandbox.stories.life import custodian_of, told

Progress = Callable[[int, int], None]
"""Told how many lives are read, of how many."""

_STANDING = frozenset({"Patient", "RelatedPerson", "Consent", "Flag", "Task"})


@dataclass(frozen=True, slots=True)
class MemoryRecord:
    """One person's record. key: hers in the nation, never her number. rows: what rules look at, of everything in it."""

    key: str
    patient: PatientFacts
    rows: tuple[RowFacts, ...]


def noon(nation: Nation) -> Instant:
    """Give the instant everything is looked at: noon in Norway on the day the nation's histories end."""
    return datetime.combine(nation.today, time(12), tzinfo=NORWAY)


def hidden(number: str) -> str:
    """Hide a national number, the way the gate's own key does: the same for the same person, and nobody reads it out."""
    return hashlib.sha256(number.encode()).hexdigest()[:16]


def records(nation: Nation, progress: Progress, whose: Collection[str] | None = None) -> list[MemoryRecord]:
    """Read every life, or only those of some people. whose: keys."""
    now, registry = noon(nation), _registry(nation)
    relations, decided = _relations(nation, now), _decided(nation, now)
    found = []
    people = [person for person in nation.people.values() if whose is None or person.key in whose]
    for place, person in enumerate(people, 1):
        told_of = [(each, custodian_of(each) or registry) for each in told(nation, person).resources]
        rows = [*told_of, *relations[person.key], *decided.get(person.key, ())]
        found.append(_record(person.key, rows, now))
        progress(place, len(people))
    return found


def _record(key: str, kept: Iterable[tuple[Mapping[str, Any], str]], now: Instant) -> MemoryRecord:
    """kept: resources, each with who keeps it."""
    rows, standing = [], []
    for resource, custodian in kept:
        found = terms(resource)
        type_, id_, at, labels = resource["resourceType"], resource["id"], clinical_date(resource), frozenset(labels_of(found))
        rows.append(RowFacts(type_, id_, custodian, labels, at or now, at, tokens_of(found)))
        if type_ in _STANDING:
            body = json.dumps(resource).encode()
            standing.append(Stored(0, 0, type_, id_, 1, now, custodian, labels, deleted=False, body=body, clinical_at=at))
    return MemoryRecord(key, patient_facts(standing, hidden), tuple(rows))


def _registry(nation: Nation) -> str:
    return next(each.number for each in nation.organisations.values() if each.level == "legal_entity" and each.number)


def _relations(nation: Nation, now: Instant) -> dict[str, list[tuple[Mapping[str, Any], str]]]:
    """Write for each person what the population register would have the record keep."""
    documents = register_documents(nation)
    numbers = {number: known for number in documents if (known := person_number(number)) is not None}
    entries = {numbers[number]: _entry(document, numbers[number], now) for number, document in documents.items()}
    keys = {person.number: person.key for person in nation.people.values()}
    towns = frozenset(each.number for each in nation.organisations.values() if each.is_municipality and each.number)
    return {keys[own.number.value]: list(_registered(own, entries, keys[own.number.value], towns)) for own in entries.values()}


def _entry(document: Mapping[str, Any], number: PersonNumber, now: Instant) -> Entry:
    return entry(document, number, secret=b"nobody reads these keys", now=now)


def _registered(
    own: Entry, entries: Mapping[PersonNumber, Entry], key: str, municipalities: Collection[str]
) -> Iterator[tuple[Mapping[str, Any], str]]:
    person = joined(own, entries)
    bodies = [oneself_body(person, key)]
    bodies += [parent_body(each, key) for each in person.parents if not each.is_dead]
    bodies += [guardian_body(each, key, municipalities) for each in person.guardians if not each.is_dead]
    for place, body in enumerate(bodies):
        yield {**body, "id": f"{key}-register-{place}"}, REGISTER_KEEPER


def _decided(nation: Nation, now: Instant) -> dict[str, list[tuple[Mapping[str, Any], str]]]:
    """Write what the nation's people have decided about access, as the stories tell."""
    found: dict[str, list[tuple[Mapping[str, Any], str]]] = {}
    for given in GRANTS:
        body = given_body(nation, given, now)
        keeper = PATIENT_KEEPS if given.registrar is None else _entity(nation, nation.personnel[given.registrar].posts[0].organisation)
        kept = withdrawn(body) if given.withdrawn_ago is not None else body
        found.setdefault(given.giver, []).append(({**kept, "id": given.key}, keeper))
    for shielded in SHIELDS:
        body = {**shielded_body(nation, shielded, now), "id": f"{shielded.person}-sperring-{shielded.ago}"}
        found.setdefault(shielded.person, []).append((body, PATIENT_KEEPS))
    for wished in WISHES:
        body = {**wished_body(nation, wished, now), "id": f"{wished.person}-onske-{wished.ago}"}
        found.setdefault(wished.person, []).append((body, _entity(nation, wished.trust)))
    return found


def _entity(nation: Nation, organisation: str) -> str:
    return nation.legal_entity(organisation).number or ""
