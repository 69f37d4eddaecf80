"""Resolves `:below` and `:above` of a reference: a place and all that is part of it, or all that it is part of.

Source: FHIR R4 4.0.1, search.html#modifiers (reference). Of a hierarchy, only what the client may see is followed.
"""

from innsyn.edge.fhir_api.search.asking import MOST, TOO_MANY, Asking, Owners
from innsyn.edge.fhir_api.search.narrowing import Narrowed
from innsyn.edge.fhir_api.search.pointing import names_of, pointed_at
from innsyn.fhir.search_request.criteria import Criterion, ReferenceValue
from innsyn.fhir.search_request.parameters import hierarchy
from innsyn.gate.values import ReferenceIs, Stored
from innsyn.kernel.outcome import Problem

NO_HIERARCHY = Problem("invalid", "of these types, those that can be part of one another are asked as `Type/id`")

_DEEPEST = 20


async def in_hierarchy(asking: Asking, criterion: Criterion, within: Owners | None) -> Narrowed | Problem:
    """Resolve the criterion: each value as `Type/id`, or an id where only one type can be meant."""
    names: dict[str, None] = {}
    for value in criterion.values:
        part_of = _hierarchical(value)
        if part_of is None:
            return NO_HIERARCHY
        names[f"{part_of[0]}/{part_of[1]}"] = None
        follow = _below if criterion.modifier == "below" else _above
        found = await follow(asking, *part_of, within)
        if isinstance(found, Problem):
            return found
        names |= dict.fromkeys(name for stored in found for name in names_of(stored))
    return Narrowed((ReferenceIs(criterion.parameter, tuple(names)),))


def _hierarchical(value: object) -> tuple[str, str] | None:
    if not isinstance(value, ReferenceValue) or value.id is None:
        return None
    types = [type_ for type_ in value.types if hierarchy(type_)]
    return (types[0], value.id) if len(types) == 1 else None


async def _below(asking: Asking, type_: str, id_: str, within: Owners | None) -> list[Stored] | Problem:
    """Find it and everything that says, step by step, that it is part of it."""
    top = await asking.read(type_, id_)
    found = {id_: top} if top is not None else {}
    frontier = list(found.values())
    for _ in range(_DEEPEST):
        if not frontier:
            break
        names = tuple(name for stored in frontier for name in names_of(stored))
        rows = await asking.every(type_, (ReferenceIs(hierarchy(type_) or "", names),), within)
        if isinstance(rows, Problem):
            return rows
        frontier = [row for row in rows if row.id not in found]
        found |= {row.id: row for row in frontier}
        if len(found) > MOST:
            return TOO_MANY
    return list(found.values())


async def _above(asking: Asking, type_: str, id_: str, _within: Owners | None) -> list[Stored]:
    """Find it and what it is part of, as far up as the client may see."""
    found: dict[str, Stored] = {}
    next_id: str | None = id_
    while next_id is not None and next_id not in found and len(found) < _DEEPEST:
        stored = await asking.read(type_, next_id)
        if stored is None:
            break
        found[next_id] = stored
        next_id = next((one.id for one in pointed_at(stored, hierarchy(type_)) if one.id is not None), None)
    return list(found.values())
