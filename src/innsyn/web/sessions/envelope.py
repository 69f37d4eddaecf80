"""Sessions lie encrypted under a key made from the browser's own token: whoever reads the table learns nothing from it.

Source: NIST SP 800-108 (keys by HMAC), NIST SP 800-38D (AES-GCM); docs/adr/0008-sessions-sealed-by-the-browsers-token.md.
"""

import hashlib
import hmac
from collections.abc import Callable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE_BYTES = 12

RandomBytes = Callable[[int], bytes]


def place_of(token: str) -> bytes:
    """Say under which key a token's row lies: 32 bytes from which the token cannot be found."""
    return _derived(token, b"place")


def mark_of(word: str, purpose: str) -> bytes:
    """Say a searchable mark of a person's key or a provider's sid, so that neither lies in the open."""
    return hashlib.sha256(f"{purpose}:{word}".encode()).digest()


def sealed(content: bytes, *, token: str, random_bytes: RandomBytes) -> bytes:
    """Seal `content` so that only the holder of `token` opens it."""
    nonce = random_bytes(_NONCE_BYTES)
    return nonce + AESGCM(_derived(token, b"content")).encrypt(nonce, content, place_of(token))


def opened(envelope: bytes, *, token: str) -> bytes | None:
    """Open what `sealed` made; None when it was made with another token or changed since."""
    try:
        return AESGCM(_derived(token, b"content")).decrypt(envelope[:_NONCE_BYTES], envelope[_NONCE_BYTES:], place_of(token))
    except (InvalidTag, ValueError):
        return None


def _derived(token: str, purpose: bytes) -> bytes:
    return hmac.digest(hashlib.sha256(b"innsyn session " + purpose).digest(), token.encode(), "sha256")
