"""A provider as we know it: its metadata and keys, read from the wire and remembered for a while.

Source: OpenID Connect Discovery 1.0 §4, OpenID Connect Core §10.1.1 (rotation of keys)."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import Key, import_key

from innsyn.edge.openid.calls import Caller
from innsyn.edge.openid.metadata import Metadata, read_metadata
from innsyn.edge.openid.refusal import Refusal, refused
from innsyn.kernel.clock import Instant

REMEMBERED = timedelta(hours=1)
REREAD_AT_MOST = timedelta(seconds=10)
"""A token with an invented key id must not make us ask the provider again for each request."""


class Provider:
    """One issuer. Shared by all requests of a process; two that read at once both read, which does no harm."""

    def __init__(self, issuer: str, caller: Caller) -> None:
        """issuer: as in our settings, letter by letter what the provider's own document says."""
        self.issuer = issuer
        self.caller = caller
        self._metadata: tuple[Instant, Metadata] | None = None
        self._keys: tuple[Instant, Mapping[str, Key]] | None = None

    async def metadata(self, *, now: Instant) -> Metadata | Refusal:
        """Say where the endpoints are."""
        if self._metadata and now - self._metadata[0] < REMEMBERED:
            return self._metadata[1]
        answer = await self.caller.get(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
        if isinstance(answer, Refusal):
            return answer
        metadata = read_metadata(answer.content, issuer=self.issuer)
        if isinstance(metadata, Metadata):
            self._metadata = (now, metadata)
        return metadata

    async def key(self, kid: object, *, now: Instant) -> Key | Refusal:
        """Find a signing key by its id; an unknown id makes us read the provider's keys again, at most every ten seconds."""
        if not isinstance(kid, str):
            return refused("token.kid")
        if self._keys and now - self._keys[0] < REMEMBERED and kid in self._keys[1]:
            return self._keys[1][kid]
        if self._keys and now - self._keys[0] < REREAD_AT_MOST:
            return refused("token.unknown_key")
        keys = await self._read_keys(now)
        if isinstance(keys, Refusal):
            return keys
        return keys.get(kid) or refused("token.unknown_key")

    async def _read_keys(self, now: Instant) -> Mapping[str, Key] | Refusal:
        metadata = await self.metadata(now=now)
        if isinstance(metadata, Refusal):
            return metadata
        answer = await self.caller.get(metadata.jwks)
        if isinstance(answer, Refusal):
            return answer
        keys = _signing_keys(answer.content)
        self._keys = (now, keys)
        return keys


def _signing_keys(content: Mapping[str, Any]) -> Mapping[str, Key]:
    """Pick the public RSA and EC keys made for signatures. What cannot be read is left out: a new kind of key must not stop the old."""
    found: dict[str, Key] = {}
    for jwk in content.get("keys", []):
        if not isinstance(jwk, dict) or jwk.get("kty") not in ("RSA", "EC") or jwk.get("use", "sig") != "sig":
            continue
        try:
            found[str(jwk["kid"])] = import_key({name: value for name, value in jwk.items() if name != "d"})
        except (JoseError, ValueError, KeyError):
            continue
    return found
