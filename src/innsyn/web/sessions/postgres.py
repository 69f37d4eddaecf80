"""Sessions in PostgreSQL: one statement for each act, contents sealed by the browser's token."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import asyncpg

from innsyn.kernel.clock import Instant
from innsyn.web.sessions.away import AWAY
from innsyn.web.sessions.envelope import RandomBytes, mark_of, opened, place_of, sealed
from innsyn.web.sessions.form import from_bytes, to_bytes
from innsyn.web.sessions.session import Living, Session
from innsyn.web.sessions.store import DoorName, SessionsUnavailable

_DEPARTURE = timedelta(minutes=10)
_TOUCH = timedelta(seconds=30)
"""Activity is written down when it is this old, and a session lives as much longer: most pages read their session without writing."""

_FIND = """
with found as (
  select place, body, opened_at, seen_at from web_session
  where place = $1 and seen_at > $3::timestamptz and opened_at > $4::timestamptz
), touched as (
  update web_session set seen_at = $2 where place = (select place from found where seen_at < $5::timestamptz)
)
select body, opened_at, (select stamp from web_posts) as posts_stamp from found"""

_START = """
insert into web_session (place, person, provider_sid, body, opened_at, seen_at) values ($1, $2, $3, $4, $5, $6)"""

_CHANGE_THIS = "update web_session set body = $2 where place = $1 and body = $3"

_RETURN = "delete from web_departure where place = $1 returning door, body, ends_at"

_ALLOW = """
insert into web_attempt as a (mark, slot, tries, ends_at) values ($1, $2, 1, $3)
on conflict (mark, slot) do update set tries = a.tries + 1 returning tries"""

_SWEEP = (
    "delete from web_session where seen_at < $1 or opened_at < $2",
    "delete from web_departure where ends_at < $1",
    "delete from web_attempt where ends_at < $1",
)


class PostgresSessions:
    """The real store. Times come from the caller, never from the database."""

    def __init__(self, pool: "asyncpg.Pool[Any]", *, random_bytes: RandomBytes, idle_s: int, absolute_s: int) -> None:
        """Use `pool`. random_bytes: says that many unguessable bytes. idle_s, absolute_s: a session's limits in seconds."""
        self._pool = pool
        self._random_bytes = random_bytes
        self._idle, self._absolute = timedelta(seconds=idle_s), timedelta(seconds=absolute_s)

    async def start(self, session: Session, *, token: str, now: Instant) -> None:
        """Keep a new session under a fresh token."""
        sid = mark_of(session.provider_sid, "sid") if session.provider_sid else None
        person = mark_of(session.actor.key, "person")
        async with self._connection() as connection:
            await connection.execute(_START, place_of(token), person, sid, self._seal(to_bytes(session), token), session.opened_at, now)

    async def find(self, token: str, *, now: Instant) -> Living | None:
        """Say the living session of `token` and count this as activity."""
        async with self._connection() as connection:
            row = await connection.fetchrow(_FIND, place_of(token), now, now - self._idle - _TOUCH, now - self._absolute, now - _TOUCH)
        content = opened(row["body"], token=token) if row else None
        session = from_bytes(content) if content is not None else None
        if session is None:
            return None
        return Living(session, min(now + self._idle, session.opened_at + self._absolute), row["posts_stamp"], row["body"])

    async def change(self, session: Session, *, token: str) -> None:
        """Replace what a session holds."""
        async with self._connection() as connection:
            await connection.execute(
                "update web_session set body = $2 where place = $1", place_of(token), self._seal(to_bytes(session), token)
            )

    async def change_unless_changed(self, session: Session, living: Living, *, token: str) -> None:
        """Replace what a session holds, as long as that is still what `living` was read from."""
        async with self._connection() as connection:
            await connection.execute(_CHANGE_THIS, place_of(token), self._seal(to_bytes(session), token), living.read)

    async def posts_stamp(self) -> int:
        """Say the stamp of posts just now."""
        async with self._connection() as connection:
            return int(await connection.fetchval("select stamp from web_posts"))

    async def posts_changed(self) -> None:
        """Say that somebody's posts at the desk have changed."""
        async with self._connection() as connection:
            await connection.execute("update web_posts set stamp = stamp + 1")

    async def end(self, token: str) -> None:
        """End the session of `token`."""
        async with self._connection() as connection:
            await connection.execute("delete from web_session where place = $1", place_of(token))

    async def end_all_of(self, person_key: str) -> None:
        """End every session of one person."""
        async with self._connection() as connection:
            await connection.execute("delete from web_session where person = $1", mark_of(person_key, "person"))

    async def end_provider_session(self, sid: str) -> None:
        """End the sessions that came from one session at an identity provider."""
        async with self._connection() as connection:
            await connection.execute("delete from web_session where provider_sid = $1", mark_of(sid, "sid"))

    async def depart(self, door: DoorName, secret: bytes, *, token: str, now: Instant) -> None:
        """Keep what a login on its way needs, for ten minutes."""
        async with self._connection() as connection:
            await connection.execute(
                "insert into web_departure (place, door, body, ends_at) values ($1, $2, $3, $4)",
                place_of(token),
                door,
                self._seal(secret, token),
                now + _DEPARTURE,
            )

    async def return_from(self, door: DoorName, *, token: str, now: Instant) -> bytes | None:
        """Say what was kept by `depart`, once."""
        async with self._connection() as connection:
            row = await connection.fetchrow(_RETURN, place_of(token))
        if row is None or row["door"] != door or now >= row["ends_at"]:
            return None
        return opened(row["body"], token=token)

    async def allow(self, key: str, *, count: int, per_s: int, now: Instant) -> bool:
        """Count one attempt of `key` and say whether it is among the first `count` of its window."""
        slot = int(now.timestamp()) // per_s
        async with self._connection() as connection:
            tries = await connection.fetchval(_ALLOW, mark_of(key, "attempt"), slot, now + timedelta(seconds=per_s))
        return bool(tries <= count)

    async def sweep(self, *, now: Instant) -> None:
        """Throw away what has ended. Nothing depends on it: ended sessions are never found."""
        async with self._connection() as connection:
            await connection.execute(_SWEEP[0], now - self._idle - _TOUCH, now - self._absolute)
            for statement in _SWEEP[1:]:
                await connection.execute(statement, now)

    def _seal(self, content: bytes, token: str) -> bytes:
        return sealed(content, token=token, random_bytes=self._random_bytes)

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[Any]:
        try:
            async with self._pool.acquire(timeout=5) as connection:
                yield connection
        except AWAY as problem:
            raise SessionsUnavailable from problem
