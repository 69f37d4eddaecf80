"""The simulated provider's own session in the browser: whose it is, for which workplace, and how it ends."""

import json
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc.jws import extract_compact

ISSUER = "https://op.example/below"
CLINIC = {
    "type": "helseid_authorization",
    "practitioner_role": {"organization": {"identifier": {"system": "urn:oid:1.0.6523", "type": "ENH", "value": "NO:ORGNR:990000034"}}},
}


def said_in(answer, name):
    assert answer.status_code == 200, answer.text
    return json.loads(extract_compact(answer.json()[name].encode()).payload)


def code_in(answer):
    return parse_qs(urlsplit(answer.headers["location"]).query)["code"][0]


async def test_cookie_stays_below_the_prefix_and_away_from_script(wire):
    cookie = (await wire.authorize()).headers["set-cookie"].lower()

    assert "path=/below" in cookie
    assert all(word in cookie for word in ("httponly", "secure", "samesite=lax"))


async def test_person_with_two_jobs_is_not_asked_for_a_workplace_as_a_citizen(at_idporten):
    attempt = at_idporten.attempt_on(await at_idporten.authorize())

    assert (await at_idporten.choose(attempt, person="tor")).status_code == 303


async def test_person_with_two_jobs_is_asked_for_a_workplace_as_personnel(at_helseid):
    attempt = at_helseid.attempt_on(await at_helseid.authorize())
    asked = await at_helseid.choose(attempt, person="tor")
    answer = await at_helseid.choose(attempt, person="tor", workplace="990000042")
    claims = said_in(await at_helseid.token(code_in(answer)), "access_token")

    assert "Hvor er du på jobb nå?" in asked.text
    assert claims["helseid://claims/client/claims/orgnr_child"] == "990000042"


async def test_nobody_is_asked_for_a_workplace_that_the_client_has_named(at_helseid):
    attempt = at_helseid.attempt_on(await at_helseid.authorize(authorization_details=json.dumps(CLINIC)))

    assert (await at_helseid.choose(attempt, person="tor")).status_code == 303


async def test_hint_may_name_the_workplace(at_helseid):
    code = await at_helseid.code(login_hint="tor:990000042")
    claims = said_in(await at_helseid.token(code), "access_token")

    assert claims["helseid://claims/client/claims/orgnr_child"] == "990000042"


async def test_hint_with_a_workplace_that_is_not_ones_own_names_none(at_helseid):
    code = await at_helseid.code(login_hint="lise:990000042")
    claims = said_in(await at_helseid.token(code), "access_token")

    assert claims["helseid://claims/client/claims/orgnr_child"] == "990000026"


async def test_unknown_eid_is_read_as_the_first(at_idporten):
    attempt = at_idporten.attempt_on(await at_idporten.authorize())
    answer = await at_idporten.choose(attempt, person="kari", eid="invented")

    assert said_in(await at_idporten.token(code_in(answer)), "id_token")["amr"] == ["BankID"]


async def test_logout_ends_the_session_its_token_names_whichever_browser_asks(wire):
    code = await wire.code()
    id_token = (await wire.token(code)).json()["id_token"]
    end = (await wire.http.get(f"{ISSUER}/.well-known/openid-configuration")).json()["end_session_endpoint"]
    async with httpx.AsyncClient(transport=wire.http._transport) as other:
        away = await other.get(end, params={"id_token_hint": id_token, "post_logout_redirect_uri": "https://client.example/"})

    assert away.headers["location"] == "https://client.example/"
    assert "/choose" in (await wire.authorize()).headers["location"]


async def test_logout_with_the_session_of_another_browser_ends_only_that_one(wire):
    first = (await wire.token(await wire.code())).json()["id_token"]
    wire.http.cookies.clear()
    await wire.code()
    end = (await wire.http.get(f"{ISSUER}/.well-known/openid-configuration")).json()["end_session_endpoint"]
    await wire.http.get(end, params={"id_token_hint": first})

    assert (await wire.authorize()).headers["location"].startswith("https://client.example/back?code=")


@pytest.mark.parametrize("hint", ["x", "a.b.c"])
async def test_logout_with_a_strangers_token_ends_nothing(wire, hint):
    await wire.code()
    end = (await wire.http.get(f"{ISSUER}/.well-known/openid-configuration")).json()["end_session_endpoint"]

    assert (await wire.http.get(end, params={"id_token_hint": hint})).status_code == 400
    assert (await wire.authorize()).headers["location"].startswith("https://client.example/back?code=")
