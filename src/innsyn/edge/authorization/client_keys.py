"""The public keys of registered clients: those they handed over, or those at the address they named.

Source: SMART App Launch 2.2, "Registering a client using a JWKS"; RFC 7517 §4.5."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from joserfc.jwk import Key

from innsyn.edge.authorization.fetching import KeyFetcher
from innsyn.edge.openid.refusal import Refusal, refused
from innsyn.kernel.clock import Instant
from innsyn.web.clients import RegisteredClient
from innsyn.web.clients.public_keys import read_keys

REREAD_AT_MOST = timedelta(seconds=10)
"""An assertion with an invented key id must not make us fetch for each request."""
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class _Kept:
    keys: Mapping[str, Key] | Refusal
    fetched_at: Instant
    until: Instant


class ClientKeys:
    """Finds one key by its id. Shared by all requests of a process."""

    def __init__(self, fetcher: KeyFetcher) -> None:
        """fetcher: our way to the addresses clients name."""
        self._fetcher = fetcher
        self._handed: dict[tuple[str, int], Mapping[str, Key]] = {}
        self._fetched: dict[str, _Kept] = {}

    async def key(self, client: RegisteredClient, kid: object, *, now: Instant) -> Key | Refusal:
        """Find a client's key. An unknown id makes us fetch again, at most every ten seconds."""
        if not isinstance(kid, str) or not kid:
            return refused("assertion.kid")
        if not client.keys_url:
            return self._of(client).get(kid) or refused("assertion.unknown_key")
        kept = self._fetched.get(client.keys_url)
        if kept is None or not self._will_do(kept, kid, now):
            kept = await self._fetch(client.keys_url, now)
        if isinstance(kept.keys, Refusal):
            return kept.keys
        return kept.keys.get(kid) or refused("assertion.unknown_key")

    def _of(self, client: RegisteredClient) -> Mapping[str, Key]:
        place = client.client_id, client.version
        if place not in self._handed:
            keys = read_keys(client.keys)
            if len(self._handed) >= _MOST:
                self._handed.clear()
            self._handed[place] = {} if isinstance(keys, str) else keys
        return self._handed[place]

    @staticmethod
    def _will_do(kept: _Kept, kid: str, now: Instant) -> bool:
        is_young = now - kept.fetched_at < REREAD_AT_MOST
        knows = not isinstance(kept.keys, Refusal) and kid in kept.keys
        return is_young or (knows and now < kept.until)

    async def _fetch(self, address: str, now: Instant) -> _Kept:
        found = await self._fetcher.fetch(address)
        if isinstance(found, Refusal):
            kept = _Kept(found, now, now)
        else:
            keys = read_keys(found.text)
            kept = _Kept(refused(f"keys.{keys}") if isinstance(keys, str) else keys, now, now + timedelta(seconds=found.keep_s))
        if len(self._fetched) >= _MOST:
            self._fetched.clear()
        self._fetched[address] = kept
        return kept
