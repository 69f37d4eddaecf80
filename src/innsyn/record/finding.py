"""Finds whose record something is in: by an id that does not carry its owner, or by an identifier such as a person's number.

Two steps on purpose: the first asks an index of hashes where to look, the second looks there and logs. Nothing of a patient comes out of
the first, and on Citus each step stays on one node.
"""

from collections.abc import AsyncIterator, Callable

from innsyn.record.coalescing import Coalescer
from innsyn.record.condition import Everything
from innsyn.record.connections import Connections
from innsyn.record.entry import Entry
from innsyn.record.ids import is_id, known_type, owner_of
from innsyn.record.keys import token_key
from innsyn.record.reading import Answer, Reading
from innsyn.record.rechecking import has_identifier
from innsyn.record.stored import Owner, Stored

_LOCATED = "select owner from located where id = $1 and type = $2::text::resource_type"
_IDENTIFIED = "select owner, id from identified where token = $1 and type = $2::text::resource_type order by is_claim desc, owner, id"
_LISTED = """
select v.owner, v.id from population l cross join lateral (
  select v.owner, v.id from version v where v.owner = l.owner and v.row = l.row and v.is_current and not v.deleted limit 1) v
where l.token = $1 and l.type = $2::text::resource_type order by l.row limit 20"""


EntryOf = Callable[[Owner], Entry]
"""Makes the log row when the record is known that it goes into."""


class Finding:
    """locate and find_owner."""

    def __init__(self, connections: Connections, coalescer: Coalescer) -> None:
        """Take the record's connections and coalescer."""
        self._connections = connections
        self._reading = Reading(coalescer)

    async def locate(self, type_: str, id_: str) -> Owner | None:
        """Say whose record an id is in. See `Record.locate`."""
        carried = owner_of(id_)
        if carried is not None:
            return carried
        found = await self._connections.fetch(_LOCATED, id_, known_type(type_)) if is_id(id_) else []
        return found[0]["owner"] if found else None

    async def find_owner(self, type_: str, system: str, value: str, entry: Entry | EntryOf) -> Owner | None:
        """Find whose resource carries an identifier. See `Record.find_owner`."""
        async for owner, id_ in self._candidates(known_type(type_), token_key("identifier", system, value)):
            logged = entry if isinstance(entry, Entry) else entry(owner)
            answer: Answer = await self._reading.read(owner, type_, id_, Everything(), None, logged)
            if isinstance(answer, Stored) and not answer.deleted and has_identifier(answer.body, system, value):
                return owner
        return None

    async def _candidates(self, type_: str, token: int) -> AsyncIterator[tuple[Owner, str]]:
        """Give where to look: a Patient's identifiers are all noted, other types' are listed across patients."""
        for row in await self._connections.fetch(_IDENTIFIED if type_ == "Patient" else _LISTED, token, type_):
            yield row["owner"], row["id"]
