"""The check of DPoP proofs at our own interfaces: one proof, one call, one key, once."""

import base64
import json
from datetime import timedelta

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, OKPKey, RSAKey

from innsyn.edge.openid.dpop import ProofDemand, judge_proof
from innsyn.edge.openid.dpop_proof import ProofCall, dpop_key_from, dpop_key_text, dpop_proof, new_dpop_key, token_hash
from innsyn.edge.openid.used_proofs import UsedProofs
from innsyn.kernel.clock import instant

NOW = instant("2026-11-22T08:00:00+00:00")
ADDRESS = "https://innsyn.example/fhir/Patient/1"
KEY = new_dpop_key()
RSA = RSAKey.generate_key(2048, private=True)


def demand(**changed):
    return ProofDemand(**{"method": "GET", "address": ADDRESS, "access_token": "token", "jkt": KEY.thumbprint()} | changed)


def proof(jti="1", **changed):
    return dpop_proof(KEY, ProofCall(**{"method": "GET", "address": ADDRESS, "access_token": "token"} | changed), jti=jti, now=NOW)


def hand_made(*, header=None, claims=None, key=KEY, alg="ES256"):
    """A proof built word by word, so that each word can be wrong."""
    public = {name: value for name, value in KEY.as_dict(private=False).items() if name in ("kty", "crv", "x", "y")}
    said = {"jti": "1", "htm": "GET", "htu": ADDRESS, "iat": int(NOW.timestamp()), "ath": token_hash("token")} | (claims or {})
    said = {name: value for name, value in said.items() if value is not None}
    return jwt.encode({"typ": "dpop+jwt", "alg": alg, "jwk": public} | (header or {}), said, key, algorithms=[alg])


def part(content):
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


def judged(sent, wanted=None, *, memory=None, now=NOW):
    problem = judge_proof(sent, wanted or demand(), memory or UsedProofs(), now=now)
    return problem.detail if problem else None


def test_proof_of_our_own_making_holds():
    assert judged(proof()) is None


def test_proof_made_by_hand_holds():
    assert judged(hand_made()) is None


def test_rsa_key_in_the_header_has_room():
    public = {name: value for name, value in RSA.as_dict(private=False).items() if name in ("kty", "n", "e")}

    assert judged(hand_made(header={"jwk": public}, key=RSA, alg="RS256"), demand(jkt=RSA.thumbprint())) is None


def test_plain_bearer_token_cannot_be_proved():
    assert judged(proof(), demand(jkt="")) == "dpop.cnf"


@pytest.mark.parametrize("sent", ["", "x", "a.b.c", "æ.ø.å", "." * 5, proof()[:-40]])
def test_what_is_no_token_is_refused(sent):
    assert judged(sent) in ("dpop.form", "dpop.signature")


@pytest.mark.parametrize("typ", ["JWT", "at+jwt", ""])
def test_token_of_another_kind_is_refused(typ):
    assert judged(hand_made(header={"typ": typ})) == "dpop.typ"


def test_unsigned_proof_is_refused():
    header, claims, _ = hand_made().split(".")
    unsigned = json.loads(base64.urlsafe_b64decode(header + "==")) | {"alg": "none"}

    assert judged(f"{part(unsigned)}.{claims}.") == "dpop.alg"


def test_proof_signed_with_a_shared_secret_is_refused():
    secret = OctKey.import_key("public words" * 4)

    assert judged(hand_made(key=secret, alg="HS256")) == "dpop.alg"


def test_proof_that_shows_its_private_key_is_refused():
    assert judged(hand_made(header={"jwk": KEY.as_dict(private=True)})) == "dpop.jwk"


@pytest.mark.parametrize(
    "jwk", [None, "text", {}, {"kty": "oct", "k": "c2VjcmV0"}, {"kty": "EC"}, {"kty": "EC", "crv": "P-256", "x": "!", "y": "!"}]
)
def test_proof_without_a_usable_key_is_refused(jwk):
    header = {"typ": "dpop+jwt", "alg": "ES256", "jwk": jwk}

    assert judged(f"{part(header)}.{hand_made().split('.', 1)[1]}") == "dpop.jwk"


def test_key_of_another_family_is_refused_although_the_token_is_bound_to_it():
    edwards = OKPKey.generate_key("Ed25519")
    header = {"typ": "dpop+jwt", "alg": "ES256", "jwk": edwards.as_dict(private=False)}

    assert judged(f"{part(header)}.{hand_made().split('.', 1)[1]}", demand(jkt=edwards.thumbprint())) == "dpop.jwk"


def test_proof_by_a_strangers_key_is_refused():
    stranger = new_dpop_key()
    sent = dpop_proof(stranger, ProofCall(method="GET", address=ADDRESS, access_token="token"), jti="1", now=NOW)

    assert judged(sent) == "dpop.binding"


def test_strangers_signature_under_our_key_is_refused():
    assert judged(hand_made(key=new_dpop_key())) == "dpop.signature"


@pytest.mark.parametrize(
    ("claims", "detail"),
    [
        ({"ath": None}, "dpop.ath"),
        ({"ath": token_hash("another")}, "dpop.ath"),
        ({"ath": 1}, "dpop.ath"),
        ({"jti": None}, "dpop.jti"),
        ({"jti": ""}, "dpop.jti"),
        ({"jti": "x" * 201}, "dpop.jti"),
        ({"jti": 7}, "dpop.jti"),
        ({"htm": "POST"}, "dpop.htm"),
        ({"htm": "get"}, "dpop.htm"),
        ({"htu": "https://innsyn.example/fhir/Patient/2"}, "dpop.htu"),
        ({"htu": "https://evil.example/fhir/Patient/1"}, "dpop.htu"),
        ({"htu": "http://innsyn.example/fhir/Patient/1"}, "dpop.htu"),
        ({"htu": "https://innsyn.example:8443/fhir/Patient/1"}, "dpop.htu"),
        ({"htu": "https://innsyn.example:x/fhir/Patient/1"}, "dpop.htu"),
        ({"htu": None}, "dpop.htu"),
        ({"iat": None}, "dpop.iat"),
        ({"iat": True}, "dpop.iat"),
        ({"iat": int(NOW.timestamp()) - 66}, "dpop.iat"),
        ({"iat": int(NOW.timestamp()) + 6}, "dpop.iat"),
    ],
)
def test_proof_for_another_call_or_time_is_refused(claims, detail):
    assert judged(hand_made(claims=claims)) == detail


@pytest.mark.parametrize("age_s", [65, 0, -5])
def test_proof_within_a_minute_and_the_skew_holds(age_s):
    assert judged(hand_made(claims={"iat": int(NOW.timestamp()) - age_s})) is None


@pytest.mark.parametrize("address", [f"{ADDRESS}?code=x", f"{ADDRESS}#x", f"{ADDRESS}/", "https://INNSYN.example:443/fhir/Patient/1"])
def test_query_fragment_slash_at_the_end_and_spelling_of_the_host_do_not_matter(address):
    assert judged(proof(), demand(address=address)) is None


def test_proof_is_good_for_one_call():
    memory, sent = UsedProofs(), proof()

    assert judged(sent, memory=memory) is None
    assert judged(sent, memory=memory) == "dpop.replay"
    assert judged(proof(jti="2"), memory=memory) is None


def test_proof_is_remembered_as_long_as_it_could_be_used():
    memory = UsedProofs()
    ahead = hand_made(claims={"iat": int(NOW.timestamp()) + 5})

    assert judged(ahead, memory=memory) is None
    assert judged(ahead, memory=memory, now=NOW + timedelta(seconds=70)) == "dpop.replay"


def test_refused_proof_is_not_spent():
    memory = UsedProofs()
    judged(proof(), demand(method="POST"), memory=memory)

    assert judged(proof(), memory=memory) is None


def test_nonce_we_gave_out_must_come_back():
    assert judged(proof(nonce="ours"), demand(nonce="ours")) is None
    assert judged(proof(nonce="theirs"), demand(nonce="ours")) == "dpop.nonce"
    assert judged(proof(), demand(nonce="ours")) == "dpop.nonce"


def test_memory_forgets_the_oldest_when_it_is_full():
    memory = UsedProofs(most=2)
    until = NOW + timedelta(minutes=1)
    for name in ("a", "b", "c"):
        memory.is_new(name, until=until, now=NOW)

    assert not memory.is_new("c", until=until, now=NOW)
    assert memory.is_new("a", until=until, now=NOW)


def test_key_survives_being_kept_in_a_session():
    assert dpop_key_from(dpop_key_text(KEY)).thumbprint() == KEY.thumbprint()
