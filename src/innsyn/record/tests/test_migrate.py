"""Migrations are applied once, in order, by whoever comes first, and never changed afterwards."""

import asyncio
from dataclasses import replace

import asyncpg
import pytest

from innsyn.conftest import administer, database_address
from innsyn.fhir.definitions.tables import resource_types
from innsyn.record.migrate import Migration, MigrationRefused, known_migrations, migrate
from innsyn.record.unavailable import RecordUnavailable

FIRST = Migration(1, "0001_first.sql", "create table first (x int)")
SECOND = Migration(2, "0002_second.sql", "alter table first add y int")


@pytest.fixture
async def empty(database_server):
    """The address of a database with nothing in it."""
    await administer(database_server, "drop database if exists innsyn_empty with (force)", "create database innsyn_empty")
    yield database_address(database_server, "innsyn_empty")
    await administer(database_server, "drop database innsyn_empty with (force)")


async def test_what_is_missing_is_applied_once(empty):
    assert await migrate(empty) == [migration.name for migration in known_migrations()]
    assert await migrate(empty) == []


async def test_two_who_start_at_once_apply_it_once(empty):
    both = await asyncio.gather(migrate(empty), migrate(empty))
    assert sorted(len(applied) for applied in both) == [0, len(known_migrations())]


async def test_a_new_one_is_applied_to_what_stands(empty):
    await migrate(empty)
    later = Migration(9000, "9000_later.sql", "create table later (x int)")
    assert await migrate(empty, (*known_migrations(), later)) == ["9000_later.sql"]


async def test_an_edited_one_is_refused(empty):
    await migrate(empty)
    edited = replace(known_migrations()[0], text="select 1")
    with pytest.raises(MigrationRefused, match="edited"):
        await migrate(empty, (edited, *known_migrations()[1:]))


async def test_a_database_of_a_newer_program_is_refused(empty):
    await migrate(empty, (*known_migrations(), Migration(9000, "9000_newer.sql", "select 1")))
    with pytest.raises(MigrationRefused, match="does not know"):
        await migrate(empty)


async def test_one_put_in_between_is_refused(empty):
    await migrate(empty, (*known_migrations(), Migration(9000, "9000_a.sql", "select 1")))
    between = Migration(8999, "8999_b.sql", "select 1")
    with pytest.raises(MigrationRefused, match="next number"):
        await migrate(empty, (*known_migrations(), between, Migration(9000, "9000_a.sql", "select 1")))


async def test_one_that_fails_leaves_nothing_of_itself(empty):
    broken = Migration(9000, "9000_broken.sql", "create table half (x int); select 1/0")
    with pytest.raises(asyncpg.DivisionByZeroError):
        await migrate(empty, (*known_migrations(), broken))
    connection = await asyncpg.connect(empty)
    assert await connection.fetchval("select to_regclass('half')") is None
    await connection.close()
    assert await migrate(empty) == []


async def test_a_restored_database_whose_transactions_count_from_lower_is_refused(empty):
    await migrate(empty)
    connection = await asyncpg.connect(empty)
    await connection.execute("""insert into log_entry (tx, owner, at, visit, action, ids, shown, outcome, detail)
        values ('99999999999', 1, now(), '00000000-0000-4000-8000-000000000009', 'read', '{}', '{}', 'done', '{}')""")
    await connection.close()
    with pytest.raises(MigrationRefused, match="pg_resetwal"):
        await migrate(empty)


async def test_a_server_that_does_not_answer_is_unavailable():
    with pytest.raises(RecordUnavailable):
        await migrate("postgresql://nobody@127.0.0.1:1/none")


async def test_the_database_knows_every_type_r4_knows(database):
    connection = await asyncpg.connect(database)
    known = await connection.fetchval("select enum_range(null::resource_type)::text[]")
    await connection.close()
    assert set(known) == resource_types()


def test_numbers_have_no_gaps_and_names_say_them():
    numbers = [migration.number for migration in known_migrations()]
    assert numbers == list(range(1, len(numbers) + 1))
