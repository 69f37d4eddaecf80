"""The signing keys of a simulated provider: made at the first start, kept in a folder, published as a JWK set."""

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from tempfile import mkstemp
from typing import Any, cast

from joserfc.jwk import RSAKey

KEY_BITS = 2048


@dataclass(frozen=True)
class SigningKeys:
    """current: signs everything."""

    current: RSAKey

    @cached_property
    def stray(self) -> RSAKey:
        """A key that is never published, for the faults that need a stranger's. Made when first asked for: it costs a while."""
        return RSAKey.generate_key(KEY_BITS, private=True, auto_kid=True)

    def published(self) -> dict[str, Any]:
        """The JWK set as it is served. Source: RFC 7517 §5."""
        return {"keys": [self.current.as_dict(private=False, use="sig", alg="RS256")]}

    def pairwise_secret(self) -> bytes:
        """A secret that lives as long as the key, for the pairwise subject identifiers of OpenID Connect Core §8.1."""
        private = json.dumps(self.current.as_dict(private=True), sort_keys=True)
        return sha256(b"pairwise:" + private.encode()).digest()


def keys_in(folder: Path) -> SigningKeys:
    """Read the key kept in `folder`, or make it and keep it there, readable for the owner alone."""
    folder.mkdir(parents=True, exist_ok=True)
    return SigningKeys(current=_key(folder / "signing.jwk.json"))


def _key(path: Path) -> RSAKey:
    if not path.exists():
        _keep(path, json.dumps(RSAKey.generate_key(KEY_BITS, private=True, auto_kid=True).as_dict(private=True)))
    return RSAKey.import_key(cast(dict[str, Any], json.loads(path.read_text())))


def _keep(path: Path, text: str) -> None:
    """Write a file whole, for the owner alone. When another process was first, its key is the one."""
    descriptor, draft = mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    with suppress(FileExistsError):
        path.hardlink_to(draft)
    Path(draft).unlink()
