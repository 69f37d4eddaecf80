"""What a simulated provider can be told to do wrong, so that every refusal of ours can be tried against the whole flow."""

from enum import Enum, auto


class Fault(Enum):
    """One wrongdoing. The set given to a simulator is read at each request: a test may add and remove while it runs."""

    LOWER_LEVEL = auto()
    """Every login is stated at the lower level, whatever was chosen."""
    WRONG_AUDIENCE = auto()
    """Tokens are for another client."""
    EXPIRED_TOKEN = auto()
    """Tokens ran out an hour ago."""
    WRONG_NONCE = auto()
    """The id_token repeats another login's nonce."""
    WRONG_ISSUER = auto()
    """Tokens name another issuer."""
    WRONG_RESPONSE_ISSUER = auto()
    """The answer through the browser names another issuer: the mix-up attack of RFC 9207."""
    BAD_SIGNATURE = auto()
    """The signature belongs to other contents."""
    UNKNOWN_KEY = auto()
    """Signed by a key that is not published."""
    ALG_NONE = auto()
    """No signature at all."""
    HS256_WITH_PUBLIC_KEY = auto()
    """The published key is used as a shared secret."""
    WRONG_KEY_BINDING = auto()
    """The access token is bound to a stranger's DPoP key."""
    OPAQUE_ACCESS_TOKEN = auto()
    """The access token is a random word."""
    WRONG_TOKEN_HASH = auto()
    """`at_hash` in the id_token belongs to another access token."""
    SPENT_CODE = auto()
    """The code handed out has been used before."""
    SLOW = auto()
    """Every answer comes late."""
    DOWN = auto()
    """Every answer is 503."""


TOKEN_FAULTS = frozenset(
    {
        Fault.WRONG_AUDIENCE,
        Fault.EXPIRED_TOKEN,
        Fault.WRONG_ISSUER,
        Fault.BAD_SIGNATURE,
        Fault.UNKNOWN_KEY,
        Fault.ALG_NONE,
        Fault.HS256_WITH_PUBLIC_KEY,
    }
)
"""Those that spoil any signed token, whatever it says."""
