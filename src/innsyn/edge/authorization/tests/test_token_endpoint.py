"""Who gets a token for a system, bound to which key, for what; and everybody who does not."""

import base64
import json

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey
from structlog.testing import capture_logs


def part(content):
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


def read(token):
    return json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))


async def error_of(asked):
    answer = await asked
    assert answer.headers["cache-control"] == "no-store"
    assert set(answer.json()) == {"error", "error_description"}
    return answer.status_code, answer.json()["error"]


async def test_a_registered_client_gets_a_token_bound_to_its_key(town, names):
    answer = await town.ask()
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    said = answer.json()
    assert (said["token_type"], said["expires_in"], said["scope"]) == ("DPoP", 300, "system/*.rs")
    token = read(said["access_token"])
    assert (token["iss"], token["aud"], token["client_id"]) == (names.origin, f"{names.origin}/fhir", "journal")
    assert token["cnf"] == {"jkt": names.dpop_key.thumbprint()}
    assert token["exp"] - token["iat"] == 300


async def test_the_token_is_typed_and_verifies_with_the_published_key(town, names):
    token = await town.token()
    (published,) = (await town.http.get("/oauth/jwks")).json()["keys"]
    assert "d" not in published
    read = jwt.decode(token, RSAKey.import_key(published), algorithms=["RS256"])
    assert (read.header["typ"], read.header["kid"]) == ("at+jwt", published["kid"])


@pytest.mark.parametrize(
    ("key", "alg"),
    [
        (ECKey.generate_key("P-256", auto_kid=True), "ES256"),
        (ECKey.generate_key("P-384", auto_kid=True), "ES384"),
        (RSAKey.generate_key(2048, auto_kid=True), "RS384"),
        (RSAKey.generate_key(2048, auto_kid=True), "PS256"),
    ],
    ids=["es256", "es384", "rs384", "ps256"],
)
async def test_every_usual_signature_is_taken(town, names, key, alg):
    await town.register("other", keys=names.jwks(key))
    assert (await town.ask(proved=town.assertion(key=key, header={"alg": alg}, client_id="other"))).status_code == 200


@pytest.mark.parametrize("aud", ["https://innsyn.example", ["https://innsyn.example/oauth/token"]], ids=["issuer", "list-of-one"])
async def test_an_assertion_may_be_for_the_issuer_or_for_the_token_endpoint(town, aud):
    assert (await town.ask(proved=town.assertion(aud=aud))).status_code == 200


@pytest.mark.parametrize("typ", ["client-authentication+jwt", None], ids=["helseids", "none"])
async def test_the_type_of_an_assertion_may_be_helseids_or_left_out(town, typ):
    assert (await town.ask(proved=town.assertion(header={"typ": typ}))).status_code == 200


@pytest.mark.parametrize(
    "changed",
    [
        {"aud": "https://somebody.example"},
        {"aud": ["https://innsyn.example", "https://somebody.example"]},
        {"aud": None},
        {"aud": "https://innsyn.example/"},
        {"sub": "another"},
        {"sub": None},
        {"iss": "another"},
        {"iss": None},
        {"iss": "jour\0nal"},
        {"iss": 7},
        {"exp": None},
        {"exp": "soon"},
        {"exp": True},
        {"exp": 1e300},
        {"jti": None},
        {"jti": ""},
        {"jti": "x" * 201},
        {"jti": 7},
        {"nbf": 4102444800},
        {"nbf": "now"},
        {"iat": 4102444800},
        {"iat": "now"},
    ],
    ids=lambda changed: f"{next(iter(changed))}-{str(next(iter(changed.values())))[:12]!a}",
)
async def test_an_assertion_that_says_something_wrong_is_refused(town, changed):
    assert await error_of(town.ask(proved=town.assertion(**changed))) == (401, "invalid_client")


@pytest.mark.parametrize(("seconds", "status"), [(-11, 401), (-9, 200), (300, 200), (309, 200), (311, 401), (86400, 401)])
async def test_an_assertion_stands_for_five_minutes_and_not_beyond(town, seconds, status):
    exp = int(town.clock().timestamp()) + seconds
    assert (await town.ask(proved=town.assertion(exp=exp))).status_code == status


async def test_an_assertion_is_good_for_one_request(town):
    proved = town.assertion()
    assert (await town.ask(proved=proved)).status_code == 200
    assert await error_of(town.ask(proved=proved)) == (401, "invalid_client")
    assert await error_of(town.ask(proved=proved, path="/oauth/introspect", token="x")) == (401, "invalid_client")


async def test_an_assertion_of_another_key_is_refused_whatever_kid_it_names(town, names):
    wrong = town.assertion(key=names.other_key, header={"kid": names.key.kid})
    assert await error_of(town.ask(proved=wrong)) == (401, "invalid_client")
    assert await error_of(town.ask(proved=town.assertion(key=names.other_key))) == (401, "invalid_client")


@pytest.mark.parametrize("kid", [None, "", "another"], ids=["none", "empty", "unknown"])
async def test_an_assertion_names_a_registered_key(town, kid):
    assert await error_of(town.ask(proved=town.assertion(header={"kid": kid}))) == (401, "invalid_client")


async def test_unsigned_and_shared_secret_assertions_are_refused(town, names):
    claims = read(town.assertion()["client_assertion"])
    unsigned = f"{part({'alg': 'none', 'kid': names.key.kid})}.{part(claims)}."
    public = json.dumps(names.key.as_dict(private=False)).encode()
    shared = jwt.encode({"alg": "HS256", "kid": names.key.kid}, claims, OctKey.import_key(public.hex()), algorithms=["HS256"])
    for wrong in (unsigned, shared, "", "a.b.c", "æ"):
        assert await error_of(town.ask(proved={**town.assertion(), "client_assertion": wrong})) == (401, "invalid_client")


async def test_a_changed_word_breaks_the_signature(town):
    header, _, signature = town.assertion()["client_assertion"].split(".")
    other = town.assertion(jti="mine")["client_assertion"].split(".")[1]
    wrong = {**town.assertion(), "client_assertion": f"{header}.{other}.{signature}"}
    assert await error_of(town.ask(proved=wrong)) == (401, "invalid_client")


async def test_other_ways_to_prove_oneself_are_refused(town):
    assert await error_of(town.ask(client_secret="secret")) == (401, "invalid_client")
    assert await error_of(town.ask(client_assertion_type="urn:x")) == (401, "invalid_client")
    assert await error_of(town.ask(proved={"client_id": "journal"})) == (401, "invalid_client")


async def test_a_client_cannot_speak_as_another(town, names):
    await town.register("other", keys=names.jwks(names.other_key))
    assert await error_of(town.ask(client_id="other")) == (401, "invalid_client")
    assert await error_of(town.ask(proved=town.assertion(key=names.other_key))) == (401, "invalid_client")
    assert (await town.ask(client_id="journal")).status_code == 200


async def test_an_ended_client_and_an_unknown_one_hear_the_same(town, names):
    await town.clients.revoke("journal", by=names.by, now=town.clock())
    ended = await town.ask()
    unknown = await town.ask(proved=town.assertion(client_id="nobody"))
    assert ended.status_code == 401
    assert ended.json() == unknown.json()


async def test_a_client_whose_organisation_is_in_no_directory_gets_nothing(town):
    await town.register("stray", organisation="999999999")
    assert await error_of(town.ask(proved=town.assertion(client_id="stray"))) == (400, "unauthorized_client")


async def test_without_a_proof_only_a_client_that_may_gets_a_plain_token(town):
    assert await error_of(town.ask(proof=None)) == (400, "invalid_dpop_proof")
    await town.register("plain", allows_bearer=True)
    answer = (await town.ask(proof=None, proved=town.assertion(client_id="plain"))).json()
    assert answer["token_type"] == "Bearer"
    assert "cnf" not in read(answer["access_token"])
    assert (await town.ask(proved=town.assertion(client_id="plain"))).json()["token_type"] == "DPoP"


@pytest.mark.parametrize(
    "changed",
    [
        {"method": "GET"},
        {"address": "https://somebody.example/oauth/token"},
        {"address": "https://innsyn.example/oauth/introspect"},
        {"iat": 1},
        {"iat": 4102444800},
        {"jti": None},
        {"header": {"typ": "JWT"}},
        {"header": {"jwk": None}},
    ],
    ids=["method", "host", "path", "old", "ahead", "no-jti", "type", "no-key"],
)
async def test_a_proof_for_something_else_is_refused(town, changed):
    assert await error_of(town.ask(proof=town.proof(**changed))) == (400, "invalid_dpop_proof")


async def test_a_proof_is_good_for_one_request_and_there_is_one_in_each(town):
    proof = town.proof()
    assert (await town.ask(proof=proof)).status_code == 200
    assert await error_of(town.ask(proof=proof)) == (400, "invalid_dpop_proof")
    twice = [("DPoP", town.proof()), ("DPoP", town.proof())]
    answer = await town.http.post("/oauth/token", data={**town.assertion(), "grant_type": "client_credentials"}, headers=twice)
    assert answer.json()["error"] == "invalid_dpop_proof"


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("system/*.cruds", "system/Patient.rs system/Observation.rs?category=laboratory"),
        ("system/Patient.cruds system/Condition.rs", "system/Patient.rs"),
        ("system/*.read user/*.rs", "system/Patient.rs system/Observation.rs?category=laboratory"),
        ("system/Observation.r?status=final", "system/Observation.r?status=final&category=laboratory"),
    ],
)
async def test_less_is_granted_where_less_is_registered(town, asked, given):
    await town.change(scopes="system/Patient.rs system/Observation.rs?category=laboratory user/*.rs")
    assert sorted((await town.ask(scope=asked)).json()["scope"].split()) == sorted(given.split())


@pytest.mark.parametrize(
    "scope", [None, "", "system/Condition.rs", "user/*.rs", "patient/*.rs", "openid", "system/*.x", "system/Nonsense.rs"]
)
async def test_what_is_not_registered_for_systems_is_not_granted(town, scope):
    await town.change(scopes="system/Patient.rs user/*.rs patient/*.rs")
    assert await error_of(town.ask(scope=scope)) == (400, "invalid_scope")


@pytest.mark.parametrize(
    ("grant", "error"),
    [(None, "invalid_request"), ("authorization_code", "unsupported_grant_type"), ("password", "unsupported_grant_type")],
)
async def test_other_grants_are_refused(town, grant, error):
    assert await error_of(town.ask(grant_type=grant)) == (400, error)


async def test_the_request_is_one_form_with_each_field_once(town):
    body = "grant_type=client_credentials&grant_type=client_credentials"
    form = {"content-type": "application/x-www-form-urlencoded"}
    for answer in (
        await town.http.post("/oauth/token", content=body, headers=form),
        await town.http.post("/oauth/token", json={"grant_type": "client_credentials"}),
        await town.http.post("/oauth/token", content=b"\xff\xfe=1", headers=form),
        await town.http.post("/oauth/token", content="&".join(f"a{number}=1" for number in range(60)), headers=form),
        await town.http.post("/oauth/token", content="a=%00", headers=form),
    ):
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


async def test_a_form_that_is_too_long_is_refused_in_the_standards_form(town):
    answer = await town.http.post("/oauth/token", data={"a": "x" * 70_000})
    assert answer.json()["error"] == "invalid_request"


async def test_what_stands_in_the_address_is_not_read(town):
    answer = await town.http.post("/oauth/token", params={**town.assertion(), "grant_type": "client_credentials"}, data={"scope": "x"})
    assert answer.json()["error"] == "invalid_client"


async def test_who_fails_too_often_must_wait_and_others_need_not(town):
    for _ in range(60):
        await town.ask(proved={})
    answer = await town.ask(proved={})
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "60")
    assert (await town.ask()).status_code == 200


async def test_no_answer_repeats_what_was_sent(town):
    for answer in (
        await town.ask(scope="secret-word"),
        await town.ask(grant_type="secret-word"),
        await town.ask(proved=town.assertion(aud="secret-word")),
    ):
        assert "secret-word" not in answer.text


async def test_no_secret_is_in_the_technical_log(town, names):
    proved, proof = town.assertion(), town.proof()
    with capture_logs() as said:
        token = (await town.ask(proved=proved, proof=proof)).json()["access_token"]
        await town.ask(proved=proved, proof=proof)
        await town.ask(path="/oauth/introspect", token=token)
        await town.call(token)
    told = str(said)
    assert "oauth.token" in told
    assert "assertion.replay" in told
    for secret in (token, proof, proved["client_assertion"]):
        assert not any(part in told for part in secret.split("."))
