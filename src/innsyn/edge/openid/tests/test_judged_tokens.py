"""What an id_token and an access token must say."""

import base64
from dataclasses import replace
from hashlib import sha256, sha384

import pytest

from innsyn.edge.openid.access_token import AccessTokenRules, judge_access_token
from innsyn.edge.openid.id_token import IdTokenRules, judge_id_token
from innsyn.edge.openid.signed_token import SignedToken
from innsyn.kernel.clock import instant

NOW = instant("2026-11-22T08:00:00+00:00")
AT = int(NOW.timestamp())
ID_RULES = IdTokenRules(issuer="https://op.example", client_id="us", nonce="nonce", access_token="token")
ID_CLAIMS = {"iss": "https://op.example", "aud": "us", "sub": "s", "nonce": "nonce", "iat": AT, "exp": AT + 60}
RULES = AccessTokenRules(issuer="https://op.example", audience="api", scopes=frozenset({"api/read"}))
CLAIMS = {"iss": "https://op.example", "aud": "api", "scope": ["api/read"], "cnf": {"jkt": "x"}, "iat": AT, "exp": AT + 60}


def id_problem(*, header=None, **changed):
    claims = {name: value for name, value in (ID_CLAIMS | changed).items() if value is not None}
    problem = judge_id_token(SignedToken({"alg": "RS256", "typ": "JWT"} | (header or {}), claims), ID_RULES, now=NOW)
    return problem.detail if problem else None


def access_problem(*, typ="at+jwt", **changed):
    claims = {name: value for name, value in (CLAIMS | changed).items() if value is not None}
    problem = judge_access_token(SignedToken({"alg": "RS256", "typ": typ}, claims), RULES, now=NOW)
    return problem.detail if problem else None


def half(hashed):
    return base64.urlsafe_b64encode(hashed[: len(hashed) // 2]).decode().rstrip("=")


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"aud": ["us"]},
        {"aud": ["us", "them"], "azp": "us"},
        {"nbf": AT + 10},
        {"exp": AT - 9},
        {"iat": AT + 10},
        {"iat": AT - 610},
        {"at_hash": half(sha256(b"token").digest())},
    ],
)
def test_id_token_that_says_everything_right_holds(changed):
    assert id_problem(**changed) is None


@pytest.mark.parametrize(
    ("changed", "detail"),
    [
        ({"iss": "https://op.example/"}, "id_token.iss"),
        ({"iss": None}, "id_token.iss"),
        ({"aud": "them"}, "id_token.aud"),
        ({"aud": []}, "id_token.aud"),
        ({"aud": None}, "id_token.aud"),
        ({"aud": ["us", "them"]}, "id_token.aud"),
        ({"aud": "us", "azp": "them"}, "id_token.aud"),
        ({"nonce": None}, "id_token.nonce"),
        ({"nonce": ""}, "id_token.nonce"),
        ({"nonce": "another"}, "id_token.nonce"),
        ({"sub": None}, "id_token.sub"),
        ({"sub": ""}, "id_token.sub"),
        ({"exp": None}, "id_token.exp"),
        ({"exp": AT - 10}, "id_token.exp"),
        ({"exp": "never"}, "id_token.exp"),
        ({"exp": float("nan")}, "id_token.exp"),
        ({"exp": True}, "id_token.exp"),
        ({"iat": None}, "id_token.iat"),
        ({"iat": AT + 11}, "id_token.iat"),
        ({"iat": AT - 611}, "id_token.iat"),
        ({"nbf": AT + 11}, "id_token.nbf"),
        ({"nbf": "now"}, "id_token.nbf"),
        ({"nbf": True}, "id_token.nbf"),
        ({"at_hash": half(sha256(b"another").digest())}, "id_token.at_hash"),
        ({"at_hash": half(sha384(b"token").digest())}, "id_token.at_hash"),
    ],
)
def test_id_token_that_says_one_thing_wrong_is_refused(changed, detail):
    assert id_problem(**changed) == detail


def test_empty_nonce_is_never_the_right_one():
    token = SignedToken({"alg": "RS256"}, ID_CLAIMS | {"nonce": ""})

    assert judge_id_token(token, replace(ID_RULES, nonce=""), now=NOW).detail == "id_token.nonce"


def test_hash_goes_with_the_algorithm():
    assert id_problem(header={"alg": "RS384"}, at_hash=half(sha384(b"token").digest())) is None


@pytest.mark.parametrize("typ", ["at+jwt", "logout+jwt", "dpop+jwt"])
def test_token_of_another_kind_is_no_id_token(typ):
    assert id_problem(header={"typ": typ}) == "id_token.typ"


@pytest.mark.parametrize("changed", [{}, {"aud": ["api"]}, {"scope": "api/read api/write"}, {"typ": "JWT"}, {"typ": "application/at+jwt"}])
def test_access_token_that_says_everything_right_holds(changed):
    assert access_problem(**changed) is None


@pytest.mark.parametrize(
    ("changed", "detail"),
    [
        ({"typ": "dpop+jwt"}, "access_token.typ"),
        ({"typ": ""}, "access_token.typ"),
        ({"iss": "https://other.example"}, "access_token.iss"),
        ({"aud": "other"}, "access_token.aud"),
        ({"aud": ["api", "other"]}, "access_token.aud"),
        ({"aud": None}, "access_token.aud"),
        ({"scope": []}, "access_token.scope"),
        ({"scope": "api/readmore"}, "access_token.scope"),
        ({"scope": None}, "access_token.scope"),
        ({"cnf": None}, "access_token.cnf"),
        ({"cnf": {"jkt": ""}}, "access_token.cnf"),
        ({"cnf": "x"}, "access_token.cnf"),
        ({"exp": AT - 10}, "access_token.exp"),
        ({"iat": None}, "access_token.iat"),
        ({"nbf": AT + 60}, "access_token.nbf"),
    ],
)
def test_access_token_that_says_one_thing_wrong_is_refused(changed, detail):
    assert access_problem(**changed) == detail
