"""The sealer: about once a second, everything new in the log becomes leaves under a root that is signed and written outside the database.

Source: RFC 6962 section 2; docs/adr/0006-the-seal.md.
"""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing, suppress

from innsyn.gate.keys import Keys
from innsyn.gate.seal.canonical import canonical, readable
from innsyn.gate.seal.edge import Edge
from innsyn.gate.seal.merkle import leaf_hash
from innsyn.gate.seal.root import is_signed, sign_root
from innsyn.gate.seal.roots_file import RootsFile
from innsyn.gate.seal.tree import STORED_FROM, TreeBroken, subtree_hashes
from innsyn.kernel.clock import Clock
from innsyn.record.log_row import LogRow
from innsyn.record.sealing import Leaf, Node, Seal, Sealing
from innsyn.record.unavailable import RecordUnavailable

_BATCH = 2_000
_QUESTIONS = 5
_BREATH = 100
"""After so many rows others may use the event loop: about a millisecond and a half."""


class Sealer:
    """One of possibly several processes that seal; the database lets one batch in at a time."""

    def __init__(self, sealing: Sealing, keys: Keys, roots: RootsFile, clock: Clock) -> None:
        """sealing: the record's tables. roots: the file outside the database."""
        self._sealing, self._keys, self._roots, self._clock = sealing, keys, roots, clock
        self._edge: Edge | None = None
        self._last: Seal | None = None

    async def run(self, stop: asyncio.Event, *, every_s: float = 1.0) -> None:
        """Seal until `stop` is set, and once more then. A database that is away is tried again.

        Raises TreeBroken when what stands in the database is not what was signed: then nothing may be added, and somebody must look."""
        is_last = False
        while not is_last:
            is_last = stop.is_set()
            with suppress(RecordUnavailable):
                await self.seal_all()
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), every_s)

    async def seal_all(self) -> Seal | None:
        """Seal everything there is now. Returns the newest root, None while the log is empty."""
        async with aclosing(self._batches()) as batches:
            async for seal in batches:
                self._last = seal
        return self._last

    async def _batches(self) -> AsyncGenerator[Seal, None]:
        edge = await self._stand()
        while rows := await self._sealing.unsealed(_BATCH):
            leaves, nodes = await self._grow(edge, rows)
            seal = sign_root(self._keys, size=edge.size, root=_known(edge.root()), at=self._clock())
            self._edge = None
            if not await self._sealing.append_leaves(leaves, nodes, seal):
                return
            self._edge = edge
            self._roots.append(seal)
            yield seal
            if len(rows) < _BATCH:
                return

    async def _stand(self) -> Edge:
        """Find the edge to grow from, and make sure that it is what was signed and what the file outside says."""
        written = self._roots.last()
        last = await self._latest()
        size = last.size if last else 0
        if self._edge is None or self._edge.size != size:
            edge = await self._read_edge(size)
            self._compare(edge, last)
            self._edge = edge
        await self._witness(written, last)
        self._last = last
        return self._edge

    async def _latest(self) -> Seal | None:
        """Read the newest root and see that it covers every leaf; asked again when another sealer came between the two questions."""
        for _ in range(_QUESTIONS):
            last = await self._sealing.latest_seal()
            size = await self._sealing.size()
            if size == (last.size if last else 0):
                return last
        raise TreeBroken(f"there are {size} leaves under a root over {last.size if last else 0}")

    async def _read_edge(self, size: int) -> Edge:
        hashes = await subtree_hashes(self._sealing, Edge.parts(size))
        return Edge(size, tuple(hashes[part] for part in Edge.parts(size)))

    def _compare(self, edge: Edge, last: Seal | None) -> None:
        if last and not (is_signed(last, self._keys) and edge.root() == last.root):
            raise TreeBroken(f"the tree of {last.size} leaves does not give the root that was signed")

    async def _witness(self, written: Seal | None, last: Seal | None) -> None:
        """Compare with the file outside; add the newest root when a crash came between the database and the file.

        written: the file's newest root, read before the database's, which is never behind it."""
        if written is not None and written != last and await self._sealing.seal_covering(written.size) != written:
            raise TreeBroken(f"the file of roots knows a log of {written.size} entries that the database does not")
        if last is not None and written != last:
            self._roots.append(last)

    async def _grow(self, edge: Edge, rows: Sequence[LogRow]) -> tuple[list[Leaf], list[Node]]:
        leaves: list[Leaf] = []
        nodes: list[Node] = []
        for number, row in enumerate(rows):
            place, hashed = edge.size, leaf_hash(canonical(readable(row)))
            leaves.append(Leaf(place, row.owner, row.entry, row.tx, hashed, self._keys.mark(place, row.owner, row.entry, hashed)))
            grown = edge.append(hashed)
            nodes.extend(Node(level, index, _known(node)) for (level, index), node in grown if level >= STORED_FROM)
            if not number % _BREATH:
                await asyncio.sleep(0)
        return leaves, nodes


def _known(hashed: bytes | None) -> bytes:
    if hashed is None:
        raise TreeBroken("the tree rests on a hash that is not known")
    return hashed
