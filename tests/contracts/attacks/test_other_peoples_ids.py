"""Every address of the site with somebody else's ids: always the same calm answer, nothing of hers in it, and it stands in her log."""

import json
import re
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import pytest
from tests.contracts.attacks.conftest import CHILD

from innsyn.gate.log.wanted import LogFilter
from innsyn.gate.seal.canonical import readable
from innsyn.gate.values import Write
from innsyn.kernel.clock import system_clock
from innsyn.main.app import FEATURES
from innsyn.main.platform import GATE_TEXTS
from innsyn.web.app import WEB
from innsyn.web.need import Need
from innsyn.web.startup import routes_of
from innsyn.web.texts import Texts

ROUTES = routes_of(FEATURES, Texts.load([WEB / "texts", *(feature.folder / "texts" for feature in FEATURES), GATE_TEXTS]))
NOBODYS = re.compile(r"\{(client_id|slot_id|feed_id)\}")
"""Machine clients, clinics' times and private addresses of calendars stand in no record: who may see one is tried with their own pages."""
OFFICES = "/desk/enrolment/"
"""What a ward has asked the region's office for is kept by that office, before there is a record: it stands in nobody's log."""
NAMING = [route for route in ROUTES if "{" in NOBODYS.sub("", route.path) and not route.path.startswith(OFFICES)]
VISIT_NAMES = {"visit", "visit_id"}
WITHIN = {"message", "place"}
"""Which file of the one conversation that a visit was opened for, or that the address names besides: no way to anything else."""
OWN = {"patient", "practitioner"}
_ = (readable, LogFilter)


@dataclass
class Hers:
    """What somebody else could name of Kari's: resources by type, a clinician's living visit, words that only stand in her record."""

    ids: dict[str, str]
    visit: str
    finding: dict[str, str]
    log_line: str
    words: tuple[str, ...]


async def decisions_about(town, key):
    """Deliver what has been decided and asked about access to a life. Returns ids by type."""
    owner, now = await town.gate.locate("Patient", key), system_clock()
    actor = await town.gate.actors.system("Journalsystemet", organisation="990000018")
    visit = await town.gate.open_delivery(actor, owner, now)
    about = {"reference": f"Patient/{key}"}
    bodies = [
        {"resourceType": "Consent", "status": "inactive", "scope": {"text": "x"}, "category": [{"text": "x"}], "patient": about},
        {"resourceType": "Flag", "status": "inactive", "code": {"text": "x"}, "subject": about},
        {"resourceType": "Task", "status": "requested", "intent": "order", "for": about},
        {"resourceType": "Communication", "status": "completed", "subject": about},
    ]
    written = await town.gate.write(visit, [Write("create", each["resourceType"], json.dumps(each).encode()) for each in bodies], now)
    return {one.stored.type: one.stored.id for one in written}


@pytest.fixture(scope="module")
async def hers(town):
    doctor = await town.browser("lien")
    opened = await doctor.open_record(town.number("kari"))
    found = await doctor.find(town.number("kari"))
    ids = {}
    for each in town.named["kari"]:
        ids.setdefault(each.type, each.id)
    ids |= await decisions_about(town, "kari")
    person = town.nation.people["kari"]
    return Hers(ids, opened.rpartition("/")[2], found, opened.rpartition("/")[2], (person.number, str(person.name), person.name.family))


def address(route, hers, *, visit=None):
    """The route's address with Kari's ids in every place."""

    def fill(place):
        if place[1] == "visit":
            return visit or hers.visit
        if place[1] in WITHIN:
            return "1"
        return hers.log_line if place[1] in VISIT_NAMES else hers.ids[route.asks_for]

    return re.sub(r"\{(\w+)\}", fill, route.path)


async def asked(browser, route, path, hers):
    if route.method == "GET":
        return await browser.client.get(path)
    return await browser.post(path, {**hers.finding, "purpose": "TREAT", "basis": "gate.basis.appointment", "number": "x"})


def assert_calm(answer, hers, route):
    assert answer.status_code in (303, 403, 404, 422), f"{route.method} {route.path}: {answer.status_code}"
    if answer.status_code == 303:
        assert answer.headers["location"].startswith(("/login", "/desk/login", "/desk")), answer.headers["location"]
        assert not answer.headers["location"].startswith("/desk/visit"), "a door was opened"
    for word in hers.words:
        assert word not in answer.text, f"{route.method} {route.path}"


async def refusals(town, id_):
    """The rows of Kari's log that say that somebody was refused this resource."""
    import asyncpg

    connection = await asyncpg.connect(town.running.dsn)
    try:
        owner = await town.gate.locate("Patient", "kari")
        return await connection.fetch(
            "select at, ids, outcome from log_entry where owner = $1 and outcome = 'refused' and $2 = any(ids)", owner, id_
        )
    finally:
        await connection.close()


def named(route):
    return f"{route.method} {route.path}"


def test_every_address_with_an_id_says_of_what():
    silent = [named(route) for route in NAMING if set(re.findall(r"\{(\w+)\}", route.path)) - VISIT_NAMES - WITHIN and not route.asks_for]
    assert not silent, f"say asks_for= (the resource type) at these, so that those turned away are logged: {silent}"


async def someone(town, who):
    """The outsiders of the walk, each as far in as she can come."""
    match who:
        case "nobody":
            return town.running.browser()
        case "another citizen":
            return await town.browser("per")
        case "a child of fourteen":
            return await town.browser(CHILD)
        case "personnel without a visit":
            return await town.browser("berg")
        case "personnel with another patient":
            browser = await town.browser("berg")
            browser.visit = (await browser.open_record(town.number("per"))).rpartition("/")[2]
            return browser
        case "personnel whose visit is closed":
            browser = await town.browser("berg")
            browser.visit = (await browser.open_record(town.number("kari"))).rpartition("/")[2]
            assert (await browser.post(f"/desk/visit/{browser.visit}/leave", page="/desk")).status_code == 303
            return browser
        case "somebody who has logged out":
            browser = await town.browser("kari")
            kept = browser.token
            assert (await browser.post("/logout")).status_code == 303
            browser.client.cookies.set("innsyn", kept, domain="innsyn.test", path="/")
            return browser
    raise AssertionError(who)


OUTSIDERS = (
    "nobody",
    "another citizen",
    "a child of fourteen",
    "personnel without a visit",
    "personnel with another patient",
    "personnel whose visit is closed",
    "somebody who has logged out",
)
STRANGERS = ("nobody", "a child of fourteen", "somebody who has logged out")
"""Those we do not know: there is nobody to write into a log."""


@pytest.mark.parametrize("who", OUTSIDERS)
async def test_every_address_with_her_ids_answers_calmly_and_says_nothing(town, hers, who):
    browser = await someone(town, who)
    for route in NAMING:
        for visit in {hers.visit, getattr(browser, "visit", hers.visit)}:
            if route.path.endswith("/leave") and visit != hers.visit:
                continue
            takes_no_resource = not route.asks_for and visit == getattr(browser, "visit", None)
            if takes_no_resource and who == "personnel with another patient":
                continue
            assert_calm(await asked(browser, route, address(route, hers, visit=visit), hers), hers, route)
    for route in ROUTES:
        if route.method == "POST" and route not in NAMING and route.need is not Need.CITIZEN:
            assert_calm(await asked(browser, route, route.path, hers), hers, route)


@pytest.mark.parametrize("who", [who for who in OUTSIDERS if who not in STRANGERS])
async def test_whoever_names_a_resource_of_hers_stands_in_her_log(town, hers, who):
    browser = await someone(town, who)
    unlogged = []
    for route in NAMING:
        if not route.asks_for:
            continue
        for visit in sorted({hers.visit, getattr(browser, "visit", hers.visit)}):
            before = len(await refusals(town, hers.ids[route.asks_for]))
            await asked(browser, route, address(route, hers, visit=visit), hers)
            if len(await refusals(town, hers.ids[route.asks_for])) <= before:
                unlogged.append(f"{named(route)} visit of her own: {visit != hers.visit}")
    assert not unlogged


async def test_a_resource_of_hers_answers_as_one_that_nobody_has(town, hers):
    per = await town.browser("per")
    for route in NAMING:
        if route.need is not Need.CITIZEN or not route.asks_for or route.method != "GET":
            continue
        real = await per.client.get(address(route, hers))
        none = await per.client.get(re.sub(r"\{\w+\}", "nothing-here", route.path))
        assert real.status_code == none.status_code == 404
        assert without_reference(real.text) == without_reference(none.text)


def without_reference(text):
    return re.sub(r"[A-Z0-9]{4}-[A-Z0-9]{4}", "", text)


async def test_a_visit_that_has_run_out_lets_nobody_in(town, hers):
    browser = await town.browser("berg")
    visit = (await browser.open_record(town.number("kari"))).rpartition("/")[2]
    assert (await browser.client.get(f"/desk/visit/{visit}/documents")).status_code == 200
    for _ in range(3):
        town.running.clock.move(timedelta(minutes=21))
        await browser.client.get("/desk")
    answer = await browser.client.get(f"/desk/visit/{visit}/documents/{hers.ids['DocumentReference']}")
    assert answer.status_code == 403
    assert all(word not in answer.text for word in hers.words)


async def test_ids_that_cannot_be_are_only_absent(town):
    per = await town.browser("per")
    strange = ("%00", "a%00b", "%ff%fe", "..%2f..%2fetc", "'; drop table version;--", "%ed%a0%80", "x" * 3000, "%0d%0aX:%20y", str(uuid4()))
    for route in NAMING:
        if route.need is Need.CITIZEN and route.method == "GET":
            for each in strange:
                answer = await per.client.get(re.sub(r"\{\w+\}", lambda _, each=each: each, route.path))
                assert answer.status_code in (400, 404), f"{route.path} {each[:20]}: {answer.status_code}"
                assert "x" not in answer.headers
