"""What a registry of clients must do, and what must be remembered of tokens; `postgres` is the real one, `memory` the one for tests."""

from dataclasses import dataclass, field
from typing import Protocol

from innsyn.kernel.clock import Instant
from innsyn.web.clients.client import By, ClientEvent, RegisteredClient


class ClientsUnavailable(Exception):
    """The registry is away: nobody's token can be judged just now."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds at one moment.

    changes: grows with every change. clients: all of them by id, revoked ones too. revoked: marks of tokens taken back before their end."""

    changes: int
    clients: dict[str, RegisteredClient] = field(repr=False)
    revoked: frozenset[bytes] = field(repr=False)


class Clients(Protocol):
    """The registry. Raises ClientsUnavailable when it cannot be asked."""

    async def add(self, client: RegisteredClient, *, by: By, now: Instant) -> bool:
        """Register a client; False when its id is taken, also by a revoked one."""
        ...

    async def find(self, client_id: str) -> RegisteredClient | None:
        """Find a client, revoked ones too."""
        ...

    async def of(self, organisation: str | None) -> tuple[RegisteredClient, ...]:
        """List the clients of an organisation, or of all (None), by name."""
        ...

    async def change(self, client: RegisteredClient, *, by: By, now: Instant) -> bool:
        """Replace what is registered; tokens given before end at once. False when it is unknown, revoked or changed meanwhile.

        client: with the version that was read."""
        ...

    async def revoke(self, client_id: str, *, by: By, now: Instant) -> bool:
        """End a client for good, its tokens with it. False when it is unknown or has ended before."""
        ...

    async def events(self, client_id: str) -> tuple[ClientEvent, ...]:
        """List what has happened to a registration, oldest first."""
        ...


class TokenMemory(Protocol):
    """What must be remembered of tokens by every server process. Raises ClientsUnavailable when it cannot be asked."""

    async def spend(self, word: str, *, until: Instant, now: Instant) -> bool:
        """Say whether this word is seen for the first time, and remember it until `until`."""
        ...

    async def keep_grant(self, token: str, grant: bytes, *, until: Instant) -> None:
        """Keep for whom a token stands, sealed by the token itself."""
        ...

    async def grant(self, token: str, *, now: Instant) -> bytes | None:
        """Say what was kept for a token, None when nothing or when it has ended."""
        ...

    async def take_back(self, token_id: str, *, until: Instant) -> None:
        """Have a token refused from now on. until: its own end."""
        ...

    async def standing(self, known: Standing | None) -> Standing:
        """Say what holds now. known: what held when it was last asked; the same object comes back when nothing has changed."""
        ...
