"""What the simulated clinic system can be told to do wrong, and that it answers by itself. Kept in files: every process sees it at once."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path


class Fault(StrEnum):
    """One way to behave. What is set is read at each step: a test, or the page, may add and remove while it runs."""

    ANSWERS = "answers"
    """No wrong: every message is answered as soon as it is received, without anybody at the office."""
    SLOW = "slow"
    """Every receipt and every answer comes late."""
    REFUSE = "refuse"
    """Nothing is received: each message is turned away with a reason."""
    AWAY = "away"
    """The system is down: notifications are turned away, nothing is fetched or sent. It starts again with its files alone."""
    TWICE = "twice"
    """Every answer is sent twice under the same identifier."""
    LATE = "late"
    """A conversation is closed before what answers it is sent."""
    DOUBLE_BOOK = "double-book"
    """The office gives times to others at the counter: a booking that waits for one is turned away. Of one that it has said yes to it tells
    nobody: that is found when what both sides have is compared."""


class Behaviour:
    """Which faults are set: one empty file each."""

    def __init__(self, folder: Path) -> None:
        """folder: made when the first is set."""
        self._folder = folder

    def __contains__(self, fault: object) -> bool:
        """Say whether a fault is set."""
        return isinstance(fault, Fault) and (self._folder / fault.value).exists()

    def __iter__(self) -> Iterator[Fault]:
        """Give those that are set."""
        return (fault for fault in Fault if fault in self)

    def __len__(self) -> int:
        """Count those that are set."""
        return sum(1 for _ in self)

    def switch(self, fault: Fault, *, is_on: bool) -> None:
        """Set a fault, or take it away."""
        if not is_on:
            (self._folder / fault.value).unlink(missing_ok=True)
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / fault.value).touch()

    def change(self, switches: Mapping[Fault, bool]) -> None:
        """Set some faults, then take others away: the system works meanwhile, and meets none gone before another is there."""
        for is_on in (True, False):
            for fault in (each for each, wanted in switches.items() if wanted is is_on):
                self.switch(fault, is_on=is_on)
