"""Secrets that are generated in the data folder at first start, unless the settings name them."""

import json
import os
import secrets
from pathlib import Path

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, Key

from innsyn.edge.openid.signing_key import signing_key_from, signing_key_in
from innsyn.main.settings import SettingProblem, Settings
from innsyn.record.record import BlobPlace

_MASTER_BYTES = 32


def master_key(settings: Settings) -> bytes:
    """Give the key that wraps the blobs' keys: 32 bytes, from the settings or the data folder.

    Raises SettingProblem when what is there is not 32 bytes as hex."""
    text = settings.master_key or _kept(settings.data / "master-key")
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != _MASTER_BYTES:
        raise SettingProblem("INNSYN_MASTER_KEY takes 32 bytes as 64 hexadecimal digits")
    return key


def blob_place(settings: Settings) -> BlobPlace:
    """Say where attachments lie and what wraps their keys."""
    return BlobPlace(settings.blobs or str(settings.data / "blobs"), master_key(settings))


def client_key(settings: Settings, name: str, file: str) -> Key:
    """Give our private key at an identity provider. name: of the file in the data folder. file: from the settings, empty for none.

    Raises SettingProblem when the file cannot be used."""
    if not file:
        return signing_key_in(settings.data / "keys", name)
    try:
        return signing_key_from(Path(file).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingProblem(f"INNSYN_{name.upper()}_KEY takes a file with a private key as JWK or PEM") from error


def small_client_key(settings: Settings, name: str) -> Key:
    """Give the private P-256 key of one of the sandbox's clients, from the data folder: made in no time."""
    _make_elliptic(settings.data / "keys" / f"{name}.jwk.json")
    return signing_key_in(settings.data / "keys", name)


def push_key(settings: Settings) -> ECKey:
    """Give the key by which browsers' push services know us: P-256, from the settings or the data folder.

    Raises SettingProblem when the file cannot be used. A new key silences every browser that asked with the old one."""
    path = Path(settings.push_key) if settings.push_key else settings.data / "keys" / "push.jwk.json"
    if not settings.push_key:
        _make_elliptic(path)
    try:
        key = ECKey.import_key(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, JoseError) as error:
        raise SettingProblem("INNSYN_PUSH_KEY takes a file with a private P-256 key as JWK") from error
    if not key.is_private or key.curve_name != "P-256":
        raise SettingProblem("INNSYN_PUSH_KEY takes a file with a private P-256 key as JWK")
    return key


def _make_elliptic(path: Path) -> None:
    """Make a private P-256 key where there is none."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _link(path, json.dumps(ECKey.generate_key("P-256").as_dict(private=True)))


def _kept(path: Path) -> str:
    """Read a secret, or make it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _link(path, secrets.token_hex(_MASTER_BYTES))
    return path.read_text(encoding="ascii").strip()


def _link(path: Path, secret: str) -> None:
    """Put a secret at a path, for the owner alone: of two processes that start at once, one wins and both use its secret."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secret)
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
