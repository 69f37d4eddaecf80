"""The memory of used DPoP proofs within one process. Several processes need one in the database instead."""

from innsyn.kernel.clock import Instant


class UsedProofs:
    """Remembers ids until they could no longer be accepted anyway; forgets the oldest when there are too many."""

    def __init__(self, *, most: int = 200_000) -> None:
        """most: how many ids are kept at once."""
        self._until: dict[str, Instant] = {}
        self._most = most

    def is_new(self, proof_id: str, *, until: Instant, now: Instant) -> bool:
        """Say whether this id is seen for the first time, and remember it until `until`."""
        self._forget(now)
        if proof_id in self._until:
            return False
        self._until[proof_id] = until
        return True

    def _forget(self, now: Instant) -> None:
        while self._until:
            oldest = next(iter(self._until))
            if self._until[oldest] >= now and len(self._until) < self._most:
                return
            del self._until[oldest]
