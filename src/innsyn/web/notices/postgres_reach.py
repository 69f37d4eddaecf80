"""Choices and browsers in PostgreSQL, found by a hash of the opaque key."""

from collections.abc import Sequence
from typing import Any

import asyncpg

from innsyn.web.notices.browsers import MOST_BROWSERS, Browser
from innsyn.web.notices.channel import Channel
from innsyn.web.notices.choices import Choices
from innsyn.web.notices.kinds import Group
from innsyn.web.notices.postgres import reached
from innsyn.web.sessions.envelope import mark_of

_CHOICES = 'select "group", channel, level from web_notice_choice where person = $1'

_KEEP = """
insert into web_notice_choice (person, "group", channel, level)
select $1, each.name, each.channel, each.level from unnest($2::text[], $3::text[], $4::text[]) as each (name, channel, level)"""

_BROWSERS = "select endpoint, key, auth, since from web_push_browser where person = $1 order by since, id"

_ADD = """
insert into web_push_browser (id, person, endpoint, key, auth, since) values ($1, $2, $3, $4, $5, $6)
on conflict (id) do update set person = $2, key = $4, auth = $5, since = $6"""

_TOO_MANY = """
delete from web_push_browser where id in (select id from web_push_browser where person = $1 order by since desc, id offset $2)"""


class PostgresWishes:
    """Implements `Wishes`."""

    def __init__(self, pool: "asyncpg.Pool[Any]") -> None:
        """Use `pool`."""
        self._pool = pool

    async def of(self, person_key: str) -> Choices:
        """Say what a person has chosen; what this program does not know any more is left out."""
        async with reached(self._pool) as connection:
            rows = await connection.fetch(_CHOICES, mark_of(person_key, "notices"))
        known = [row for row in rows if row["group"] in set(Group) and row["channel"] in set(Channel)]
        return Choices({(Group(row["group"]), Channel(row["channel"])): row["level"] for row in known})

    async def keep(self, person_key: str, choices: Choices) -> None:
        """Keep a person's choices."""
        person = mark_of(person_key, "notices")
        columns = [[place[0] for place in choices.chosen], [place[1] for place in choices.chosen], list(choices.chosen.values())]
        async with reached(self._pool) as connection, connection.transaction():
            await connection.execute("delete from web_notice_choice where person = $1", person)
            await connection.execute(_KEEP, person, *columns)


class PostgresBrowsers:
    """Implements `Browsers`."""

    def __init__(self, pool: "asyncpg.Pool[Any]") -> None:
        """Use `pool`."""
        self._pool = pool

    async def of(self, person_key: str) -> Sequence[Browser]:
        """List a person's browsers."""
        async with reached(self._pool) as connection:
            rows = await connection.fetch(_BROWSERS, mark_of(person_key, "browser"))
        return [Browser(**row) for row in rows]

    async def add(self, person_key: str, browser: Browser) -> None:
        """Keep a browser."""
        person = mark_of(person_key, "browser")
        async with reached(self._pool) as connection, connection.transaction():
            await connection.execute(_ADD, browser.id, person, browser.endpoint, browser.key, browser.auth, browser.since)
            await connection.execute(_TOO_MANY, person, MOST_BROWSERS)

    async def remove(self, person_key: str, browser_id: str) -> None:
        """Forget a browser."""
        async with reached(self._pool) as connection:
            await connection.execute(
                "delete from web_push_browser where id = $1 and person = $2", browser_id, mark_of(person_key, "browser")
            )
