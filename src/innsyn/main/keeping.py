"""Secrets that are generated in the data folder at first start, unless the settings name them."""

import os
import secrets
from pathlib import Path

from joserfc.jwk import Key

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


def _kept(path: Path) -> str:
    """Read a secret, or make it: of two processes that start at once, one wins and both use its secret."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(_MASTER_BYTES))
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text(encoding="ascii").strip()
