"""The signing keys of a simulated provider: made at the first start, kept in a folder, published as a JWK set."""

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

from joserfc.jwk import RSAKey

KEY_BITS = 2048


@dataclass(frozen=True, slots=True)
class SigningKeys:
    """current: signs everything. stray: never published, only for the fault that signs with an unknown key."""

    current: RSAKey
    stray: RSAKey

    def published(self) -> dict[str, Any]:
        """The JWK set as it is served. Source: RFC 7517 §5."""
        return {"keys": [self.current.as_dict(private=False, use="sig", alg="RS256")]}

    def pairwise_secret(self) -> bytes:
        """A secret that lives as long as the key, for the pairwise subject identifiers of OpenID Connect Core §8.1."""
        private = json.dumps(self.current.as_dict(private=True), sort_keys=True)
        return sha256(b"pairwise:" + private.encode()).digest()


def keys_in(folder: Path) -> SigningKeys:
    """Read the keys kept in `folder`, or make them and keep them there, readable for the owner alone."""
    folder.mkdir(parents=True, exist_ok=True)
    return SigningKeys(current=_key(folder / "signing.jwk.json"), stray=_key(folder / "stray.jwk.json"))


def _key(path: Path) -> RSAKey:
    if not path.exists():
        key = RSAKey.generate_key(KEY_BITS, private=True, auto_kid=True)
        path.touch(mode=0o600)
        path.write_text(json.dumps(key.as_dict(private=True)))
    return RSAKey.import_key(cast(dict[str, Any], json.loads(path.read_text())))
