"""The certificates of the parties: one for encryption and one for signatures for each organisation, made when first asked for.

They are self-signed, and their keys lie beside them for whoever simulates the organisation's own system.
Source: RFC 5280 §4.2.1.3; OASIS ebXML CPP/CPA 2.0 §8.4.10."""

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import mkstemp

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

USES = ("encryption", "signature")
_LIFETIME = timedelta(days=3 * 365)
_BITS, _EXPONENT = 2048, 65537


class Certificates:
    """Certificates in a folder: `<HER-id>-<use>.pem`, each after its private key."""

    def __init__(self, folder: Path, *, clock: Callable[[], datetime]) -> None:
        """folder: made when the first certificate is."""
        self._folder, self._clock = folder, clock

    def of(self, her_id: int, use: str) -> bytes:
        """Give a certificate in DER. her_id: of the organisation. use: one of `USES`."""
        path = self._folder / f"{her_id}-{use}.pem"
        if not path.exists():
            key = generate_private_key(_EXPONENT, _BITS)
            secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
            _keep(path, secret + self._certificate(her_id, use, key))
        return x509.load_pem_x509_certificate(path.read_bytes()).public_bytes(Encoding.DER)

    def _certificate(self, her_id: int, use: str, key: RSAPrivateKey) -> bytes:
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"HER-id {her_id}")])
        since = self._clock() - timedelta(days=1)
        builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), since, since + _LIFETIME)
        return builder.add_extension(_usage(use), critical=True).sign(key, SHA256()).public_bytes(Encoding.PEM)


def _usage(use: str) -> x509.KeyUsage:
    is_encryption = use == "encryption"
    return x509.KeyUsage(
        digital_signature=False,
        content_commitment=not is_encryption,
        key_encipherment=is_encryption,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def _keep(path: Path, octets: bytes) -> None:
    """Write a file whole, for the owner alone. When another process was first, its file is the one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, draft = mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "wb") as file:
        file.write(octets)
    with suppress(FileExistsError):
        path.hardlink_to(draft)
    Path(draft).unlink()
