"""The facts that decisions stand on: a few types of one owner, with the stamp that changes when any of them does."""

from dataclasses import dataclass

from innsyn.record.connections import Connections
from innsyn.record.drafts import STANDING_TASK, STANDING_TYPES
from innsyn.record.stored import Owner, Stored
from innsyn.record.versions import VERSION_COLUMNS, stored

_STANDING = f"""
select coalesce((select stamp from standing where owner = $1), 0) as stamp, v.*
from (values (1)) as one left join lateral (
  select {VERSION_COLUMNS} from unnest($2::text[]) as s (type) cross join lateral (
    select * from version v where v.owner = $1 and v.type = s.type::resource_type and v.is_current and not v.deleted
      and (s.type <> 'Task' or v.keys @> $3::bigint[]) offset 0) v
  order by v.row) v on true"""


_TYPES = sorted(STANDING_TYPES | {"Task"})


@dataclass(frozen=True, slots=True)
class Standing:
    """What decisions about one owner stand on.

    stamp: handed back with each question, which is answered Stale when it has changed. rows: current versions of `STANDING_TYPES`
    and Tasks with `STANDING_TASK`."""

    stamp: int
    rows: tuple[Stored, ...]


async def read_standing(connections: Connections, owner: Owner) -> Standing:
    """Read the standing facts of an owner. See `Record.standing`."""
    rows = await connections.fetch(_STANDING, owner, _TYPES, [STANDING_TASK])
    return Standing(rows[0]["stamp"], tuple(stored(row, owner) for row in rows if row["row"] is not None))
