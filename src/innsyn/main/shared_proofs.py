"""The memory of used DPoP proofs for all server processes of a machine: a file of fixed size in memory, a lock, no database.

One process remembers by itself. Several share a table of 16-byte marks in the data folder: a proof is looked for in one bucket only.
Source: RFC 9449 §11.1."""

import fcntl
import mmap
import os
import struct
from hashlib import blake2b
from pathlib import Path

from innsyn.edge.openid.dpop import ProofMemory
from innsyn.edge.openid.used_proofs import UsedProofs
from innsyn.kernel.clock import Instant

BUCKETS, SLOTS = 65_536, 16
_SLOT = struct.Struct("<16sI")
_BUCKET_BYTES = SLOTS * _SLOT.size


def shared_proofs(data: Path, workers: int) -> ProofMemory:
    """Give the memory that fits: a process's own when there is one process, the shared one when there are several."""
    return UsedProofs() if workers == 1 else SharedProofs(data / "used-proofs")


class SharedProofs:
    """Implements `ProofMemory`. A bucket that is full of proofs still good is a no: nothing good is ever forgotten."""

    def __init__(self, path: Path, *, buckets: int = BUCKETS) -> None:
        """path: of the file, made when it is not there."""
        self._buckets = buckets
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        if os.fstat(self._file).st_size < buckets * _BUCKET_BYTES:
            os.ftruncate(self._file, buckets * _BUCKET_BYTES)
        self._table = mmap.mmap(self._file, buckets * _BUCKET_BYTES)

    def is_new(self, proof_id: str, *, until: Instant, now: Instant) -> bool:
        """Say whether this id is seen for the first time by any process, and remember it until `until`."""
        mark = blake2b(proof_id.encode(), digest_size=16).digest()
        start = int.from_bytes(mark[:8], "little") % self._buckets * _BUCKET_BYTES
        fcntl.lockf(self._file, fcntl.LOCK_EX, _BUCKET_BYTES, start)
        try:
            return self._put(mark, start, int(until.timestamp()) + 1, int(now.timestamp()))
        finally:
            fcntl.lockf(self._file, fcntl.LOCK_UN, _BUCKET_BYTES, start)

    def _put(self, mark: bytes, start: int, until_s: int, now_s: int) -> bool:
        free = -1
        for place in range(start, start + _BUCKET_BYTES, _SLOT.size):
            standing, ends_s = _SLOT.unpack_from(self._table, place)
            if ends_s < now_s:
                free = place
            elif standing == mark:
                return False
        if free < 0:
            return False
        _SLOT.pack_into(self._table, free, mark, until_s)
        return True
