"""A Merkle tree that only grows: hashes, the growing right edge, and proofs that an entry is in it and that it only grew.

Source: RFC 6962 section 2.1; the checking algorithms are those of RFC 9162 sections 2.1.3.2 and 2.1.4.2.
"""

import hashlib
from collections.abc import Sequence

NodeId = tuple[int, int]
"""`(level, index)` of a complete subtree: it covers leaves `index * 2**level` up to, not including, `(index + 1) * 2**level`."""

EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    """Hash one entry as a leaf."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two subtrees into the node above them."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def covering(start: int, end: int) -> list[NodeId]:
    """List the complete subtrees that together cover leaves `start` to `end`, from left to right.

    start, end: half-open. The largest that fit are taken, so there are at most two for each level."""
    nodes = []
    while start < end:
        level = (end - start).bit_length() - 1
        if start:
            level = min(level, (start & -start).bit_length() - 1)
        nodes.append((level, start >> level))
        start += 1 << level
    return nodes


def inclusion_ranges(leaf: int, size: int) -> list[tuple[int, int]]:
    """List the ranges of leaves whose hashes prove that `leaf` is in a tree of `size` leaves, nearest first."""
    start, end, ranges = 0, size, []
    while end - start > 1:
        split = start + _split(end - start)
        if leaf < split:
            ranges.append((split, end))
            end = split
        else:
            ranges.append((start, split))
            start = split
    return ranges[::-1]


def consistency_ranges(old: int, new: int) -> list[tuple[int, int]]:
    """List the ranges of leaves whose hashes prove that a tree of `new` leaves begins with the tree of `old` leaves.

    old: from 1 up to and with `new`; empty when they are equal."""
    start, end, ranges, is_whole_old_tree = 0, new, [], True
    while old != end:
        split = start + _split(end - start)
        if old <= split:
            ranges.append((split, end))
            end = split
        else:
            ranges.append((start, split))
            start, is_whole_old_tree = split, False
    return ([] if is_whole_old_tree else [(start, end)]) + ranges[::-1]


def fold(hashes: Sequence[bytes]) -> bytes:
    """Join the hashes of neighbouring complete subtrees, left to right, into the hash of the range they cover."""
    *rest, joined = hashes
    for left in reversed(rest):
        joined = node_hash(left, joined)
    return joined


def root_by_inclusion(leaf: int, size: int, hashed: bytes, path: Sequence[bytes]) -> bytes | None:
    """Compute the root that `path` leads to from one leaf; None when the path cannot belong to that place in a tree of that size.

    Source: RFC 9162 section 2.1.3.2."""
    if not 0 <= leaf < size:
        return None
    here, last = leaf, size - 1
    for step in path:
        if last == 0:
            return None
        if here & 1 or here == last:
            hashed = node_hash(step, hashed)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            hashed = node_hash(hashed, step)
        here, last = here >> 1, last >> 1
    return hashed if last == 0 else None


def is_consistent(old: int, old_root: bytes, new: int, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Say whether `path` proves that the tree of `new` leaves begins with the tree of `old` leaves.

    Source: RFC 9162 section 2.1.4.2."""
    if old == new:
        return not path and old_root == new_root
    if not 0 < old < new or not path:
        return False
    steps = list(path) if old & (old - 1) else [old_root, *path]
    here, last = old - 1, new - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if here & 1 or here == last:
            before, after = node_hash(step, before), node_hash(step, after)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            after = node_hash(after, step)
        here, last = here >> 1, last >> 1
    return before == old_root and after == new_root and last == 0


def _split(size: int) -> int:
    """Say the largest power of two smaller than `size`."""
    return 1 << (size - 1).bit_length() - 1
