"""What people have seen, in memory, for tests."""

from collections.abc import Mapping, Sequence

from innsyn.kernel.clock import Instant


class MemorySeen:
    """Implements `Seen`."""

    def __init__(self) -> None:
        """Nobody has seen anything yet."""
        self._at: dict[tuple[str, str], Instant] = {}

    async def last(self, person_key: str, pages: Sequence[str]) -> Mapping[str, Instant]:
        """Say when each was last opened."""
        return {page: self._at[person_key, page] for page in pages if (person_key, page) in self._at}

    async def see(self, person_key: str, page: str, *, now: Instant) -> None:
        """Remember it."""
        self._at[person_key, page] = now
