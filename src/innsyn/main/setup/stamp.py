"""Stamps: a file that says what something was made from, so that it is made again only when that has changed."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def fingerprint(files: Iterable[Path], *words: str) -> str:
    """Sum up files and words. A missing file counts as empty. Returns 64 hex digits."""
    total = hashlib.sha256("\0".join(words).encode())
    for path in files:
        total.update(hashlib.sha256(path.read_bytes() if path.exists() else b"").digest())
    return total.hexdigest()


def is_stamped(stamp: Path, value: str) -> bool:
    """Say whether the stamp says this value."""
    return stamp.exists() and stamp.read_text() == value


def write_stamp(stamp: Path, value: str) -> None:
    """Write the stamp; whole or not at all."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    half = stamp.with_suffix(".half")
    half.write_text(value)
    half.replace(stamp)
