"""What we believe of a provider, and how long."""

from datetime import timedelta

import httpx
import pytest
from joserfc.jwk import ECKey

from innsyn.edge.openid.calls import Caller
from innsyn.edge.openid.metadata import Metadata, read_metadata
from innsyn.edge.openid.provider import Provider
from innsyn.edge.openid.refusal import Refusal, refused
from innsyn.edge.openid.session_end import logout_address
from innsyn.kernel.clock import instant

NOW = instant("2026-11-22T08:00:00+00:00")
ISSUER = "https://op.example"
DOCUMENT = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/authorize",
    "pushed_authorization_request_endpoint": f"{ISSUER}/par",
    "token_endpoint": f"{ISSUER}/token",
    "jwks_uri": f"{ISSUER}/jwks",
    "end_session_endpoint": f"{ISSUER}/logout",
    "authorization_response_iss_parameter_supported": True,
}


class FakeProvider:
    """Answers from memory and counts what it is asked."""

    def __init__(self):
        self.keys = [public("one")]
        self.asked = []
        self.answer = None

    def __call__(self, request):
        self.asked.append(request.url.path)
        if self.answer is not None:
            return self.answer
        return httpx.Response(200, json={"keys": self.keys} if request.url.path == "/jwks" else DOCUMENT)


def public(kid, **more):
    return ECKey.generate_key("P-256").as_dict(private=False) | {"kid": kid, "use": "sig"} | more


@pytest.fixture
def fake():
    return FakeProvider()


@pytest.fixture
async def provider(fake):
    async with httpx.AsyncClient(transport=httpx.MockTransport(fake)) as http:
        yield Provider(ISSUER, Caller(http, 60))


async def test_metadata_is_asked_for_once_an_hour(provider, fake):
    for minutes in (0, 30, 59):
        assert isinstance(await provider.metadata(now=NOW + timedelta(minutes=minutes)), Metadata)
    assert len(fake.asked) == 1

    await provider.metadata(now=NOW + timedelta(minutes=60))
    assert len(fake.asked) == 2


async def test_known_key_is_found_without_asking_again(provider, fake):
    await provider.key("one", now=NOW)
    asked = len(fake.asked)

    assert (await provider.key("one", now=NOW + timedelta(minutes=5))).kid == "one"
    assert len(fake.asked) == asked


async def test_new_key_is_found_by_asking_again(provider, fake):
    await provider.key("one", now=NOW)
    fake.keys.append(public("two"))

    assert (await provider.key("two", now=NOW + timedelta(seconds=10))).kid == "two"


async def test_withdrawn_key_is_gone_after_an_hour(provider, fake):
    await provider.key("one", now=NOW)
    fake.keys[:] = [public("two")]

    assert await provider.key("one", now=NOW + timedelta(minutes=60)) == refused("token.unknown_key")


async def test_invented_key_ids_do_not_make_us_ask_for_each(provider, fake):
    for invented in "abcdef":
        assert await provider.key(invented, now=NOW + timedelta(seconds=1)) == refused("token.unknown_key")
    assert fake.asked.count("/jwks") == 1


@pytest.mark.parametrize("kid", [None, 1, ["one"]])
async def test_token_without_a_key_id_has_no_key(provider, kid):
    assert await provider.key(kid, now=NOW) == refused("token.kid")


async def test_keys_we_cannot_use_are_left_out(provider, fake):
    fake.keys += [
        {"kty": "oct", "kid": "secret", "k": "c2VjcmV0"},
        public("enc", use="enc"),
        {"kty": "EC", "kid": "half"},
        "text",
        {"kty": "RSA"},
    ]

    assert (await provider.key("one", now=NOW)).kid == "one"
    for unusable in ("secret", "enc", "half"):
        assert isinstance(await provider.key(unusable, now=NOW), Refusal)


@pytest.mark.parametrize(
    ("answer", "reason", "detail"),
    [
        (httpx.Response(500), "provider_down", "status.500"),
        (httpx.Response(200, text="<html>"), "refused", "answer.not_json"),
        (httpx.Response(200, json=["x"]), "refused", "answer.not_an_object"),
        (httpx.Response(302, headers={"location": "https://evil.example"}), "refused", "answer.not_json"),
        (httpx.Response(200, json=DOCUMENT | {"issuer": "https://evil.example"}), "refused", "metadata.issuer"),
    ],
)
async def test_odd_answers_are_outcomes(provider, fake, answer, reason, detail):
    fake.answer = answer

    assert await provider.metadata(now=NOW) == Refusal(reason, detail)


async def test_keys_of_a_provider_that_is_down_are_an_outcome(provider, fake):
    fake.answer = httpx.Response(503)

    assert await provider.key("one", now=NOW) == Refusal("provider_down", "status.503")


async def test_browser_is_sent_by_way_of_the_provider_to_log_out(provider):
    address = await logout_address(provider, id_token="token", return_to="https://us.example/out", now=NOW)

    assert address == f"{ISSUER}/logout?id_token_hint=token&post_logout_redirect_uri=https%3A%2F%2Fus.example%2Fout"


async def test_browser_is_sent_straight_home_when_nothing_is_left_to_end(provider, fake):
    home = "https://us.example/out"
    assert await logout_address(provider, id_token="", return_to=home, now=NOW) == home

    fake.answer = httpx.Response(200, json={name: value for name, value in DOCUMENT.items() if name != "end_session_endpoint"})
    assert await logout_address(provider, id_token="token", return_to=home, now=NOW + timedelta(hours=1)) == home


async def test_broken_connection_is_an_outcome():
    def broken(request):
        raise httpx.ConnectError("name of a host", request=request)

    async with httpx.AsyncClient(transport=httpx.MockTransport(broken)) as http:
        assert await Provider(ISSUER, Caller(http, 60)).metadata(now=NOW) == Refusal("provider_down", "ConnectError")


@pytest.mark.parametrize("member", [name for name, value in DOCUMENT.items() if name != "issuer" and isinstance(value, str)])
@pytest.mark.parametrize("address", ["http://op.example/x", "javascript:x", "/x", None])
def test_endpoint_that_is_not_safe_is_refused(member, address):
    assert read_metadata(DOCUMENT | {member: address}, issuer=ISSUER) == refused("metadata.endpoint")


def test_plain_issuer_may_have_plain_endpoints_and_safe_ones():
    document = {name: value.replace("https:", "http:") for name, value in DOCUMENT.items() if isinstance(value, str)}
    plain = "http://op.example"

    assert isinstance(read_metadata(document, issuer=plain), Metadata)
    assert isinstance(read_metadata(document | {"token_endpoint": f"{ISSUER}/token"}, issuer=plain), Metadata)
    assert read_metadata(document | {"token_endpoint": "file:///x"}, issuer=plain) == refused("metadata.endpoint")


@pytest.mark.parametrize("member", ["authorization_endpoint", "pushed_authorization_request_endpoint", "token_endpoint", "jwks_uri"])
def test_endpoint_that_is_missing_is_refused(member):
    document = {name: value for name, value in DOCUMENT.items() if name != member}

    assert read_metadata(document, issuer=ISSUER) == refused("metadata.endpoint")


def test_provider_without_logout_is_one():
    document = {name: value for name, value in DOCUMENT.items() if name != "end_session_endpoint"}

    assert read_metadata(document, issuer=ISSUER).end_session == ""
