"""The error answers of OAuth 2.0, as they go over the wire."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass
class Refused(Exception):
    """A request is refused; the border turns this into the standard's error answer.

    error: code of RFC 6749 §5.2, RFC 9126 §2.3, RFC 9396 §5 or RFC 9449 §5. description: plain English, nothing personal."""

    error: str
    description: str
    status: int = 400
    headers: Mapping[str, str] = field(default_factory=dict)


def invalid_client(description: str) -> Refused:
    """Refuse the client's authentication. Source: RFC 6749 §5.2."""
    return Refused("invalid_client", description, 401)


def invalid_request(description: str) -> Refused:
    """Refuse a request that is malformed or lacks something. Source: RFC 6749 §4.1.2.1."""
    return Refused("invalid_request", description)


def invalid_grant(description: str) -> Refused:
    """Refuse a code that is wrong, spent, old or somebody else's. Source: RFC 6749 §5.2."""
    return Refused("invalid_grant", description)
