"""Preferences in PostgreSQL: one row a person, found by a hash of the opaque key."""

from typing import Any

import asyncpg

from innsyn.web.preferences.store import Preference
from innsyn.web.sessions.away import AWAY
from innsyn.web.sessions.envelope import mark_of
from innsyn.web.sessions.store import SessionsUnavailable

_OF = "select locale, reminder_hours from web_preference where person = $1"

_KEEP = """
insert into web_preference (person, locale, reminder_hours) values ($1, $2, $3)
on conflict (person) do update set locale = $2, reminder_hours = $3"""


class PostgresPreferences:
    """Implements `Preferences`. Raises SessionsUnavailable when the database is away."""

    def __init__(self, pool: "asyncpg.Pool[Any]") -> None:
        """Use `pool`."""
        self._pool = pool

    async def of(self, person_key: str) -> Preference:
        """Say what a person has asked for."""
        try:
            row = await self._pool.fetchrow(_OF, mark_of(person_key, "preference"))
        except AWAY as error:
            raise SessionsUnavailable from error
        return Preference(**row) if row else Preference()

    async def keep(self, person_key: str, preference: Preference) -> None:
        """Keep what a person asks for now."""
        try:
            await self._pool.execute(_KEEP, mark_of(person_key, "preference"), preference.locale, preference.reminder_hours)
        except AWAY as error:
            raise SessionsUnavailable from error
