"""Who at an organisation wants to be told when an answer that was promised to a patient is due, or late."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from innsyn.kernel.clock import Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Watcher:
    """One health worker who has asked to be told. person: opaque key. since: what was late before is not told her."""

    organisation: str
    person: str
    hpr: str
    since: Instant


class Watchers(Protocol):
    """Keeps them. Raises SessionsUnavailable when it cannot be reached."""

    async def of(self, organisation: str) -> Sequence[Watcher]:
        """List those of an organisation, who asked first first."""
        ...

    async def organisations(self) -> Sequence[str]:
        """List the organisations where somebody has asked."""
        ...

    async def keep(self, one: Watcher) -> None:
        """Keep one; asked twice she has asked once, the first time."""
        ...

    async def remove(self, organisation: str, person: str) -> None:
        """Tell somebody no more."""
        ...
