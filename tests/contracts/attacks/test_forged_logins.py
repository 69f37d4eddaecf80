"""Forged, expired, replayed and weak logins at the real callbacks: a calm page, no session, and a way on."""

import re

import pytest

from innsyn.sandbox.simulators.openid.faults import TOKEN_FAULTS, Fault

BOTH = sorted(
    {*TOKEN_FAULTS, Fault.WRONG_NONCE, Fault.WRONG_RESPONSE_ISSUER, Fault.WRONG_TOKEN_HASH, Fault.SPENT_CODE, Fault.DOWN}, key=str
)
TOKEN_OF_CHANCE = re.compile(r"(?<=id_token_hint=)[\w.-]+")
"""Where one logs out at the provider: any letters may stand in it."""
STAFF_ONLY = [Fault.WRONG_KEY_BINDING, Fault.OPAQUE_ACCESS_TOKEN]
CASES = [*((key, fault) for key in ("kari", "berg") for fault in BOTH), *(("berg", fault) for fault in STAFF_ONLY)]


@pytest.fixture
def faults(town):
    yield town.running.faults
    town.running.faults.clear()


async def begun(town, key):
    """A browser that has chosen its person and stands before the callback. Returns it with the callback's address."""
    browser = town.running.browser()
    answer = await browser.client.get(f"/login?login_hint={key}")
    at_provider = await browser.client.get(answer.headers["location"])
    return browser, at_provider.headers.get("location", "")


def assert_refused(answer, browser):
    assert answer.status_code in (403, 503)
    assert browser.token is None
    assert "set-cookie" not in answer.headers or "innsyn=" not in answer.headers["set-cookie"]
    assert answer.text.count("<h1") == 1
    said = TOKEN_OF_CHANCE.sub("", answer.text)
    for word in ("Traceback", "joserfc", "nonce", "audience", "expired", "JWT"):
        assert word not in said


@pytest.mark.parametrize(("key", "fault"), CASES, ids=lambda each: getattr(each, "name", each))
async def test_a_spoiled_login_opens_no_session(town, faults, key, fault):
    if fault is Fault.DOWN:
        browser, callback = await begun(town, key)
        faults.add(fault)
    else:
        faults.add(fault)
        browser, callback = await begun(town, key)
    assert_refused(await browser.client.get(callback), browser)
    assert (await browser.client.get("/my-health")).headers["location"].startswith("/login")


@pytest.mark.parametrize("key", ["kari", "berg"])
async def test_a_lowered_level_is_refused_with_a_way_on(town, faults, key):
    faults.add(Fault.LOWER_LEVEL)
    browser, callback = await begun(town, key)
    answer = await browser.client.get(callback)
    assert_refused(answer, browser)


@pytest.mark.parametrize("key", ["kari", "berg"])
@pytest.mark.parametrize("name", ["state", "code", "iss"])
async def test_an_answer_that_was_changed_on_the_way_opens_no_session(town, key, name):
    for value in ("x", "", "9" * 3000, "%00"):
        browser, callback = await begun(town, key)
        before, _, rest = callback.partition(f"{name}=")
        changed = f"{before}{name}={value}&{rest.partition('&')[2]}"
        answer = await browser.client.get(changed)
        assert answer.status_code in (400, 403)
        assert browser.token is None


@pytest.mark.parametrize("key", ["kari", "berg"])
async def test_the_other_doors_answer_opens_no_session(town, key):
    browser, callback = await begun(town, key)
    other = callback.replace("/desk/login/callback", "/login/callback") if key == "berg" else callback.replace("/login/", "/desk/login/")
    assert other != callback
    assert_refused(await browser.client.get(other), browser)


async def test_a_code_of_somebody_elses_login_opens_no_session(town):
    _, hers = await begun(town, "kari")
    browser, own = await begun(town, "per")
    code = hers.partition("code=")[2].partition("&")[0]
    kept = own.partition("code=")[2].partition("&")[0]
    assert_refused(await browser.client.get(own.replace(kept, code)), browser)


async def test_a_login_that_waited_too_long_opens_no_session(town):
    from datetime import timedelta

    browser, callback = await begun(town, "kari")
    town.running.clock.move(timedelta(minutes=11))
    assert_refused(await browser.client.get(callback), browser)


async def test_nobody_is_logged_out_by_a_provider_that_is_not_ours(town):
    browser = await town.browser("kari")
    for query in ("iss=https://evil.example&sid=x", "sid=x", "", "iss=http://innsyn.test/sandbox/idporten&sid=guessed"):
        await town.running.browser().client.get(f"/logout/front-channel?{query}")
    assert (await browser.client.get("/my-health")).status_code == 200
