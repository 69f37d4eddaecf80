"""Showing who we are to a national service: a token of HelseID bound to a key of this process, or the sandbox's own word."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import timedelta

from joserfc.jwk import ECKey

from innsyn.edge.helseid.machine import MachineClient, MachineToken
from innsyn.edge.openid.refusal import Refusal
from innsyn.kernel.clock import Instant

SPARE = timedelta(seconds=10)
"""So long before its end a token is no longer used: it must still hold when it arrives."""


class HelseidCredentials:
    """Implements `innsyn.edge.address_register.Credentials` with a machine client of ours."""

    def __init__(self, client: MachineClient, scope: str, *, new_id: Callable[[], str]) -> None:
        """scope: words with spaces between. new_id: names each proof."""
        self._client, self._scope, self._new_id = client, scope, new_id
        self._key = ECKey.generate_key("P-256", auto_kid=True)
        self._held: MachineToken | None = None
        self._asking = asyncio.Lock()

    async def headers(self, method: str, address: str, *, now: Instant) -> Mapping[str, str] | None:
        """Make the headers of one request. Many who ask at once cost one token."""
        async with self._asking:
            if self._held is None or self._held.expires_at - SPARE <= now:
                given = await self._client.token(self._scope, self._key, now=now)
                self._held = None if isinstance(given, Refusal) else given
            return self._held.headers(method, address, jti=self._new_id(), now=now) if self._held else None

    def forget(self) -> None:
        """Ask for another token the next time."""
        self._held = None


class WordCredentials:
    """Implements `Credentials` with a word that simulators know."""

    def __init__(self, word: str) -> None:
        """word: nothing real takes it."""
        self._word = word

    async def headers(self, method: str, address: str, *, now: Instant) -> Mapping[str, str] | None:  # noqa: ARG002
        """Show the word."""
        return {"Authorization": f"Bearer {self._word}"}

    def forget(self) -> None:
        """Keep it: there is no other."""
