"""Reading the public keys an integrator hands over: never a private one, never a weak one, each with an id.

Source: RFC 7517 §4 and §5, RFC 7518 §3.1 and §6; SMART App Launch 2.2, asymmetric client authentication.
"""

import json
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from typing import Any, Literal

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, Key, RSAKey

KeyMistake = Literal["not_keys", "no_keys", "private_key", "no_kid", "same_kid", "kind_of_key", "weak_key", "too_many_keys"]

PRIVATE_MEMBERS = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
CURVES = ("P-256", "P-384", "P-521")
FEWEST_RSA_BITS = 2048
MOST_KEYS = 20
LONGEST = 64_000
"""Characters of a whole set."""


def read_keys(text: str) -> dict[str, Key] | KeyMistake:
    """Read a JWK set, or a single JWK, as JSON.

    Returns the keys by id, or what is wrong with them. A private member anywhere is refused: such a key is no secret any more."""
    try:
        found = json.loads(text[:LONGEST])
    except ValueError:
        return "not_keys"
    listed = found.get("keys", [found]) if isinstance(found, dict) else None
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        return "not_keys"
    return _read(listed)


def published(keys: Mapping[str, Key]) -> str:
    """Write public keys as a JWK set."""
    return json.dumps({"keys": [key.as_dict(private=False) for key in keys.values()]}, sort_keys=True)


def _read(listed: list[dict[str, Any]]) -> dict[str, Key] | KeyMistake:
    signing = [each for each in listed if each.get("use", "sig") == "sig"]
    if any(PRIVATE_MEMBERS & each.keys() for each in listed):
        return "private_key"
    if not signing:
        return "no_keys"
    if len(signing) > MOST_KEYS:
        return "too_many_keys"
    keys: dict[str, Key] = {}
    for each in signing:
        key = _key(each)
        if isinstance(key, str):
            return key
        if key.kid in keys:
            return "same_kid"
        keys[str(key.kid)] = key
    return keys


def _key(jwk: dict[str, Any]) -> Key | KeyMistake:
    kid = jwk.get("kid")
    if not isinstance(kid, str) or not kid:
        return "no_kid"
    if jwk.get("kty") not in ("RSA", "EC") or (jwk["kty"] == "EC" and jwk.get("crv") not in CURVES):
        return "kind_of_key"
    if jwk["kty"] == "RSA" and _bits(jwk.get("n")) < FEWEST_RSA_BITS:
        return "weak_key"
    try:
        return RSAKey.import_key(jwk) if jwk["kty"] == "RSA" else ECKey.import_key(jwk)
    except (JoseError, ValueError, TypeError):
        return "not_keys"


def _bits(modulus: object) -> int:
    """Count the bits of a modulus in base64url; none when it is no such text."""
    try:
        return int.from_bytes(urlsafe_b64decode(str(modulus) + "=="), "big").bit_length()
    except ValueError:
        return 0
