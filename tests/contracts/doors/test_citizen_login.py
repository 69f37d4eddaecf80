"""A citizen's way in and out, our client against the simulated ID-porten."""

from datetime import timedelta
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import pytest

from innsyn.sandbox.simulators.openid.faults import Fault
from innsyn.web.doors import CitizenLogin, Departure, LevelTooLow, LoginFailed

ISSUER = "https://innsyn.example/sandbox/idporten"


async def begin(world, hint="solveig", **more):
    return await world.citizens.begin(return_to=more.pop("return_to", "/documents?page=2"), locale="nn", login_hint=hint, **more)


async def log_in(world, hint="solveig", **more):
    departure = await begin(world, hint, **more)
    answer = await world.leave(departure)
    return await world.citizens.complete(answer, departure.pre_login, now=world.clock())


async def test_citizen_logs_in_at_level_high(world):
    login = await log_in(world)

    assert isinstance(login, CitizenLogin), login
    assert login.person_number.value == "17859010067"
    assert (login.eid, login.level, login.locale, login.return_to) == ("bankid", "idporten-loa-high", "nn", "/documents?page=2")
    assert login.auth_time == world.clock()
    assert login.sid


@pytest.mark.parametrize("eid", ["buypass", "commfides"])
async def test_every_eid_at_level_high_is_welcome(world, eid):
    login = await log_in(world, f"solveig:{eid}")

    assert isinstance(login, CitizenLogin), login
    assert login.eid == eid


async def test_minid_is_a_genuine_login_that_is_too_weak(world):
    outcome = await log_in(world, "solveig:minid")

    assert isinstance(outcome, LevelTooLow), outcome
    assert (outcome.eid, outcome.return_to) == ("minid", "/documents?page=2")


async def test_bankid_stated_at_a_lower_level_is_too_weak(world):
    world.faults.add(Fault.LOWER_LEVEL)

    assert isinstance(await log_in(world), LevelTooLow)


async def test_eid_that_is_not_on_our_list_opens_nothing(world):
    world.citizens = world.citizens_with(eids=("BankID",))

    assert isinstance(await log_in(world, "solveig:bankid"), CitizenLogin)
    assert await log_in(world, "solveig:buypass") == LoginFailed(
        reason_key="login.failed.eid", detail="id_token.amr", return_to="/documents?page=2"
    )


async def test_nothing_secret_or_personal_is_in_the_address_we_send_the_browser_to(world):
    departure = await begin(world)

    assert isinstance(departure, Departure)
    assert set(parse_qs(urlsplit(departure.url).query)) == {"client_id", "request_uri"}


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "\\/evil.example", "/\t/evil.example", "javascript:x", ""]
)
async def test_return_to_another_site_becomes_the_front_page(world, elsewhere):
    login = await log_in(world, return_to=elsewhere)

    assert login.return_to == "/"


async def test_a_living_session_at_the_provider_needs_no_second_choice(world):
    first = await log_in(world)
    departure = await begin(world, hint=None)
    second = await world.citizens.complete(await world.leave(departure), departure.pre_login, now=world.clock())

    assert isinstance(second, CitizenLogin), second
    assert (second.person_number, second.sid) == (first.person_number, first.sid)


async def test_a_weak_session_at_the_provider_is_not_reused(world):
    await log_in(world, "solveig:minid")
    departure = await begin(world, hint=None)
    answer = await world.browser.get(departure.url)

    assert "/choose" in answer.headers["location"]


async def test_turning_back_at_the_provider_is_said_as_such(world):
    departure = await begin(world, hint=None)
    page = (await world.browser.get(departure.url)).headers["location"]
    attempt = parse_qs(urlsplit(page).query)["attempt"][0]
    back = await world.browser.post(page.split("?")[0], data={"attempt": attempt, "language": "nb", "cancel": "1"})
    answer = dict(parse_qsl(urlsplit(back.headers["location"]).query))
    outcome = await world.citizens.complete(answer, departure.pre_login, now=world.clock())

    assert outcome.reason_key == "login.failed.cancelled"


async def test_logging_out_ends_the_session_at_the_provider_and_comes_home(world):
    login = await log_in(world)
    address = await world.citizens.logout_url(id_token=login.id_token, return_to="https://innsyn.example/")
    answer = await world.browser.get(address)
    again = await begin(world, hint=None)

    assert answer.headers["location"] == "https://innsyn.example/"
    assert "/choose" in (await world.browser.get(again.url)).headers["location"]


async def test_logging_out_tells_the_other_portal_in_the_session(world):
    login = await log_in(world)
    await world.browser.get(
        "https://innsyn.example/sandbox/idporten/authorize",
        params={
            "client_id": "region",
            "redirect_uri": "https://region.example/back",
            "response_type": "code",
            "scope": "openid",
            "state": "s",
            "code_challenge": "c" * 43,
            "code_challenge_method": "S256",
        },
    )
    page = await world.browser.get(await world.citizens.logout_url(id_token=login.id_token, return_to="https://innsyn.example/"))

    assert page.status_code == 200
    assert f"https://region.example/logout?iss=https%3A%2F%2Finnsyn.example%2Fsandbox%2Fidporten&amp;sid={login.sid}" in page.text
    assert "frame-src https://region.example" in page.headers["content-security-policy"]
    assert 'href="https://innsyn.example/"' in page.text


async def test_logging_out_at_the_provider_itself_calls_our_front_channel(world):
    login = await log_in(world)
    page = await world.browser.get(f"{ISSUER}/logout")
    call = urlencode({"iss": ISSUER, "sid": login.sid}).replace("&", "&amp;")

    assert f"https://innsyn.example/logout/front-channel?{call}" in page.text
    assert world.citizens.front_channel(iss=ISSUER, sid=login.sid) == login.sid


@pytest.mark.parametrize(("iss", "sid"), [("https://evil.example", "x"), ("", "x"), (ISSUER, ""), (ISSUER, "x" * 999)])
async def test_front_channel_call_from_elsewhere_ends_nothing(world, iss, sid):
    assert world.citizens.front_channel(iss=iss, sid=sid) is None


async def test_logout_lands_at_the_registered_address_without_its_query(world):
    login = await log_in(world)
    answer = await world.browser.get(await world.citizens.logout_url(id_token=login.id_token, return_to="https://innsyn.example/?a=b"))

    assert answer.headers["location"] == "https://innsyn.example/"


async def test_logout_lands_only_at_a_registered_address(world):
    login = await log_in(world)
    page = await world.browser.get(await world.citizens.logout_url(id_token=login.id_token, return_to="https://evil.example/"))

    assert page.status_code == 200
    assert "evil.example" not in page.text


async def test_provider_that_is_down_gives_an_outcome_at_both_ends(world):
    departure = await begin(world)
    answer = await world.leave(departure)
    world.faults.add(Fault.DOWN)

    begun = await begin(world)
    completed = await world.citizens.complete(answer, departure.pre_login, now=world.clock())

    assert (begun.reason_key, begun.detail) == ("login.failed.provider_down", "status.503")
    assert completed.reason_key == "login.failed.provider_down"


async def test_provider_that_is_down_does_not_hold_back_our_own_logout(world):
    world.faults.add(Fault.DOWN)

    assert await world.citizens.logout_url(id_token="x", return_to="https://innsyn.example/") == "https://innsyn.example/"


async def test_provider_that_is_slow_is_not_waited_for(world):
    world.faults.add(Fault.SLOW)
    world.citizens = world.citizens_with(deadline_s=0.05)
    begun = await begin(world)

    assert (begun.reason_key, begun.detail) == ("login.failed.provider_down", "deadline")


async def test_metadata_is_remembered_for_an_hour_and_no_longer(world):
    await begin(world)
    world.faults.add(Fault.DOWN)
    world.clock.move(timedelta(minutes=59))
    remembered = await world.citizens._provider.metadata(now=world.clock())
    world.clock.move(timedelta(minutes=1))
    forgotten = await world.citizens._provider.metadata(now=world.clock())

    assert remembered.issuer == "https://innsyn.example/sandbox/idporten"
    assert forgotten.reason == "provider_down"
