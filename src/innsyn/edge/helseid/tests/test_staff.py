"""Who tokens of HelseID's kind say has logged in, and for which organisation."""

import pytest

from innsyn.edge.helseid.staff import CHILD, HPR_NUMBER, PARENT, PID, SECURITY_LEVEL, StaffRules, judged_staff
from innsyn.edge.openid.code_flow import Redeemed
from innsyn.edge.openid.dpop_proof import new_dpop_key
from innsyn.edge.openid.refusal import Refusal
from innsyn.kernel.clock import instant
from innsyn.web.doors import LevelTooLow, StaffLogin, Workplace

RULES = StaffRules(eids=("BankID", "MinID"), return_to="/desk", now=instant("2026-11-22T08:00:00+00:00"))
KEY = new_dpop_key()
ID_CLAIMS = {PID: "03828410015", SECURITY_LEVEL: "4", "sub": "s", "sid": "x", "auth_time": 1, "amr": ["BankID"], "name": "Lise Berg"}
ACCESS = {PID: "03828410015", SECURITY_LEVEL: "4", "sub": "s", HPR_NUMBER: "9123456", PARENT: "990000018", CHILD: "990000026"}


def judged(id_claims=None, access=None, key=KEY):
    said = [
        {name: value for name, value in (claims | (changed or {})).items() if value is not None}
        for claims, changed in ((ID_CLAIMS, id_claims), (ACCESS, access))
    ]
    redeemed = Redeemed(claims=said[0], id_token="i", access_token="a", expires_in=60, dpop_key=key)
    return judged_staff(redeemed, said[1], RULES)


def test_health_worker_is_logged_in():
    assert isinstance(judged(), StaffLogin)


@pytest.mark.parametrize("level", ["1", "2", "3"])
def test_lower_level_is_too_low(level):
    assert isinstance(judged({SECURITY_LEVEL: level}, {SECURITY_LEVEL: level}), LevelTooLow)


@pytest.mark.parametrize("level", [None, "", "5", 4, "high"])
def test_unknown_level_is_refused(level):
    assert judged({SECURITY_LEVEL: level}, {SECURITY_LEVEL: level}) == Refusal("refused", "id_token.security_level")


@pytest.mark.parametrize("access", [{SECURITY_LEVEL: "3"}, {PID: "30917510071"}, {PID: None}, {"sub": "another"}])
def test_tokens_that_disagree_are_refused(access):
    assert judged(access=access) == Refusal("refused", "tokens.disagree")


@pytest.mark.parametrize("pid", [None, "03828410016", "x", "81234500007"])
def test_number_that_cannot_be_one_is_refused(pid):
    assert judged({PID: pid}, {PID: pid}) == Refusal("refused", "id_token.pid")


@pytest.mark.parametrize("number", ["12a", "1234567890"])
def test_an_hpr_number_that_is_none_is_refused(number):
    assert judged(access={HPR_NUMBER: number}) == Refusal("no_hpr", "access_token.hpr_number")


@pytest.mark.parametrize("number", [None, ""])
def test_somebody_without_hpr_number_comes_in_without_one(number):
    assert judged(access={HPR_NUMBER: number}).hpr_number == ""


@pytest.mark.parametrize("access", [{PARENT: None}, {PARENT: "990000019"}, {CHILD: "x"}])
def test_nobody_without_a_real_organisation_is_let_in(access):
    assert judged(access=access) == Refusal("no_workplace", "access_token.orgnr")


def test_main_unit_stands_for_both_when_there_is_no_sub_unit():
    assert judged(access={CHILD: None}).workplace == Workplace(legal_entity="990000018", point_of_care="990000018")


@pytest.mark.parametrize("changed", [{"sid": None}, {"sid": 1}, {"sid": ""}, {"auth_time": None}])
def test_login_without_session_or_time_is_refused(changed):
    assert judged(changed) == Refusal("refused", "id_token.session")


def test_login_without_a_bound_key_is_refused():
    assert judged(key=None) == Refusal("refused", "id_token.session")
