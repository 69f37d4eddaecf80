"""Forged posts, foreign frames, hasty callers and sealed sessions, as pure functions."""

import pytest

from innsyn.web.security.address import caller_address
from innsyn.web.security.cookies import cookie, cookie_name
from innsyn.web.security.forgery import is_from_ours, is_same_token
from innsyn.web.security.headers import download_headers, page_headers
from innsyn.web.sessions.envelope import mark_of, opened, place_of, sealed


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "none"},
        {"origin": "http://innsyn.test"},
        {"origin": "https://innsyn.test"},
    ],
)
def test_a_post_from_our_own_page_is_believed(headers):
    assert is_from_ours(headers, host="innsyn.test")


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "cross-site", "origin": "http://innsyn.test"},
        {"origin": "http://evil.example"},
        {"origin": "http://innsyn.test.evil.example"},
        {"origin": "http://innsyn.test:81"},
        {"origin": "null"},
    ],
)
def test_a_post_from_elsewhere_is_not(headers):
    assert not is_from_ours(headers, host="innsyn.test")


@pytest.mark.parametrize(
    ("given", "expected", "same"), [("a", "a", True), ("a", "b", False), ("", "", False), ("", "a", False), ("å", "a", False)]
)
def test_only_the_sessions_own_token_counts(given, expected, same):
    assert is_same_token(given, expected) is same


def test_pages_load_nothing_from_elsewhere_and_stand_in_nobodys_frame():
    policy = page_headers(is_https=False)["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert policy.endswith("form-action 'self'")
    assert page_headers(is_https=False, form_targets=("https://login.example",))["content-security-policy"].endswith(
        "'self' https://login.example"
    )


def test_hsts_is_said_over_https_only():
    assert "strict-transport-security" in page_headers(is_https=True)
    assert "strict-transport-security" not in page_headers(is_https=False)


@pytest.mark.parametrize("show", ["attachment", "frame"])
def test_somebody_elses_bytes_lie_in_a_sandbox(show):
    policy = download_headers(show, "a.html")["content-security-policy"]
    assert policy.startswith("sandbox; default-src 'none'")
    assert "script" not in policy
    assert "allow-" not in policy


def test_a_pdf_may_stand_in_our_own_frame_only():
    headers = download_headers("viewer", "a.pdf")
    assert "frame-ancestors 'self'" in headers["content-security-policy"]
    assert "script-src" not in headers["content-security-policy"]


def test_a_file_name_cannot_break_its_header():
    assert download_headers("attachment", 'a"\r\nx: y/../\\b.pdf')["content-disposition"] == 'attachment; filename="a___x__y_..__b.pdf"'
    assert download_headers("attachment", "")["content-disposition"] == 'attachment; filename="download"'


@pytest.mark.parametrize(
    ("hops", "forwarded", "address"),
    [
        (0, "9.9.9.9", "1.1.1.1"),
        (1, "9.9.9.9", "9.9.9.9"),
        (1, "8.8.8.8, 9.9.9.9", "9.9.9.9"),
        (2, "8.8.8.8, 9.9.9.9", "8.8.8.8"),
        (2, "9.9.9.9", "1.1.1.1"),
        (1, "", "1.1.1.1"),
    ],
)
def test_a_caller_cannot_choose_the_address_we_count_by(hops, forwarded, address):
    assert caller_address("1.1.1.1", {"x-forwarded-for": forwarded}, trusted_hops=hops) == address


def test_cookies_are_tied_to_the_host_over_https():
    assert cookie_name("session", is_https=True) == "__Host-innsyn"
    header = cookie("session", "x", is_https=True).to_header(header="")
    assert all(part in header for part in ("HttpOnly", "Secure", "SameSite=lax", "Path=/"))
    assert "Domain" not in header
    assert "Secure" not in cookie("session", "x", is_https=False).to_header(header="")


def test_a_session_opens_with_its_own_token_only():
    envelope = sealed(b"secret", token="one", random_bytes=lambda count: b"n" * count)
    assert opened(envelope, token="one") == b"secret"
    assert opened(envelope, token="two") is None
    assert opened(envelope[:-1] + b"x", token="one") is None
    assert opened(b"", token="one") is None
    assert b"secret" not in envelope


def test_marks_and_places_say_nothing_and_differ():
    assert place_of("one") != place_of("two")
    assert b"one" not in place_of("one")
    assert mark_of("kari", "person") != mark_of("kari", "sid")
