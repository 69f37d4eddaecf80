"""What the sealer needs of the database: rows not sealed yet, and the tree of those that are.

Source: RFC 6962 section 2 for the tree, which the gate computes; here it is only kept. docs/adr/0004-read-and-log-in-one-statement.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from innsyn.kernel.clock import Instant
from innsyn.record.connections import Connections
from innsyn.record.log_row import LOG_COLUMNS, LogRow, log_row
from innsyn.record.stored import Owner


@dataclass(frozen=True, slots=True)
class Leaf:
    """One sealed log row. leaf: its place in the tree, from 0 without gaps. tx: copied from the row. hash: leaf hash. mac: keyed hash."""

    leaf: int
    owner: Owner
    entry: int
    tx: int
    hash: bytes
    mac: bytes


@dataclass(frozen=True, slots=True)
class Node:
    """One complete inner node. level: 1 joins two leaves. idx: place in its level, from 0."""

    level: int
    idx: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Seal:
    """One signed root. size: how many leaves it covers. at: when it was signed. key_id: which key signed it."""

    size: int
    root: bytes
    at: Instant
    key_id: str
    signature: bytes


_TURN = "select pg_advisory_xact_lock(1852404595, 2)"
_SIZE = "select coalesce((select leaf + 1 from leaf order by leaf desc limit 1), 0)"
_UNSEALED = f"""
select {LOG_COLUMNS} from log_entry l
where (l.tx, l.entry) > (
    coalesce((select tx from leaf order by leaf desc limit 1), '0'::xid8), coalesce((select entry from leaf order by leaf desc limit 1), 0))
  and l.tx < pg_snapshot_xmin(pg_current_snapshot())
order by l.tx, l.entry limit $1"""
_ADD_LEAVES = """
insert into leaf (leaf, owner, entry, tx, hash, mac)
select leaf, owner, entry, tx::xid8, hash, mac
from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::bytea[], $6::bytea[]) as new (leaf, owner, entry, tx, hash, mac)"""
_ADD_NODES = "insert into tree_node (level, idx, hash) select * from unnest($1::smallint[], $2::bigint[], $3::bytea[])"
_ADD_SEAL = "insert into seal (size, root, at, key_id, signature) values ($1, $2, $3, $4, $5)"
_LEAVES = "select leaf, owner, entry, tx::text, hash, mac from leaf where leaf >= $1 and leaf < $2 order by leaf"
_LEAF_OF = "select leaf, owner, entry, tx::text, hash, mac from leaf where owner = $1 and entry = $2"
_NODES = "select level, idx, hash from tree_node where level = $1 and idx >= $2 and idx < $3 order by idx"
_ROWS = f"""
select leaf.leaf, found.* from leaf
cross join lateral (select {LOG_COLUMNS} from log_entry l where l.owner = leaf.owner and l.entry = leaf.entry limit 1) as found
where leaf.leaf >= $1 and leaf.leaf < $2 order by leaf.leaf"""
_LATEST = "select size, root, at, key_id, signature from seal order by size desc limit 1"
_SEALS = "select size, root, at, key_id, signature from seal where size > $1 order by size limit $2"
_COVERING = "select size, root, at, key_id, signature from seal where size >= $1 order by size limit 1"
_STRAY = f"""
select {LOG_COLUMNS} from log_entry l
where (l.tx, l.entry) <= (select tx, entry from leaf order by leaf desc limit 1)
  and not exists (select from leaf where leaf.owner = l.owner and leaf.entry = l.entry)
order by l.tx, l.entry limit $1"""


class Sealing:
    """The tables `leaf`, `tree_node` and `seal`, and the log rows in the order in which they are sealed."""

    def __init__(self, connections: Connections) -> None:
        """Take the record's connections."""
        self._connections = connections

    async def unsealed(self, limit: int) -> list[LogRow]:
        """Give the next rows to seal, in the order (tx, entry), which never changes.

        Only rows of transactions before the oldest one still open: whatever comes later sorts after them, so none is skipped."""
        return [log_row(row) for row in await self._connections.fetch(_UNSEALED, limit)]

    async def size(self) -> int:
        """Say how many leaves there are."""
        return int((await self._connections.fetch(_SIZE))[0][0])

    async def append_leaves(self, leaves: Sequence[Leaf], nodes: Sequence[Node], seal: Seal) -> bool:
        """Add leaves, the inner nodes they complete and the root over all, in one transaction.

        Returns False, with nothing added, when another sealer was first: the tree then is longer than `leaves` begins at."""
        async with self._connections.transaction() as connection:
            await connection.execute(_TURN)
            if await connection.fetchval(_SIZE) != (leaves[0].leaf if leaves else seal.size):
                return False
            await connection.execute(
                _ADD_LEAVES,
                [one.leaf for one in leaves],
                [one.owner for one in leaves],
                [one.entry for one in leaves],
                [str(one.tx) for one in leaves],
                [one.hash for one in leaves],
                [one.mac for one in leaves],
            )
            await connection.execute(_ADD_NODES, [one.level for one in nodes], [one.idx for one in nodes], [one.hash for one in nodes])
            await connection.execute(_ADD_SEAL, seal.size, seal.root, seal.at, seal.key_id, seal.signature)
        return True

    async def leaves(self, start: int, end: int) -> list[Leaf]:
        """Give the leaves from `start` up to, not including, `end`."""
        return [_leaf(row) for row in await self._connections.fetch(_LEAVES, start, end)]

    async def leaf_of(self, owner: Owner, entry: int) -> Leaf | None:
        """Give the leaf of one log row, None while it is not sealed."""
        found = await self._connections.fetch(_LEAF_OF, owner, entry)
        return _leaf(found[0]) if found else None

    async def nodes(self, level: int, start: int, end: int) -> list[Node]:
        """Give the complete nodes of a level, from `start` up to, not including, `end`."""
        return [Node(row["level"], row["idx"], row["hash"]) for row in await self._connections.fetch(_NODES, level, start, end)]

    async def rows_of_leaves(self, start: int, end: int) -> dict[int, LogRow]:
        """Give the log rows behind a range of leaves, by leaf; a leaf whose row is gone is missing."""
        return {row["leaf"]: log_row(row) for row in await self._connections.fetch(_ROWS, start, end)}

    async def stray_rows(self, limit: int) -> list[LogRow]:
        """Give rows that sort among the sealed ones and are in no leaf: put in afterwards, past the program."""
        return [log_row(row) for row in await self._connections.fetch(_STRAY, limit)]

    async def latest_seal(self) -> Seal | None:
        """Give the newest seal, None before the first."""
        found = await self._connections.fetch(_LATEST)
        return _seal(found[0]) if found else None

    async def seal_covering(self, size: int) -> Seal | None:
        """Give the first seal over at least `size` leaves."""
        found = await self._connections.fetch(_COVERING, size)
        return _seal(found[0]) if found else None

    async def seals(self, after_size: int, limit: int) -> list[Seal]:
        """Give the seals after `after_size`, in order."""
        return [_seal(row) for row in await self._connections.fetch(_SEALS, after_size, limit)]


def _leaf(row: Any) -> Leaf:
    return Leaf(row["leaf"], row["owner"], row["entry"], int(row["tx"]), row["hash"], row["mac"])


def _seal(row: Any) -> Seal:
    return Seal(row["size"], row["root"], row["at"], row["key_id"], row["signature"])
