"""What both simulated providers demand of a client: only a request that is right in every word gets a token."""

from datetime import timedelta

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

ISSUER = "https://op.example/below"
CALLBACK = "https://client.example/back"


async def test_right_request_gets_an_id_token(wire):
    answer = await wire.token(await wire.code())

    assert answer.status_code == 200, answer.text
    assert answer.json()["id_token"]
    assert answer.headers["cache-control"] == "no-store"


async def test_discovery_names_endpoints_that_exist(wire):
    said = (await wire.http.get(f"{ISSUER}/.well-known/openid-configuration")).json()
    keys = (await wire.http.get(said["jwks_uri"])).json()["keys"]

    assert said["issuer"] == ISSUER
    assert all(not {"d", "p", "q"} & set(key) for key in keys)
    for endpoint in (value for name, value in said.items() if name.endswith("_endpoint")):
        assert (await wire.http.options(endpoint)).status_code != 404, endpoint


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"redirect_uri": "https://evil.example/back"}, "invalid_request"),
        ({"redirect_uri": CALLBACK + "/"}, "invalid_request"),
        ({"redirect_uri": None}, "invalid_request"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": None}, "unsupported_response_type"),
        ({"scope": "profile"}, "invalid_scope"),
        ({"scope": "openid everything"}, "invalid_scope"),
        ({"code_challenge": None}, "invalid_request"),
        ({"code_challenge": "short"}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
        ({"prompt": "none"}, "invalid_request"),
        ({"state": None}, "invalid_request"),
        ({"request_uri": "urn:x"}, "invalid_request"),
        ({"authorization_details": "{"}, "invalid_authorization_details"),
        ({"authorization_details": '["x"]'}, "invalid_authorization_details"),
        ({"client_id": "two"}, "invalid_client"),
    ],
)
async def test_request_with_one_wrong_word_is_not_taken_in(wire, changed, error):
    answer = await wire.push(**changed)

    assert answer.json()["error"] == error, answer.text


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "two"},
        {"sub": "two"},
        {"iss": "nobody", "sub": "nobody"},
        {"aud": "https://other.example"},
        {"aud": [ISSUER, "https://other.example"]},
        {"aud": None},
        {"jti": None},
        {"iat": None},
        {"iat": 9999999999, "exp": 9999999999},
        {"exp": None},
        {"exp": 1},
        {"exp": 9999999999},
        {"nbf": 9999999999},
        {"typ": "dpop+jwt"},
    ],
)
async def test_assertion_with_one_wrong_word_proves_nothing(wire, changed):
    answer = await wire.push(proved=wire.assertion(**changed))

    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


async def test_assertion_signed_by_a_stranger_proves_nothing(wire, other_key):
    assert (await wire.push(proved=wire.assertion(key=other_key))).status_code == 401


@pytest.mark.parametrize("assertion", ["", "x", "a.b.c", "e30.e30.", "..", "é.é.é"])
async def test_assertion_that_is_no_token_proves_nothing(wire, assertion):
    assert (await wire.push(proved=wire.assertion() | {"client_assertion": assertion})).status_code == 401


async def test_assertion_signed_with_a_shared_secret_proves_nothing(wire):
    forged = jwt.encode({"alg": "HS256"}, {"iss": "one", "sub": "one", "aud": ISSUER}, OctKey.import_key("x" * 32))

    assert (await wire.push(proved=wire.assertion() | {"client_assertion": forged})).status_code == 401


async def test_assertion_is_good_for_one_request(wire):
    proved = wire.assertion()

    assert (await wire.push(proved=proved)).status_code == 201
    assert (await wire.push(proved=proved)).json()["error_description"] == "the assertion has been used"


async def test_assertion_of_an_unnamed_kind_proves_nothing(wire):
    assert (await wire.push(proved=wire.assertion() | {"client_assertion_type": "urn:other"})).status_code == 401


async def test_client_without_assertion_is_refused(wire):
    assert (await wire.push(proved={"client_id": "one"})).status_code == 401


async def test_repeated_parameter_is_refused(wire):
    answer = await wire.http.post(f"{ISSUER}{wire.below}/par", content="scope=openid&scope=profile")

    assert answer.json()["error_description"] == "a parameter is repeated"


async def test_pushed_request_is_forgotten_after_a_minute(wire):
    pushed = (await wire.push(login_hint="lise")).json()
    wire.clock.move(timedelta(seconds=60))
    address = f"{ISSUER}{wire.below}/authorize"

    assert (await wire.http.get(address, params={"client_id": "one", "request_uri": pushed["request_uri"]})).status_code == 400


@pytest.mark.parametrize("params", [{"client_id": "nobody"}, {}, {"client_id": "one", "request_uri": "urn:invented"}])
async def test_unknown_client_or_request_gets_a_page_and_no_redirect(wire, params):
    answer = await wire.http.get(f"{ISSUER}{wire.below}/authorize", params=params)

    assert answer.status_code == 400
    assert "location" not in answer.headers
    assert "<h1>Innloggingen stoppet</h1>" in answer.text


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"code_verifier": "w" * 43}, "invalid_grant"),
        ({"code_verifier": ""}, "invalid_grant"),
        ({"redirect_uri": "https://client.example/other"}, "invalid_grant"),
        ({"code": "invented"}, "invalid_grant"),
        ({"grant_type": "password"}, "unauthorized_client"),
        ({"grant_type": "client_credentials"}, "unauthorized_client"),
    ],
)
async def test_token_request_with_one_wrong_word_gets_nothing(wire, changed, error):
    answer = await wire.token(**{"code": await wire.code()} | changed)

    assert (answer.status_code, answer.json()["error"]) == (400, error)


async def test_failed_redemption_spends_the_code(wire):
    code = await wire.code()
    await wire.token(code, code_verifier="w" * 43)

    assert (await wire.token(code)).json()["error"] == "invalid_grant"


async def test_code_is_good_once(wire):
    code = await wire.code()

    assert (await wire.token(code)).status_code == 200
    assert (await wire.token(code)).json()["error"] == "invalid_grant"


async def test_code_is_good_for_a_minute(wire):
    code = await wire.code()
    wire.clock.move(timedelta(seconds=60))

    assert (await wire.token(code)).json()["error"] == "invalid_grant"


async def test_code_of_another_client_is_no_good(wire):
    code = await wire.code()

    assert (await wire.token(code, proved=wire.assertion(iss="two", sub="two"))).json()["error"] == "invalid_grant"


async def test_citizens_provider_takes_a_plain_request_too_but_the_other_does_not(at_idporten, at_helseid):
    plain = await at_idporten.http.get(f"{ISSUER}/authorize", params=at_idporten.request(login_hint="kari"))
    unpushed = await at_helseid.http.get(f"{ISSUER}/connect/authorize", params=at_helseid.request(login_hint="lise"))

    assert plain.headers["location"].startswith(CALLBACK)
    assert unpushed.status_code == 400
