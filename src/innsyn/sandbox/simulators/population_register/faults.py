"""What the simulated register can be told to do wrong."""

from enum import Enum, auto


class Fault(Enum):
    """One wrongdoing. The set given to a simulator is read at each request: a test may add and remove while it runs."""

    SLOW = auto()
    """The register answers late."""
    DOWN = auto()
    """The register answers 500 with its own error form."""
    TOO_MANY = auto()
    """The register answers 429 and how long to wait."""
    NOT_FOUND = auto()
    """The register answers 404, as for a wrong address."""
    BROKEN_JSON = auto()
    """The register's answer breaks off in the middle."""
    WRONG_PERSON = auto()
    """The register answers every question with somebody else's document."""
    TOKENS_DOWN = auto()
    """The token endpoint answers 503."""
    EXPIRED_TOKEN = auto()
    """Tokens have run out when they are given."""
    WRONG_SCOPE = auto()
    """Tokens are for another scope than the one asked for."""
