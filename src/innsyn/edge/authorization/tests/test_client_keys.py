"""A client's keys at an address of its own: fetched with care, kept for a while, fetched again when they change."""

import httpx
import pytest

from innsyn.edge.authorization.fetching import KeyFetcher
from innsyn.edge.openid.refusal import Refusal

ADDRESS = "https://journal.example/keys"


def fetcher(answer, *addresses, **more):
    async def resolve(host, port):
        return addresses or ("93.184.215.14",)

    return KeyFetcher(http=httpx.AsyncClient(transport=httpx.MockTransport(answer)), resolve=resolve, **more)


def ok(request):
    return httpx.Response(200, text="{}")


async def why(fetching, address=ADDRESS):
    found = await fetching.fetch(address)
    assert isinstance(found, Refusal), found
    return found.detail


async def test_the_connection_goes_to_the_address_that_was_judged_under_the_name_that_was_given():
    asked = []

    def answer(request):
        asked.append((request.url.host, request.headers["host"], request.extensions["sni_hostname"]))
        return httpx.Response(200, text="{}", headers={"cache-control": "max-age=60"})

    found = await fetcher(answer).fetch(ADDRESS)
    assert (found.text, found.keep_s) == ("{}", 60)
    assert asked == [("93.184.215.14", "journal.example", "journal.example")]


PRIVATE = "127.0.0.1 10.0.0.8 172.16.3.1 192.168.1.1 169.254.169.254 0.0.0.0 100.64.0.1 ::1 fe80::1 fc00::1 ::ffff:127.0.0.1 224.0.0.1 x"


@pytest.mark.parametrize("address", PRIVATE.split())
async def test_no_address_of_our_own_network_is_asked(address):
    assert await why(fetcher(ok, address)) == "keys.private_address"
    assert await why(fetcher(ok, "93.184.215.14", address)) == "keys.private_address"


async def test_a_name_that_leads_nowhere_is_refused():
    async def nowhere(host, port):
        raise OSError

    assert await why(KeyFetcher(http=httpx.AsyncClient(transport=httpx.MockTransport(ok)), resolve=nowhere)) == "keys.fetch"


@pytest.mark.parametrize(
    "address", ["http://journal.example/keys", "file:///etc/passwd", "https://a:b@journal.example/", "https://", "", "ftp://x"]
)
async def test_only_plain_https_addresses_are_asked(address):
    assert await why(fetcher(ok), address) == "keys.address"


async def test_redirects_errors_and_floods_are_refused():
    elsewhere = httpx.Response(302, headers={"location": "http://169.254.169.254/"})
    assert await why(fetcher(lambda _: elsewhere)) == "keys.status"
    assert await why(fetcher(lambda _: httpx.Response(500))) == "keys.status"
    assert await why(fetcher(lambda _: httpx.Response(200, text="x" * 65_000))) == "keys.too_long"

    def broken(_):
        raise httpx.ConnectError("no")

    assert await why(fetcher(broken)) == "keys.fetch"


@pytest.mark.parametrize(
    ("said", "kept"), [("", 600), ("max-age=5", 5), ("max-age=99999", 600), ("no-store", 0), ("no-cache, max-age=60", 0)]
)
async def test_keys_are_kept_as_long_as_their_owner_lets_us_and_ten_minutes_at_most(said, kept):
    found = await fetcher(lambda _: httpx.Response(200, text="{}", headers={"cache-control": said})).fetch(ADDRESS)
    assert found.keep_s == kept


@pytest.fixture
async def remote(town, names):
    """A client whose keys are at an address; `publish` changes what is there."""
    await town.register("remote", keys="", keys_url="https://journal.example/keys")

    def publish(*keys, **more):
        town.key_sets["/keys"] = httpx.Response(200, text=names.jwks(*keys), **more)

    publish(names.key)
    return publish


async def asks(town, key):
    return (await town.ask(proved=town.assertion(client_id="remote", key=key))).status_code


async def test_a_client_with_an_address_is_known_by_the_keys_there_asked_for_once(town, names, remote):
    assert [await asks(town, names.key) for _ in range(3)] == [200] * 3
    assert town.asked.count("/keys") == 1
    assert await asks(town, names.other_key) == 401


async def test_a_new_key_is_found_when_it_is_used_and_a_withdrawn_one_is_forgotten(town, names, remote):
    assert await asks(town, names.key) == 200
    remote(names.other_key)
    town.clock.move(11 * names.second)
    assert await asks(town, names.other_key) == 200
    assert await asks(town, names.key) == 401


async def test_invented_key_ids_make_us_ask_every_ten_seconds_at_most(town, names, remote):
    for _ in range(5):
        assert await asks(town, names.other_key) == 401
    assert town.asked.count("/keys") == 1


async def test_an_address_that_fails_lets_nobody_in_and_is_asked_again_later(town, names, remote):
    town.key_sets["/keys"] = httpx.Response(500)
    assert await asks(town, names.key) == 401
    remote(names.key)
    assert await asks(town, names.key) == 401
    town.clock.move(11 * names.second)
    assert await asks(town, names.key) == 200


async def test_a_private_key_that_was_published_by_mistake_is_not_used(town, names, remote):
    town.key_sets["/keys"] = httpx.Response(200, json={"keys": [names.key.as_dict(private=True)]})
    assert await asks(town, names.key) == 401


async def test_the_assertion_may_name_the_registered_address_and_no_other(town, names, remote):
    for address, status in (("https://journal.example/keys", 200), ("https://evil.example/keys", 401)):
        proved = town.assertion(client_id="remote", header={"jku": address})
        assert (await town.ask(proved=proved)).status_code == status
    assert (await town.ask(proved=town.assertion(header={"jku": "https://evil.example/keys"}))).status_code == 401
