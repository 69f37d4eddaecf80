"""What an older program wrote gets the facts that a newer one searches by, while others write, and nothing else of it changes."""

import asyncio
import json

import asyncpg
import pytest

from innsyn.record import refilling
from innsyn.record.condition import Everything
from innsyn.record.entry import Action
from innsyn.record.keys import FORM_KEY
from innsyn.record.migrate import migrate
from innsyn.record.query import Missing, Query, ReferenceIs
from innsyn.record.stored import SHARED
from innsyn.record.tests.samples import create, delete, entry, observation, update, written

FACTS = "select row, keys, spans, texts, measured, clinical_at, labels, digest, body, tx::text from {} order by row"
POPULATION = "select token, row, owner from population order by token, row, owner"
AGE = """
set innsyn.refilling = 'on';
update {} set keys = array_remove(keys, {}::bigint), texts = null, measured = null, spans = null;
"""


@pytest.fixture
async def connection(database):
    opened = await asyncpg.connect(database)
    yield opened
    await opened.close()


async def made_older(connection):
    """Let everything look as an older program left it."""
    for table in ("version", "shared_version"):
        await connection.execute(AGE.format(table, FORM_KEY))
    await connection.execute("set innsyn.refilling = 'off'; delete from refilling; delete from population where token % 2 = 0")


async def everything(connection):
    return [await connection.fetch(FACTS.format(table)) for table in ("version", "shared_version")]


async def some_versions(record, count=5):
    owner = record.new_owner()
    bodies = [
        observation(f"{n}-1", valueQuantity={"value": n, "unit": "g"}, performer=[{"reference": "Practitioner/x"}]) for n in range(count)
    ]
    stored = await written(record, owner, *[create(body) for body in bodies])
    await written(record, owner, update(observation("changed", valueString="ny"), stored[0].id), delete("Observation", stored[1].id))
    name = json.dumps({"resourceType": "Organization", "name": "Sykehuset"}).encode()
    await written(record, SHARED, create(name))
    return owner, stored


async def test_what_stands_gets_the_facts_it_would_have_been_written_with(own_record, database, connection):
    await some_versions(own_record)
    before, listed = await everything(connection), await connection.fetch(POPULATION)
    await made_older(connection)
    assert await everything(connection) != before
    await migrate(database)
    current = {row[0] for row in await connection.fetch("select row from version where is_current and not deleted")}
    after = await everything(connection)
    assert [row for row in after[0] if row["row"] in current] == [row for row in before[0] if row["row"] in current]
    assert after[1] == before[1]
    assert await connection.fetch(POPULATION) == listed


async def test_searches_that_need_them_find_again(own_record, database, connection):
    owner, stored = await some_versions(own_record)
    await made_older(connection)
    wanted = Missing("value-quantity", is_missing=False)

    async def found():
        query = Query(("Observation",), (wanted,))
        page = await own_record.search(owner=owner, query=query, narrow=Everything(), stamp=None, entry=entry(Action.SEARCH))
        everywhere = Query(("Observation",), (ReferenceIs("performer", ("Practitioner/x",)),))
        all_of = await own_record.search(owner=None, query=everywhere, narrow=Everything(), stamp=None, entry=entry(Action.SEARCH))
        return {row.id for row in page.rows}, {row.id for row in all_of.rows}

    await migrate(database)
    rest = {one.id for one in stored[2:]}
    assert await found() == (rest, rest)


async def test_it_goes_on_where_it_was_stopped(own_record, database, connection, monkeypatch):
    monkeypatch.setattr(refilling, "BATCH", 2)
    await some_versions(own_record, count=7)
    before = await everything(connection)
    await made_older(connection)

    def stop(progress):
        if progress.passed == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await refilling.refill(connection, stop)
    heard = []
    assert await refilling.refill(connection, heard.append) == sum(one.filled for one in heard if one is last_of(heard, one.table))
    assert sum(row["row"] in {each["row"] for each in before[0]} for row in (await everything(connection))[0]) == len(before[0])
    assert await lacking(connection) == 0
    assert await refilling.refill(connection) == 0


def last_of(heard, table):
    return [one for one in heard if one.table == table][-1]


async def lacking(connection):
    question = "select count(*) from version where is_current and not deleted and not keys @> array[$1::bigint]"
    return await connection.fetchval(question, FORM_KEY)


async def test_others_write_meanwhile(own_record, connection, monkeypatch):
    monkeypatch.setattr(refilling, "BATCH", 3)
    owner, stored = await some_versions(own_record, count=30)
    await made_older(connection)

    async def writes():
        for number in range(2, 20):
            await written(own_record, owner, update(observation(f"new-{number}"), stored[number].id))

    await asyncio.gather(refilling.refill(connection), writes())
    assert await lacking(connection) == 0
    keys = await connection.fetch("select row, id from version where is_current and not deleted and measured is not null order by row")
    assert [place for place, one in enumerate(stored) if one.id in {row["id"] for row in keys}] == [0, *range(20, 30)]


@pytest.mark.parametrize(
    "change",
    ["body = 'x'", "labels = '{N}'", "owner = 7", "custodian = '1'", "deleted = true", "clinical_at = now()", "keys = '{}', digest = 'x'"],
)
async def test_even_who_refills_changes_nothing_else(own_record, connection, change):
    await some_versions(own_record)
    await connection.execute("set innsyn.refilling = 'on'")
    with pytest.raises(asyncpg.RestrictViolationError):
        await connection.execute(f"update version set {change} where not deleted")
    with pytest.raises(asyncpg.RestrictViolationError):
        await connection.execute("delete from version")


@pytest.mark.parametrize("column", ["keys = '{}'", "spans = '{}'", "texts = '{}'", "measured = '[]'"])
@pytest.mark.parametrize("table", ["version", "shared_version"])
async def test_who_does_not_say_that_she_refills_changes_no_facts(own_record, connection, column, table):
    await some_versions(own_record)
    with pytest.raises(asyncpg.RestrictViolationError):
        await connection.execute(f"update {table} set {column}")


async def test_an_index_that_was_broken_off_is_built_again(own_record, database, connection):
    await connection.execute("drop index version_walked")
    await connection.execute("update pg_index set indisvalid = false where indexrelid = 'version_kept'::regclass")
    await migrate(database)
    valid = "select array_agg(indisvalid) from pg_index where indexrelid in ('version_walked'::regclass, 'version_kept'::regclass)"
    assert await connection.fetchval(valid) == [True, True]
