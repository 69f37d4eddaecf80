"""Two sources of waiting times without a wire: one in memory, for tests, and one that knows nothing."""

from innsyn.kernel.clock import Instant
from innsyn.web.waiting_times.expected import Answer, Expected, TimesSilent


class NoWaitingTimes:
    """Implements `WaitingTimes`: nothing is published."""

    async def expected(self, organisation_number: str, treatment: str, *, now: Instant) -> Answer:  # noqa: ARG002
        """Know nothing."""
        return None


class MemoryWaitingTimes:
    """Implements `WaitingTimes` with what it is given. is_available: false silences it."""

    def __init__(self) -> None:
        """Know nothing at the start."""
        self._known: dict[tuple[str, str], Expected] = {}
        self.is_available = True

    def put(self, organisation_number: str, treatment: str, expected: Expected) -> None:
        """Know this from now on."""
        self._known[organisation_number, treatment] = expected

    async def expected(self, organisation_number: str, treatment: str, *, now: Instant) -> Answer:  # noqa: ARG002
        """Say what was put."""
        return self._known.get((organisation_number, treatment)) if self.is_available else TimesSilent()
