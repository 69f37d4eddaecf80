"""A birthday and a last day take effect at midnight in Norway, in a page that was open all the while, and no job has to run."""

import re
from datetime import date, timedelta

import pytest

from innsyn.gate.rules.relations import Period
from innsyn.gate.tests.families import a_person, family, grants
from innsyn.gate.tests.samples import a_number, document
from innsyn.gate.visit import Visit
from innsyn.main.app import FEATURES
from innsyn.web.app import WEB
from innsyn.web.need import Need
from innsyn.web.startup import routes_of
from innsyn.web.texts import Texts

TEXTS = Texts.load([WEB / "texts", WEB.parent / "gate" / "texts", *(feature.folder / "texts" for feature in FEATURES)])
PAGES = [route for route in routes_of(FEATURES, TEXTS) if (route.need, route.method) == (Need.CITIZEN, "GET") and route.whose != "either"]


def address(route):
    return re.sub(r"\{\w+\}", "not-there", route.path)


async def inside(world, site, number, owner, role):
    """Let somebody log in and go into another's record."""
    own = await world.citizen(number, now=site.clock())
    other = await world.acts_for(number, owner, role, now=site.clock())
    assert isinstance(own, Visit)
    assert isinstance(other, Visit), other
    return await site.citizen(own.actor, own, other, accept_language="nb")


@pytest.fixture
async def mother(world, site):
    """A mother inside the record of her child, who turns twelve at midnight. A document is in it."""
    number, _, owner = await family(world, born=date(2014, 11, 23))
    await world.moves_in(number, name="Mor Barn", born="1980-02-03")
    await world.delivers(owner, document("Epikrise"))
    return await inside(world, site, number, owner, "parent"), owner


async def test_at_the_twelfth_birthday_every_page_closes_at_midnight_and_says_why(mother, site, world):
    reader, owner = mother
    before = await reader.get("/documents")
    assert "Epikrise" in before.main
    paper = next(href for words, href in before.links.items() if words == "Epikrise")
    await reader.get(paper)
    site.clock.move(timedelta(minutes=2))
    for path in [*map(address, PAGES), paper, f"{paper}/content"]:
        page = await reader.get(path, status=403)
        assert "Lise har fylt 12 år" in page.main, path
        assert "Epikrise" not in page.text
        assert page.tree.xpath("//main//form[@action='/representation/leave']"), path
    assert len(PAGES) > 10
    assert {outcome for action, outcome in await world.told(owner) if action == "refuse"} == {"refused"}


async def test_a_form_sent_after_midnight_changes_nothing(mother, site, world):
    reader, owner = mother
    before = len((await world.record.standing(owner)).rows)
    site.clock.move(timedelta(minutes=2))
    await reader.post("/settings", {"email": "mor@example.no"}, status=403)
    assert len((await world.record.standing(owner)).rows) == before


async def test_the_way_back_leads_to_oneself_and_not_in_again(mother, site):
    reader, owner = mother
    site.clock.move(timedelta(minutes=2))
    await reader.get("/my-health", status=403)
    assert await reader.post("/representation/leave") == "/my-health"
    page = await reader.get("/my-health")
    assert page.heading == "Min helse"
    refused = await reader.post("/representation/open", {"person": str(owner), "role": "parent"}, status=403)
    assert "har fylt 12 år" in refused.main


async def test_a_minute_before_nothing_has_changed(mother, site):
    reader, _ = mother
    site.clock.move(timedelta(minutes=1, seconds=59))
    assert "Epikrise" in (await reader.get("/documents")).main


async def test_a_power_of_attorney_ends_with_its_last_day(world, site):
    arne, hilde = a_number(date(1945, 1, 19)), a_person()
    world.register.put(hilde)
    owner = await world.moves_in(arne, document("Epikrise"), name="Arne Haugen", born="1945-01-19")
    await world.moves_in(hilde.number, name="Hilde Haugen", born="1980-02-03")
    own = await world.citizen(arne, now=site.clock())
    await grants(world, own, hilde.number, "documents", period=Period(None, date(2026, 11, 22)), now=site.clock())
    reader = await inside(world, site, hilde.number, owner, "attorney")
    assert "Epikrise" in (await reader.get("/documents")).main
    site.clock.move(timedelta(minutes=2))
    page = await reader.get("/documents", status=403)
    assert "tiden den gjaldt for, er ute" in page.main
    assert "Epikrise" not in page.text
