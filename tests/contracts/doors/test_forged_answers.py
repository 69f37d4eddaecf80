"""What an attacker, or a provider gone wrong, can put in our hands: nothing of it logs anybody in."""

import json
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from innsyn.sandbox.simulators.openid.faults import Fault
from innsyn.web.doors import CitizenLogin, LoginFailed, StaffLogin

SPOILT_TOKENS = {
    Fault.WRONG_AUDIENCE: "id_token.aud",
    Fault.EXPIRED_TOKEN: "id_token.exp",
    Fault.WRONG_NONCE: "id_token.nonce",
    Fault.WRONG_ISSUER: "id_token.iss",
    Fault.BAD_SIGNATURE: "token.signature",
    Fault.UNKNOWN_KEY: "token.unknown_key",
    Fault.ALG_NONE: "token.alg",
    Fault.HS256_WITH_PUBLIC_KEY: "token.alg",
    Fault.WRONG_TOKEN_HASH: "id_token.at_hash",
}
DOORS = {"citizens": ("solveig", CitizenLogin), "staff": ("lise", StaffLogin)}


@pytest.fixture(params=DOORS)
def door(request, world):
    return Door(world, getattr(world, request.param), *DOORS[request.param])


class Door:
    def __init__(self, world, client, hint, kind):
        self.world, self.client, self.hint, self.kind = world, client, hint, kind

    async def begin(self):
        return await self.client.begin(return_to="/", locale="nb", login_hint=self.hint)

    async def complete(self, answer, pre_login):
        return await self.client.complete(answer, pre_login, now=self.world.clock())

    async def begin_and_leave(self):
        departure = await self.begin()
        return departure, await self.world.leave(departure)


async def test_the_genuine_answer_is_accepted(door):
    departure, answer = await door.begin_and_leave()

    assert isinstance(await door.complete(answer, departure.pre_login), door.kind)


@pytest.mark.parametrize("fault", SPOILT_TOKENS)
async def test_spoilt_token_is_refused(door, fault):
    departure, answer = await door.begin_and_leave()
    door.world.faults.add(fault)

    outcome = await door.complete(answer, departure.pre_login)

    assert outcome == LoginFailed(reason_key="login.failed.refused", detail=SPOILT_TOKENS[fault])


async def test_another_state_is_refused(door):
    departure, answer = await door.begin_and_leave()

    outcome = await door.complete({**answer, "state": "x" + answer["state"][1:]}, departure.pre_login)

    assert outcome.detail == "answer.state"


async def test_answer_without_state_is_refused(door):
    departure, answer = await door.begin_and_leave()
    del answer["state"]

    assert (await door.complete(answer, departure.pre_login)).detail == "answer.state"


async def test_answer_brought_by_another_browser_is_refused(door):
    _, answer = await door.begin_and_leave()
    other = await door.begin()

    assert (await door.complete(answer, other.pre_login)).detail == "answer.state"


@pytest.mark.parametrize("kept", [b"", b"{}", b"null", b"\xff", b'{"state": 1}'])
async def test_answer_nobody_waits_for_is_refused(door, kept):
    _, answer = await door.begin_and_leave()

    assert (await door.complete(answer, kept)).reason_key == "login.failed.stale"


async def test_answer_that_comes_too_late_is_refused(door):
    departure = await door.begin()
    answer = await door.world.leave(departure)
    door.world.clock.move(timedelta(minutes=31))

    assert (await door.complete(answer, departure.pre_login)).reason_key == "login.failed.stale"


async def test_code_cannot_be_used_twice(door):
    departure, answer = await door.begin_and_leave()
    await door.complete(answer, departure.pre_login)

    assert (await door.complete(answer, departure.pre_login)).detail == "token.invalid_grant"


async def test_code_that_was_spent_before_it_came_is_refused(door):
    door.world.faults.add(Fault.SPENT_CODE)
    departure, answer = await door.begin_and_leave()

    assert (await door.complete(answer, departure.pre_login)).detail == "token.invalid_grant"


async def test_stolen_code_is_useless_without_the_verifier(door):
    """Code injection: the thief begins a login of his own and puts the victim's code in the answer."""
    _, victims = await door.begin_and_leave()
    thief, own = await door.begin_and_leave()

    assert (await door.complete({**own, "code": victims["code"]}, thief.pre_login)).detail == "token.invalid_grant"


async def test_answer_of_another_issuer_is_refused(door):
    door.world.faults.add(Fault.WRONG_RESPONSE_ISSUER)
    departure, answer = await door.begin_and_leave()

    assert (await door.complete(answer, departure.pre_login)).detail == "answer.iss"


async def test_answer_without_issuer_is_refused_when_the_provider_promised_one(door):
    departure, answer = await door.begin_and_leave()
    del answer["iss"]

    assert (await door.complete(answer, departure.pre_login)).detail == "answer.iss"


async def test_attempt_begun_at_another_provider_is_refused(door):
    departure, answer = await door.begin_and_leave()
    kept = json.loads(departure.pre_login) | {"issuer": "https://other.example"}

    assert (await door.complete(answer, json.dumps(kept).encode())).detail == "answer.iss"


async def test_error_in_the_answer_is_not_repeated_in_the_log(door):
    departure, answer = await door.begin_and_leave()
    del answer["code"]

    outcome = await door.complete({**answer, "error": "17859010067 <script>"}, departure.pre_login)

    assert (outcome.reason_key, outcome.detail) == ("login.failed.refused", "answer.error")


async def test_each_login_has_its_own_secrets(door):
    one, two = await door.begin(), await door.begin()
    first, second = json.loads(one.pre_login), json.loads(two.pre_login)

    assert all(first[name] != second[name] for name in ("state", "nonce", "code_verifier"))
    assert one.url != two.url


async def test_request_pushed_once_cannot_be_used_twice(door):
    departure = await door.begin()
    await door.world.leave(departure)

    assert (await door.world.browser.get(departure.url)).status_code == 400


async def test_request_pushed_for_one_client_is_of_no_use_to_another(door):
    departure = await door.begin()
    query = parse_qs(urlsplit(departure.url).query)
    address = departure.url.split("?")[0]

    answer = await door.world.browser.get(address, params={"client_id": "region", "request_uri": query["request_uri"][0]})

    assert answer.status_code == 400
    assert "location" not in answer.headers
