"""What the simulated HelseID demands of proofs and signed requests, and what it states."""

import base64
import json
from datetime import timedelta
from hashlib import sha256

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

ISSUER = "https://op.example/below"
API = "nhn:phr/read"


def organisation(value, system="urn:oid:1.0.6523", kind="ENH"):
    identifier = {"system": system, "type": kind, "value": value}
    return {"type": "helseid_authorization", "practitioner_role": {"organization": {"identifier": identifier}}}


async def claims_of(wire, answer):
    assert answer.status_code == 200, answer.text
    keys = KeySet.import_key_set((await wire.http.get(f"{ISSUER}/.well-known/openid-configuration/jwks")).json())
    read = jwt.decode(answer.json()["access_token"], keys, algorithms=["RS256"])
    assert read.header["typ"] == "at+jwt"
    return read.claims


async def test_token_states_person_organisation_and_binding(at_helseid):
    scope = "openid profile helseid://scopes/identity/pid helseid://scopes/identity/security_level helseid://scopes/hpr/hpr_number"
    claims = await claims_of(at_helseid, await at_helseid.token(await at_helseid.code(scope=f"{scope} {API}")))

    assert claims["helseid://claims/identity/pid"] == "03828410015"
    assert claims["helseid://claims/identity/security_level"] == "4"
    assert claims["helseid://claims/hpr/hpr_number"] == "9123456"
    assert claims["helseid://claims/client/claims/orgnr_parent"] == "990000018"
    assert claims["helseid://claims/client/claims/orgnr_child"] == "990000026"
    assert (claims["aud"], claims["client_id"], claims["given_name"]) == ("nhn:phr", "one", "Lise")
    assert claims["cnf"]["jkt"]
    assert "nhn:tillitsrammeverk:parameters" not in claims


async def test_claim_is_stated_only_when_its_scope_is_asked_for(at_helseid):
    claims = await claims_of(at_helseid, await at_helseid.token(await at_helseid.code(scope="openid")))

    assert not any(claim in claims for claim in ("name", "helseid://claims/identity/pid", "helseid://claims/hpr/hpr_number"))


@pytest.mark.parametrize(
    "spoilt",
    [
        {"htm": "GET"},
        {"htu": f"{ISSUER}/connect/userinfo"},
        {"htu": None},
        {"iat": 1},
        {"iat": 9999999999},
        {"iat": "now"},
        {"jti": None},
        {"jti": ""},
        {"jti": 7},
        {"header": {"typ": "JWT"}},
        {"header": {"jwk": {"kty": "EC"}}},
    ],
)
async def test_proof_with_one_wrong_word_gets_no_token(at_helseid, spoilt):
    answer = await at_helseid.token(await at_helseid.code(), headers=at_helseid.proof(**spoilt))

    assert answer.json()["error"] == "invalid_dpop_proof"


@pytest.mark.parametrize(
    "header",
    [
        [],
        {"typ": "dpop+jwt", "alg": "HS256", "jwk": {"kty": "oct", "k": "c2VjcmV0"}},
        {"typ": "dpop+jwt", "alg": "ES256", "jwk": {"kty": "oct", "k": "c2VjcmV0"}},
        {"typ": "dpop+jwt", "alg": "ES256", "jwk": "text"},
        {"typ": "dpop+jwt", "alg": "none"},
    ],
)
async def test_proof_with_an_odd_header_gets_no_token(at_helseid, header):
    part = base64.urlsafe_b64encode(json.dumps(header).encode()).decode().rstrip("=")
    proof = f"{part}.{at_helseid.proof()['DPoP'].split('.', 1)[1]}"
    answer = await at_helseid.token(await at_helseid.code(), headers={"DPoP": proof})

    assert answer.json()["error"] == "invalid_dpop_proof"


async def test_token_request_without_proof_gets_nothing(at_helseid):
    answer = await at_helseid.token(await at_helseid.code(), headers={"Accept": "*/*"})

    assert answer.json()["error"] == "invalid_dpop_proof"


async def test_proof_that_shows_its_private_key_gets_nothing(at_helseid, other_key):
    answer = await at_helseid.token(
        await at_helseid.code(), headers=at_helseid.proof(key=other_key, header={"jwk": other_key.as_dict(private=True)})
    )

    assert answer.json()["error"] == "invalid_dpop_proof"


async def test_proof_is_good_once(at_helseid):
    proof = at_helseid.proof()

    assert (await at_helseid.token(await at_helseid.code(), headers=proof)).status_code == 200
    assert (await at_helseid.token(await at_helseid.code(), headers=proof)).json()["error"] == "invalid_dpop_proof"


async def test_code_bound_to_a_key_needs_that_key(at_helseid, own_key, other_key):
    code = await at_helseid.code(dpop_jkt=own_key.thumbprint())
    stolen = await at_helseid.token(code, headers=at_helseid.proof(key=other_key))
    code = await at_helseid.code(dpop_jkt=own_key.thumbprint())
    ours = await at_helseid.token(code)

    assert stolen.json()["error"] == "invalid_grant"
    assert ours.status_code == 200


async def test_demanded_nonce_must_come_back_and_costs_no_code(at_strict_helseid):
    wire = at_strict_helseid
    code = await wire.code()
    first = await wire.token(code)
    invented = await wire.token(code, headers=wire.proof(nonce="invented"))
    second = await wire.token(code, headers=wire.proof(nonce=first.headers["dpop-nonce"]))

    assert (first.json()["error"], invented.json()["error"]) == ("use_dpop_nonce", "use_dpop_nonce")
    assert second.status_code == 200


async def test_signed_request_is_read_instead_of_the_form(at_helseid):
    signed = jwt.encode(
        {"alg": "ES256", "typ": "oauth-authz-req+jwt"},
        at_helseid.request(login_hint="lise") | {"iss": "one", "aud": ISSUER},
        at_helseid.key,
    )
    pushed = await at_helseid.http.post(f"{ISSUER}/connect/par", data={"request": signed, "scope": "everything"} | at_helseid.assertion())

    assert pushed.status_code == 201, pushed.text


@pytest.mark.parametrize("changed", [{"aud": "https://other.example"}, {"iss": "two"}, {"client_id": "two"}, {"request": "x"}])
async def test_signed_request_of_another_client_or_for_another_provider_is_refused(at_helseid, changed):
    claims = at_helseid.request() | {"iss": "one", "aud": ISSUER} | changed
    signed = jwt.encode({"alg": "ES256", "typ": "oauth-authz-req+jwt"}, claims, at_helseid.key)
    pushed = await at_helseid.http.post(f"{ISSUER}/connect/par", data={"request": signed} | at_helseid.assertion())

    assert pushed.status_code == 400


async def test_signed_token_of_another_kind_is_no_request(at_helseid):
    signed = jwt.encode({"alg": "ES256", "typ": "at+jwt"}, at_helseid.request() | {"iss": "one", "aud": ISSUER}, at_helseid.key)
    pushed = await at_helseid.http.post(f"{ISSUER}/connect/par", data={"request": signed} | at_helseid.assertion())

    assert pushed.json()["error"] == "invalid_request_object"


async def test_request_signed_by_a_stranger_is_refused(at_helseid, other_key):
    signed = jwt.encode({"alg": "ES256"}, at_helseid.request() | {"iss": "one", "aud": ISSUER}, other_key)
    pushed = await at_helseid.http.post(f"{ISSUER}/connect/par", data={"request": signed} | at_helseid.assertion())

    assert pushed.status_code == 401


async def test_machine_gets_a_token_of_its_own(at_helseid):
    proved = at_helseid.assertion(iss="machine", sub="machine", authorization_details=[organisation("NO:ORGNR:990000018:990000026")])
    answer = await at_helseid.token("", proved=proved, grant_type="client_credentials", scope=API)
    claims = await claims_of(at_helseid, answer)

    assert claims["helseid://claims/client/claims/orgnr_parent"] == "990000018"
    assert claims["helseid://claims/client/claims/orgnr_child"] == "990000026"
    assert "id_token" not in answer.json()


async def test_machine_may_ask_for_all_its_scopes(at_helseid, scopes):
    proved = at_helseid.assertion(iss="machine", sub="machine")
    answer = await at_helseid.token("", proved=proved, grant_type="client_credentials", scope=" ".join(scopes))

    assert answer.status_code == 200


@pytest.mark.parametrize("scope", ["", "openid everything"])
async def test_machine_gets_no_scope_that_is_not_its_own(at_helseid, scope):
    proved = at_helseid.assertion(iss="machine", sub="machine")
    answer = await at_helseid.token("", proved=proved, grant_type="client_credentials", scope=scope)

    assert answer.json()["error"] == "invalid_scope"


async def test_userinfo_answers_the_holder_of_token_and_key_without_a_nonce(at_strict_helseid):
    wire = at_strict_helseid
    code = await wire.code()
    demanded = (await wire.token(code)).headers["dpop-nonce"]
    tokens = (await wire.token(code, headers=wire.proof(nonce=demanded))).json()

    assert (await userinfo(wire, tokens["access_token"])).json()["name"] == "Lise Berg"


async def test_userinfo_takes_no_token_that_is_too_old_and_no_id_token(at_helseid):
    tokens = (await at_helseid.token(await at_helseid.code())).json()

    assert (await userinfo(at_helseid, tokens["access_token"])).status_code == 200
    assert (await userinfo(at_helseid, tokens["id_token"])).status_code == 401
    at_helseid.clock.move(timedelta(seconds=600))
    assert (await userinfo(at_helseid, tokens["access_token"])).status_code == 401


async def test_userinfo_takes_no_token_with_a_strangers_proof(at_helseid, other_key):
    tokens = (await at_helseid.token(await at_helseid.code())).json()

    assert (await userinfo(at_helseid, tokens["access_token"], key=other_key)).status_code == 401


@pytest.mark.parametrize("token", ["", "x", "a.b.c"])
async def test_userinfo_is_silent_to_strangers(at_helseid, token):
    answer = await at_helseid.http.get(f"{ISSUER}/connect/userinfo", headers={"Authorization": f"DPoP {token}"} | at_helseid.proof())

    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_token")


async def userinfo(wire, access_token, **proof):
    """Ask for the person with token and proof."""
    hashed = base64.urlsafe_b64encode(sha256(access_token.encode()).digest()).decode().rstrip("=")
    proved = wire.proof(htm="GET", htu=f"{ISSUER}/connect/userinfo", ath=hashed, **proof)
    return await wire.http.get(f"{ISSUER}/connect/userinfo", headers={"Authorization": f"DPoP {access_token}"} | proved)
