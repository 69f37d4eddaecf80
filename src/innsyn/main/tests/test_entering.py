"""Getting in over HTTP gives a session, or says why not in words that help."""

import httpx
import pytest

from innsyn.main.entering import NotLetIn, enter

BASE = "http://demo.example"


def demo(path="/my-health", *, cookie="innsyn=geheim", status=200, seen=None):
    """A demo whose login ends at `path`."""

    def answer(request):
        if seen is not None:
            seen.append(str(request.url))
        if request.url.path != path and request.url.path == "/login":
            headers = {"Location": path} | ({"Set-Cookie": f"{cookie}; Path=/"} if cookie else {})
            return httpx.Response(303, headers=headers)
        return httpx.Response(status)

    return httpx.MockTransport(answer)


def test_a_citizen_gets_a_session_as_curl_takes_it():
    seen = []
    entered = enter(BASE, "citizen", "kari", more="bankid", transport=demo(seen=seen))
    assert entered.header == "Cookie: innsyn=geheim"
    assert entered.landed == f"{BASE}/my-health"
    assert seen[0] == f"{BASE}/login?login_hint=kari%3Abankid"
    assert "geheim" not in repr(entered)


def test_over_https_the_cookie_has_its_other_name():
    cookie = "__Host-innsyn=geheim; Secure"
    assert enter("https://demo.example", "staff", "lien", transport=demo("/desk", cookie=cookie)).name == "__Host-innsyn"


@pytest.mark.parametrize(
    ("door", "transport", "said"),
    [
        ("staff", demo("/my-health"), "innsyn token citizen kari"),
        ("citizen", demo("/desk"), "innsyn token staff kari"),
        ("citizen", demo("/login", cookie=""), "nobody at http://demo.example has the key kari"),
        ("staff", demo("/sandbox/helseid/choose", cookie=""), "--organisation"),
        ("citizen", demo("/login/callback", cookie="", status=403), "answered 403"),
        ("citizen", demo("/login", cookie="", status=429), "too many logins"),
    ],
)
def test_a_login_that_fails_says_why(door, transport, said):
    with pytest.raises(NotLetIn, match=said):
        enter(BASE, door, "kari", transport=transport)


def test_nobody_there_is_said():
    def away(request):
        raise httpx.ConnectError("away")

    with pytest.raises(NotLetIn, match=r"nobody answers at http://demo\.example"):
        enter(BASE, "citizen", "kari", transport=httpx.MockTransport(away))
