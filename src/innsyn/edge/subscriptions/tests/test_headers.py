"""A receiver's headers are secrets: kept sealed, shown without values, never said again."""

import pytest

from innsyn.edge.subscriptions.headers import SecretsDamaged, opened, read_headers, sealed, shown, with_kept
from innsyn.kernel.outcome import Problem

KEY = b"k" * 32
HEADERS = (("Authorization", "Bearer secret"), ("X-Key", "abc"))


def nonce(count):
    """Not random at all."""
    return b"n" * count


def test_headers_are_read_and_shown_by_name_only():
    assert read_headers(["Authorization: Bearer secret", "X-Key:abc"]) == HEADERS
    assert shown(HEADERS) == ["Authorization: (kept)", "X-Key: (kept)"]


@pytest.mark.parametrize(
    "written",
    ["no colon", ": value", "Na me: x", "X: a\r\nHost: b", "X: \x00", "X: blåbær", "Host: here", "content-length: 4", "TE: x", 7],
    ids=repr,
)
def test_a_header_that_cannot_be_sent_is_refused_without_its_value(written):
    found = read_headers(["X-Secret: hush", written])
    assert isinstance(found, Problem)
    assert "hush" not in repr(found)
    assert str(written) not in found.text


def test_too_many_headers_are_refused():
    assert isinstance(read_headers([f"X-{n}: y" for n in range(21)]), Problem)


def test_what_is_sealed_is_opened_with_its_key_for_its_subscription():
    secrets = sealed(HEADERS, KEY, "s1", nonce)
    assert b"secret" not in secrets
    assert opened(secrets, KEY, "s1") == HEADERS


@pytest.mark.parametrize(("key", "about", "cut"), [(b"x" * 32, "s1", 0), (KEY, "s2", 0), (KEY, "s1", 1)], ids=["key", "other", "cut"])
def test_what_is_not_the_same_is_not_opened(key, about, cut):
    secrets = sealed(HEADERS, KEY, "s1", nonce)
    with pytest.raises(SecretsDamaged):
        opened(secrets[: len(secrets) - cut], key, about)


def test_a_header_sent_back_as_shown_keeps_its_value_and_a_new_one_is_new():
    sent = (("authorization", "(kept)"), ("X-Key", "new"))
    assert with_kept(sent, HEADERS) == (("authorization", "Bearer secret"), ("X-Key", "new"))
