"""Reads directories and catalogues by id, with their versions: no patient, no log."""

from innsyn.kernel.outcome import Problem
from innsyn.record.connections import Connections
from innsyn.record.ids import is_id, known_type
from innsyn.record.positions import Position, read_position, written_position
from innsyn.record.stored import SHARED, Found, Stored
from innsyn.record.versions import VERSION_COLUMNS, stored

_READ = f"""
select {VERSION_COLUMNS} from shared_version v
where v.owner = 0 and v.type = $1::text::resource_type and v.id = $2 and v.is_current"""
_HISTORY = f"""
select {VERSION_COLUMNS} from shared_version v
where v.owner = 0 and v.type = $1::text::resource_type and ($2::text is null or v.id = $2) and ($3::integer is null or v.version = $3)
  and v.row < $4 order by v.row desc limit $5"""
_BEYOND_ALL = (1 << 63) - 1
_MOST_ROWS = 500


async def shared_read(connections: Connections, type_: str, id_: str) -> Stored | None:
    """Read the version that stands. See `Record.shared_read`."""
    found = await connections.fetch(_READ, known_type(type_), id_) if is_id(id_) else []
    return stored(found[0], SHARED) if found else None


async def shared_history(
    connections: Connections, type_: str, id_: str | None, version: int | None, count: int, after: str | None
) -> Found | Problem:
    """List versions, newest first. See `Record.shared_history`."""
    list_name = f"history shared {type_} {id_}"
    position = Position(None, _BEYOND_ALL) if after is None else read_position(list_name, after)
    if isinstance(position, Problem):
        return position
    if id_ is not None and not is_id(id_):
        return Found()
    most = min(max(count, 1), _MOST_ROWS)
    rows = await connections.fetch(_HISTORY, known_type(type_), id_, version, position.row, most + 1)
    found = tuple(stored(row, SHARED) for row in rows[:most])
    return Found(found, written_position(list_name, Position(None, found[-1].row)) if len(rows) > most else None)
