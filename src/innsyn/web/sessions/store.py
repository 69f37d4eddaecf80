"""What a store of sessions must do; `postgres` is the real one, `memory` the one for tests, both held to one contract suite."""

from typing import Literal, Protocol

from innsyn.kernel.clock import Instant
from innsyn.web.sessions.session import Living, Session

DoorName = Literal["citizen", "staff"]


class SessionsUnavailable(Exception):
    """The store is away: nobody can be recognised just now."""


class Sessions(Protocol):
    """Sessions, logins on their way, and how often somebody tried.

    A token is the secret in the browser's cookie: the store never keeps it."""

    async def start(self, session: Session, *, token: str, now: Instant) -> None:
        """Keep a new session under a fresh token."""
        ...

    async def find(self, token: str, *, now: Instant) -> Living | None:
        """Say the living session of `token` and count this as activity; None when there is none, or it has ended."""
        ...

    async def change(self, session: Session, *, token: str) -> None:
        """Replace what a session holds. Nothing happens when it has ended meanwhile."""
        ...

    async def change_unless_changed(self, session: Session, living: Living, *, token: str) -> None:
        """Replace what a session holds, as long as that is still what `living` was read from: else another request has changed it since,
        and its change stands."""
        ...

    async def posts_stamp(self) -> int:
        """Say the stamp of posts just now: another one each time somebody's posts at the desk have changed."""
        ...

    async def posts_changed(self) -> None:
        """Say that somebody's posts at the desk have changed: another stamp stands beside every session from now on."""
        ...

    async def end(self, token: str) -> None:
        """End the session of `token`."""
        ...

    async def end_all_of(self, person_key: str) -> None:
        """End every session of one person, in every browser."""
        ...

    async def end_provider_session(self, sid: str) -> None:
        """End the sessions that came from one session at an identity provider."""
        ...

    async def depart(self, door: DoorName, secret: bytes, *, token: str, now: Instant) -> None:
        """Keep what a login on its way needs to be judged at its return, for ten minutes."""
        ...

    async def return_from(self, door: DoorName, *, token: str, now: Instant) -> bytes | None:
        """Say what was kept by `depart`, once; None when it is unknown, too old, used, or of the other door."""
        ...

    async def allow(self, key: str, *, count: int, per_s: int, now: Instant) -> bool:
        """Count one attempt of `key` and say whether it is among the first `count` of its window of `per_s` seconds."""
        ...
