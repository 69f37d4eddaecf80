"""Clients in memory, for tests."""

from dataclasses import replace

from innsyn.kernel.clock import Instant
from innsyn.web.clients.client import By, ClientEvent, RegisteredClient
from innsyn.web.clients.store import Standing
from innsyn.web.sessions.envelope import mark_of


class MemoryClients:
    """Implements `Clients` and `TokenMemory`."""

    def __init__(self) -> None:
        """Nobody is registered yet."""
        self._clients: dict[str, RegisteredClient] = {}
        self._events: dict[str, list[ClientEvent]] = {}
        self._spent: dict[str, Instant] = {}
        self._grants: dict[str, tuple[bytes, Instant]] = {}
        self._revoked: set[bytes] = set()
        self._changes = 0

    async def add(self, client: RegisteredClient, *, by: By, now: Instant) -> bool:
        """Register a client."""
        if client.client_id in self._clients:
            return False
        self._keep(replace(client, version=1, revoked_at=None), ClientEvent("added", now, by))
        return True

    async def find(self, client_id: str) -> RegisteredClient | None:
        """Find a client."""
        return self._clients.get(client_id)

    async def of(self, organisation: str | None) -> tuple[RegisteredClient, ...]:
        """List clients."""
        found = [client for client in self._clients.values() if organisation in (None, client.organisation)]
        return tuple(sorted(found, key=lambda client: (client.name, client.client_id)))

    async def change(self, client: RegisteredClient, *, by: By, now: Instant) -> bool:
        """Replace what is registered."""
        standing = self._clients.get(client.client_id)
        if standing is None or standing.is_revoked or standing.version != client.version:
            return False
        self._keep(replace(client, organisation=standing.organisation, version=standing.version + 1), ClientEvent("changed", now, by))
        return True

    async def revoke(self, client_id: str, *, by: By, now: Instant) -> bool:
        """End a client."""
        standing = self._clients.get(client_id)
        if standing is None or standing.is_revoked:
            return False
        self._keep(replace(standing, revoked_at=now, version=standing.version + 1), ClientEvent("revoked", now, by))
        return True

    async def events(self, client_id: str) -> tuple[ClientEvent, ...]:
        """List what has happened."""
        return tuple(self._events.get(client_id, ()))

    async def spend(self, word: str, *, until: Instant, now: Instant) -> bool:
        """Say whether this word is new."""
        if self._spent.get(word, now) > now:
            return False
        self._spent[word] = until
        return True

    async def keep_grant(self, token: str, grant: bytes, *, until: Instant) -> None:
        """Keep for whom a token stands."""
        self._grants[token] = (grant, until)

    async def grant(self, token: str, *, now: Instant) -> bytes | None:
        """Say what was kept for a token."""
        body, until = self._grants.get(token, (b"", now))
        return body if until > now else None

    async def take_back(self, token_id: str, *, until: Instant) -> None:  # noqa: ARG002 - nothing is swept here
        """Have a token refused."""
        self._revoked.add(mark_of(token_id, "token"))
        self._changes += 1

    async def standing(self, known: Standing | None) -> Standing:
        """Say what holds now."""
        if known is not None and known.changes == self._changes:
            return known
        return Standing(self._changes, dict(self._clients), frozenset(self._revoked))

    def _keep(self, client: RegisteredClient, event: ClientEvent) -> None:
        self._clients[client.client_id] = client
        self._events.setdefault(client.client_id, []).append(event)
        self._changes += 1
