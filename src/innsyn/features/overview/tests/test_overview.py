"""The first page after login: what other slices show there, and a whole page also when one of them cannot."""

from dataclasses import dataclass

import pytest

from innsyn.features import overview
from innsyn.web import Block, Feature, View
from innsyn.web.testing import Site, a_citizen, a_health_worker, a_visit

SLICE = "innsyn.features.access_log"


@dataclass
class Told:
    """What a block was asked."""

    owners: list


def a_site(*blocks):
    return Site([overview.FEATURE, *([Feature(package=SLICE, blocks=blocks)] if blocks else [])])


async def citizen(site):
    kari = a_citizen()
    return await site.citizen(kari, site.gate.know(a_visit(kari)), accept_language="nb")


async def shows_lines(call):
    return View("access_log/block.html", {"home": "/access-log", "lines": ()})


async def breaks(call):
    raise RuntimeError("out of order")


async def shows_nothing(call):
    return None


async def test_what_a_slice_shows_stands_there():
    page = await (await citizen(a_site(Block(key="one", order=1, render=shows_lines)))).get("/my-health")
    assert page.heading == "Min helse"
    assert "Ingen helsepersonell har åpnet journalen din." in page.main


async def test_one_slice_that_fails_takes_no_other_with_it():
    blocks = Block(key="bad", order=1, render=breaks), Block(key="good", order=2, render=shows_lines)
    page = await (await citizen(a_site(*blocks))).get("/my-health")
    assert "Resten av siden er som den skal" in page.main
    assert "Ingen helsepersonell har åpnet journalen din." in page.main
    assert "out of order" not in page.answer.text


@pytest.mark.parametrize("blocks", [(), (Block(key="none", order=1, render=shows_nothing),)])
async def test_with_nothing_to_show_it_says_so(blocks):
    page = await (await citizen(a_site(*blocks))).get("/my-health")
    assert "Her er det ikke noe ennå" in page.main


async def test_blocks_stand_in_their_order():
    blocks = Block(key="later", order=9, render=shows_lines), Block(key="first", order=1, render=shows_lines)
    page = await (await citizen(a_site(*blocks))).get("/my-health")
    assert page.tree.xpath("//main//div[@id='first' or @id='later']/@id") == ["first", "later"]


async def test_a_health_worker_has_no_such_page():
    site = a_site()
    nina = a_health_worker()
    assert (await (await site.staff(nina)).client.get("/my-health")).status_code == 403
    assert (await site.stranger().client.get("/my-health")).status_code == 303
