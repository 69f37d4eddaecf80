"""The open pages are whole for anyone, in every language, and lead the right way in."""

import pytest

from innsyn.features.front import FEATURE
from innsyn.web.testing import Site, a_citizen, a_health_worker, a_visit

LANGUAGES = ("nb", "nn", "en", "se")


@pytest.fixture(scope="module")
def site():
    return Site([FEATURE])


@pytest.mark.parametrize("path", ["/", "/about", "/privacy", "/accessibility"])
@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_open_page_is_whole(site, path, language):
    page = await site.stranger(accept_language=language).get(path)
    assert page.tree.get("lang") == language


async def test_a_stranger_is_shown_both_ways_in(site):
    links = (await site.stranger().get("/")).tree.xpath("//main//a/@href")
    assert {"/login/citizen", "/desk/login"} <= set(links)


async def test_a_citizen_is_led_to_her_own_pages(site):
    kari = a_citizen()
    links = (await (await site.citizen(kari, site.gate.know(a_visit(kari)))).get("/")).tree.xpath("//main//a/@href")
    assert "/my-health" in links
    assert "/login/citizen" not in links


async def test_a_health_worker_is_led_to_the_desk(site):
    links = (await (await site.staff(a_health_worker())).get("/")).tree.xpath("//main//a/@href")
    assert "/desk" in links
    assert "/my-health" not in links


async def test_the_footer_leads_to_the_promises(site):
    assert {"/about", "/privacy", "/accessibility"} <= set((await site.stranger().get("/login")).tree.xpath("//footer//a/@href"))
