"""Who may carry an id or an identifier: settled by unique constraints, inside the transaction that writes.

Source: FHIR R4 4.0.1, http.html#ccreate; docs/adr/0003-owner-in-the-id.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from innsyn.record.asking import Arguments, statement
from innsyn.record.clauses import clause_texts
from innsyn.record.drafts import Draft
from innsyn.record.keys import key, token_key
from innsyn.record.stored import SHARED, Conflict, Owner, Unless

_LOCATE = """
insert into located (id, type, owner) select u.id, u.type::resource_type, $3
from unnest($1::text[], $2::text[]) as u (id, type) order by u.id, u.type on conflict do nothing"""
_ELSEWHERE = """
select u.place::integer as place from unnest($1::text[], $2::text[]) with ordinality as u (id, type, place)
join lateral (select l.owner from located l where l.id = u.id and l.type = u.type::resource_type limit 1) l on true where l.owner <> $3
order by place limit 1"""
_CLAIM = """
insert into identified (token, owner, type, is_claim, id) values ($1, $2, $3::text::resource_type, true, $4)
on conflict do nothing returning true"""
_CLAIMED = "select owner, id from identified where token = $1 and type = $2::text::resource_type and is_claim for update"
_TAKE_OVER = """
update identified set owner = $3, id = $4 where token = $1 and type = $2::text::resource_type and is_claim"""
_REMEMBER = """
insert into identified (token, owner, type, is_claim, id) select u.token, $2, $3::text::resource_type, false, $4
from unnest($1::bigint[]) as u (token) on conflict do nothing"""
_STANDS = """
select exists (select from {table} v where v.owner = $1 and v.type = $2::text::resource_type and v.id = $3 and v.is_current
  and not v.deleted and v.keys @> array[$4::bigint])"""
_CARRIERS = """
select v.owner, v.id from population l cross join lateral (
  select v.owner, v.id from {table} v where v.owner = l.owner and v.row = l.row and v.is_current and not v.deleted limit 1) v
where l.token = $1 and l.type = $2::text::resource_type order by l.row limit 1"""
_FULFILS = """hit as (
  select v.row from asked a cross join lateral (
    select v.* from {table} v where v.owner = a.owner and v.type = a.type::resource_type and v.id = a.id and v.is_current
      and not v.deleted and (a.custodian is null or v.custodian = a.custodian){clauses} limit 1) v)
select h.row from hit h"""


@dataclass(frozen=True, slots=True)
class Carrier:
    """The resource that carries an identifier."""

    owner: Owner
    id: str


async def take_ids(connection: Any, drafts: Sequence[Draft]) -> Conflict | None:
    """Note where ids live that do not carry their owner. Returns a Conflict when one already lives in another record."""
    foreign = [draft for draft in drafts if not draft.carries_owner]
    if not foreign:
        return None
    columns = [draft.id for draft in foreign], [draft.type for draft in foreign], foreign[0].owner
    await connection.execute(_LOCATE, *columns)
    elsewhere = await connection.fetchval(_ELSEWHERE, *columns)
    return Conflict(foreign[elsewhere - 1].index, "owner") if elsewhere else None


async def take_identifiers(connection: Any, drafts: Sequence[Draft]) -> dict[int, Carrier] | Conflict:
    """Claim the identifiers that only one may carry; everyone else who wants one waits until we are done.

    Returns, by index, who already carries what If-None-Exist names; or a Conflict when a person's number belongs to somebody else."""
    wanted = sorted((token, draft.index) for draft in drafts for token in draft.claims())
    by_index = {draft.index: draft for draft in drafts}
    carriers: dict[int, Carrier] = {}
    taken: set[tuple[str, int]] = set()
    for token, index in wanted:
        draft = by_index[index]
        if (draft.type, token) in taken:
            return Conflict(index, "exists")
        taken.add((draft.type, token))
        carrier = await _carrier(connection, token, draft)
        if carrier is None or index in carriers:
            continue
        if _is_condition(draft, token):
            carriers[index] = carrier
        elif (carrier.owner, carrier.id) != (draft.owner, draft.id):
            return Conflict(index, "exists")
    for draft in drafts:
        if draft.type == "Patient" and draft.index not in carriers:
            tokens = [token_key("identifier", system, value) for system, value in draft.facts.identifiers]
            await connection.execute(_REMEMBER, tokens, draft.owner, draft.type, draft.id)
    return carriers


async def take_conditions(connection: Any, drafts: Sequence[Draft]) -> Conflict | None:
    """Claim the conditions of conditional creates; everyone else who creates under the same one waits until we are done.

    Returns a Conflict when somebody did, and what came of it still fulfils the condition: then a search finds it."""
    wanted = sorted((_condition_key(one.type, one.write.unless), one.index) for one in drafts if one.write.unless is not None)
    by_index = {one.index: one for one in drafts}
    taken: set[int] = set()
    for token, index in wanted:
        if token in taken or not await _may_create(connection, token, by_index[index]):
            return Conflict(index, "matched")
        taken.add(token)
    return None


async def _may_create(connection: Any, token: int, draft: Draft) -> bool:
    if await connection.fetchval(_CLAIM, token, draft.owner, draft.type, draft.id):
        return True
    claimed = await connection.fetchrow(_CLAIMED, token, draft.type)
    if claimed is not None and await _fulfils(connection, claimed["owner"], claimed["id"], draft):
        return False
    await connection.execute(_TAKE_OVER, token, draft.type, draft.owner, draft.id)
    return True


async def _fulfils(connection: Any, owner: Owner, id_: str, draft: Draft) -> bool:
    """Say whether what was created under the condition still stands, still kept by the same, and still fulfils it."""
    unless = draft.write.unless
    if unless is None or (unless.owners is not None and owner not in unless.owners):
        return False
    arguments = Arguments()
    arguments.add("text", draft.type, "type")
    arguments.add("text", id_, "id")
    arguments.add("text", unless.custodian, "custodian")
    rest = _FULFILS.format(table=_table(owner), clauses=clause_texts(unless.clauses, arguments))
    asked = statement(tuple(arguments.names), tuple(arguments.types), rest)
    return bool(await connection.fetch(asked.one_owner, owner, [0], *[[value] for value in arguments.values]))


def _condition_key(type_: str, unless: Unless | None) -> int:
    clauses = sorted(map(repr, unless.clauses)) if unless else []
    owners = [repr(sorted(unless.owners))] if unless and unless.owners is not None else []
    return key("?", type_, (unless.custodian if unless else None) or "", " ".join(clauses + owners))


async def _carrier(connection: Any, token: int, draft: Draft) -> Carrier | None:
    """Claim one identifier for a draft. Returns the resource that already has it, None when the draft may."""
    if not await connection.fetchval(_CLAIM, token, draft.owner, draft.type, draft.id):
        claimed = await connection.fetchrow(_CLAIMED, token, draft.type)
        if claimed is not None:
            if await connection.fetchval(
                _STANDS.format(table=_table(claimed["owner"])), claimed["owner"], draft.type, claimed["id"], token
            ):
                return Carrier(claimed["owner"], claimed["id"])
            await connection.execute(_TAKE_OVER, token, draft.type, draft.owner, draft.id)
    found = await connection.fetchrow(_CARRIERS.format(table=_table(draft.owner)), token, draft.type)
    return Carrier(found["owner"], found["id"]) if found else None


def _is_condition(draft: Draft, token: int) -> bool:
    named = draft.write.unless_exists
    return named is not None and token == token_key("identifier", *named)


def _table(owner: Owner) -> str:
    return "shared_version" if owner == SHARED else "version"
