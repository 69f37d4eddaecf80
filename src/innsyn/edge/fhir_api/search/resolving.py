"""Resolves the conditions of a search into clauses and records: chains, `_has` and lists by searches of their own.

Source: FHIR R4 4.0.1, search.html#chaining, #has, #list. Each step is asked through the gate like any search, so that it finds only what
the client may see; what it may not see can neither be found nor make a difference. A step looks in the records that the search itself
names, but for chains to other people, who have records of their own.
"""

from collections.abc import Sequence

from innsyn.edge.fhir_api.search.asking import Asking, Owners
from innsyn.edge.fhir_api.search.clauses import clause_of
from innsyn.edge.fhir_api.search.hierarchies import in_hierarchy
from innsyn.edge.fhir_api.search.narrowing import NOTHING, Narrowed, all_of
from innsyn.edge.fhir_api.search.owning import is_owned, owning_parameters
from innsyn.edge.fhir_api.search.people import named_record, of_patients
from innsyn.edge.fhir_api.search.pointing import listed_in, names_of, pointed_at, position_of
from innsyn.fhir.compartment import PATIENT
from innsyn.fhir.search_request import parameter
from innsyn.fhir.search_request.criteria import Chained, Condition, Criterion, Has, InList, IsMissing, Near
from innsyn.fhir.search_request.nearness import is_near
from innsyn.fhir.search_request.parameters import COMMON
from innsyn.fhir.term_kinds import Reference
from innsyn.gate.values import AnyOf, Clause, ReferenceIs, Stored, TokenIs, UriIs, owner_of
from innsyn.kernel.outcome import Problem


async def resolve(asking: Asking, type_: str, conditions: Sequence[Condition], within: Owners | None) -> Narrowed | Problem:
    """Resolve conditions on resources of a type.

    within: the records to look in; None for all that the client may see.
    Returns what to ask the record, or a Problem for a step that is too costly or not known here."""
    narrowed = Narrowed((), within if is_owned(type_) else None)
    plain = [one for one in conditions if isinstance(one, Criterion | IsMissing)]
    linked = [one for one in conditions if not isinstance(one, Criterion | IsMissing)]
    for condition in (*plain, *linked):
        part = await _resolved(asking, type_, condition, narrowed.owners)
        if isinstance(part, Problem):
            return part
        narrowed = all_of((narrowed, part))
        if narrowed.owners is not None and not narrowed.owners and is_owned(type_):
            return NOTHING
    return narrowed if is_owned(type_) or narrowed.owners is None or narrowed.owners else NOTHING


async def matching(asking: Asking, type_: str, condition: Condition, within: Owners | None) -> list[Stored] | Problem:
    """Find everything of a type for which a condition holds, inside these records."""
    narrowed = await resolve(asking, type_, (condition,), within)
    if isinstance(narrowed, Problem):
        return narrowed
    if narrowed == NOTHING:
        return []
    return await asking.every(type_, narrowed.clauses, narrowed.owners)


async def _resolved(asking: Asking, type_: str, condition: Condition, within: Owners | None) -> Narrowed | Problem:
    match condition:
        case Chained():
            return await _chained(asking, type_, condition, within)
        case Has():
            return await _has(asking, type_, condition, within)
        case InList(ids):
            return await _listed(asking, type_, ids)
        case Near():
            return await _near(asking, type_, condition, within)
        case Criterion(kind="reference", modifier="above" | "below"):
            return await in_hierarchy(asking, condition, within)
        case Criterion():
            named = await named_record(asking, type_, condition) if is_owned(type_) else None
            if named is not None:
                return named
    clause = clause_of(condition, asking.now)
    return clause if isinstance(clause, Problem) else Narrowed((clause,))


async def _chained(asking: Asking, type_: str, chain: Chained, within: Owners | None) -> Narrowed | Problem:
    is_owning = chain.parameter in owning_parameters(type_)
    found: list[Stored] = []
    for target, condition in chain.by_type:
        is_elsewhere = target == PATIENT and not is_owning
        rows = await matching(asking, target, condition, None if is_elsewhere else within)
        if isinstance(rows, Problem):
            return rows
        found += rows
    if not found:
        return NOTHING
    if is_owning and all(stored.type == PATIENT for stored in found):
        return await of_patients(asking, type_, chain.parameter, frozenset(stored.owner for stored in found))
    return Narrowed((ReferenceIs(chain.parameter, tuple(dict.fromkeys(name for stored in found for name in names_of(stored)))),))


async def _has(asking: Asking, type_: str, has: Has, within: Owners | None) -> Narrowed | Problem:
    rows = await matching(asking, has.type_, has.condition, within)
    if isinstance(rows, Problem):
        return rows
    if type_ == PATIENT and has.parameter in owning_parameters(has.type_):
        owners = frozenset(row.owner for row in rows if _points_at_patient(row, has.parameter))
        return Narrowed((), owners) if owners else NOTHING
    references = [(row, one) for row in rows for one in pointed_at(row, has.parameter)]
    return _pointed(type_, references)


def _points_at_patient(row: Stored, parameter_: str) -> bool:
    return any(one.type == PATIENT for one in pointed_at(row, parameter_))


async def _listed(asking: Asking, type_: str, ids: Sequence[str]) -> Narrowed | Problem:
    lists = [await asking.read("List", id_) for id_ in ids]
    return _pointed(type_, [(stored, one) for stored in lists if stored is not None for one in listed_in(stored)])


async def _near(asking: Asking, type_: str, near: Near, within: Owners | None) -> Narrowed | Problem:
    """Measure the distance to every place the client may see: they are few enough to be looked at, or else it is said."""
    rows = await asking.every(type_, (), within)
    if isinstance(rows, Problem):
        return rows
    ids = tuple((None, row.id) for row in rows if is_near(position_of(row), near.any_of))
    return Narrowed((TokenIs("_id", ids),)) if ids else NOTHING


def _pointed(type_: str, references: list[tuple[Stored, Reference]]) -> Narrowed:
    """Say that a resource is one of those that these point at: by id, by identifier or by canonical url."""
    fitting = [(row, one) for row, one in references if one.type in (type_, None) or type_ == COMMON]
    ids = {one.id for _, one in fitting if one.id is not None}
    identifiers = {(one.system or "", one.value) for _, one in fitting if one.value is not None}
    urls = {one.url for _, one in fitting if one.url is not None}
    clauses: list[Clause] = []
    if ids:
        clauses.append(TokenIs("_id", tuple((None, id_) for id_ in sorted(ids))))
    if identifiers and parameter(type_, "identifier"):
        clauses.append(TokenIs("identifier", tuple(sorted(identifiers))))
    if urls and (found := parameter(type_, "url")) is not None and found.kind == "uri":
        clauses.append(UriIs("url", tuple(sorted(urls))))
    if not clauses:
        return NOTHING
    owners = frozenset(owner_of(one.id or "") or row.owner for row, one in fitting)
    clause = clauses[0] if len(clauses) == 1 else AnyOf(tuple(clauses))
    return Narrowed((clause,), owners if is_owned(type_) else None)
