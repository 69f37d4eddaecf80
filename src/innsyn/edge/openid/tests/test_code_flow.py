"""The code flow against a provider that answers oddly: each oddity is an outcome with a name."""

import json
from dataclasses import replace

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey
from joserfc.jws import extract_compact

from innsyn.edge.openid.calls import Caller
from innsyn.edge.openid.client_assertion import Client
from innsyn.edge.openid.code_flow import Begun, CodeFlow, Redeemed
from innsyn.edge.openid.dpop_proof import new_dpop_key
from innsyn.edge.openid.provider import Provider
from innsyn.edge.openid.refusal import Refusal, refused
from innsyn.kernel.clock import instant

NOW = instant("2026-11-22T08:00:00+00:00")
AT = int(NOW.timestamp())
ISSUER = "https://op.example"
KEY = ECKey.generate_key("P-256", auto_kid=True)
DOCUMENT = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/authorize",
    "pushed_authorization_request_endpoint": f"{ISSUER}/par",
    "token_endpoint": f"{ISSUER}/token",
    "jwks_uri": f"{ISSUER}/jwks",
}


class OddProvider:
    """Answers rightly unless told otherwise: `answers` holds what a path gives, in turn."""

    def __init__(self):
        self.answers = {}
        self.sent = []
        self.nonce = ""
        self.token_type = "DPoP"

    def __call__(self, request):
        self.sent.append(request)
        told = self.answers.get(request.url.path)
        if told:
            return told.pop(0)
        return {
            "/.well-known/openid-configuration": lambda: httpx.Response(200, json=DOCUMENT),
            "/jwks": lambda: httpx.Response(200, json={"keys": [KEY.as_dict(private=False)]}),
            "/par": lambda: httpx.Response(201, json={"request_uri": "urn:x"}),
            "/token": lambda: httpx.Response(200, json=self.tokens()),
        }[request.url.path]()

    def tokens(self):
        claims = {"iss": ISSUER, "aud": "us", "sub": "s", "nonce": self.nonce, "iat": AT, "exp": AT + 60}
        signed = jwt.encode({"alg": "ES256", "kid": KEY.kid}, claims, KEY)
        return {"access_token": "token", "token_type": self.token_type, "id_token": signed, "expires_in": 60}


@pytest.fixture
def odd():
    return OddProvider()


@pytest.fixture
async def flow(odd):
    secrets = (f"secret-{number:036}" for number in range(99))
    async with httpx.AsyncClient(transport=httpx.MockTransport(odd)) as http:
        yield CodeFlow(
            provider=Provider(ISSUER, Caller(http, 60)),
            client=Client(client_id="us", key=KEY),
            redirect_uri="https://us.example/back",
            scope="openid",
            new_secret=lambda: next(secrets),
        )


async def finish(flow, odd, **changed):
    begun = await flow.begin({}, return_to="/", dpop_key=new_dpop_key(), now=NOW)
    odd.nonce = begun.attempt.nonce
    return await flow.complete({"state": begun.attempt.state, "code": "c"} | changed, begun.attempt, now=NOW)


async def test_right_answers_end_in_a_login(flow, odd):
    outcome = await finish(flow, odd)

    assert isinstance(outcome, Redeemed), outcome
    assert (outcome.claims["sub"], outcome.expires_in) == ("s", 60)


async def test_provider_that_promises_no_issuer_may_leave_it_out_but_not_lie(flow, odd):
    assert isinstance(await finish(flow, odd, iss=ISSUER), Redeemed)
    assert await finish(flow, odd, iss="https://evil.example") == refused("answer.iss")


async def test_answer_without_code_is_refused(flow, odd):
    assert await finish(flow, odd, code="") == refused("answer.code")


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (httpx.Response(200, json={"request_uri": "urn:x"}), refused("par.unnamed")),
        (httpx.Response(201, json={}), refused("par.unnamed")),
        (httpx.Response(400, json={"error": "invalid_scope"}), refused("par.invalid_scope")),
        (httpx.Response(400, json={"error": "Kari Nordmann"}), refused("par.unnamed")),
        (httpx.Response(502), Refusal("provider_down", "status.502")),
    ],
)
async def test_odd_answer_to_the_push_is_an_outcome(flow, odd, answer, outcome):
    odd.answers["/par"] = [answer]

    assert await flow.begin({}, return_to="/", now=NOW) == outcome


@pytest.mark.parametrize(
    ("changed", "outcome"),
    [
        ({"access_token": None}, "answer.access_token"),
        ({"token_type": "Bearer"}, "token.type"),
        ({"token_type": None}, "token.type"),
        ({"id_token": None}, "token.missing"),
        ({"id_token": 7}, "token.missing"),
        ({"id_token": "x"}, "token.form"),
        ({"id_token": jwt.encode({"alg": "ES256", "kid": "other"}, {}, KEY)}, "token.unknown_key"),
        ({"id_token": jwt.encode({"alg": "ES256"}, {}, KEY)}, "token.kid"),
    ],
)
async def test_odd_tokens_are_refused(flow, odd, changed, outcome):
    odd.answers["/token"] = [httpx.Response(200, json=odd.tokens() | changed)]

    assert await finish(flow, odd) == refused(outcome)


@pytest.mark.parametrize("lifetime", [None, "600", True, -1])
async def test_odd_lifetime_counts_as_none(flow, odd, lifetime):
    begun = await flow.begin({}, return_to="/", dpop_key=new_dpop_key(), now=NOW)
    odd.nonce = begun.attempt.nonce
    odd.answers["/token"] = [httpx.Response(200, json=odd.tokens() | {"expires_in": lifetime})]

    assert (await flow.complete({"state": begun.attempt.state, "code": "c"}, begun.attempt, now=NOW)).expires_in == 0


async def test_provider_that_goes_down_between_is_said_to_be_down(flow, odd):
    odd.answers["/token"] = [httpx.Response(503)]
    assert await finish(flow, odd) == Refusal("provider_down", "status.503")

    odd.answers["/jwks"] = [httpx.Response(503)]
    assert await finish(flow, odd) == Refusal("provider_down", "status.503")


async def test_provider_that_cannot_even_be_asked_where_things_are_is_down(flow, odd):
    odd.answers["/.well-known/openid-configuration"] = [httpx.Response(503), httpx.Response(503)]

    assert await flow.begin({}, return_to="/", now=NOW) == Refusal("provider_down", "status.503")
    assert await flow.complete({}, None, now=NOW) == Refusal("provider_down", "status.503")


async def test_demanded_nonce_is_brought_once_with_a_new_assertion_and_proof(flow, odd):
    demand = {"status_code": 400, "json": {"error": "use_dpop_nonce"}, "headers": {"DPoP-Nonce": "n1"}}
    odd.answers["/token"] = [httpx.Response(**demand)]

    assert isinstance(await finish(flow, odd), Redeemed)
    first, second = (request for request in odd.sent if request.url.path == "/token")
    assert first.headers["dpop"] != second.headers["dpop"]
    assert first.content != second.content
    assert claims_in(second.headers["dpop"])["nonce"] == "n1"


async def test_provider_that_always_demands_a_nonce_is_asked_twice_only(flow, odd):
    demand = {"status_code": 400, "json": {"error": "use_dpop_nonce"}, "headers": {"DPoP-Nonce": "n1"}}
    odd.answers["/token"] = [httpx.Response(**demand) for _ in range(9)]

    assert await finish(flow, odd) == refused("token.use_dpop_nonce")
    assert len(odd.answers["/token"]) == 7


@pytest.mark.parametrize(
    "answer",
    [
        {"json": {"error": "invalid_grant"}, "headers": {"DPoP-Nonce": "n1"}},
        {"json": {"error": "use_dpop_nonce"}},
    ],
)
async def test_nothing_but_a_demand_with_a_nonce_makes_us_ask_again(flow, odd, answer):
    odd.answers["/token"] = [httpx.Response(400, **answer)]
    await finish(flow, odd)

    assert len([request for request in odd.sent if request.url.path == "/token"]) == 1


async def test_no_secret_of_the_login_is_in_the_push_but_the_challenge(flow, odd):
    begun = await flow.begin({}, return_to="/", now=NOW)
    assert isinstance(begun, Begun)
    sent = next(request for request in odd.sent if request.url.path == "/par").content.decode()

    assert begun.attempt.code_verifier not in sent
    assert "code_challenge_method=S256" in sent


async def test_code_is_bound_to_the_key_from_the_start(flow, odd):
    key = new_dpop_key()
    await flow.begin({}, return_to="/", dpop_key=key, now=NOW)
    sent = next(request for request in odd.sent if request.url.path == "/par").content.decode()

    assert f"dpop_jkt={key.thumbprint()}" in sent


async def test_attempt_begun_at_another_issuer_is_refused(flow):
    begun = await flow.begin({}, return_to="/", now=NOW)
    moved = replace(begun.attempt, issuer="https://evil.example")

    assert await flow.complete({"state": moved.state, "code": "c"}, moved, now=NOW) == refused("answer.iss")


def claims_in(token):
    return json.loads(extract_compact(token.encode()).payload)
