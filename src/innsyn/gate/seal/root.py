"""A signed root: how large the log was at an instant, the hash of all of it, and our signature.

The signed text is five lines, so that it can be checked with nothing but SHA-256 and Ed25519.
"""

from typing import Any

from innsyn.gate.keys import Keys
from innsyn.gate.seal.canonical import utc_text
from innsyn.kernel.clock import Instant, instant
from innsyn.record.sealing import Seal

_HEADING = "innsyn log root 1"


def signed_text(size: int, root: bytes, at: Instant, key_id: str) -> bytes:
    """Write the text a root's signature is over."""
    return "\n".join((_HEADING, str(size), root.hex(), utc_text(at), key_id, "")).encode()


def sign_root(keys: Keys, *, size: int, root: bytes, at: Instant) -> Seal:
    """Sign the root of a log of `size` leaves."""
    return Seal(size, root, at, keys.key_id, keys.sign(signed_text(size, root, at, keys.key_id)))


def is_signed(seal: Seal, keys: Keys) -> bool:
    """Say whether a trusted key signed this root."""
    return keys.is_signed(signed_text(seal.size, seal.root, seal.at, seal.key_id), seal.signature, seal.key_id)


def as_json(seal: Seal) -> dict[str, Any]:
    """Write a root as a JSON object, hashes in hexadecimal."""
    return {
        "size": seal.size,
        "root": seal.root.hex(),
        "at": utc_text(seal.at),
        "key": seal.key_id,
        "signature": seal.signature.hex(),
    }


def from_json(found: dict[str, Any]) -> Seal:
    """Read a root. Raises ValueError, KeyError or TypeError when it is not one."""
    return Seal(
        size=int(found["size"]),
        root=bytes.fromhex(found["root"]),
        at=instant(found["at"].replace("Z", "+00:00")),
        key_id=str(found["key"]),
        signature=bytes.fromhex(found["signature"]),
    )
