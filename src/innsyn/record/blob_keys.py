"""Encrypts blobs: each owner has a key of their own, wrapped by the master key that lies outside the database.

Source: NIST SP 800-38D (AES-GCM). Throwing away an owner's wrapped key makes every copy of their blobs unreadable.
"""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from hmac import digest as hmac_digest

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from innsyn.record.stored import Owner

RandomBytes = Callable[[int], bytes]
"""Gives so many random bytes, as `secrets.token_bytes` does."""

_NONCE_BYTES = 12
_KEY_BYTES = 32


class BlobDamaged(Exception):
    """What was found is not what was put there: changed, cut short, or encrypted under another key."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """An owner's key, open in memory only.

    owner: bound into every blob, so that one owner's blob cannot be passed off as another's."""

    owner: Owner
    secret: bytes

    def __repr__(self) -> str:
        """Never show the key."""
        return "Sealed(…)"

    def name(self, digest: str) -> str:
        """Name a blob in the store by owner's key and digest: the store learns neither what it holds nor who else has the same."""
        named = hmac_digest(self.secret, b"name " + digest.encode(), "sha256").hex()
        return f"{named[:2]}/{named}"

    def encrypt(self, digest: str, plain: bytes, random_bytes: RandomBytes) -> bytes:
        """Encrypt a blob."""
        nonce = random_bytes(_NONCE_BYTES)
        return nonce + AESGCM(self.secret).encrypt(nonce, plain, self._bound(digest))

    def decrypt(self, digest: str, sealed: bytes) -> bytes:
        """Decrypt a blob. Raises BlobDamaged."""
        plain = _opened(self.secret, sealed, self._bound(digest))
        if blob_digest(plain) != digest:
            raise BlobDamaged(digest)
        return plain

    def _bound(self, digest: str) -> bytes:
        return f"{self.owner} {digest}".encode()


def blob_digest(plain: bytes) -> str:
    """Name content by itself: SHA-256, hex."""
    return sha256(plain).hexdigest()


def master_id(master: bytes) -> str:
    """Tell one master key from another without saying anything of it."""
    return sha256(b"innsyn master " + master).hexdigest()[:16]


def new_wrapped_key(master: bytes, owner: Owner, random_bytes: RandomBytes) -> bytes:
    """Draw a key for an owner and wrap it for keeping."""
    nonce = random_bytes(_NONCE_BYTES)
    return nonce + AESGCM(master).encrypt(nonce, random_bytes(_KEY_BYTES), str(owner).encode())


def unwrapped(master: bytes, owner: Owner, wrapped: bytes) -> Sealed:
    """Open an owner's key. Raises BlobDamaged when it was wrapped by another master key, or for another owner."""
    return Sealed(owner, _opened(master, wrapped, str(owner).encode()))


def _opened(secret: bytes, sealed: bytes, bound: bytes) -> bytes:
    try:
        return AESGCM(secret).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], bound)
    except (InvalidTag, ValueError):
        raise BlobDamaged("cannot be opened") from None
