"""How long people waited, in memory, for tests."""

from collections.abc import Mapping
from statistics import median

from innsyn.kernel.clock import Instant
from innsyn.web.messaging.answer_times import AnswerTime, Measured


class MemoryAnswerTimes:
    """Implements `AnswerTimes`."""

    def __init__(self) -> None:
        """Nobody has been answered yet."""
        self.all: list[AnswerTime] = []

    async def keep(self, one: AnswerTime) -> None:
        """Keep one."""
        self.all.append(one)

    async def measured(self, organisation: str, *, since: Instant) -> Mapping[str, Measured]:
        """Say how an organisation has answered."""
        some = [one for one in self.all if one.organisation == organisation and one.answered_at >= since]
        kinds = {kind: [one for one in some if one.kind == kind] for kind in sorted({one.kind for one in some})}
        return {kind: _measured(of_kind) for kind, of_kind in kinds.items()}


def _measured(some: list[AnswerTime]) -> Measured:
    return Measured(len(some), float(median(one.waited_s for one in some)), sum(one.is_kept for one in some))
