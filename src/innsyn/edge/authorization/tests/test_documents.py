"""What the server says about itself is what it does: every address answers, every grant and signature named is taken, no other is."""

import pytest
from joserfc.jwk import ECKey, RSAKey

DOCUMENTS = ("/.well-known/smart-configuration", "/fhir/.well-known/smart-configuration", "/.well-known/oauth-authorization-server")
KEYS = {
    "R": RSAKey.generate_key(2048, auto_kid=True),
    "P": RSAKey.generate_key(2048, auto_kid=True),
    "ES256": ECKey.generate_key("P-256", auto_kid=True),
    "ES384": ECKey.generate_key("P-384", auto_kid=True),
    "ES512": ECKey.generate_key("P-521", auto_kid=True),
}


async def read(town, path):
    answer = await town.http.get(path, headers={"accept": "text/html"})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/json")
    assert answer.headers["access-control-allow-origin"] == "*"
    return answer.json()


async def test_smart_clients_find_what_they_look_for(town):
    said = await read(town, DOCUMENTS[0])
    assert said == await read(town, DOCUMENTS[1])
    for name in ("grant_types_supported", "token_endpoint", "capabilities", "code_challenge_methods_supported"):
        assert said[name], f"SMART requires {name}"
    assert said["code_challenge_methods_supported"] == ["S256"]
    assert not {"authorization_endpoint", "issuer", "registration_endpoint"} & said.keys()


async def test_other_clients_find_the_issuer_and_the_keys(town, names):
    said = await read(town, DOCUMENTS[2])
    assert (said["issuer"], said["jwks_uri"]) == (names.origin, f"{names.origin}/oauth/jwks")
    assert "authorization_endpoint" not in said
    assert (await read(town, "/oauth/jwks"))["keys"][0]["use"] == "sig"


@pytest.mark.parametrize("path", DOCUMENTS)
async def test_every_address_named_answers_and_is_here(town, names, path):
    for name, address in (await read(town, path)).items():
        if name.endswith("_endpoint"):
            assert address.startswith(names.origin)
            answer = await town.http.post(address, data={"scope": "x"})
            assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
            assert (await town.http.get(address)).status_code == 405


@pytest.mark.parametrize("path", DOCUMENTS)
async def test_every_grant_named_is_known_and_no_other(town, path):
    for grant in (await read(town, path))["grant_types_supported"]:
        assert (await town.ask(grant_type=grant)).json().get("error") != "unsupported_grant_type"
    assert (await town.ask(grant_type="refresh_token")).json()["error"] == "unsupported_grant_type"


async def test_every_signature_named_is_taken(town, names):
    said = await read(town, DOCUMENTS[0])
    for algorithm in said["token_endpoint_auth_signing_alg_values_supported"]:
        key = KEYS.get(algorithm) or KEYS[algorithm[0]]
        await town.register(algorithm.lower(), keys=names.jwks(key))
        proved = town.assertion(key=key, header={"alg": algorithm}, client_id=algorithm.lower())
        assert (await town.ask(proved=proved)).status_code == 200, algorithm
    for algorithm in said["dpop_signing_alg_values_supported"]:
        key = KEYS.get(algorithm) or KEYS[algorithm[0]]
        assert (await town.ask(proof=town.proof(key=key, header={"alg": algorithm}))).status_code == 200, algorithm


async def test_every_scope_named_can_be_registered_and_granted(town):
    said = (await read(town, DOCUMENTS[0]))["scopes_supported"]
    await town.change(scopes=" ".join(said))
    for scope in said:
        if scope.startswith("system/"):
            assert (await town.ask(scope=scope)).status_code == 200, scope


async def test_nothing_is_where_nothing_is_said_to_be(town):
    for path in ("/oauth/authorize", "/oauth/register", "/.well-known/openid-configuration"):
        assert (await town.http.get(path)).status_code == 404
