"""Used proofs are remembered by all processes of a machine, until they could no longer be used anyway."""

from datetime import timedelta

import pytest

from innsyn.edge.openid.used_proofs import UsedProofs
from innsyn.kernel.clock import instant
from innsyn.main.shared_proofs import SLOTS, SharedProofs, shared_proofs

NOW = instant("2026-11-22T10:00:00+00:00")
UNTIL = NOW + timedelta(seconds=70)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "used-proofs"


def test_a_proof_is_new_once_whichever_process_is_asked(path):
    one, other = SharedProofs(path), SharedProofs(path)
    assert one.is_new("a", until=UNTIL, now=NOW)
    assert not other.is_new("a", until=UNTIL, now=NOW)
    assert other.is_new("b", until=UNTIL, now=NOW)
    assert not one.is_new("b", until=UNTIL, now=NOW)


def test_it_is_remembered_to_its_last_second_and_then_forgotten(path):
    proofs = SharedProofs(path)
    proofs.is_new("a", until=UNTIL, now=NOW)
    assert not proofs.is_new("a", until=UNTIL, now=UNTIL)
    assert proofs.is_new("a", until=UNTIL + timedelta(hours=1), now=UNTIL + timedelta(seconds=3))


def test_a_full_bucket_forgets_nothing_that_is_still_good(path):
    proofs = SharedProofs(path, buckets=1)
    assert all(proofs.is_new(str(number), until=UNTIL, now=NOW) for number in range(SLOTS))
    assert not proofs.is_new("one more", until=UNTIL, now=NOW)
    assert not any(proofs.is_new(str(number), until=UNTIL, now=NOW) for number in range(SLOTS))
    later = UNTIL + timedelta(seconds=3)
    assert proofs.is_new("one more", until=later + timedelta(seconds=70), now=later)


def test_many_proofs_find_room(path):
    proofs = SharedProofs(path)
    assert all(proofs.is_new(f"proof {number}", until=UNTIL, now=NOW) for number in range(20_000))


def test_one_process_remembers_by_itself(tmp_path):
    assert isinstance(shared_proofs(tmp_path, 1), UsedProofs)
    assert isinstance(shared_proofs(tmp_path, 2), SharedProofs)
