"""Sessions kept in the process: for tests and for looking at pages without a database."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from innsyn.kernel.clock import Instant
from innsyn.web.sessions.form import to_bytes
from innsyn.web.sessions.session import Living, Session
from innsyn.web.sessions.store import DoorName

_DEPARTURE = timedelta(minutes=10)


@dataclass
class _Kept:
    session: Session
    seen_at: Instant


class MemorySessions:
    """A store that forgets when the process ends."""

    def __init__(self, *, idle_s: int, absolute_s: int) -> None:
        """Keep sessions for `idle_s` seconds without a request, and `absolute_s` at most."""
        self._idle, self._absolute = timedelta(seconds=idle_s), timedelta(seconds=absolute_s)
        self._sessions: dict[str, _Kept] = {}
        self._departures: dict[str, tuple[DoorName, bytes, Instant]] = {}
        self._attempts: dict[tuple[str, int], int] = {}
        self._posts_stamp = 0

    async def start(self, session: Session, *, token: str, now: Instant) -> None:
        """Keep a new session under a fresh token."""
        self._sessions[token] = _Kept(session, now)

    async def find(self, token: str, *, now: Instant) -> Living | None:
        """Say the living session of `token` and count this as activity."""
        kept = self._sessions.get(token)
        if kept is None or now >= self._ends_at(kept):
            self._sessions.pop(token, None)
            return None
        kept.seen_at = now
        return Living(kept.session, self._ends_at(kept), self._posts_stamp, to_bytes(kept.session))

    async def change(self, session: Session, *, token: str) -> None:
        """Replace what a session holds."""
        if token in self._sessions:
            self._sessions[token].session = session

    async def change_unless_changed(self, session: Session, living: Living, *, token: str) -> None:
        """Replace what a session holds, as long as that is still what `living` was read from."""
        if token in self._sessions and to_bytes(self._sessions[token].session) == living.read:
            self._sessions[token].session = session

    async def posts_stamp(self) -> int:
        """Say the stamp of posts just now."""
        return self._posts_stamp

    async def posts_changed(self) -> None:
        """Say that somebody's posts at the desk have changed."""
        self._posts_stamp += 1

    async def end(self, token: str) -> None:
        """End the session of `token`."""
        self._sessions.pop(token, None)

    async def end_all_of(self, person_key: str) -> None:
        """End every session of one person."""
        self._end_where(lambda session: session.actor.key == person_key)

    async def end_provider_session(self, sid: str) -> None:
        """End the sessions that came from one session at an identity provider."""
        self._end_where(lambda session: session.provider_sid == sid)

    async def depart(self, door: DoorName, secret: bytes, *, token: str, now: Instant) -> None:
        """Keep what a login on its way needs, for ten minutes."""
        self._departures[token] = (door, secret, now + _DEPARTURE)

    async def return_from(self, door: DoorName, *, token: str, now: Instant) -> bytes | None:
        """Say what was kept by `depart`, once."""
        kept_door, secret, ends_at = self._departures.pop(token, (None, b"", now))
        return secret if kept_door == door and now < ends_at else None

    async def allow(self, key: str, *, count: int, per_s: int, now: Instant) -> bool:
        """Count one attempt of `key` and say whether it is among the first `count` of its window."""
        window = (key, int(now.timestamp()) // per_s)
        self._attempts[window] = self._attempts.get(window, 0) + 1
        return self._attempts[window] <= count

    def _ends_at(self, kept: _Kept) -> Instant:
        return min(kept.seen_at + self._idle, kept.session.opened_at + self._absolute)

    def _end_where(self, is_meant: Callable[[Session], bool]) -> None:
        for token in [token for token, kept in self._sessions.items() if is_meant(kept.session)]:
            del self._sessions[token]
