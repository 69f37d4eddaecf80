"""Encrypts what a browser is told, so that no push service on the way can read it.

Source: RFC 8291 (Message Encryption for Web Push), RFC 8188 (aes128gcm), RFC 5869 (HKDF).
"""

from cryptography.hazmat.primitives.asymmetric.ec import ECDH, SECP256R1, EllipticCurvePrivateKey, EllipticCurvePublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_RECORD_BYTES = 4_096
_LAST = b"\x02"
_KEY_BYTES, _NONCE_BYTES = 16, 12

LARGEST = _RECORD_BYTES - 16 - 1
"""Bytes that fit into the one record there may be."""


def encrypted(text: bytes, *, key: bytes, auth: bytes, own: EllipticCurvePrivateKey, salt: bytes) -> bytes:
    """Encrypt one message for one browser.

    key: the browser's public key, an uncompressed point. auth: its secret. own: a key made for this message alone. salt: 16 random bytes.
    Returns the body to send. Raises ValueError when the key is no point on the curve, or the text too long."""
    if len(text) > LARGEST:
        raise ValueError("a push message fits into one record")
    theirs, ours = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), key), public_point(own)
    secret = _derived(own.exchange(ECDH(), theirs), auth, b"WebPush: info\0" + key + ours, 32)
    content_key = _derived(secret, salt, b"Content-Encoding: aes128gcm\0", _KEY_BYTES)
    nonce = _derived(secret, salt, b"Content-Encoding: nonce\0", _NONCE_BYTES)
    header = salt + _RECORD_BYTES.to_bytes(4, "big") + len(ours).to_bytes(1, "big") + ours
    return header + AESGCM(content_key).encrypt(nonce, text + _LAST, None)


def public_point(key: EllipticCurvePrivateKey) -> bytes:
    """Give a key's public half as an uncompressed point, 65 bytes."""
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)
