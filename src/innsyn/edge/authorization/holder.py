"""For whom a person's token stands: kept on the server, sealed by the token, so that the token itself names nobody.

Source: RFC 9068 §6 (privacy); docs/adr/0008-sessions-sealed-by-the-browsers-token.md."""

import hashlib
from dataclasses import dataclass

import msgspec

from innsyn.gate.visit import Actor, Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A health worker with what she has attested, or a citizen with the id of her own Patient."""

    actor: Actor
    ground: Ground | None = None
    patient_id: str | None = None

    def subject_for(self, client_id: str) -> str:
        """Make the token's `sub`: the same person is another at each client. Source: OpenID Connect Core §8.1."""
        return hashlib.sha256(f"{client_id} {self.actor.key}".encode()).hexdigest()[:32]


def packed(holder: Holder) -> bytes:
    """Write it as JSON."""
    return msgspec.json.encode(holder)


def unpacked(content: bytes) -> Holder | None:
    """Read it again; None when it was written by an older version of us and no longer fits."""
    try:
        return msgspec.json.decode(content, type=Holder)
    except msgspec.MsgspecError:
        return None
