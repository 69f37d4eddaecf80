"""Brings along what the matches point at (`_include`) and what points at them (`_revinclude`), each once.

Source: FHIR R4 4.0.1, search.html#include. Everything is fetched through the gate, in as few questions as there are types: what the client
may not see is simply not along, and nothing says that it exists.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from innsyn.edge.fhir_api.search.asking import MOST, Asking, Owners
from innsyn.edge.fhir_api.search.owning import is_owned, owning_parameters, patient_parameter
from innsyn.edge.fhir_api.search.pointing import names_of, pointed_at
from innsyn.fhir.compartment import PATIENT
from innsyn.fhir.search_request import Parameter, parameter, parameters
from innsyn.fhir.search_request.criteria import Include
from innsyn.fhir.term_kinds import Reference
from innsyn.gate.values import Clause, Missing, Owner, ReferenceIs, Stored, TokenIs, UriIs, owner_of
from innsyn.kernel.outcome import Problem

DEEPEST = 5
"""Most rounds of `:iterate`."""

TOO_MUCH = Problem("too-costly", f"more than {MOST} resources would come along with this page: ask for fewer matches with _count")

_Key = tuple[str, str]


async def included(asking: Asking, matches: Sequence[Stored], includes: Sequence[Include]) -> list[Stored] | Problem:
    """Fetch what comes along with these matches, without the matches themselves."""
    seen: dict[_Key, Stored] = {_key(stored): stored for stored in matches}
    brought: list[Stored] = []
    frontier: Sequence[Stored] = matches
    wanted = list(includes)
    for _ in range(DEEPEST):
        found = await _round(asking, frontier, wanted)
        if isinstance(found, Problem):
            return found
        fresh = {_key(stored): stored for stored in found if _key(stored) not in seen}
        seen |= fresh
        brought += fresh.values()
        if len(brought) > MOST:
            return TOO_MUCH
        frontier, wanted = tuple(fresh.values()), [one for one in includes if one.is_iterated]
        if not frontier or not wanted:
            break
    return brought


@dataclass(slots=True)
class _Wanted:
    """What to fetch of one type: by id, by identifier, by canonical url. owners: the records these may be in."""

    ids: dict[str, None] = field(default_factory=dict)
    identifiers: dict[tuple[str, str], None] = field(default_factory=dict)
    urls: dict[str, None] = field(default_factory=dict)
    owners: set[Owner] = field(default_factory=set)
    whole: set[Owner] = field(default_factory=set)


async def _round(asking: Asking, frontier: Sequence[Stored], includes: Sequence[Include]) -> list[Stored] | Problem:
    forward: defaultdict[str, _Wanted] = defaultdict(_Wanted)
    found: list[Stored] = []
    for include in includes:
        if include.is_reverse:
            rows = await _pointing_here(asking, frontier, include)
            if isinstance(rows, Problem):
                return rows
            found += rows
        else:
            _gather(frontier, include, forward)
    for type_, wanted in forward.items():
        rows = await _fetched(asking, type_, wanted)
        if isinstance(rows, Problem):
            return rows
        found += rows
    return found


def _gather(frontier: Sequence[Stored], include: Include, into: defaultdict[str, _Wanted]) -> None:
    for stored in frontier:
        if include.source not in (None, stored.type):
            continue
        codes = [include.parameter] if include.parameter else _reference_codes(stored.type)
        for code in codes:
            for reference in pointed_at(stored, code):
                _want(stored, code, reference, include.target, into)


def _want(stored: Stored, code: str, one: Reference, target: str | None, into: defaultdict[str, _Wanted]) -> None:
    type_ = one.type or _only_target(stored.type, code)
    if type_ is None or (target is not None and type_ != target):
        return
    wanted = into[type_]
    if type_ == PATIENT and one.id is None and code in owning_parameters(stored.type):
        wanted.whole.add(stored.owner)
    elif one.id is not None:
        wanted.ids[one.id] = None
        wanted.owners.add(owner_of(one.id) or stored.owner)
    elif one.value is not None and not is_owned(type_):
        wanted.identifiers[(one.system or "", one.value)] = None
    elif one.url is not None and parameter(type_, "url") is not None:
        wanted.urls[one.url.partition("|")[0]] = None
        wanted.owners.add(stored.owner)


async def _fetched(asking: Asking, type_: str, wanted: _Wanted) -> list[Stored] | Problem:
    clauses: list[tuple[Clause, ...]] = []
    if wanted.ids:
        clauses.append((TokenIs("_id", tuple((None, id_) for id_ in wanted.ids)),))
    if wanted.identifiers:
        clauses.append((TokenIs("identifier", tuple(wanted.identifiers)),))
    if wanted.urls:
        clauses.append((UriIs("url", tuple(wanted.urls)),))
    found: list[Stored] = []
    for asked in clauses:
        rows = await asking.every(type_, asked, frozenset(wanted.owners) if is_owned(type_) else None)
        if isinstance(rows, Problem):
            return TOO_MUCH if rows.code == "too-costly" else rows
        found += rows
    whole = await asking.every(type_, (), frozenset(wanted.whole)) if wanted.whole else []
    return whole if isinstance(whole, Problem) else [*found, *whole]


async def _pointing_here(asking: Asking, frontier: Sequence[Stored], include: Include) -> list[Stored] | Problem:
    """Find what points at these. Things of one record are pointed at from that record; directory entries from anywhere."""
    found: list[Stored] = []
    for code in [include.parameter] if include.parameter else _reference_codes(str(include.source)):
        known = parameter(str(include.source), str(code))
        here = [stored for stored in frontier if known is not None and _may_point(known, stored.type, include.target)]
        for clause, owners in _reverse_questions(str(include.source), str(code), here):
            rows = await asking.every(str(include.source), (clause,), owners)
            if isinstance(rows, Problem):
                return TOO_MUCH if rows.code == "too-costly" and owners is not None else rows
            found += rows
    return found


def _reverse_questions(source: str, code: str, here: Sequence[Stored]) -> Iterable[tuple[Clause, Owners | None]]:
    people = [stored for stored in here if stored.type == PATIENT and code in owning_parameters(source)]
    only = patient_parameter(source)
    if people and only is not None:
        yield Missing(only, is_missing=False), frozenset(stored.owner for stored in people)
        here = [stored for stored in here if stored not in people]
    owned = [stored for stored in here if is_owned(stored.type)]
    shared = [stored for stored in here if not is_owned(stored.type)]
    if owned:
        yield _pointing(code, owned), frozenset(stored.owner for stored in owned) if is_owned(source) else None
    if shared:
        yield _pointing(code, shared), None


def _pointing(code: str, here: Sequence[Stored]) -> Clause:
    return ReferenceIs(code, tuple(dict.fromkeys(name for stored in here for name in names_of(stored))))


def _may_point(known: Parameter, type_: str, target: str | None) -> bool:
    return (not known.targets or type_ in known.targets) and target in (None, type_)


def _reference_codes(type_: str) -> list[str]:
    return [code for code, known in parameters(type_).items() if known.kind == "reference"]


def _only_target(type_: str, code: str) -> str | None:
    known = parameter(type_, code)
    return known.targets[0] if known is not None and len(known.targets) == 1 else None


def _key(stored: Stored) -> _Key:
    return stored.type, stored.id
