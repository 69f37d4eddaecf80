"""What the simulated push service can be told to do wrong."""

from enum import Enum, auto


class Fault(Enum):
    """One wrongdoing. The set given to a simulator is read at each request: a test may add and remove while it runs."""

    DOWN = auto()
    """Every answer is 503."""
    SLOW = auto()
    """Every answer comes late."""
    GONE = auto()
    """The subscription has ended: 410."""
    TOO_MANY = auto()
    """429: later."""
    REFUSES = auto()
    """400 for whatever comes."""
    LOSES = auto()
    """Accepts, and nothing arrives."""
