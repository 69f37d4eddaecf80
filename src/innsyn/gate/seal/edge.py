"""The right edge of a growing tree: the complete subtrees that make up its present size, and nothing more."""

from collections.abc import Callable, Iterator

from innsyn.gate.seal.merkle import EMPTY_ROOT, NodeId, covering, fold, node_hash

Mend = Callable[[NodeId], bytes | None]


class Edge:
    """A tree as far as it must be remembered to grow: at most one hash for each level.

    A hash of None is one that cannot be known (a leaf was lost); `mend` may know the node above it."""

    def __init__(self, size: int = 0, hashes: tuple[bytes | None, ...] = ()) -> None:
        """Start from a tree of `size` leaves.

        hashes: of the subtrees that `covering(0, size)` lists, in that order."""
        self.size = size
        self._hashes: list[bytes | None] = list(hashes)

    @staticmethod
    def parts(size: int) -> list[NodeId]:
        """List which subtrees' hashes an edge of `size` leaves is made of."""
        return covering(0, size)

    def append(self, hashed: bytes | None, mend: Mend = lambda _: None) -> Iterator[tuple[NodeId, bytes | None]]:
        """Add one leaf; yields every complete node above level 0 that this made, lowest first."""
        self._hashes.append(hashed)
        self.size += 1
        level, index = 0, self.size
        while not index & 1:
            right, left = self._hashes.pop(), self._hashes.pop()
            level, index = level + 1, index >> 1
            node = (level, index - 1)
            joined = node_hash(left, right) if left is not None and right is not None else mend(node)
            self._hashes.append(joined)
            yield node, joined

    def root(self) -> bytes | None:
        """Compute the root of the tree as it stands, None when it rests on a hash that cannot be known."""
        known = [each for each in self._hashes if each is not None]
        if len(known) < len(self._hashes):
            return None
        return fold(known) if known else EMPTY_ROOT
