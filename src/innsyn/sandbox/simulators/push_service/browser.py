"""A browser with a push subscription: makes its keys, and reads what was encrypted for it with code of its own.

Source: RFC 8291 § 3, RFC 8188 § 2.
"""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


@dataclass(frozen=True, slots=True)
class ReceivingBrowser:
    """One subscription."""

    private: ec.EllipticCurvePrivateKey = field(repr=False, default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    auth: bytes = field(repr=False, default_factory=lambda: secrets.token_bytes(16))

    @property
    def key(self) -> bytes:
        """Give the public key as a point."""
        return self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def subscription(self) -> dict[str, str]:
        """Say the two keys as a page's script would send them."""
        return {"p256dh": _text(self.key), "auth": _text(self.auth)}

    def read(self, body: bytes) -> bytes:
        """Read one message. Raises InvalidTag when it is for somebody else or was changed."""
        salt, size, length = body[:16], int.from_bytes(body[16:20], "big"), body[20]
        sender, sealed = body[21 : 21 + length], body[21 + length :]
        if len(sealed) > size:
            raise ValueError("more than one record")
        shared = self.private.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender))
        keying = _expand(_extract(self.auth, shared), b"WebPush: info\x00" + self.key + sender, 32)
        pseudo_random = _extract(salt, keying)
        content_key = _expand(pseudo_random, b"Content-Encoding: aes128gcm\x00", 16)
        nonce = _expand(pseudo_random, b"Content-Encoding: nonce\x00", 12)
        text = AESGCM(content_key).decrypt(nonce, sealed, None).rstrip(b"\x00")
        if not text.endswith(b"\x02"):
            raise ValueError("not the last record")
        return text[:-1]


def _extract(salt: bytes, secret: bytes) -> bytes:
    return hmac.new(salt, secret, hashlib.sha256).digest()


def _expand(key: bytes, info: bytes, length: int) -> bytes:
    return hmac.new(key, info + b"\x01", hashlib.sha256).digest()[:length]


def _text(value: bytes) -> str:
    return urlsafe_b64encode(value).decode().rstrip("=")
