"""Checking all of the log against its seal: every row, leaf, node and root, and the file of roots outside the database.

Works in bounded memory, and goes on after a fault, so that every fault is found with its exact place.
Source: docs/adr/0006-the-seal.md#what-the-check-finds.
"""

from collections.abc import Callable, Iterator

from innsyn.gate.keys import Keys
from innsyn.gate.seal.edge import Edge
from innsyn.gate.seal.findings import Finding, Kind, Report
from innsyn.gate.seal.leaf_check import judge_leaf
from innsyn.gate.seal.merkle import NodeId
from innsyn.gate.seal.root import is_signed
from innsyn.gate.seal.roots_file import RootsFile
from innsyn.gate.seal.tree import STORED_FROM
from innsyn.record.sealing import Seal, Sealing

Progress = Callable[[int, int], None]
"""Called with how many leaves are done, and of how many."""

_BATCH_LEVEL = 12
_BATCH = 1 << _BATCH_LEVEL
_STRAY_LIMIT = 1_000
_QUESTIONS = 5
_CRASH_COSTS = 1
"""A crash may come after the database has a root and before the file has it."""


async def verify(sealing: Sealing, keys: Keys, roots: RootsFile, progress: Progress = lambda _done, _of: None) -> Report:
    """Check all of the log. Returns what was found; never stops at the first fault."""
    return await _Check(sealing, keys, roots).run(progress)


class _Check:
    """One walk along the log, from the first leaf to the last, with the roots in step."""

    def __init__(self, sealing: Sealing, keys: Keys, roots: RootsFile) -> None:
        self._sealing, self._keys = sealing, keys
        self._report = Report()
        self._edge = Edge()
        self._witnessed = _Lookahead(roots.roots())
        self._sound_until = 0
        self._is_broken = False
        self._unwitnessed = self._witnessed_until = 0

    async def run(self, progress: Progress) -> Report:
        newest, size = await self._measure()
        for start in range(0, size, _BATCH):
            await self._batch(start, min(start + _BATCH, size))
            progress(self._edge.size, size)
        await self._outside_the_tree(size)
        await self._after_the_end(newest)
        self._report.size, self._report.newest = size, newest
        self._report.unsealed = len(await self._sealing.unsealed(_STRAY_LIMIT))
        return self._report

    async def _measure(self) -> tuple[Seal | None, int]:
        """Read the newest root and how many leaves there are; asked again when a sealer came between the two questions."""
        for _ in range(_QUESTIONS):
            newest = await self._sealing.latest_seal()
            size = await self._sealing.size()
            if newest and newest.size == size:
                break
        return newest, max(size, newest.size if newest else 0)

    async def _batch(self, start: int, end: int) -> None:
        leaves = {leaf.leaf: leaf for leaf in await self._sealing.leaves(start, end)}
        rows = await self._sealing.rows_of_leaves(start, end)
        nodes = await self._nodes(start, end)
        seals = {seal.size: seal for seal in await self._seals(start, end)}
        for place in range(start, end):
            true_hash = None
            if place in leaves:
                true_hash, finding = judge_leaf(leaves[place], rows.get(place), self._keys)
                self._note(finding)
            else:
                self._note_missing(place)
            for node, computed in self._edge.append(true_hash, nodes.get):
                self._check_node(node, computed, nodes)
            self._check_roots(place + 1, seals.get(place + 1))

    async def _nodes(self, start: int, end: int) -> dict[NodeId, bytes]:
        """Read the stored nodes that are completed within a batch."""
        found: dict[NodeId, bytes] = {}
        level = STORED_FROM
        while end >> level > start >> level:
            for node in await self._sealing.nodes(level, start >> level, end >> level):
                found[(node.level, node.idx)] = node.hash
            level += 1
        return found

    async def _seals(self, start: int, end: int) -> list[Seal]:
        found: list[Seal] = []
        while page := await self._sealing.seals(found[-1].size if found else start, _BATCH):
            found.extend(seal for seal in page if seal.size <= end)
            if page[-1].size >= end:
                break
        return found

    def _check_node(self, node: NodeId, computed: bytes | None, stored: dict[NodeId, bytes]) -> None:
        if node[0] < STORED_FROM:
            return
        name = f"{node[0]}/{node[1]}"
        if node not in stored:
            self._note(Finding(Kind.NODE_REMOVED, node=name))
        elif computed != stored[node]:
            self._note(Finding(Kind.NODE_CHANGED, node=name))

    def _check_roots(self, size: int, seal: Seal | None) -> None:
        """Compare the tree as it stands with what was signed at this size, in the database and outside."""
        if seal is not None:
            self._report.seals += 1
            self._unwitnessed += 1
            self._check_root(seal)
        for witness in self._witnessed.up_to(size, self._note):
            self._unwitnessed, self._witnessed_until = 0, size
            if seal is None:
                self._note(Finding(Kind.ROOT_REMOVED, start=self._sound_until, end=size))
            if not is_signed(witness, self._keys):
                self._note(Finding(Kind.WITNESS_UNREADABLE, start=self._sound_until, end=size))
            elif seal is None or witness.root != seal.root:
                self._check_root(witness)
        if seal is not None and not self._is_broken:
            self._sound_until = size

    def _check_root(self, seal: Seal) -> None:
        if not is_signed(seal, self._keys):
            self._note(Finding(Kind.ROOT_CHANGED, start=self._sound_until, end=seal.size))
            return
        root = self._edge.root()
        if root is not None and root != seal.root and not self._is_broken:
            self._is_broken = True
            self._note(Finding(Kind.ROOT_DIFFERS, start=self._sound_until, end=seal.size))

    async def _outside_the_tree(self, size: int) -> None:
        for leaf in await self._sealing.leaves(-(1 << 62), 0):
            self._note(Finding(Kind.LEAF_ADDED, leaf=leaf.leaf, owner=leaf.owner, entry=leaf.entry))
        is_leaf_lost = any(finding.kind is Kind.LEAF_REMOVED for finding in self._report.findings)
        for row in await self._sealing.stray_rows(_STRAY_LIMIT) if size else ():
            self._note(Finding(Kind.ROW_WITHOUT_LEAF if is_leaf_lost else Kind.ROW_ADDED, owner=row.owner, entry=row.entry))

    async def _after_the_end(self, newest: Seal | None) -> None:
        """See whether the file outside knows a longer log than the database does, or lags behind by more than a crash can cost."""
        end, signed = self._edge.size, newest.size if newest else 0
        if signed < end:
            self._note(Finding(Kind.ROOT_REMOVED, start=signed, end=end))
        longest = max((seal.size for seal in self._witnessed.rest(self._note)), default=0)
        if longest > end:
            now = await self._sealing.latest_seal()
            if longest > (now.size if now else 0):
                self._note(Finding(Kind.TAIL_CUT, start=end, end=longest))
        if self._unwitnessed > _CRASH_COSTS:
            self._note(Finding(Kind.WITNESS_BEHIND, start=self._witnessed_until, end=signed))

    def _note_missing(self, place: int) -> None:
        """Join neighbouring lost leaves into one interval."""
        last = self._report.findings[-1] if self._report.findings else None
        if last and last.kind is Kind.LEAF_REMOVED and last.end == place:
            self._report.findings[-1] = Finding(Kind.LEAF_REMOVED, start=last.start, end=place + 1)
        else:
            self._note(Finding(Kind.LEAF_REMOVED, start=place, end=place + 1))

    def _note(self, finding: Finding | None) -> None:
        if finding is not None:
            self._report.findings.append(finding)


class _Lookahead:
    """The file's roots in step with the walk, one held back."""

    def __init__(self, roots: Iterator[Seal | int]) -> None:
        self._roots = roots
        self._held: Seal | None = None

    def up_to(self, size: int, note: Callable[[Finding], None]) -> Iterator[Seal]:
        """Yield the roots over at most `size` leaves that were not yielded before."""
        while (root := self._held or self._next(note)) is not None:
            self._held = root
            if root.size > size:
                return
            self._held = None
            yield root

    def rest(self, note: Callable[[Finding], None]) -> Iterator[Seal]:
        """Yield all that is left."""
        while (root := self._held or self._next(note)) is not None:
            self._held = None
            yield root

    def _next(self, note: Callable[[Finding], None]) -> Seal | None:
        for root in self._roots:
            if isinstance(root, Seal):
                return root
            note(Finding(Kind.WITNESS_UNREADABLE, line=root))
        return None
