"""Our own key at a provider: read from the settings in production, made at the first start in the demo.

Source: RFC 7517 §4, RFC 7523 §2.2."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import Key, RSAKey, import_key

KEY_BITS = 2048


def signing_key_from(text: str) -> Key:
    """Read a private key written as JWK JSON, or as PEM of an RSA key.

    Raises ValueError, without a word of the key, when it cannot be read or is public only."""
    try:
        key = import_key(json.loads(text)) if text.lstrip().startswith("{") else RSAKey.import_key(text)
    except (JoseError, ValueError, TypeError):
        raise ValueError("the client key cannot be read") from None
    if not key.is_private or key.key_type not in ("RSA", "EC"):
        raise ValueError("the client key must be a private RSA or EC key")
    key.ensure_kid()
    return key


def signing_key_in(folder: Path, name: str) -> Key:
    """Read the key called `name` in `folder`, or make it there, readable for the owner alone."""
    path = folder / f"{name}.jwk.json"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _keep(path, json.dumps(RSAKey.generate_key(KEY_BITS, private=True, auto_kid=True).as_dict(private=True)))
    return signing_key_from(path.read_text())


def algorithm_for(key: Key) -> str:
    """Say which algorithm we sign with: RS256 for RSA, the curve's own for EC."""
    by_curve = {"P-256": "ES256", "P-384": "ES384", "P-521": "ES512"}
    return "RS256" if key.key_type == "RSA" else by_curve[str(key.get("crv"))]


def published(key: Key) -> Mapping[str, Any]:
    """The public half as a JWK set, to be registered at the provider. Source: RFC 7517 §5."""
    return {"keys": [{**key.as_dict(private=False), "use": "sig", "alg": algorithm_for(key)}]}


def _keep(path: Path, text: str) -> None:
    """Write a file whole, for the owner alone. When another process was first, its key is the one."""
    descriptor, draft = mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    with suppress(FileExistsError):
        path.hardlink_to(draft)
    Path(draft).unlink()
