"""What the simulated contact register can be told to do wrong."""

from enum import Enum, auto


class Fault(Enum):
    """One wrongdoing. The set given to a simulator is read at each request: a test may add and remove while it runs."""

    DOWN = auto()
    """Every answer is 503."""
    SLOW = auto()
    """Every answer comes late."""
    NO_JSON = auto()
    """Answers are no JSON."""
    FORBIDDEN = auto()
    """The token lacks the scope."""
    LEAVES_OUT = auto()
    """The first person asked about is not in the answer."""
