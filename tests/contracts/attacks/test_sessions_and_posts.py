"""Sessions that cannot be planted, forms that cannot be forged, and redirects that stay with us."""

import httpx
import pytest
from lxml import html
from tests.contracts.attacks.running import ORIGIN, SAME
from tests.contracts.attacks.test_other_peoples_ids import ROUTES

from innsyn.web.need import Need

POSTS = sorted({route.path for route in ROUTES if route.method == "POST"} | {"/logout", "/logout/everywhere", "/session/stay"})
ELSEWHERE = (
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {"sec-fetch-site": "cross-site", "origin": ORIGIN},
)
ABROAD = (
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "%2f%2fevil.example",
    "/%09/evil.example",
    "/\t/evil.example",
    "/%0d%0aLocation:%20https://evil.example",
    "/x%0d%0aSet-Cookie:%20innsyn=planted",
    "http://innsyn.test@evil.example/",
    "http://innsyn.test.evil.example/",
    " //evil.example",
    "/.//evil.example",
    "/x//evil.example",
)


def person_of(path):
    return "berg" if path.startswith("/desk") else "kari"


async def test_a_login_gives_a_new_session_whatever_cookie_the_browser_came_with(town):
    planted = "0" * 64
    browser = town.running.browser()
    browser.client.cookies.set("innsyn", planted, domain="innsyn.test", path="/")
    await browser.log_in("kari")
    tokens = [cookie.value for cookie in browser.client.cookies.jar if cookie.name == "innsyn"]
    assert tokens
    assert planted not in tokens
    attacker = town.running.browser(cookie=f"innsyn={planted}")
    assert (await attacker.client.get("/my-health")).headers["location"].startswith("/login")


async def test_a_second_login_ends_the_first_session_of_this_browser(town):
    browser = await town.browser("kari")
    first = browser.token
    await browser.log_in("kari")
    assert browser.token != first
    old = town.running.browser(cookie=f"innsyn={first}")
    assert (await old.client.get("/my-health")).status_code == 303


async def test_a_departure_planted_in_another_browser_does_not_log_it_in(town):
    """Login CSRF: the answer of the attacker's own login, opened in the victim's browser."""
    attacker, victim = town.running.browser(), town.running.browser()
    answer = await attacker.client.get("/login?login_hint=per")
    callback = (await attacker.client.get(answer.headers["location"])).headers["location"]
    arrived = await victim.client.get(callback)
    assert (arrived.status_code, victim.token) == (403, None)


async def test_a_callback_is_good_once(town):
    browser = town.running.browser()
    answer = await browser.client.get("/login?login_hint=kari")
    departure = browser.client.cookies.get("innsyn-login")
    callback = (await browser.client.get(answer.headers["location"])).headers["location"]
    assert (await browser.client.get(callback)).status_code == 303
    again = town.running.browser(cookie=f"innsyn-login={departure}")
    assert ((await again.client.get(callback)).status_code, again.token) == (403, None)


@pytest.mark.parametrize("path", POSTS)
async def test_a_form_without_the_sessions_own_token_does_nothing(town, path):
    browser, other = await town.browser(person_of(path)), await town.browser("per")
    page = "/desk" if path.startswith("/desk") else "/"
    foreign = await other.form_token()
    assert foreign
    place = path.replace("{visit}", "00000000-0000-0000-0000-000000000001")
    for fields in ({}, {"form_token": ""}, {"form_token": "x" * 64}, {"form_token": foreign}, {"form_token": "å\ud7ff"}):
        answer = await browser.client.post(place, data={**fields, "locale": "en"}, headers=SAME)
        assert answer.status_code == 403, fields
    for headers in ELSEWHERE:
        answer = await browser.client.post(place, data={"form_token": await browser.form_token(page)}, headers=headers)
        assert answer.status_code == 403, headers
    assert (await browser.client.get("/desk" if page == "/desk" else "/my-health")).status_code == 200, "still logged in"


async def test_no_get_changes_anything_that_a_post_must(town):
    browser = await town.browser("kari")
    for path in POSTS:
        if not any(route.path == path and route.method == "GET" for route in ROUTES):
            place = path.replace("{visit}", "00000000-0000-0000-0000-000000000001")
            assert (await browser.client.get(place)).status_code in (404, 405), path
    assert (await browser.client.get("/my-health")).status_code == 200


@pytest.mark.parametrize("wish", ABROAD)
async def test_a_login_never_leads_abroad(town, wish):
    for key in ("kari", "berg"):
        browser = town.running.browser()
        answer = await browser.log_in(key, return_to=wish.replace("\t", "%09").replace(" ", "%20"))
        assert answer.status_code == 303, key
        assert answer.headers["location"] in ("/my-health", "/desk") or is_ours(answer.headers["location"])
        assert "set-cookie" not in answer.headers or "planted" not in answer.headers["set-cookie"]


def is_ours(location):
    return httpx.URL(ORIGIN).join(location).host == "innsyn.test" and "\\" not in location and not location.startswith("//")


@pytest.mark.parametrize("wish", ABROAD)
async def test_the_page_of_doors_and_the_language_switch_never_lead_abroad(town, wish):
    browser = town.running.browser()
    page = await browser.client.get("/login", params={"return_to": wish})
    onward = [httpx.URL(link).params.get("return_to", "/") for link in html.document_fromstring(page.text).xpath("//a/@href")]
    assert all(map(is_ours, onward)), onward
    referers = (wish, f"{ORIGIN}{wish}") if wish.isprintable() else ()
    for referer in referers:
        answer = await browser.client.get("/language/nn", headers={"referer": referer.encode()})
        assert is_ours(answer.headers["location"]), referer


async def test_a_strange_host_does_not_come_back_in_any_header(town):
    browser = town.running.browser()
    answer = await browser.client.get("/my-health", headers={"host": "evil.example", "x-forwarded-host": "evil.example"})
    assert "evil" not in str(answer.headers)
    departing = await browser.client.get("/login/citizen", headers={"host": "evil.example", "x-forwarded-host": "evil.example"})
    assert departing.headers["location"].startswith(ORIGIN)


@pytest.mark.parametrize(
    "route", [route for route in ROUTES if route.need is not Need.OPEN], ids=lambda route: f"{route.method} {route.path}"
)
async def test_methods_nobody_offers_are_refused_calmly(town, route):
    browser = await town.browser(person_of(route.path))
    path = route.path.replace("{visit}", "00000000-0000-0000-0000-000000000001").replace("{", "").replace("}", "")
    for method in ("PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "OPTIONS"):
        answer = await browser.client.request(method, path)
        assert answer.status_code in (204, 400, 404, 405, 501), method
        assert "Traceback" not in answer.text
