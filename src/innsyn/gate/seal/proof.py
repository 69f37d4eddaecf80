"""Proof files: everything needed to check, with no help from us, that log entries are in a log whose root we signed.

The file is read by `check_proof.py`, which anyone can run. Source: RFC 6962 section 2.1; docs/adr/0006-the-seal.md#the-proof-file.
"""

from collections.abc import Sequence
from typing import Any

from innsyn.gate.keys import Keys
from innsyn.gate.seal.canonical import readable
from innsyn.gate.seal.merkle import consistency_ranges, inclusion_ranges
from innsyn.gate.seal.root import as_json
from innsyn.gate.seal.tree import range_hashes
from innsyn.record.log_row import LogRow
from innsyn.record.sealing import Leaf, Seal, Sealing

FORM = "innsyn log proof 1"


class Prover:
    """Makes proofs against the newest root."""

    def __init__(self, sealing: Sealing, keys: Keys) -> None:
        """sealing: the record's tables."""
        self._sealing, self._keys = sealing, keys

    async def prove(self, rows: Sequence[LogRow], *, since: Seal | None = None) -> dict[str, Any] | None:
        """Prove that log rows are in the log.

        rows: of one person's log. since: an earlier root the reader kept, to prove that the log only grew from it.
        Returns the proof as a JSON object, with those rows left out that are too young to be sealed; None when nothing is sealed yet.
        Raises TreeBroken when the stored tree lacks a part."""
        newest = await self._sealing.latest_seal()
        if newest is None:
            return None
        leaves = [(row, await self._sealing.leaf_of(row.owner, row.entry)) for row in rows]
        entries = [await self._entry(row, leaf, newest) for row, leaf in leaves if leaf is not None and leaf.leaf < newest.size]
        return {
            "form": FORM,
            "entries": entries,
            "left_out": len(rows) - len(entries),
            "root": as_json(newest),
            "public_key": self._keys.trusted[newest.key_id].hex(),
        } | ({} if since is None else {"earlier": await self._earlier(since, newest)})

    async def _entry(self, row: LogRow, leaf: Leaf, newest: Seal) -> dict[str, Any]:
        path = await range_hashes(self._sealing, inclusion_ranges(leaf.leaf, newest.size))
        return {"entry": readable(row), "leaf": leaf.leaf, "path": [step.hex() for step in path]}

    async def _earlier(self, since: Seal, newest: Seal) -> dict[str, Any]:
        path = await range_hashes(self._sealing, consistency_ranges(since.size, newest.size))
        return {"root": as_json(since), "path": [step.hex() for step in path]}
