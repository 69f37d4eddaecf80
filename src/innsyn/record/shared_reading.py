"""Reads directories and catalogues by id: no patient, no log."""

from innsyn.record.connections import Connections
from innsyn.record.ids import is_id, known_type
from innsyn.record.stored import SHARED, Stored
from innsyn.record.versions import VERSION_COLUMNS, stored

_READ = f"""
select {VERSION_COLUMNS} from shared_version v
where v.owner = 0 and v.type = $1::text::resource_type and v.id = $2 and v.is_current"""


async def shared_read(connections: Connections, type_: str, id_: str) -> Stored | None:
    """Read the version that stands. See `Record.shared_read`."""
    found = await connections.fetch(_READ, known_type(type_), id_) if is_id(id_) else []
    return stored(found[0], SHARED) if found else None
