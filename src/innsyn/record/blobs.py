"""Blobs: what is too big for a row, in a folder or in S3, encrypted, named by its content.

The same bytes of one owner are kept once. A blob is on disk before its digest is given out, so a resource never names what is not there.
"""

import asyncio
import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from obstore.exceptions import BaseError
from obstore.store import LocalStore, S3Store

from innsyn.record.blob_keys import RandomBytes, Sealed, blob_digest, master_id, new_wrapped_key, unwrapped
from innsyn.record.connections import Connections
from innsyn.record.stored import Owner
from innsyn.record.unavailable import RecordUnavailable

_FIND_KEY = "select master_id, wrapped from blob_key where owner = $1"
_FORGET_KEY = "delete from blob_key where owner = $1"
_KEEP_KEY = "insert into blob_key (owner, master_id, wrapped) values ($1, $2, $3) on conflict do nothing"


class MasterKeyMissing(Exception):
    """The owner's key is wrapped by a master key that was not given: the one whose id is in the text."""


@contextmanager
def _reaching_the_store() -> Iterator[None]:
    """Turn what goes wrong at the store into RecordUnavailable, without its words: they carry addresses."""
    try:
        yield
    except BaseError as away:
        raise RecordUnavailable(f"blobs: {type(away).__name__}") from None


class BlobStore:
    """Where blobs lie: bytes by name, nothing more."""

    def __init__(self, store: Any, folder: Path | None) -> None:
        """Take an obstore store; folder: where it is, when it is local."""
        self._store = store
        self._folder = folder

    @classmethod
    def at(cls, place: str) -> "BlobStore":
        """Open a store. place: `s3://bucket/prefix` (credentials from the usual places), or a folder, which is made."""
        if place.startswith("s3://"):
            return cls(S3Store.from_url(place), None)
        folder = Path(place).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        return cls(LocalStore(str(folder)), folder)

    async def put(self, name: str, content: bytes) -> None:
        """Keep bytes under a name; back only when they would survive a power cut. Raises RecordUnavailable, as all of these do."""
        with _reaching_the_store():
            await self._store.put_async(name, content)
        if self._folder is not None:
            await asyncio.to_thread(_flush, self._folder / name)

    async def get(self, name: str) -> bytes | None:
        """Give the bytes of a name, None when there are none."""
        with _reaching_the_store():
            try:
                found = await self._store.get_async(name)
            except FileNotFoundError:
                return None
            return bytes(await found.bytes_async())

    async def has(self, name: str) -> bool:
        """Say whether something is kept under a name."""
        with _reaching_the_store():
            try:
                await self._store.head_async(name)
            except FileNotFoundError:
                return False
            return True

    async def delete(self, name: str) -> None:
        """Throw away what is kept under a name; also when there is nothing."""
        with _reaching_the_store(), suppress(FileNotFoundError):
            await self._store.delete_async(name)


class Blobs:
    """put and get, encrypted under the owner's key."""

    def __init__(self, connections: Connections, store: BlobStore, master: bytes, random_bytes: RandomBytes = secrets.token_bytes) -> None:
        """Take the record's connections, the store, and the 32-byte master key."""
        self._connections = connections
        self._store = store
        self._master = master
        self._random_bytes = random_bytes

    async def put(self, owner: Owner, content: bytes) -> str:
        """Keep bytes for an owner. Returns their digest, under which `get` finds them."""
        digest = blob_digest(content)
        key = await self._key(owner)
        if key is None:
            await self._connections.fetch(
                _KEEP_KEY, owner, master_id(self._master), new_wrapped_key(self._master, owner, self._random_bytes)
            )
            key = await self._key(owner)
        if key is not None and not await self._store.has(key.name(digest)):
            await self._store.put(key.name(digest), key.encrypt(digest, content, self._random_bytes))
        return digest

    async def get(self, owner: Owner, digest: str) -> bytes | None:
        """Give an owner's bytes, None when there are none under that digest. Raises BlobDamaged and MasterKeyMissing."""
        key = await self._key(owner)
        sealed = None if key is None else await self._store.get(key.name(digest))
        return None if key is None or sealed is None else key.decrypt(digest, sealed)

    async def forget(self, owner: Owner, digests: Sequence[str]) -> None:
        """Throw away an owner's blobs and the key: no copy of any of them can be read again, wherever it may lie."""
        key = await self._key(owner)
        if key is not None:
            for digest in digests:
                await self._store.delete(key.name(digest))
        await self._connections.fetch(_FORGET_KEY, owner)

    async def _key(self, owner: Owner) -> Sealed | None:
        found = await self._connections.fetch(_FIND_KEY, owner)
        if not found:
            return None
        if found[0]["master_id"] != master_id(self._master):
            raise MasterKeyMissing(found[0]["master_id"])
        return unwrapped(self._master, owner, found[0]["wrapped"])


def _flush(file: Path) -> None:
    for path in (file, file.parent, file.parent.parent):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
