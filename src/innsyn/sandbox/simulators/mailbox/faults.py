"""What the simulated mail server can be told to do wrong."""

from enum import Enum, auto


class Fault(Enum):
    """One wrongdoing. The set given to a simulator is read at each command: a test may add and remove while it runs."""

    DOWN = auto()
    """The greeting is 421, and the line is cut."""
    SLOW = auto()
    """Every answer comes late."""
    BUSY = auto()
    """The receiver is refused for now with 450."""
    UNKNOWN_RECEIVER = auto()
    """The receiver is refused for good with 550."""
    REFUSES = auto()
    """The letter is refused for good with 554."""
    LOSES = auto()
    """The letter is accepted, and never arrives."""
    KEEPS_AND_BREAKS_OFF = auto()
    """The letter arrives, and the line is cut before the answer."""
    TWICE = auto()
    """The letter arrives twice."""
