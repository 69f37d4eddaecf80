"""Who wants to be told of promises, in memory, for tests."""

from collections.abc import Sequence

from innsyn.web.messaging.watchers import Watcher


class MemoryWatchers:
    """Implements `Watchers`."""

    def __init__(self) -> None:
        """Nobody has asked yet."""
        self._all: dict[tuple[str, str], Watcher] = {}

    async def of(self, organisation: str) -> Sequence[Watcher]:
        """List those of an organisation."""
        return sorted(
            (each for each in self._all.values() if each.organisation == organisation), key=lambda each: (each.since, each.person)
        )

    async def organisations(self) -> Sequence[str]:
        """List the organisations where somebody has asked."""
        return sorted({each.organisation for each in self._all.values()})

    async def keep(self, one: Watcher) -> None:
        """Keep one."""
        self._all.setdefault((one.organisation, one.person), one)

    async def remove(self, organisation: str, person: str) -> None:
        """Tell somebody no more."""
        self._all.pop((organisation, person), None)
