"""A health worker's way in, our client against the simulated HelseID."""

import json
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from joserfc.jws import extract_compact

from innsyn.edge.openid.dpop_proof import ProofCall, dpop_key_from, dpop_proof
from innsyn.sandbox.simulators.openid.faults import Fault
from innsyn.web.doors import LevelTooLow, StaffLogin, Workplace

WARD = Workplace(legal_entity="990000018", point_of_care="990000026")
CLINIC = Workplace(legal_entity="990000034", point_of_care="990000042")
USERINFO = "https://innsyn.example/sandbox/helseid/connect/userinfo"


async def log_in(world, hint="lise", **more):
    departure = await world.staff.begin(return_to="/desk", locale="nb", login_hint=hint, **more)
    answer = await world.leave(departure)
    return await world.staff.complete(answer, departure.pre_login, now=world.clock())


async def test_nurse_logs_in_with_number_workplace_and_level(world):
    login = await log_in(world)

    assert isinstance(login, StaffLogin), login
    assert login.person_number.value == "03828410015"
    assert (login.name, login.hpr_number, login.security_level, login.eid) == ("Lise Marie Berg", "9123456", "4", "bankid")
    assert (login.workplace, login.return_to) == (WARD, "/desk")


async def test_level_3_is_too_weak(world):
    outcome = await log_in(world, "lise:minid")

    assert isinstance(outcome, LevelTooLow), outcome
    assert (outcome.eid, outcome.return_to) == ("minid", "/desk")


async def test_high_eid_stated_at_level_3_is_too_weak(world):
    world.faults.add(Fault.LOWER_LEVEL)

    assert isinstance(await log_in(world), LevelTooLow)


async def test_person_without_hpr_number_comes_in_as_somebody_without_authorisation(world):
    outcome = await log_in(world, "oda")

    assert isinstance(outcome, StaffLogin), outcome
    assert outcome.hpr_number == ""


async def test_citizen_who_is_not_personnel_cannot_be_chosen(world):
    departure = await world.staff.begin(return_to="/desk", locale="nb", login_hint="solveig")

    assert "/choose" in (await world.browser.get(departure.url)).headers["location"]


@pytest.mark.parametrize("place", [WARD, CLINIC])
async def test_login_is_for_the_organisation_that_was_asked_for(world, place):
    login = await log_in(world, "tor", workplace=place)

    assert login.workplace == place


async def test_organisation_where_one_does_not_work_is_refused(world):
    outcome = await log_in(world, "lise", workplace=CLINIC)

    assert outcome.reason_key == "login.failed.cancelled"


async def test_person_with_two_workplaces_is_asked_which(world):
    departure = await world.staff.begin(return_to="/desk", locale="nb")
    page = (await world.browser.get(departure.url)).headers["location"]
    form = {"attempt": parse_qs(urlsplit(page).query)["attempt"][0], "language": "nb", "person": "tor", "eid": "buypass"}
    asked = await world.browser.post(page.split("?")[0], data=form)
    back = await world.browser.post(page.split("?")[0], data={**form, "workplace": CLINIC.point_of_care})
    answer = dict(parse_qsl(urlsplit(back.headers["location"]).query))
    login = await world.staff.complete(answer, departure.pre_login, now=world.clock())

    assert "Storvik helsestasjon" in asked.text
    assert (login.workplace, login.eid) == (CLINIC, "buypass")


async def test_access_token_bound_to_a_strangers_key_is_refused(world):
    world.faults.add(Fault.WRONG_KEY_BINDING)

    assert (await log_in(world)).detail == "access_token.binding"


async def test_access_token_for_another_interface_is_refused(world):
    world.staff = world.staff_with(audience="nhn:phr")

    assert (await log_in(world)).detail == "access_token.aud"


async def test_access_token_that_cannot_be_read_is_refused(world):
    world.faults.add(Fault.OPAQUE_ACCESS_TOKEN)

    assert (await log_in(world)).detail == "token.form"


async def test_nothing_secret_of_the_login_shows_when_it_is_printed(world):
    login = await log_in(world)

    assert login.token.access_token not in repr(login)
    assert "03828410015" not in repr(login)
    assert "Berg" not in repr(login)


async def test_the_token_says_who_acts_for_whom(world):
    login = await log_in(world)
    key = dpop_key_from(login.token.dpop_key)
    claims = read(login.token.access_token)

    assert claims["cnf"] == {"jkt": key.thumbprint()}
    assert claims["aud"] == "innsyn:desk"
    assert claims["helseid://claims/client/claims/orgnr_parent"] == "990000018"
    assert claims["helseid://claims/hpr/hpr_number"] == "9123456"


async def test_token_and_proof_open_userinfo(world):
    login = await log_in(world)
    answer = await world.wire.get(USERINFO, headers=proved(world, login))

    assert answer.status_code == 200
    assert answer.json()["name"] == "Lise Marie Berg"


@pytest.mark.parametrize("spoilt", [{"address": "https://innsyn.example/other"}, {"method": "POST"}, {"access_token": "another"}])
async def test_proof_for_another_call_opens_nothing(world, spoilt):
    login = await log_in(world)
    answer = await world.wire.get(USERINFO, headers=proved(world, login, **spoilt))

    assert answer.json()["error"] == "invalid_dpop_proof"


async def test_proof_used_once_opens_nothing(world):
    login = await log_in(world)
    headers = proved(world, login)
    await world.wire.get(USERINFO, headers=headers)

    assert (await world.wire.get(USERINFO, headers=headers)).json()["error"] == "invalid_dpop_proof"


async def test_bound_token_alone_opens_nothing(world):
    login = await log_in(world)
    as_bearer = {"Authorization": f"Bearer {login.token.access_token}"}
    without_proof = {"Authorization": f"DPoP {login.token.access_token}"}

    assert (await world.wire.get(USERINFO, headers=as_bearer)).status_code == 401
    assert (await world.wire.get(USERINFO, headers=without_proof)).status_code == 400


def proved(world, login, **spoilt):
    call = {"method": "GET", "address": USERINFO, "access_token": login.token.access_token} | spoilt
    proof = dpop_proof(dpop_key_from(login.token.dpop_key), ProofCall(**call), jti=json.dumps(spoilt) + login.sid, now=world.clock())
    return {"Authorization": f"DPoP {login.token.access_token}", "DPoP": proof}


def read(token):
    return json.loads(extract_compact(token.encode()).payload)
