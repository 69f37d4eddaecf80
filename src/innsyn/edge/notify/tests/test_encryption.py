"""What a browser is told is encrypted as RFC 8291 shows by example, and we say who we are as RFC 8292 does."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, derive_private_key
from joserfc import jwt
from joserfc.jwk import ECKey

from innsyn.edge.notify.encryption import LARGEST, encrypted, public_point
from innsyn.edge.notify.vapid import Vapid
from innsyn.web.testing.fakes import NOW


def unpacked(text):
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


EXAMPLE = {
    "own": "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw",
    "key": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    "auth": "BTBZMqHH6r4Tts7J_aSIgg",
    "salt": "DGv6ra1nlYgDCS1FRnbzlw",
    "text": "V2hlbiBJIGdyb3cgdXAsIEkgd2FudCB0byBiZSBhIHdhdGVybWVsb24",
    "body": "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
    "yl95bQpu6cVPTpK4"
    "Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
}
"""RFC 8291 § 5 and appendix A."""


def an_encryption(text=b"x", **other):
    own = derive_private_key(int.from_bytes(unpacked(EXAMPLE["own"]), "big"), SECP256R1())
    given = {name: unpacked(EXAMPLE[name]) for name in ("key", "auth", "salt")} | other
    return encrypted(text, own=own, **given)


def test_the_example_of_the_standard_comes_out_byte_for_byte():
    assert an_encryption(unpacked(EXAMPLE["text"])) == unpacked(EXAMPLE["body"])


def test_the_longest_text_fits_into_one_record_and_one_more_byte_does_not():
    assert len(an_encryption(b"x" * LARGEST)) == 16 + 4 + 1 + 65 + 4_096
    with pytest.raises(ValueError):
        an_encryption(b"x" * (LARGEST + 1))


@pytest.mark.parametrize("key", [b"", b"\4" + b"\0" * 64, b"\4" + b"\xff" * 64, b"\5" * 65])
def test_what_is_no_key_is_said(key):
    with pytest.raises(ValueError):
        an_encryption(key=key)


@pytest.fixture
def vapid():
    return Vapid(ECKey.generate_key("P-256"), "mailto:drift@innsyn.example")


def test_we_say_who_we_are_to_that_service_only_and_for_half_a_day(vapid):
    kind, _, rest = vapid.header("https://push.example:443/a/b?c=d", now=NOW).partition(" ")
    token, key = (part.strip().partition("=")[2] for part in rest.split(","))
    claims = jwt.decode(token, vapid.key, algorithms=["ES256"]).claims
    assert (kind, key) == ("vapid", vapid.public)
    assert claims == {
        "aud": "https://push.example:443",
        "exp": int((NOW + timedelta(hours=12)).timestamp()),
        "sub": "mailto:drift@innsyn.example",
    }


def test_the_public_key_is_the_point_of_the_private_one(vapid):
    assert vapid.public == urlsafe_b64encode(public_point(vapid.key.private_key)).decode().rstrip("=")
    assert len(unpacked(vapid.public)) == 65
    assert json.dumps(vapid.key.as_dict(private=True)["d"]) not in repr(vapid)
