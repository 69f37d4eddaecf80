"""The log's keys: made once, guarded, and the only way back from an actor's key to a number."""

import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from innsyn.gate.keys import KeyProblem, keys_from, open_keys
from innsyn.gate.seal.tests.samples import KEYS, OTHER_KEYS

NUMBER, OTHER = "03851598730", "30908299902"


def test_the_first_start_makes_a_key_only_its_owner_may_read(tmp_path):
    keys = open_keys(tmp_path / "data")
    path = tmp_path / "data" / "log-key.pem"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert open_keys(tmp_path / "data").public == keys.public
    assert [each.name for each in path.parent.iterdir()] == ["log-key.pem"]


def test_a_key_that_came_meanwhile_is_not_written_over(tmp_path, monkeypatch):
    first = open_keys(tmp_path)
    exists = iter([False, True])
    monkeypatch.setattr(Path, "exists", lambda path: next(exists))
    assert open_keys(tmp_path).public == first.public


def test_a_key_named_by_the_settings_is_used(tmp_path):
    kept = open_keys(tmp_path / "elsewhere")
    assert open_keys(tmp_path, str(tmp_path / "elsewhere" / "log-key.pem")).public == kept.public
    assert not (tmp_path / "log-key.pem").exists()


def test_a_key_that_is_not_there_is_not_made_for_a_check_nor_where_settings_name_one(tmp_path):
    with pytest.raises(KeyProblem, match="no key"):
        open_keys(tmp_path, may_create=False)
    with pytest.raises(KeyProblem, match="no key"):
        open_keys(tmp_path, str(tmp_path / "none.pem"))


def test_a_key_others_may_read_is_refused(tmp_path):
    open_keys(tmp_path)
    (tmp_path / "log-key.pem").chmod(0o640)
    with pytest.raises(KeyProblem, match="0600"):
        open_keys(tmp_path)


@pytest.mark.parametrize("content", [b"nothing", b""])
def test_what_is_no_key_is_refused(tmp_path, content):
    path = tmp_path / "log-key.pem"
    path.touch(0o600)
    path.write_bytes(content)
    with pytest.raises(KeyProblem, match="PEM"):
        open_keys(tmp_path)


def test_a_key_of_another_kind_is_refused(tmp_path):
    path = tmp_path / "log-key.pem"
    path.touch(0o600)
    path.write_bytes(generate_private_key(SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    with pytest.raises(KeyProblem, match="Ed25519"):
        open_keys(tmp_path)


def test_the_same_number_has_the_same_key_and_another_another():
    assert KEYS.person_key(NUMBER) == KEYS.person_key(NUMBER) != KEYS.person_key(OTHER)
    assert NUMBER not in KEYS.person_key(NUMBER)
    assert OTHER_KEYS.person_key(NUMBER) != KEYS.person_key(NUMBER)


def test_only_our_key_leads_back_to_the_number():
    hidden = KEYS.person_key(NUMBER)
    assert KEYS.number_behind(hidden) == NUMBER
    assert OTHER_KEYS.number_behind(hidden) is None
    assert KEYS.number_behind(hidden[:-1] + ("a" if hidden[-1] != "a" else "b")) is None
    for junk in ("", "nina", "system:974749025", "ø" * 8):
        assert KEYS.number_behind(junk) is None


def test_a_mark_is_bound_to_its_place_its_entry_and_its_hash():
    mark = KEYS.mark(1, 2, 3, b"x" * 32)
    others = [KEYS.mark(2, 2, 3, b"x" * 32), KEYS.mark(1, 3, 3, b"x" * 32), KEYS.mark(1, 2, 4, b"x" * 32), KEYS.mark(1, 2, 3, b"y" * 32)]
    assert len({mark, *others, OTHER_KEYS.mark(1, 2, 3, b"x" * 32)}) == 6
    assert len(mark) == 16


def test_a_retired_key_still_holds_for_what_it_signed_and_signs_nothing_new():
    renewed = keys_from(Ed25519PrivateKey.from_private_bytes(b"\x05" * 32), retired=(KEYS.public,))
    assert renewed.is_signed(b"text", KEYS.sign(b"text"), KEYS.key_id)
    assert not renewed.is_signed(b"text", KEYS.sign(b"text"), renewed.key_id)
    assert not renewed.is_signed(b"text", OTHER_KEYS.sign(b"text"), OTHER_KEYS.key_id)
    assert renewed.is_signed(b"text", renewed.sign(b"text"), renewed.key_id)


def test_no_secret_shows_in_a_repr():
    assert str(KEYS.leaf) not in repr(KEYS)
    assert "signing" not in repr(KEYS)
