"""The log's secrets: the key that signs its roots, the key that marks each leaf, and the key that hides national numbers.

One Ed25519 key is kept outside the database; the two others are derived from it, so there is one file to guard.
Source: RFC 8032 (Ed25519), RFC 5869 (HKDF), RFC 5297 (AES-SIV); docs/adr/0006-the-seal.md.
"""

import hashlib
import hmac
import os
from base64 import b32decode, b32encode
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat, load_pem_private_key

_LEAF_MARK_BYTES = 16


class KeyProblem(Exception):
    """The log's key cannot be used: said so that whoever runs the platform can mend it."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The log's keys, in memory only.

    signing: signs roots. leaf: marks leaves. person: hides and finds again national numbers.
    trusted: public keys by key id whose signatures hold, retired ones too."""

    signing: Ed25519PrivateKey = field(repr=False)
    leaf: bytes = field(repr=False)
    person: bytes = field(repr=False)
    trusted: dict[str, bytes] = field(default_factory=dict)

    @property
    def public(self) -> bytes:
        """Say the public key, 32 bytes."""
        return _public_bytes(self.signing)

    @property
    def key_id(self) -> str:
        """Say the key's name: the first 16 hexadecimal digits of its SHA-256."""
        return key_id(self.public)

    def sign(self, text: bytes) -> bytes:
        """Sign `text`; returns 64 bytes."""
        return self.signing.sign(text)

    def is_signed(self, text: bytes, signature: bytes, by: str) -> bool:
        """Say whether `signature` over `text` was made with the trusted key named `by`."""
        public = self.trusted.get(by)
        return public is not None and _holds(public, signature, text)

    def mark(self, leaf: int, owner: int, entry: int, leaf_hash: bytes) -> bytes:
        """Make the mark of one leaf: 16 bytes nobody without the key can make, bound to its place and its entry."""
        place = b"%d/%d/%d/" % (leaf, owner, entry)
        return hmac.digest(self.leaf, place + leaf_hash, "sha256")[:_LEAF_MARK_BYTES]

    def person_key(self, number: str) -> str:
        """Make the opaque key of a national number: the same number always gives the same key, nobody without our key gets back."""
        sealed = AESSIV(self.person).encrypt(number.encode(), None)
        return b32encode(sealed).decode().rstrip("=").lower()

    def number_behind(self, person_key: str) -> str | None:
        """Find the national number behind a key, for attesting outwards and for review (ATT-7); None when it is not one of ours."""
        try:
            number = AESSIV(self.person).decrypt(_unpadded(person_key), None).decode()
        except (InvalidTag, ValueError):
            return None
        return number if self.person_key(number) == person_key else None


def keys_from(signing: Ed25519PrivateKey, retired: tuple[bytes, ...] = ()) -> Keys:
    """Derive the log's keys from its signing key.

    retired: public keys, 32 bytes each, whose signatures still hold."""
    secret = signing.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    public = _public_bytes(signing)
    trusted = {key_id(each): each for each in (public, *retired)}
    return Keys(signing, _derive(secret, b"innsyn log leaf", 32), _derive(secret, b"innsyn person key", 64), trusted)


def key_id(public: bytes) -> str:
    """Name a public key: the first 16 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(public).hexdigest()[:16]


def open_keys(folder: Path, seal_key: str = "", *, may_create: bool = True) -> Keys:
    """Open the log's keys, made at the first start.

    folder: the data folder; the key lies there as `log-key.pem`, mode 0600, unless `seal_key` names another PEM file.
    may_create: make the key when the folder has none. Raises KeyProblem when there is none, when the file is not an Ed25519 private
    key, or when others may read it."""
    path = Path(seal_key) if seal_key else folder / "log-key.pem"
    if not path.exists() and may_create and not seal_key:
        _create(path)
    return keys_from(_read(path))


def _create(path: Path) -> None:
    """Write a new key beside its place and link it there: of two processes that start at once, one key wins and both use it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _read(path: Path) -> Ed25519PrivateKey:
    if not path.exists():
        raise KeyProblem(f"there is no key at {path}")
    if path.stat().st_mode & 0o077:
        raise KeyProblem(f"{path} can be read by others: make it mode 0600")
    try:
        key = load_pem_private_key(path.read_bytes(), None)
    except ValueError as error:
        raise KeyProblem(f"{path} is not a private key in PEM") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyProblem(f"{path} is not an Ed25519 key")
    return key


def _derive(secret: bytes, purpose: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=purpose).derive(secret)


def _public_bytes(signing: Ed25519PrivateKey) -> bytes:
    return signing.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def _holds(public: bytes, signature: bytes, text: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, text)
    except InvalidSignature:
        return False
    return True


def _unpadded(person_key: str) -> bytes:
    return b32decode(person_key.upper() + "=" * (-len(person_key) % 8))
