"""On Citus each table is spread once, by its owner, in an order that Citus accepts."""

import asyncpg
import pytest

from innsyn.record.distribute import SPREADS, has_citus, spread_tables
from innsyn.record.migrate import migrate

STAND_IN = """
create table called (place int generated always as identity, what text);
create table pg_dist_partition (logicalrelid regclass);
create function create_reference_table(name regclass) returns void language sql as $$
  insert into called (what) values ('reference ' || name); insert into pg_dist_partition values (name) $$;
create function create_distributed_table(name regclass, by text, colocate_with text) returns void language sql as $$
  insert into called (what) values ('distributed ' || name || ' by ' || by || ' beside ' || colocate_with);
  insert into pg_dist_partition values (name) $$;
"""
UNIQUE = """
select c.relname, array(select a.attname::text from unnest(i.indkey) as k (n) join pg_attribute a on a.attrelid = c.oid and a.attnum = k.n)
from pg_index i join pg_class c on c.oid = i.indrelid
where i.indisunique and c.relname = any($1)"""


@pytest.fixture
async def connection(database):
    """A connection to a database whose Citus only writes down what it was called with."""
    opened = await asyncpg.connect(database)
    await opened.execute(STAND_IN)
    yield opened
    await opened.close()


async def test_tables_are_spread_in_order_and_beside_each_other(connection):
    await spread_tables(connection)
    assert [row["what"] for row in await connection.fetch("select what from called order by place")] == [
        "reference shared_version",
        "distributed version by owner beside none",
        "distributed population by owner beside version",
        "distributed standing by owner beside version",
        "distributed log_entry by owner beside version",
        "distributed blob_key by owner beside version",
        "distributed located by id beside none",
        "distributed identified by token beside none",
    ]


async def test_what_is_spread_is_not_spread_again(connection):
    assert len(await spread_tables(connection)) == len(SPREADS)
    assert await spread_tables(connection) == []


async def test_what_was_not_reached_is_spread_next_time(connection):
    await connection.execute("insert into pg_dist_partition values ('shared_version'), ('version')")
    assert await spread_tables(connection) == [spread.table for spread in SPREADS[2:]]


async def test_every_unique_constraint_holds_the_column_its_table_is_spread_by(connection):
    by = {spread.table: spread.by for spread in SPREADS if spread.by}
    rows = await connection.fetch(UNIQUE, list(by))
    assert {table for table, _ in rows} == set(by)
    assert [table for table, columns in rows if by[table] not in columns] == []


async def test_a_server_without_citus_is_left_alone(database):
    opened = await asyncpg.connect(database)
    assert not await has_citus(opened)
    await opened.close()
    assert await migrate(database) == []
