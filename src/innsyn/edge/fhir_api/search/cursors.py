"""Page links that say nothing to whoever sees them, and work for the client they were given to only.

A cursor holds the whole question and the place in the list, encrypted: criteria that were posted because they name a person never come
into a URL, and nobody can make a cursor or change one. Source: FHIR R4 4.0.1, http.html#paging (links are opaque); RFC 5297 (AES-SIV).
"""

import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import asdict, dataclass

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from innsyn.gate.clients.client import Client
from innsyn.kernel.outcome import Problem

FOREIGN = Problem("value", "this page link was not given to this client for this search, or has been altered: search anew", "_page")

_LONGEST = 32_000
_MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """Where a search goes on.

    path: the search's path behind the base. pairs: its names and values. is_posted: they came in a body. after: place in the list, None
    at its beginning. at_type: which of several types it has come to."""

    path: str
    pairs: tuple[tuple[str, str], ...]
    is_posted: bool
    after: str | None = None
    at_type: int = 0


class Cursors:
    """Writes and reads cursors with one key for the whole platform."""

    def __init__(self, secret: bytes) -> None:
        """secret: at least 32 bytes, the same in every process and after every start."""
        derived = HKDF(algorithm=SHA256(), length=64, salt=None, info=b"innsyn fhir cursor").derive(secret)
        self._cipher = AESSIV(derived)

    def write(self, cursor: Cursor, client: Client) -> str:
        """Write a cursor for one client."""
        written = zlib.compress(orjson.dumps(asdict(cursor)))
        return urlsafe_b64encode(self._cipher.encrypt(written, [_named(client)])).decode().rstrip("=")

    def read(self, text: str, client: Client, path: str) -> Cursor | Problem:
        """Read a cursor of this client for this path. Returns FOREIGN for any other: it is not said which."""
        if len(text) > _LONGEST:
            return FOREIGN
        try:
            sealed = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
            held = orjson.loads(zlib.decompressobj().decompress(self._cipher.decrypt(sealed, [_named(client)]), _MOST_BYTES))
        except (InvalidTag, ValueError):
            return FOREIGN
        pairs = tuple((name, value) for name, value in held.pop("pairs"))
        found = Cursor(pairs=pairs, **held)
        return found if found.path == path else FOREIGN


def _named(client: Client) -> bytes:
    """Name a client so that no two are named alike, also when one system calls for several people."""
    actor = client.actor
    parts = [client.context, client.patient_id, actor.kind, actor.key, actor.name, actor.organisation, actor.unit]
    return orjson.dumps([*parts, getattr(client, "client_id", None)])
