"""How long people waited for the first answer from an organisation's desk: what is kept of each, and what is said of all."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from innsyn.kernel.clock import Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTime:
    """One first answer, without whom it was to.

    organisation: number. kind: of the conversation. waited_s: seconds from the question to the answer. is_kept: within the promise."""

    organisation: str
    kind: str
    answered_at: Instant
    waited_s: int
    is_kept: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """All of one kind. count: answered, at least one. median_s: half of them waited no longer. kept: of them within the promise."""

    count: int
    median_s: float
    kept: int


class AnswerTimes(Protocol):
    """Keeps and counts."""

    async def keep(self, one: AnswerTime) -> None:
        """Keep one. While the store is away it is lost, and nothing is raised: no answer fails for being measured."""
        ...

    async def measured(self, organisation: str, *, since: Instant) -> Mapping[str, Measured]:
        """Say how an organisation has answered, kind by kind, since an instant; kinds of which nothing was answered are left out."""
        ...
