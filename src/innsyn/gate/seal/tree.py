"""Reading the stored tree: any complete subtree's hash in a bounded number of rows.

Nodes are kept from level 4 up: below that sixteen leaves are read and joined, which saves seven of eight rows.
"""

from collections.abc import Iterable, Sequence

from innsyn.gate.seal.merkle import NodeId, covering, fold
from innsyn.record.sealing import Sealing

STORED_FROM = 4


class TreeBroken(Exception):
    """The stored tree lacks a node it must have, or does not give the root that was signed: nothing may be built on it."""


async def subtree_hashes(sealing: Sealing, wanted: Iterable[NodeId]) -> dict[NodeId, bytes]:
    """Read the hashes of complete subtrees.

    wanted: `(level, index)`. Costs one row each, or up to sixteen leaves below level 4.
    Raises TreeBroken when one is missing."""
    return {node: await _subtree_hash(sealing, node) for node in wanted}


async def range_hashes(sealing: Sealing, ranges: Sequence[tuple[int, int]]) -> list[bytes]:
    """Read the hash of each range of leaves, as proofs need them."""
    nodes = await subtree_hashes(sealing, [node for start, end in ranges for node in covering(start, end)])
    return [fold([nodes[node] for node in covering(start, end)]) for start, end in ranges]


async def _subtree_hash(sealing: Sealing, node: NodeId) -> bytes:
    level, index = node
    if level >= STORED_FROM:
        stored = await sealing.nodes(level, index, index + 1)
        if not stored:
            raise TreeBroken(f"node {level}/{index} is missing")
        return stored[0].hash
    leaves = await sealing.leaves(index << level, (index + 1) << level)
    if len(leaves) != 1 << level:
        raise TreeBroken(f"a leaf below node {level}/{index} is missing")
    return _joined([leaf.hash for leaf in leaves])


def _joined(hashes: list[bytes]) -> bytes:
    while len(hashes) > 1:
        hashes = [fold(hashes[at : at + 2]) for at in range(0, len(hashes), 2)]
    return hashes[0]
