"""Rules about every address of the whole site: refused to whom it is not for, in the house style, never vanishing unseen."""

import json
import re
from pathlib import Path

import pytest

from innsyn.main.app import FEATURES
from innsyn.web.app import WEB
from innsyn.web.need import Need
from innsyn.web.startup import routes_of
from innsyn.web.testing import Site, a_citizen, a_health_worker, a_visit
from innsyn.web.texts import Texts

GATE_TEXTS = WEB.parent / "gate" / "texts"
KNOWN = Path(__file__).parent / "addresses.json"
NUMBER = "00000000-0000-0000-0000-000000000063"
WORD = r"(\{\w+\}|[a-z0-9]+(-[a-z0-9]+)*)"


def text_folders():
    return [GATE_TEXTS] if (GATE_TEXTS / "nb.po").exists() else []


ROUTES = routes_of(FEATURES, Texts.load([WEB / "texts", *(feature.folder / "texts" for feature in FEATURES), *text_folders()]))


def address(route):
    return re.sub(r"\{\w+\}", "not-there", route.path.replace("{visit}", NUMBER))


def named(route):
    return f"{route.method} {route.path}"


@pytest.fixture(scope="module")
def site():
    return Site(FEATURES, text_folders=text_folders())


async def asked(reader, route):
    if route.method == "GET":
        return await reader.client.get(address(route))
    fields = {"form_token": "the-token-of-this-session"}
    return await reader.client.post(address(route), data=fields, headers={"sec-fetch-site": "same-origin"})


@pytest.mark.parametrize("route", [route for route in ROUTES if route.need is not Need.OPEN], ids=named)
async def test_an_outsider_is_refused(site, route):
    answer = await asked(site.stranger(), route)
    if route.method == "GET":
        door = "/login" if route.need is Need.CITIZEN else "/desk/login"
        assert (answer.status_code, answer.headers["location"].split("?")[0]) == (303, door)
    else:
        assert answer.status_code == 403


@pytest.mark.parametrize("route", [route for route in ROUTES if route.need in (Need.STAFF, Need.STAFF_VISIT)], ids=named)
async def test_a_citizen_is_refused_at_the_desk(site, route):
    kari = a_citizen()
    answer = await asked(await site.citizen(kari, site.gate.know(a_visit(kari))), route)
    assert answer.status_code == 403


@pytest.mark.parametrize("route", [route for route in ROUTES if route.need is Need.CITIZEN], ids=named)
async def test_a_health_worker_is_refused_on_a_citizens_pages(site, route):
    assert (await asked(await site.staff(a_health_worker()), route)).status_code == 403


@pytest.mark.parametrize("route", [route for route in ROUTES if route.need is Need.STAFF_VISIT], ids=named)
async def test_a_visit_somebody_else_opened_is_absent(site, route):
    site.gate.know(a_visit(a_health_worker("olav"), number=0x63))
    assert (await asked(await site.staff(a_health_worker()), route)).status_code == 404


@pytest.mark.parametrize("route", [route for route in ROUTES if route.method == "POST"], ids=named)
async def test_a_post_from_another_site_is_refused(site, route):
    kari, nina = a_citizen(), a_health_worker()
    reader = await (site.citizen(kari, site.gate.know(a_visit(kari))) if route.need is Need.CITIZEN else site.staff(nina))
    headers = {"sec-fetch-site": "cross-site", "origin": "https://evil.example"}
    answer = await reader.client.post(address(route), data={"form_token": "the-token-of-this-session"}, headers=headers)
    assert answer.status_code == 403


@pytest.mark.parametrize("route", [route for route in ROUTES if route.need is Need.OPEN and route.method == "GET"], ids=named)
async def test_an_open_page_is_whole_for_anyone_in_every_language(site, route):
    for lang in ("nb", "nn", "en", "se"):
        reader = site.stranger(accept_language=lang)
        answer = await reader.client.get(address(route))
        if answer.headers["content-type"].startswith("text/html"):
            assert (await reader.get(address(route))).tree.get("lang") == lang
        assert answer.status_code == 200


def test_addresses_are_lower_case_words_with_dashes():
    wrong = [route.path for route in ROUTES if not re.fullmatch(rf"/|(/{WORD})+", route.path)]
    assert not wrong, f"write addresses in lower case with dashes between words: {wrong}"


def test_no_address_can_hold_a_person():
    wrong = [route.path for route in ROUTES if re.search(r"\{(number|name|person\w*|fnr|pid|born\w*)\}", route.path)]
    assert not wrong, f"a person is found with a post, never by an address: {wrong}"


def test_a_search_for_a_person_is_a_counted_post():
    finds = [route for route in ROUTES if route.need is Need.STAFF and route.method == "POST" and "find" in route.path]
    assert all(route.limit for route in finds), "give the action a Limit: numbers are not to be tried one after another"


def test_no_address_vanishes_unnoticed():
    known = set(json.loads(KNOWN.read_text("utf-8")))
    now = {named(route) for route in ROUTES}
    assert not known - now, f"somebody has these bookmarked: redirect them, then take them out of {KNOWN.name}: {sorted(known - now)}"
    assert not now - known, f"add these to {KNOWN.name}: {sorted(now - known)}"
