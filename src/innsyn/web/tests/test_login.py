"""The way in: the right door, one return for each departure, a new token, and a page for everything that can go wrong."""

from datetime import timedelta

import pytest

from innsyn.kernel.ids import PersonNumber
from innsyn.kernel.outcome import Verdict
from innsyn.web.arrivals import NotAdmitted
from innsyn.web.doors import REASON_KEYS, BoundToken, CitizenLogin, LevelTooLow, LoginFailed, StaffLogin, Workplace
from innsyn.web.testing import Site, a_citizen, a_health_worker, a_visit, fake_doors
from innsyn.web.testing.fakes import NOW, FakeArrivals
from innsyn.web.testing.pages import checked
from innsyn.web.tests import slice_of_all_needs

NUMBER = PersonNumber("00000000000", "person_number", "synthetic")


def a_login(**more):
    ready = {
        "person_number": NUMBER,
        "eid": "bankid",
        "level": "high",
        "sid": "sid-1",
        "auth_time": NOW,
        "id_token": "idt",
        "locale": "",
        "return_to": "/",
    }
    return CitizenLogin(**{**ready, **more})


def a_staff_login(**more):
    token = BoundToken(access_token="at", dpop_key=b"{}", expires_at=NOW)
    workplace = Workplace(legal_entity="999999999", point_of_care="999999999")
    ready = {
        "person_number": NUMBER, "hpr_number": "1", "name": "Nina", "workplace": workplace, "security_level": "4", "eid": "bankid",
        "sid": "sid-2", "auth_time": NOW, "id_token": "idt", "token": token, "locale": "nn", "return_to": "/",
    }  # fmt: skip
    return StaffLogin(**{**ready, **more})


class Cast:
    def door_of(self, hint):
        return {"kari": "citizen", "nina": "staff"}.get(hint)


def a_site(*, citizen=None, staff=None, is_known=True, hints=None, **settings):
    kari = a_citizen()
    visit = a_visit(kari)
    arrivals = FakeArrivals(citizen_visit=visit if is_known else None, staff_actor=a_health_worker() if is_known else None)
    doors = fake_doors(citizen=citizen, staff=staff, arrivals=arrivals, hints=hints)
    site = Site([slice_of_all_needs.FEATURE], doors=doors, settings=settings)
    site.gate.know(visit)
    return site


async def come_back(site, reader=None, start="/login/citizen", back="/login/callback"):
    reader = reader or site.stranger()
    assert (await reader.client.get(start)).status_code == 303
    return reader, await reader.client.get(f"{back}?code=c&state=s")


async def test_the_login_page_shows_both_doors():
    page = await a_site().stranger().get("/login?return_to=/things/mine")
    assert page.links["Logg inn som innbygger"] == "/login/citizen?return_to=/things/mine"
    assert page.links["Logg inn som helsepersonell"] == "/desk/login?return_to=/things/mine"


async def test_the_login_page_forgets_foreign_places():
    assert (await a_site().stranger().get("/login?return_to=//evil.example")).links["Logg inn som innbygger"] == "/login/citizen"


async def test_a_citizen_comes_in_and_stands_in_her_record():
    site = a_site(citizen=a_login())
    reader, answer = await come_back(site)
    assert (answer.status_code, answer.headers["location"]) == (303, "/my-health")
    assert "Kari Testesen" in (await reader.get("/my-health")).text


async def test_she_stands_where_she_was_going():
    site = a_site(citizen=a_login(return_to="/things/mine?a=1"))
    _, answer = await come_back(site)
    assert answer.headers["location"] == "/things/mine?a=1"


async def test_a_provider_cannot_send_her_elsewhere():
    _, answer = await come_back(a_site(citizen=a_login(return_to="https://evil.example")))
    assert answer.headers["location"] == "/my-health"


async def test_a_health_worker_comes_to_the_desk_in_her_language():
    site = a_site(staff=a_staff_login())
    reader, answer = await come_back(site, start="/desk/login", back="/desk/login/callback")
    assert answer.headers["location"] == "/desk"
    assert (await reader.get("/desk")).tree.get("lang") == "nn"


async def test_the_session_cookie_is_for_this_site_alone():
    _, answer = await come_back(a_site(citizen=a_login()))
    header = next(value for value in answer.headers.get_list("set-cookie") if value.startswith("innsyn="))
    assert "HttpOnly" in header
    assert "SameSite=lax" in header
    assert "Max-Age" not in header


async def test_a_planted_token_is_never_taken_over():
    site = a_site(citizen=a_login())
    reader = site.stranger()
    reader.client.cookies.set("innsyn", "planted", domain="innsyn.test")
    await come_back(site, reader)
    assert reader.client.cookies.get("innsyn") not in (None, "planted")
    assert await site.sessions.find("planted", now=NOW) is None


async def test_a_new_login_ends_the_session_the_browser_had(kari):
    site = a_site(citizen=a_login())
    reader = await site.citizen(kari, a_visit(kari))
    before = reader.client.cookies.get("innsyn")
    await come_back(site, reader)
    assert await site.sessions.find(before, now=NOW) is None


async def test_a_return_without_a_departure_is_refused():
    answer = await a_site(citizen=a_login()).stranger().client.get("/login/callback?code=c&state=s")
    assert answer.status_code == 403
    assert "annen nettleser" in answer.text


async def test_a_return_is_good_once():
    reader, _ = await come_back(a_site(citizen=a_login()))
    assert (await reader.client.get("/login/callback?code=c&state=s")).status_code == 403


async def test_a_return_to_the_other_door_is_refused():
    _, answer = await come_back(a_site(citizen=a_login(), staff=a_staff_login()), back="/desk/login/callback")
    assert answer.status_code == 403


async def test_a_return_after_ten_minutes_is_refused():
    site = a_site(citizen=a_login())
    reader = site.stranger()
    await reader.client.get("/login/citizen")
    site.clock.move(timedelta(minutes=10))
    assert (await reader.client.get("/login/callback?code=c")).status_code == 403


@pytest.mark.parametrize("reason", REASON_KEYS)
async def test_every_failure_has_its_page_and_opens_nothing(reason):
    site = a_site(citizen=LoginFailed(reason_key=reason, detail="x", return_to="/things/mine"))
    reader, answer = await come_back(site)
    assert answer.status_code == 403
    assert "return_to=/things/mine" in answer.text
    assert "innsyn" not in reader.client.cookies


async def test_a_weak_login_opens_nothing_and_shows_the_way_on():
    site = a_site(citizen=LevelTooLow(eid="minid", id_token="idt", return_to="/things/mine"))
    reader, answer = await come_back(site)
    assert answer.status_code == 403
    assert all(word in answer.text for word in ("MinID", "BankID", "Buypass", "Commfides"))
    assert "https://provider.example/end?back=http://innsyn.test/login/citizen" in answer.text
    assert "login/citizen?return_to" not in answer.text
    assert "innsyn" not in reader.client.cookies


async def test_a_good_login_of_somebody_unknown_opens_nothing():
    for site, paths in (
        (a_site(citizen=a_login(), is_known=False), {}),
        (a_site(staff=a_staff_login(), is_known=False), {"start": "/desk/login", "back": "/desk/login/callback"}),
    ):
        reader, answer = await come_back(site, **paths)
        assert answer.status_code == 403
        assert "innsyn" not in reader.client.cookies


@pytest.mark.parametrize(("hint", "door"), [("kari", "citizen"), ("nina", "staff")])
async def test_the_sandboxs_cast_goes_straight_through(hint, door):
    site = a_site(hints=Cast())
    answer = await site.stranger().client.get(f"/login?login_hint={hint}")
    assert answer.headers["location"].startswith("https://provider.example")
    begun = getattr(site_doors(site), door).departures
    assert begun[0]["login_hint"] == hint


def site_doors(site):
    from innsyn.web.testing.fakes import Doors

    assert isinstance(site.doors, Doors)
    return site.doors


async def test_a_hint_means_nothing_outside_the_sandbox():
    assert (await a_site().stranger().get("/login?login_hint=kari")).heading == "Logg inn"
    assert (await a_site(hints=Cast()).stranger().get("/login?login_hint=nobody")).heading == "Logg inn"


async def test_logins_in_haste_are_stopped():
    reader = a_site().stranger()
    for _ in range(30):
        await reader.client.get("/login/citizen")
    assert (await reader.client.get("/login/citizen")).status_code == 429


async def test_a_provider_that_is_down_is_said_calmly():
    site = a_site()
    down = LoginFailed(reason_key="login.failed.provider_down", detail="timeout")

    async def begin(**_):
        return down

    site.doors.citizen.begin = begin
    assert "svarer ikke" in (await site.stranger().get("/login/citizen", status=403)).main


async def test_the_reader_leaves_here_and_at_the_provider(site, reader):
    token = reader.client.cookies.get("innsyn")
    assert await reader.post("/logout") == "https://provider.example/end?back=http://innsyn.test/logged-out"
    assert await site.sessions.find(token, now=NOW) is None
    assert (await reader.client.get("/my-health")).status_code == 303


async def test_a_health_worker_leaves_at_her_own_provider(nurse):
    assert (await nurse.post("/logout")).startswith("https://provider.example/end")


async def test_leaving_without_the_token_leaves_nothing(reader):
    assert (await reader.client.post("/logout", data={"x": "y"}, headers={"sec-fetch-site": "same-origin"})).status_code == 403
    await reader.get("/my-health")


async def test_leaving_everywhere_ends_every_browser(site, kari, reader):
    elsewhere = await site.citizen(kari, site.gate.know(a_visit(kari)))
    await reader.post("/logout/everywhere")
    assert (await elsewhere.client.get("/my-health")).status_code == 303


async def test_leaving_here_leaves_other_browsers_be(site, kari, reader):
    elsewhere = await site.citizen(kari, site.gate.know(a_visit(kari)))
    await reader.post("/logout")
    await elsewhere.get("/my-health")


async def test_leaving_twice_is_fine(site):
    assert await site.stranger().post("/logout") == "/logged-out"


async def test_the_provider_ends_our_session(site):
    from innsyn.web.sessions.session import Session

    for token, sid in (("one", "sid-1"), ("two", "sid-2")):
        await site.sessions.start(Session(actor=a_citizen(), csrf="c", opened_at=NOW, provider_sid=sid), token=token, now=NOW)
    client = site.stranger().client
    assert (await client.get("/logout/front-channel?iss=https://evil.example&sid=sid-1")).status_code == 400
    assert await site.sessions.find("one", now=NOW)
    assert (await client.get("/logout/front-channel?iss=https://provider.example&sid=sid-1")).status_code == 200
    assert (await client.get("/desk/logout/front-channel?iss=https://provider.example&sid=sid-3")).status_code == 200
    assert await site.sessions.find("one", now=NOW) is None
    assert await site.sessions.find("two", now=NOW)


async def test_the_last_page_says_why(site):
    assert (await site.stranger().get("/logged-out")).heading == "Du er logget ut"
    assert (await site.stranger().get("/logged-out?why=idle")).heading == "Vi logget deg ut"


async def test_a_reader_who_stays_gets_more_time(site, reader):
    site.clock.move(timedelta(minutes=28))
    answer = await reader.client.post(
        "/session/stay", headers={"sec-fetch-site": "same-origin", "x-form-token": "the-token-of-this-session"}, data={"a": "b"}
    )
    assert (answer.status_code, answer.text) == (200, "1800")
    site.clock.move(timedelta(minutes=29))
    await reader.get("/my-health")


async def test_nobody_stays_for_another(site, reader):
    assert (await site.stranger().client.post("/session/stay")).status_code == 403
    assert (await reader.client.post("/session/stay", data={"a": "b"}, headers={"sec-fetch-site": "same-origin"})).status_code == 403


async def test_an_idle_reader_is_sent_to_log_in(site, reader):
    site.clock.move(timedelta(minutes=31))
    assert (await reader.client.get("/my-health")).headers["location"] == "/login?return_to=/my-health"


async def test_the_warning_knows_how_long_is_left(site, reader):
    dialog = (await reader.get("/my-health")).tree.xpath("//dialog")[0]
    assert (dialog.get("data-lasts-s"), dialog.get("data-warning-s")) == ("1800", "120")
    assert not (await site.stranger().get("/")).tree.xpath("//dialog")


@pytest.mark.parametrize(
    ("headers", "cookie", "lang"),
    [
        ({}, None, "nb"),
        ({"accept-language": "nn-NO,nn;q=0.9,no;q=0.8"}, None, "nn"),
        ({"accept-language": "no"}, None, "nb"),
        ({"accept-language": "de, en;q=0.5, nn;q=0.4"}, None, "en"),
        ({"accept-language": "en;q=0, se"}, None, "se"),
        ({"accept-language": "de;q=oops"}, None, "nb"),
        ({"accept-language": "en"}, "se", "se"),
        ({"accept-language": "en"}, "xx", "en"),
    ],
)
async def test_the_reader_is_spoken_to_in_her_language(site, headers, cookie, lang):
    reader = site.stranger(**headers)
    if cookie:
        reader.client.cookies.set("innsyn-language", cookie, domain="innsyn.test")
    page = await reader.get("/")
    assert page.tree.get("lang") == lang
    assert page.answer.headers["content-language"] == lang


async def test_the_language_switch_stays_on_the_page(site):
    reader = site.stranger()
    answer = await reader.client.get("/language/se", headers={"referer": "http://innsyn.test/things/mine?a=1"})
    assert answer.headers["location"] == "/things/mine?a=1"
    assert (await reader.get("/")).tree.get("lang") == "se"


@pytest.mark.parametrize("referer", ["https://evil.example/x", "http://innsyn.test//evil.example", "", "nonsense"])
async def test_the_language_switch_leads_nowhere_else(site, referer):
    answer = await site.stranger().client.get("/language/nn", headers={"referer": referer})
    assert answer.headers["location"] == "/"


async def test_a_logged_in_reader_keeps_the_language_she_switched_to(reader):
    await reader.client.get("/language/en")
    reader.client.cookies.delete("innsyn-language")
    assert (await reader.get("/my-health")).tree.get("lang") == "en"


async def test_a_language_we_do_not_speak_is_absent(site):
    await site.stranger().get("/language/de", status=404)


@pytest.mark.parametrize(("rule", "links"), [("OWN-3", "/rules#OWN-3"), ("DOOR-1", None)])
async def test_whoever_a_rule_stops_at_the_door_is_led_to_the_rule(rule, links):
    class Closed(FakeArrivals):
        async def citizen(self, login, *, now):
            return NotAdmitted(Verdict(allowed=False, key="login.failed.refused", rule=rule))

    site = Site([slice_of_all_needs.FEATURE], doors=fake_doors(citizen=a_login(), arrivals=Closed()))
    _, answer = await come_back(site)
    page = checked(answer)
    assert (page.status, page.links.get("Les regelen bak dette")) == (403, links)
