"""What the simulated address register can be told to do wrong."""

from enum import Enum, auto


class Fault(Enum):
    """One wrongdoing. The set given to a simulator is read at each request: a test may add and remove while it runs."""

    SLOW = auto()
    """Every answer comes late."""
    DOWN = auto()
    """Every answer is 503."""
    PROFILES_DOWN = auto()
    """The register of profiles alone answers 503."""
    EVENTS_DOWN = auto()
    """The events alone answer 503."""
    EVENTS_FORGOTTEN = auto()
    """No event is known by its id any more: the export must be read anew."""
    BROKEN_OFF = auto()
    """Answers break off in the middle."""
    WRONG_PARTY = auto()
    """The profile that comes is another party's."""
