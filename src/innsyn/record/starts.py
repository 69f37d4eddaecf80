"""Where a search over all patients starts: the rarest listed term, the records it names, or a walk of the whole type.

Source: docs/adr/0002-storage-layout.md, 0018-search-columns.md.
"""

from dataclasses import dataclass

from innsyn.record.clause_keys import keys_of
from innsyn.record.condition import Condition
from innsyn.record.connections import Connections
from innsyn.record.custodians import custodians_of
from innsyn.record.ids import is_id, owner_of
from innsyn.record.keys import paired_key
from innsyn.record.population import LISTED_COMPOSITES, WITH_ANY_SYSTEM, is_listed_token
from innsyn.record.query import Clause, CompositeIs, Part, Query, ReferenceIs, ReferencePart, TokenIs, TokenPart
from innsyn.record.stored import Owner

_ENOUGH = 2_000
_COUNTS = """
select u.place::integer as place, (select count(*) from (
  select from population l where l.token = u.token and l.type = $2::text::resource_type limit $3) as c) as listed
from unnest($1::bigint[]) with ordinality as u (token, place)"""
_LOCATED = "select owner from located where id = any($1::text[]) and type = $2::text::resource_type"
_KEEPERS = """
with recursive step (custodian) as (
  select min(coalesce(v.custodian, '')) from version v
  union all
  select (select min(coalesce(v.custodian, '')) from version v where coalesce(v.custodian, '') > step.custodian)
  from step where step.custodian is not null)
select custodian from step where custodian is not null"""
_CUSTODIANS = """
with recursive step (custodian) as (
  select min(coalesce(v.custodian, '')) from version v where v.type = $1::text::resource_type and v.is_current and not v.deleted
  union all
  select (select min(coalesce(v.custodian, '')) from version v where v.type = $1::text::resource_type and v.is_current and not v.deleted
    and coalesce(v.custodian, '') > step.custodian) from step where step.custodian is not null)
select custodian from step where custodian is not null"""


@dataclass(frozen=True, slots=True)
class Starts:
    """tokens: listed terms, any of them. owners: records to look into beside. custodians: whose resources to walk, empty text for nobody's;
    None: no walk."""

    tokens: tuple[int, ...] = ()
    owners: tuple[Owner, ...] = ()
    custodians: tuple[str, ...] | None = None


class Starting:
    """Chooses where a search over all patients starts."""

    def __init__(self, connections: Connections) -> None:
        """Take the record's connections."""
        self._connections = connections

    async def starts(self, query: Query, narrow: Condition) -> Starts:
        """Choose the cheapest start that misses nothing."""
        type_ = query.types[0]
        if query.owners is not None:
            return Starts(owners=tuple(sorted(set(query.owners))))
        if (ids := _ids(query.clauses)) is not None:
            return Starts(owners=await self._owners(ids, type_))
        candidates = [_listed(clause) for clause in query.clauses if is_listed(clause, type_)]
        if candidates:
            return candidates[0] if len(candidates) == 1 else await self._rarest(candidates, type_)
        return Starts(custodians=await self.custodians(narrow, type_))

    async def custodians(self, narrow: Condition, type_: str) -> tuple[str, ...]:
        """List whose current resources of a type a condition can hold for; the empty text is nobody's."""
        return await self._listed_or(narrow, type_, _CUSTODIANS, type_)

    async def keepers(self, narrow: Condition, type_: str | None) -> tuple[str, ...]:
        """List whose versions of a type, or of any, a condition can hold for, also of what is gone."""
        return await self._listed_or(narrow, type_, _KEEPERS)

    async def _owners(self, ids: list[str], type_: str) -> tuple[Owner, ...]:
        carried = {owner for id_ in ids if (owner := owner_of(id_)) is not None}
        strange = [id_ for id_ in ids if is_id(id_) and owner_of(id_) is None]
        found = await self._connections.fetch(_LOCATED, strange, type_) if strange else []
        return tuple(sorted(carried | {row["owner"] for row in found}))

    async def _rarest(self, candidates: list[Starts], type_: str) -> Starts:
        flat = [(place, token) for place, start in enumerate(candidates) for token in start.tokens]
        counted = await self._connections.fetch(_COUNTS, [token for _, token in flat], type_, _ENOUGH)
        listed = [0] * len(candidates)
        for row in counted:
            listed[flat[row["place"] - 1][0]] += row["listed"]
        return candidates[listed.index(min(listed))]

    async def _listed_or(self, narrow: Condition, type_: str | None, *question: str) -> tuple[str, ...]:
        known = custodians_of(narrow, type_)
        if known is not None:
            return tuple(sorted(known))
        return tuple(row["custodian"] for row in await self._connections.fetch(*question))


def is_listed(clause: Clause, type_: str) -> bool:
    """Say whether a search over all patients can start from this clause and miss nothing."""
    match clause:
        case TokenIs(parameter, any_of, False):
            is_named = is_listed_token(parameter, type_)
            return is_named and all(code and (system is not None or parameter in WITH_ANY_SYSTEM) for system, code in any_of)
        case ReferenceIs(_, any_of, False):
            return all(_is_listed_target(target) for target in any_of)
        case CompositeIs(parameter, any_of):
            return parameter in LISTED_COMPOSITES and all(_pair(parts) is not None for parts in any_of)
        case _:
            return False


def _pair(parts: tuple[Part, ...]) -> tuple[str, str, str] | None:
    """Read system, value and code of a composite that names an identifier and a code; None for any other."""
    match parts:
        case (ReferencePart(target), TokenPart(None, str(code))) if "|" in target and not target.startswith(("*|", "|")):
            system, _, value = target.partition("|")
            return system, value, code
    return None


def _is_listed_target(target: str) -> bool:
    """Leave out what is not listed: references to Patients, `urn:` addresses, and identifiers of any system."""
    if "|" in target:
        return not target.startswith("*|")
    return "Patient/" not in target and not target.startswith("urn:")


def _listed(clause: Clause) -> Starts:
    """Start from a listed clause. A reference into a record is not listed for what lies in that same record: look there too."""
    if isinstance(clause, ReferenceIs):
        within = {owner for target in clause.any_of if (owner := owner_of(target.rpartition("/")[2]))}
        return Starts(tuple(keys_of(clause)), tuple(sorted(within)))
    if isinstance(clause, CompositeIs):
        pairs = [pair for parts in clause.any_of if (pair := _pair(parts)) is not None]
        return Starts(tuple(paired_key(clause.parameter, *pair) for pair in pairs))
    return Starts(tuple(keys_of(clause))) if isinstance(clause, TokenIs) else Starts()


def _ids(clauses: tuple[Clause, ...]) -> list[str] | None:
    """Give the ids that alone can be found, None when any can."""
    for clause in clauses:
        match clause:
            case TokenIs("_id", any_of, False):
                return [code for _, code in any_of if code]
    return None
