"""A session as bytes, and back."""

import msgspec

from innsyn.web.sessions.session import Session

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Session)


def to_bytes(session: Session) -> bytes:
    """Write a session."""
    return _encoder.encode(session)


def from_bytes(content: bytes) -> Session | None:
    """Read a session; None when it was written by an older version of us and no longer fits: the person logs in again."""
    try:
        return _decoder.decode(content)
    except msgspec.ValidationError:
        return None
