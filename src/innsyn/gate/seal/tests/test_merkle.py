"""The tree is RFC 6962's: its published roots, and every proof of every leaf in every size, and none of the wrong ones."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsyn.gate.seal.edge import Edge
from innsyn.gate.seal.merkle import (
    EMPTY_ROOT,
    consistency_ranges,
    covering,
    fold,
    inclusion_ranges,
    is_consistent,
    leaf_hash,
    node_hash,
    root_by_inclusion,
)

ENTRIES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
"""The eight entries of the test tree that certificate transparency logs share."""

ROOTS = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}
LEAVES = [leaf_hash(bytes.fromhex(entry)) for entry in ENTRIES]


def naive_root(leaves):
    """RFC 6962's own definition, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(naive_root(leaves[:split]), naive_root(leaves[split:]))


def grown(leaves):
    edge = Edge()
    nodes = {(0, index): leaf for index, leaf in enumerate(leaves)}
    for leaf in leaves:
        nodes.update(edge.append(leaf))
    return edge, nodes


def path(nodes, ranges):
    return [fold([nodes[node] for node in covering(start, end)]) for start, end in ranges]


def leaves_of(size):
    return [leaf_hash(b"%d" % number) for number in range(size)]


@pytest.mark.parametrize("size", ROOTS)
def test_the_published_roots_are_ours(size):
    assert grown(LEAVES[:size])[0].root().hex() == ROOTS[size]


def test_an_empty_log_has_the_hash_of_nothing():
    assert Edge().root() == EMPTY_ROOT == naive_root([])


@given(st.integers(1, 70))
def test_the_growing_edge_gives_the_defined_root(size):
    assert grown(leaves_of(size))[0].root() == naive_root(leaves_of(size))


@given(st.integers(0, 200), st.integers(0, 40))
def test_an_edge_started_from_its_parts_goes_on_as_if_it_had_never_stopped(start, more):
    leaves = leaves_of(start + more)
    _, nodes = grown(leaves)
    edge = Edge(start, tuple(nodes[node] for node in Edge.parts(start)))
    for leaf in leaves[start:]:
        list(edge.append(leaf))
    assert edge.root() == naive_root(leaves)


@given(st.data(), st.integers(1, 130))
def test_every_leaf_is_proved_and_at_no_other_place(data, size):
    leaves = leaves_of(size)
    edge, nodes = grown(leaves)
    leaf = data.draw(st.integers(0, size - 1))
    proof = path(nodes, inclusion_ranges(leaf, size))
    assert root_by_inclusion(leaf, size, leaves[leaf], proof) == edge.root()
    other = data.draw(st.integers(0, size - 1))
    if other != leaf:
        assert root_by_inclusion(other, size, leaves[leaf], proof) != edge.root()
        assert root_by_inclusion(leaf, size, leaves[other], proof) != edge.root()


@given(st.data(), st.integers(2, 130))
def test_a_bent_or_cut_path_proves_nothing(data, size):
    leaves = leaves_of(size)
    edge, nodes = grown(leaves)
    leaf = data.draw(st.integers(0, size - 1))
    proof = path(nodes, inclusion_ranges(leaf, size))
    step = data.draw(st.integers(0, len(proof) - 1))
    bent = [*proof[:step], hashlib.sha256(proof[step]).digest(), *proof[step + 1 :]]
    for wrong in (bent, proof[:-1], [*proof, proof[0]]):
        assert root_by_inclusion(leaf, size, leaves[leaf], wrong) != edge.root()
    assert root_by_inclusion(size, size, leaves[leaf], proof) is None
    assert root_by_inclusion(-1, size, leaves[leaf], proof) is None


@given(st.data(), st.integers(1, 130))
def test_a_grown_tree_is_consistent_with_each_of_its_pasts(data, new):
    leaves = leaves_of(new)
    _, nodes = grown(leaves)
    old = data.draw(st.integers(1, new))
    proof = path(nodes, consistency_ranges(old, new))
    assert is_consistent(old, naive_root(leaves[:old]), new, naive_root(leaves), proof)


@given(st.data(), st.integers(2, 100))
def test_a_rewritten_past_is_not_consistent(data, new):
    leaves = leaves_of(new)
    _, nodes = grown(leaves)
    old = data.draw(st.integers(1, new - 1))
    changed = data.draw(st.integers(0, old - 1))
    past = [leaf_hash(b"other") if number == changed else leaf for number, leaf in enumerate(leaves[:old])]
    proof = path(nodes, consistency_ranges(old, new))
    assert not is_consistent(old, naive_root(past), new, naive_root(leaves), proof)
    assert not is_consistent(old, naive_root(leaves[:old]), new, naive_root([*past, *leaves[old:]]), proof)
    assert not is_consistent(old, naive_root(leaves[:old]), new, naive_root(leaves), proof[:-1])
    assert not is_consistent(old, naive_root(leaves[:old]), new, naive_root(leaves), [*proof, proof[-1]])


def test_a_tree_is_consistent_with_itself_and_with_no_other_of_its_size():
    root = naive_root(leaves_of(5))
    assert is_consistent(5, root, 5, root, [])
    assert not is_consistent(5, root, 5, naive_root(leaves_of(6)), [])
    assert not is_consistent(5, root, 5, root, [root])
    assert not is_consistent(0, EMPTY_ROOT, 5, root, [root])


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_complete_subtrees_cover_a_range_without_gap_and_in_few_pieces(one, other):
    start, end = sorted((one, other))
    covered = [(index << level, (index + 1) << level) for level, index in covering(start, end)]
    bounds = [start, *[stop for _, stop in covered]]
    assert [begin for begin, _ in covered] == bounds[:-1]
    assert bounds[-1] == end
    assert len(covered) <= 2 * 14


def test_a_lost_leaf_hides_the_root_until_a_node_above_it_is_known():
    leaves = leaves_of(5)
    whole, nodes = grown(leaves)
    edge = Edge()
    for number, leaf in enumerate(leaves):
        list(edge.append(None if number == 2 else leaf, lambda node: nodes[node] if node == (2, 0) else None))
        assert (edge.root() is None) == (number == 2)
    assert edge.root() == whole.root()
