"""One contract for both registries of clients, and for what they remember of tokens."""

from dataclasses import replace
from datetime import timedelta

import asyncpg
import pytest

from innsyn.web.clients import By, ClientsUnavailable, RegisteredClient
from innsyn.web.clients.memory import MemoryClients
from innsyn.web.clients.postgres import PostgresClients
from innsyn.web.clients.tokens import PostgresTokens
from innsyn.web.sessions.migrate import migrate_sessions
from innsyn.web.testing.fakes import NOW

EVA = By("eva", "Eva Engebretsen")
SOON, LATER = NOW + timedelta(minutes=5), NOW + timedelta(minutes=6)
JOURNAL = RegisteredClient(client_id="journal", name="Journalsystemet", organisation="974749025", keys="{}", scopes="system/*.rs")


@pytest.fixture
async def pool(database):
    await migrate_sessions(database)
    pool = await asyncpg.create_pool(database, min_size=1, max_size=2)
    yield pool
    await pool.close()


@pytest.fixture(params=["memory", "postgres"])
def stores(request):
    if request.param == "memory":
        memory = MemoryClients()
        return memory, memory
    pool = request.getfixturevalue("pool")
    return PostgresClients(pool), PostgresTokens(pool, random_bytes=lambda count: bytes(count))


@pytest.fixture
def clients(stores):
    return stores[0]


@pytest.fixture
def tokens(stores):
    return stores[1]


async def test_a_registered_client_is_found_as_it_was_registered(clients):
    wished = replace(JOURNAL, allows_bearer=True, contact="drift@example.no", keys_url="https://x.example/jwks", login_client="app")
    assert await clients.add(wished, by=EVA, now=NOW)
    assert await clients.find("journal") == wished
    assert await clients.find("another") is None


async def test_an_id_is_given_once_also_after_its_end(clients):
    assert await clients.add(JOURNAL, by=EVA, now=NOW)
    assert not await clients.add(replace(JOURNAL, name="En annen"), by=EVA, now=NOW)
    await clients.revoke("journal", by=EVA, now=NOW)
    assert not await clients.add(JOURNAL, by=EVA, now=NOW)
    assert [event.kind for event in await clients.events("journal")] == ["added", "revoked"]


async def test_an_organisation_sees_its_own_by_name(clients):
    others = replace(JOURNAL, client_id="b", organisation="993467049", name="A")
    for client in (JOURNAL, others, replace(JOURNAL, client_id="a", name="Arkivet")):
        await clients.add(client, by=EVA, now=NOW)
    assert [client.client_id for client in await clients.of("974749025")] == ["a", "journal"]
    assert [client.client_id for client in await clients.of(None)] == ["b", "a", "journal"]


async def test_a_change_moves_the_version_and_says_who(clients):
    await clients.add(JOURNAL, by=EVA, now=NOW)
    assert await clients.change(replace(JOURNAL, name="Nytt navn", allows_bearer=True), by=EVA, now=SOON)
    changed = await clients.find("journal")
    assert (changed.name, changed.version, changed.allows_bearer) == ("Nytt navn", 2, True)
    assert (await clients.events("journal"))[1].by == EVA
    assert (await clients.events("journal"))[1].at == SOON


async def test_a_change_from_an_old_page_or_of_an_ended_client_changes_nothing(clients):
    await clients.add(JOURNAL, by=EVA, now=NOW)
    await clients.change(replace(JOURNAL, name="Først"), by=EVA, now=SOON)
    assert not await clients.change(replace(JOURNAL, name="Sist"), by=EVA, now=SOON)
    assert not await clients.change(replace(JOURNAL, client_id="ukjent"), by=EVA, now=SOON)
    await clients.revoke("journal", by=EVA, now=SOON)
    ended = await clients.find("journal")
    assert not await clients.change(ended, by=EVA, now=LATER)
    assert ((await clients.find("journal")).name, len(await clients.events("journal"))) == ("Først", 3)


async def test_a_client_never_changes_organisation(clients):
    await clients.add(JOURNAL, by=EVA, now=NOW)
    await clients.change(replace(JOURNAL, organisation="993467049"), by=EVA, now=NOW)
    assert (await clients.find("journal")).organisation == "974749025"


async def test_an_end_is_for_good_and_happens_once(clients):
    await clients.add(JOURNAL, by=EVA, now=NOW)
    assert await clients.revoke("journal", by=EVA, now=SOON)
    assert (await clients.find("journal")).revoked_at == SOON
    assert not await clients.revoke("journal", by=EVA, now=LATER)
    assert not await clients.revoke("ukjent", by=EVA, now=LATER)


async def test_a_word_is_spent_once_until_its_end(tokens):
    assert await tokens.spend("a", until=SOON, now=NOW)
    assert not await tokens.spend("a", until=SOON, now=NOW)
    assert await tokens.spend("b", until=SOON, now=NOW)
    assert await tokens.spend("a", until=LATER, now=SOON)


async def test_a_grant_is_found_by_its_token_until_its_end(tokens):
    await tokens.keep_grant("token", b"kari", until=SOON)
    assert await tokens.grant("token", now=NOW) == b"kari"
    assert await tokens.grant("another", now=NOW) is None
    assert await tokens.grant("token", now=SOON) is None


async def test_what_holds_is_the_same_object_until_something_changes(clients, tokens):
    first = await tokens.standing(None)
    assert await tokens.standing(first) is first
    await clients.add(JOURNAL, by=EVA, now=NOW)
    second = await tokens.standing(first)
    assert second.clients["journal"] == JOURNAL
    assert second.changes > first.changes
    await clients.revoke("journal", by=EVA, now=SOON)
    third = await tokens.standing(second)
    assert third.clients["journal"].is_revoked
    await tokens.take_back("jti", until=SOON)
    assert len((await tokens.standing(third)).revoked) == 1


async def test_what_changes_nothing_is_not_counted(clients, tokens):
    await clients.add(JOURNAL, by=EVA, now=NOW)
    standing = await tokens.standing(None)
    await clients.add(JOURNAL, by=EVA, now=NOW)
    await clients.change(replace(JOURNAL, version=7), by=EVA, now=NOW)
    await clients.revoke("ukjent", by=EVA, now=NOW)
    assert await tokens.standing(standing) is standing


async def test_the_table_of_grants_tells_neither_token_nor_person(pool):
    tokens = PostgresTokens(pool, random_bytes=lambda count: bytes(count))
    await tokens.keep_grant("the-token", b"kari", until=SOON)
    row = await pool.fetchrow("select * from web_token_grant")
    assert b"kari" not in row["body"]
    assert b"the-token" not in row["place"]


async def test_what_has_ended_is_swept_and_the_rest_stays(pool):
    tokens = PostgresTokens(pool, random_bytes=lambda count: bytes(count))
    await tokens.spend("old", until=NOW, now=NOW - timedelta(hours=1))
    await tokens.spend("young", until=LATER, now=NOW)
    await tokens.sweep(now=SOON)
    assert await pool.fetchval("select count(*) from web_token_spent") == 1


async def test_a_registry_that_is_away_says_so(pool):
    await pool.close()
    tokens = PostgresTokens(pool, random_bytes=lambda count: bytes(count))
    for asked in (PostgresClients(pool).find("x"), tokens.standing(None), tokens.spend("x", until=SOON, now=NOW)):
        with pytest.raises(ClientsUnavailable):
            await asked
