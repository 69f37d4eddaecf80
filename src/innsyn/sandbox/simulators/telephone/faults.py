"""What the simulated SMS gateway can be told to do wrong."""

from enum import Enum, auto


class Fault(Enum):
    """One wrongdoing. The set given to a simulator is read at each request: a test may add and remove while it runs."""

    DOWN = auto()
    """Every answer is 503."""
    SLOW = auto()
    """Every answer comes late."""
    LOSES = auto()
    """Orders are accepted, and nothing arrives, and nobody says so."""
    UNDELIVERED = auto()
    """Orders are accepted, and the operator gives up."""
    SENDS_AND_BREAKS_OFF = auto()
    """The SMS arrives, and the answer to the order is 500."""
    FORGETS = auto()
    """An order that was placed before is carried out again."""
    REFUSES = auto()
    """The number is refused with 400."""
    FORBIDDEN = auto()
    """The token is refused."""
    NO_JSON = auto()
    """Answers are no JSON."""
