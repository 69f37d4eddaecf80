"""Judging one leaf with the log row behind it: which of the two was touched, if any, and which hash is the true one."""

from collections.abc import Iterator

from innsyn.gate.keys import Keys
from innsyn.gate.seal.canonical import canonical, readable
from innsyn.gate.seal.findings import Finding, Kind
from innsyn.gate.seal.merkle import leaf_hash
from innsyn.record.log_row import LogRow
from innsyn.record.sealing import Leaf

_NEIGHBOURHOOD = 64
"""How far a moved leaf is looked for."""


def judge_leaf(leaf: Leaf, row: LogRow | None, keys: Keys) -> tuple[bytes | None, Finding | None]:
    """Compare a leaf with its row and with its mark.

    row: the log row the leaf names, None when it is gone.
    Returns the leaf's true hash, None when it cannot be known, and what is wrong."""
    hashed = leaf_hash(canonical(readable(row))) if row else None
    if _is_marked(leaf, leaf.hash, keys):
        if hashed == leaf.hash:
            return leaf.hash, _changed_place(leaf, row)
        return leaf.hash, _finding(Kind.ROW_CHANGED if row else Kind.ROW_REMOVED, leaf)
    if hashed and _is_marked(leaf, hashed, keys):
        return hashed, _finding(Kind.LEAF_CHANGED, leaf)
    if _stood_nearby(leaf, keys):
        return None, _finding(Kind.LEAF_MOVED, leaf)
    return None, _finding(_unmarked(hashed, leaf), leaf)


def _changed_place(leaf: Leaf, row: LogRow | None) -> Finding | None:
    """A leaf keeps its row's transaction beside it for the order of sealing; that copy is no part of the mark."""
    return _finding(Kind.LEAF_CHANGED, leaf) if row and row.tx != leaf.tx else None


def _unmarked(hashed: bytes | None, leaf: Leaf) -> Kind:
    """A leaf nobody marked: its row fits when both were rewritten together."""
    if hashed is None:
        return Kind.ROW_REMOVED
    return Kind.ROW_AND_LEAF_CHANGED if hashed == leaf.hash else Kind.LEAF_CHANGED


def _is_marked(leaf: Leaf, hashed: bytes, keys: Keys) -> bool:
    return keys.mark(leaf.leaf, leaf.owner, leaf.entry, hashed) == leaf.mac


def _stood_nearby(leaf: Leaf, keys: Keys) -> bool:
    return any(keys.mark(place, leaf.owner, leaf.entry, leaf.hash) == leaf.mac for place in _places_near(leaf.leaf))


def _places_near(place: int) -> Iterator[int]:
    for step in range(1, _NEIGHBOURHOOD + 1):
        yield from (place + step, place - step)


def _finding(kind: Kind, leaf: Leaf) -> Finding:
    return Finding(kind, leaf=leaf.leaf, owner=leaf.owner, entry=leaf.entry)
