"""A machine client as it is registered, and what has happened to the registration.

Source: SMART App Launch 2.2, Backend Services, registration; RFC 7591 §2.
"""

from dataclasses import dataclass, field
from typing import Literal

from innsyn.kernel.clock import Instant

EventKind = Literal["added", "changed", "revoked"]


@dataclass(frozen=True, kw_only=True, slots=True)
class RegisteredClient:
    """Who may ask for tokens, how it proves itself, and for what.

    organisation: organisation number of whom it acts for. keys: a public JWK set as JSON, empty when `keys_url` says where it is.
    scopes: everything it may be granted, words with spaces between. allows_bearer: tokens need not be bound to a key (DPoP).
    contact: e-mail of those who run it. login_client: its client id at the citizens' provider, when it brings logins of citizens.
    version: grows with each change; tokens of an older one are refused. revoked_at: None while it stands."""

    client_id: str
    name: str
    organisation: str
    keys: str = field(default="", repr=False)
    keys_url: str = ""
    scopes: str
    allows_bearer: bool = False
    contact: str = ""
    login_client: str = ""
    version: int = 1
    revoked_at: Instant | None = None

    @property
    def is_revoked(self) -> bool:
        """Say whether it may no longer ask for anything."""
        return self.revoked_at is not None


@dataclass(frozen=True, slots=True)
class By:
    """Who changes a registration. key: the actor's opaque key, or the command's own. name: as administrators read it."""

    key: str
    name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ClientEvent:
    """One change of a registration."""

    kind: EventKind
    at: Instant
    by: By
