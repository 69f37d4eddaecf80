"""What is kept between leaving for the provider and coming back."""

from datetime import timedelta

import pytest

from innsyn.edge.openid.attempt import Attempt, local_path, packed, unpacked
from innsyn.edge.openid.eids import eid_in
from innsyn.kernel.clock import instant

NOW = instant("2026-11-22T08:00:00+00:00")
ATTEMPT = Attempt(issuer="https://op.example", state="s", nonce="n", code_verifier="v", begun_at=NOW, return_to="/")


def test_attempt_comes_back_as_it_went():
    assert unpacked(packed(ATTEMPT)) == ATTEMPT


@pytest.mark.parametrize("kept", [b"", b"[]", b'{"state":"s"}', b"\xff\xfe"])
def test_what_is_no_attempt_is_none(kept):
    assert unpacked(kept) is None


@pytest.mark.parametrize(("minutes", "is_valid"), [(0, True), (30, True), (30.1, False), (-10 / 60, True), (-11 / 60, False)])
def test_attempt_is_good_for_half_an_hour(minutes, is_valid):
    assert ATTEMPT.is_valid(now=NOW + timedelta(minutes=minutes)) is is_valid


def test_secrets_do_not_show_when_it_is_printed():
    secret = Attempt(issuer="i", state="sss", nonce="nnn", code_verifier="vvv", begun_at=NOW, return_to="/", dpop_key="ddd")

    assert not any(word in repr(secret) for word in ("sss", "nnn", "vvv", "ddd"))


@pytest.mark.parametrize("path", ["/", "/documents", "/!~", "/documents?page=2&q=a%20b", "/a#b", "/a//b"])
def test_local_path_is_kept(path):
    assert local_path(path) == path


@pytest.mark.parametrize(
    "path", ["", "documents", "//evil", "///evil", "/\\evil", "\\\\evil", "https://evil", "/\t/evil", "/\n/evil", "/ /evil", "/æ", "/a\x00"]
)
def test_any_other_address_becomes_the_front_page(path):
    assert local_path(path) == "/"


@pytest.mark.parametrize(
    ("amr", "eid"),
    [
        (["BankID"], "bankid"),
        (["bankid"], "bankid"),
        ("BUYPASS", "buypass"),
        (["x", "BankID Mobil"], "bankid"),
        ([], ""),
        (None, ""),
        ([1], ""),
        (["MinID"], ""),
        (["Bank"], ""),
    ],
)
def test_eid_is_matched_whole_and_without_case(amr, eid):
    assert eid_in(amr, ("BankID", "BankID Mobil", "Buypass")) == eid
