"""Who an id_token of ID-porten's kind says has logged in."""

import pytest

from innsyn.edge.idporten.citizen import judged_citizen
from innsyn.edge.openid.code_flow import Redeemed
from innsyn.edge.openid.refusal import Refusal
from innsyn.web.doors import CitizenLogin, LevelTooLow

CLAIMS = {"pid": "17859010067", "amr": ["BankID"], "acr": "idporten-loa-high", "sid": "s", "auth_time": 1, "locale": "se"}


def judged(**changed):
    claims = {name: value for name, value in (CLAIMS | changed).items() if value is not None}
    redeemed = Redeemed(claims=claims, id_token="i", access_token="a", expires_in=60, dpop_key=None)
    return judged_citizen(redeemed, ("BankID",), return_to="/")


def test_citizen_at_level_high_is_logged_in():
    assert isinstance(judged(), CitizenLogin)


def test_older_name_of_the_level_counts():
    assert isinstance(judged(acr="Level4"), CitizenLogin)


@pytest.mark.parametrize("acr", ["idporten-loa-substantial", "Level3"])
def test_lower_level_is_too_low_whatever_the_eid(acr):
    assert isinstance(judged(acr=acr), LevelTooLow)


@pytest.mark.parametrize("acr", [None, "", "idporten-loa-higher", "high", ["idporten-loa-high"], 4])
def test_unknown_level_is_refused(acr):
    assert judged(acr=acr) == Refusal("refused", "id_token.acr")


@pytest.mark.parametrize("amr", [None, [], ["MinID"], ["BankID2"]])
def test_unknown_eid_is_refused_at_level_high_too(amr):
    assert judged(amr=amr) == Refusal("eid", "id_token.amr")


@pytest.mark.parametrize("pid", [None, "", "17859010068", 17859010067, "x", "81234500007"])
def test_number_that_cannot_be_one_is_refused(pid):
    assert judged(pid=pid) == Refusal("refused", "id_token.pid")


@pytest.mark.parametrize("changed", [{"sid": None}, {"sid": ""}, {"sid": 7}, {"auth_time": None}, {"auth_time": "now"}])
def test_login_without_session_or_time_is_refused(changed):
    assert judged(**changed) == Refusal("refused", "id_token.session")


def test_language_we_do_not_have_is_left_open():
    assert judged(locale="de").locale == ""
