"""Gives what stands already the facts that a newer program searches by: in batches, while the record is in use, from where it stopped.

Each batch is one transaction that also notes how far it came: whoever stops it loses at most a batch. Only versions that stand now are
filled; older ones are never searched. The bytes, the log and its seal are not touched. Source: docs/adr/0018-search-columns.md.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import orjson

from innsyn.record.asking import array_text, numbers_text
from innsyn.record.facts import facts_of
from innsyn.record.keys import FORM_KEY
from innsyn.record.packing import unpack

BATCH = 1_000
TABLES = ("version", "shared_version")

_NOTED = "select tx::text as tx, row from refilling where table_name = $1 and form = $2"
_NOTE = """
insert into refilling (table_name, form, tx, row) values ($1, $2, $3::text::xid8, $4)
on conflict (table_name) do update set form = excluded.form, tx = excluded.tx, row = excluded.row"""
_NEXT = """
select v.tx::text as tx, v.row, v.owner, v.dictionary,
  case when v.is_current and not v.deleted and not v.keys @> array[$4::bigint] then v.body end as body
from {table} v where (v.tx, v.row) > ($1::text::xid8, $2::bigint) and v.tx < pg_snapshot_xmin(pg_current_snapshot())
order by v.tx, v.row limit $3"""
_FILL = """
with found as (
  select u.owner, u.row, u.keys::bigint[] as keys, u.spans::bigint[] as spans, u.texts::text[] as texts, u.measured::jsonb as measured,
    u.listed::bigint[] as listed
  from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
    as u (owner, row, keys, spans, texts, measured, listed)),
filled as (
  update {table} v set keys = f.keys, spans = nullif(f.spans, '{{}}'), texts = nullif(f.texts, '{{}}'), measured = f.measured
  from found f where v.owner = f.owner and v.row = f.row and v.is_current
  returning v.owner, v.row, v.first_row, v.type, v.clinical_at, f.listed)
insert into population (token, clinical_at, first_row, row, owner, type)
select k.token, f.clinical_at, f.first_row, f.row, f.owner, f.type from filled f, unnest(f.listed) as k (token)
on conflict do nothing"""
_REFILLING = "set local innsyn.refilling = 'on'"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a table has come. passed: versions looked at now. filled: those that got facts."""

    table: str
    passed: int
    filled: int


async def refill(connection: Any, told: Callable[[Progress], None] = lambda _: None) -> int:
    """Fill everything that has not been; goes on where it stopped last time.

    connection: a migrated database's. told: hears after each batch. Returns how many versions got facts."""
    return sum([await _refill(connection, table, told) for table in TABLES])


async def _refill(connection: Any, table: str, told: Callable[[Progress], None]) -> int:
    noted = await connection.fetchrow(_NOTED, table, FORM_KEY)
    tx, row = (noted["tx"], noted["row"]) if noted else ("0", 0)
    passed = filled = 0
    while rows := await connection.fetch(_NEXT.format(table=table), tx, row, BATCH, FORM_KEY):
        lacking = [one for one in rows if one["body"] is not None]
        tx, row = rows[-1]["tx"], rows[-1]["row"]
        async with connection.transaction():
            await connection.execute(_REFILLING)
            if lacking:
                await connection.execute(_FILL.format(table=table), *_columns(lacking))
            await connection.execute(_NOTE, table, FORM_KEY, tx, row)
        passed, filled = passed + len(rows), filled + len(lacking)
        told(Progress(table, passed, filled))
    return filled


def _columns(rows: list[Any]) -> list[list[Any]]:
    """Read the facts out of the bytes again, as columns."""
    facts = [facts_of(orjson.loads(unpack(one["dictionary"], one["body"])), one["owner"]) for one in rows]
    return [
        [one["owner"] for one in rows],
        [one["row"] for one in rows],
        [numbers_text(each.keys) for each in facts],
        [numbers_text(each.spans) for each in facts],
        [array_text(each.texts) for each in facts],
        [each.measured for each in facts],
        [numbers_text(each.listed) for each in facts],
    ]
