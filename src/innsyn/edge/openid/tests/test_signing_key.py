"""Our own key: made once, kept for the owner alone, never shown when it cannot be read."""

import json
import stat

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey

from innsyn.edge.openid.client_assertion import Client, client_assertion
from innsyn.edge.openid.signing_key import algorithm_for, published, signing_key_from, signing_key_in
from innsyn.kernel.clock import instant

EC = ECKey.generate_key("P-384")


def test_key_is_made_once_and_found_again(tmp_path):
    made = signing_key_in(tmp_path / "keys", "ours")

    assert signing_key_in(tmp_path / "keys", "ours").thumbprint() == made.thumbprint()
    assert signing_key_in(tmp_path / "keys", "others").thumbprint() != made.thumbprint()


def test_key_file_is_for_the_owner_alone(tmp_path):
    signing_key_in(tmp_path, "ours")

    assert stat.S_IMODE((tmp_path / "ours.jwk.json").stat().st_mode) == 0o600


def test_key_that_another_process_made_meanwhile_is_the_one(tmp_path, monkeypatch):
    theirs = signing_key_in(tmp_path / "theirs", "ours")

    def generate_slowly(*_, **__):
        (tmp_path / "ours.jwk.json").write_text((tmp_path / "theirs" / "ours.jwk.json").read_text())
        return EC

    monkeypatch.setattr(RSAKey, "generate_key", generate_slowly)

    assert signing_key_in(tmp_path, "ours").thumbprint() == theirs.thumbprint()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["ours.jwk.json", "theirs"]


def test_pem_and_jwk_are_read():
    rsa = RSAKey.generate_key(2048)

    assert signing_key_from(rsa.as_pem(private=True).decode()).thumbprint() == rsa.thumbprint()
    assert signing_key_from(json.dumps(EC.as_dict(private=True))).thumbprint() == EC.thumbprint()


@pytest.mark.parametrize(
    "text",
    ["", "{}", "{", "secret words", json.dumps(EC.as_dict(private=False)), json.dumps(OctKey.generate_key().as_dict())],
    ids=["nothing", "an empty object", "half an object", "words", "a public key", "a shared secret"],
)
def test_what_is_no_private_key_is_refused_without_repeating_it(text):
    with pytest.raises(ValueError, match="client key") as problem:
        signing_key_from(text)

    assert "secret words" not in str(problem.value)


def test_what_we_publish_is_public():
    (key,) = published(signing_key_from(json.dumps(EC.as_dict(private=True))))["keys"]

    assert "d" not in key
    assert (key["alg"], key["use"], key["kid"]) == ("ES384", "sig", EC.thumbprint())


@pytest.mark.parametrize(("curve", "algorithm"), [("P-256", "ES256"), ("P-384", "ES384"), ("P-521", "ES512")])
def test_curve_decides_the_algorithm(curve, algorithm):
    assert algorithm_for(ECKey.generate_key(curve)) == algorithm


def test_assertion_is_for_one_provider_and_half_a_minute():
    key = signing_key_from(json.dumps(EC.as_dict(private=True)))
    now = instant("2026-11-22T08:00:00+00:00")
    form = client_assertion(Client(client_id="us", key=key, assertion_typ="x+jwt"), issuer="https://op.example", jti="1", now=now)
    read = jwt.decode(form["client_assertion"], key, algorithms=["ES384"])

    assert read.header["typ"] == "x+jwt"
    assert (read.claims["iss"], read.claims["sub"], read.claims["aud"], read.claims["jti"]) == ("us", "us", "https://op.example", "1")
    assert read.claims["exp"] - read.claims["iat"] == 30
