"""A proof file holds for exactly the entries it was made for, and the offline checker knows the difference without our help."""

import json
import subprocess
import sys
from copy import deepcopy

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from innsyn.gate.keys import keys_from
from innsyn.gate.seal import check_proof
from innsyn.gate.seal.canonical import canonical
from innsyn.gate.seal.edge import Edge
from innsyn.gate.seal.merkle import EMPTY_ROOT, consistency_ranges, covering, fold, inclusion_ranges, leaf_hash
from innsyn.gate.seal.proof import Prover
from innsyn.gate.seal.tests.samples import KEYS


def offline(*arguments):
    """Run the script alone: isolated, without anything installed."""
    command = [sys.executable, "-I", "-S", check_proof.__file__, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


async def proof_of(log, *places, since=None):
    rows = await log.sealing.rows_of_leaves(0, 1_000)
    return await Prover(log.sealing, KEYS).prove([rows[place] for place in places], since=since)


def verdicts(proof, key=None):
    return [holds for holds, _, _ in check_proof.check(proof, key)]


async def test_a_proof_of_several_entries_holds(log):
    await log.seal(5, 30, 11)
    proof = await proof_of(log, 0, 17, 45)
    assert [found["leaf"] for found in proof["entries"]] == [0, 17, 45]
    assert verdicts(proof) == [True] * 4
    assert proof["left_out"] == 0


@pytest.mark.parametrize("size", [1, 2, 3, 15, 16, 17, 31, 33, 64, 100])
async def test_every_entry_of_a_log_of_any_size_can_be_proved(log, size):
    await log.seal(size)
    assert all(verdicts(await proof_of(log, *range(size))))


async def test_a_proof_needs_few_steps(log):
    await log.seal(1_000)
    proof = await proof_of(log, 500)
    assert len(proof["entries"][0]["path"]) == 10


async def test_a_changed_entry_is_not_proved(log):
    await log.seal(20)
    proof = await proof_of(log, 3, 4)
    for name, value in {"action": "find", "at": "2026-11-22T11:00:00.000001Z", "detail": {}, "entry": "99", "shown": []}.items():
        bent = deepcopy(proof)
        bent["entries"][0]["entry"][name] = value
        assert verdicts(bent) == [True, False, True]


async def test_an_entry_moved_to_another_place_is_not_proved(log):
    await log.seal(20)
    proof = await proof_of(log, 3)
    proof["entries"][0]["leaf"] = 4
    assert verdicts(proof) == [True, False]


@pytest.mark.parametrize("name", ["size", "root", "at", "signature", "key"])
async def test_a_changed_root_is_not_signed(log, name):
    await log.seal(20)
    proof = await proof_of(log, 3)
    value = proof["root"][name]
    proof["root"][name] = value + 1 if name == "size" else value[::-1]
    assert verdicts(proof)[0] is False


async def test_a_forger_with_his_own_key_is_known_by_the_key(log):
    await log.seal(20)
    proof = await proof_of(log, 3)
    published = KEYS.public.hex()
    assert verdicts(proof, published) == [True, True, True]
    assert verdicts(proof, "00" * 32) == [True, False, True]


async def test_an_earlier_root_shows_that_the_log_only_grew(log):
    await log.seal(7)
    kept = await log.sealing.latest_seal()
    await log.seal(30)
    proof = await proof_of(log, 3, since=kept)
    assert verdicts(proof) == [True, True, True]
    proof["earlier"]["path"] = proof["earlier"]["path"][:-1]
    assert verdicts(proof) == [True, True, False]


async def test_an_earlier_root_of_a_rewritten_log_does_not_hold(log):
    await log.seal(7, 30)
    other = keys_from(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
    proof = await proof_of(log, 3, since=await log.sealing.seal_covering(7))
    forged = proof["earlier"]["root"] | {"root": "11" * 32}
    text = check_proof.signed_text(forged)
    proof["earlier"]["root"] = forged | {"signature": other.sign(text).hex()}
    assert verdicts(proof) == [True, True, False]


async def test_entries_too_young_to_be_sealed_are_left_out_and_counted(log):
    await log.seal(5)
    rows = await log.sealing.rows_of_leaves(0, 5)
    await log.grow(2)
    young = await log.sealing.unsealed(10)
    proof = await Prover(log.sealing, KEYS).prove([rows[1], *young])
    assert (len(proof["entries"]), proof["left_out"]) == (1, 2)


async def test_before_the_first_seal_there_is_no_proof(log):
    await log.grow(1)
    assert await Prover(log.sealing, KEYS).prove(await log.sealing.unsealed(10)) is None


async def test_the_script_alone_says_yes_and_no_in_plain_words(log, tmp_path):
    await log.seal(5, 30)
    file = tmp_path / "proof.json"
    proof = await proof_of(log, 3, 4)
    file.write_text(json.dumps(proof, ensure_ascii=False), "utf-8")
    good = offline(file, "--key", KEYS.public.hex())
    assert (good.returncode, good.stderr) == (0, "")
    assert "BEVISET HOLDER." in good.stdout
    assert "THE PROOF HOLDS." in good.stdout
    proof["entries"][1]["entry"]["outcome"] = "absent"
    file.write_text(json.dumps(proof), "utf-8")
    bad = offline(file)
    assert bad.returncode == 1
    assert "BEVISET HOLDER IKKE." in bad.stdout
    assert "THE PROOF DOES NOT HOLD." in bad.stdout
    assert bad.stdout.count("FEIL") == 1


def run(arguments, capsys):
    code = check_proof.main(arguments)
    return code, capsys.readouterr().out


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"root": {}, "public_key": "zz", "entries": []}', '"x"', "7"])
def test_a_file_that_is_no_proof_is_said_to_be_none(text, tmp_path, capsys):
    file = tmp_path / "proof.json"
    file.write_text(text)
    code, said = run([str(file)], capsys)
    assert code == 2
    assert "cannot be read as a proof" in said


def test_a_missing_file_and_a_missing_name_are_explained(tmp_path, capsys):
    assert run([str(tmp_path / "none.json")], capsys)[0] == 2
    assert "Bruk / Use" in run([], capsys)[1]


async def test_a_proof_of_nothing_is_no_proof(log, tmp_path, capsys):
    await log.seal(5)
    file = tmp_path / "proof.json"
    file.write_text(json.dumps(await proof_of(log) | {"left_out": 2}))
    code, said = run([str(file)], capsys)
    assert code == 1
    assert "proves no entries" in said
    assert "2 entries were too recent" in said


# RFC 8032 section 7.1: key, message, signature.
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]


@pytest.mark.parametrize(("key", "message", "signature"), VECTORS)
def test_the_published_signatures_hold_and_their_neighbours_do_not(key, message, signature):
    key, message, signature = bytes.fromhex(key), bytes.fromhex(message), bytes.fromhex(signature)
    assert check_proof.is_signed(key, message, signature)
    assert not check_proof.is_signed(key, message + b"x", signature)
    assert not check_proof.is_signed(key, message, signature[:-1] + bytes([signature[-1] ^ 1]))
    assert not check_proof.is_signed(key, message, bytes([signature[0] ^ 1]) + signature[1:])
    assert not check_proof.is_signed(bytes(31), message, signature)
    assert not check_proof.is_signed(key, message, signature[:40])


def test_a_response_out_of_range_is_refused():
    key, message, signature = (bytes.fromhex(each) for each in VECTORS[0])
    stretched = (int.from_bytes(signature[32:], "little") + check_proof.L).to_bytes(32, "little")
    assert not check_proof.is_signed(key, message, signature[:32] + stretched)


@pytest.mark.parametrize("coded", ["ff" * 32, "02" + "00" * 31, "01" + "00" * 30 + "80", "ee" + "ff" * 30 + "7f"])
def test_what_is_no_point_of_the_curve_is_refused(coded):
    assert check_proof.point_of(bytes.fromhex(coded)) is None


@settings(max_examples=20, deadline=None)
@given(st.binary(max_size=80), st.binary(min_size=32, max_size=32))
def test_the_checker_agrees_with_the_library_that_signs(text, secret):
    keys = keys_from(Ed25519PrivateKey.from_private_bytes(secret))
    assert check_proof.is_signed(keys.public, text, keys.sign(text))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=("Cs",))),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters(exclude_categories=("Cs",))), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(st.characters(exclude_categories=("Cs",))), JSON, max_size=4))
def test_the_checker_hashes_an_entry_as_the_sealer_does_also_after_a_file(entry):
    read_back = json.loads(json.dumps(entry, indent=1))
    assert check_proof.leaf_hash(read_back) == leaf_hash(canonical(entry))


@given(st.integers(1, 70), st.data())
def test_the_checker_follows_paths_as_the_prover_lays_them(new, data):
    leaves = [leaf_hash(b"%d" % number) for number in range(new)]
    nodes = {(0, index): leaf for index, leaf in enumerate(leaves)}
    edge, roots = Edge(), [EMPTY_ROOT]
    for leaf in leaves:
        nodes |= dict(edge.append(leaf))
        roots.append(edge.root())
    old, leaf = data.draw(st.integers(0, new)), data.draw(st.integers(0, new - 1))
    grown = [fold([nodes[node] for node in covering(*each)]) for each in consistency_ranges(old, new)] if old else [leaves[0]]
    path = [fold([nodes[node] for node in covering(*each)]) for each in inclusion_ranges(leaf, new)]
    assert check_proof.has_only_grown(old, roots[old], new, roots[new], grown) == (old > 0)
    assert not check_proof.has_only_grown(old, roots[old], new, roots[new], [*grown, roots[new]])
    assert check_proof.root_from(leaf, new, leaves[leaf], path) == roots[new]
    assert check_proof.root_from(leaf, new, leaves[leaf], [*path, roots[new]]) is None
    assert check_proof.root_from(new, new, leaves[leaf], path) is None


async def test_a_good_and_a_bad_proof_are_concluded_in_both_languages(log, tmp_path, capsys):
    await log.seal(5)
    proof = await proof_of(log, 3)
    file = tmp_path / "proof.json"
    file.write_text(json.dumps(proof))
    assert run([str(file), "--key", KEYS.public.hex()], capsys)[0] == 0
    assert run(["--key", "00" * 32, str(file)], capsys)[0] == 1
    file.write_text(json.dumps(proof | {"public_key": "00" * 32}))
    assert run([str(file)], capsys)[0] == 1
