"""Tokens for national services: one for many calls, another before it runs out or when it was refused, and a proof for each call."""

from datetime import timedelta

import pytest
from joserfc import jwt

from innsyn.edge.helseid.machine import MachineToken
from innsyn.edge.openid.refusal import refused
from innsyn.kernel.clock import instant
from innsyn.main.machine_credentials import HelseidCredentials, WordCredentials

NOW = instant("2026-11-22T08:00:00+00:00")
ADDRESS = "https://cppa.example/Profiles/99000017"


class Client:
    """Gives tokens of a minute, numbered; none when it is told so."""

    def __init__(self):
        self.given, self.is_down = 0, False

    async def token(self, scope, key, *, now):
        if self.is_down:
            return refused("down")
        self.given += 1
        return MachineToken(access_token=f"{scope} {self.given}", key=key, scope=scope, expires_at=now + timedelta(minutes=1))


@pytest.fixture
def client():
    return Client()


@pytest.fixture
def credentials(client):
    names = iter(range(100))
    return HelseidCredentials(client, "a:scope", new_id=lambda: f"proof-{next(names)}")


async def test_calls_share_a_token_and_each_has_a_proof_of_its_own(credentials, client):
    first, second = [await credentials.headers("GET", ADDRESS, now=NOW) for _ in range(2)]
    assert first["Authorization"] == second["Authorization"] == "DPoP a:scope 1"
    assert first["DPoP"] != second["DPoP"]
    claims = jwt.decode(first["DPoP"], credentials._key).claims
    assert (claims["htm"], claims["htu"]) == ("GET", ADDRESS)
    assert client.given == 1


@pytest.mark.parametrize(("later_s", "tokens"), [(49, 1), (50, 2)])
async def test_token_is_used_until_ten_seconds_before_its_end(credentials, client, later_s, tokens):
    await credentials.headers("GET", ADDRESS, now=NOW)
    await credentials.headers("GET", ADDRESS, now=NOW + timedelta(seconds=later_s))
    assert client.given == tokens


async def test_token_that_was_refused_is_used_no_more(credentials):
    await credentials.headers("GET", ADDRESS, now=NOW)
    credentials.forget()
    assert (await credentials.headers("GET", ADDRESS, now=NOW))["Authorization"] == "DPoP a:scope 2"


async def test_without_a_token_there_is_nothing_to_show_and_an_old_one_is_not_shown_instead(credentials, client):
    await credentials.headers("GET", ADDRESS, now=NOW)
    client.is_down = True
    assert await credentials.headers("GET", ADDRESS, now=NOW + timedelta(minutes=1)) is None


async def test_simulators_are_shown_their_word():
    word = WordCredentials("sandbox")
    word.forget()
    assert await word.headers("GET", ADDRESS, now=NOW) == {"Authorization": "Bearer sandbox"}
