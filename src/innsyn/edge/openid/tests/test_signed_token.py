"""Which keys and algorithms can ever vouch for a token."""

import pytest
from joserfc import jws, jwt
from joserfc.jwk import ECKey, OctKey, RSAKey
from joserfc.registry import HeaderParameter

from innsyn.edge.openid.refusal import refused
from innsyn.edge.openid.signed_token import ASYMMETRIC, SignedToken, header_of, verified

KEY = ECKey.generate_key("P-256")
TOKEN = jwt.encode({"alg": "ES256"}, {"sub": "s"}, KEY)
SECRET = OctKey.import_key("a shared secret of some length!!")


def test_token_is_read_with_the_right_key():
    assert verified(TOKEN, KEY, algorithms=("ES256",)) == SignedToken({"typ": "JWT", "alg": "ES256"}, {"sub": "s"})


@pytest.mark.parametrize("algorithms", [("RS256",), ("ES384", "PS256")])
def test_algorithm_that_is_not_allowed_is_refused(algorithms):
    assert verified(TOKEN, KEY, algorithms=algorithms) == refused("token.signature")


@pytest.mark.parametrize("algorithms", [(), ("HS256",), ("none",), ("none", "HS512")])
def test_none_and_shared_secrets_cannot_even_be_asked_for(algorithms):
    assert verified(TOKEN, KEY, algorithms=algorithms) == refused("token.key_type")


def test_shared_secret_vouches_for_nothing():
    signed = jwt.encode({"alg": "HS256"}, {"sub": "s"}, SECRET)

    assert verified(signed, SECRET, algorithms=ASYMMETRIC) == refused("token.key_type")


def test_key_of_another_kind_vouches_for_nothing():
    assert verified(TOKEN, RSAKey.generate_key(2048), algorithms=ASYMMETRIC) == refused("token.signature")


@pytest.mark.parametrize("payload", ["text", [1]])
def test_token_that_holds_no_claims_is_refused(payload):
    signed = jws.serialize_compact({"alg": "ES256"}, str(payload), KEY)

    assert verified(signed, KEY, algorithms=("ES256",)) == refused("token.signature")


def test_critical_header_we_do_not_know_is_refused():
    registry = jws.JWSRegistry(header_registry={"odd": HeaderParameter("Odd", "str")}, algorithms=["ES256"])
    signed = jws.serialize_compact({"alg": "ES256", "crit": ["odd"], "odd": "x"}, '{"sub": "s"}', KEY, registry=registry)

    assert verified(signed, KEY, algorithms=("ES256",)) == refused("token.signature")


@pytest.mark.parametrize("token", ["", "x", "a.b", "é.é.é", "x" * 999_999])
def test_header_of_what_is_no_token_is_a_refusal(token):
    assert header_of(token) == refused("token.form")
