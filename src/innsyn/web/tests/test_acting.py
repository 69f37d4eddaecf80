"""Acting for another: every page says so, what is one's own stays shut, what one has no power for is away, and going back is one press."""

from dataclasses import replace

import pytest

from innsyn.gate.acting import Acting
from innsyn.kernel.outcome import Verdict
from innsyn.web.testing import Site, a_citizen, a_visit
from innsyn.web.tests import slice_of_all_needs, slice_of_whose

JONAS = Acting(role="parent", name="Jonas Solvang", years=6)
ARNE = Acting(role="attorney", name="Arne Haugen", years=81, areas=frozenset({"results"}))
BACK = "Tilbake til meg selv"


@pytest.fixture
def site():
    return Site([slice_of_all_needs.FEATURE, slice_of_whose.FEATURE])


@pytest.fixture
def acts_for(site):
    """Give a way to be Kari inside somebody else's record."""

    async def acts(acting, *, is_known=True, **headers):
        kari = a_citizen()
        own = site.gate.know(a_visit(kari, owner=1, number=1))
        other = a_visit(kari, owner=2, number=2, role=acting.role)
        if is_known:
            site.gate.know(other)
        site.gate.actings[other.id] = acting
        return await site.citizen(kari, own, other, **headers)

    return acts


def band(page):
    return " ".join(" ".join(part.text_content().split()) for part in page.tree.xpath("//*[@class='acting']"))


def menu(page):
    return [line.text_content() for line in page.tree.xpath("//nav[@class='ways']//a")]


async def test_every_page_says_for_whom_one_acts_and_how_it_ends(acts_for):
    kari = await acts_for(JONAS)
    for path, status in (("/my-health", 200), ("/papers", 200), ("/", 200), ("/choose", 200), ("/things/none", 404), ("/plans", 403)):
        said = band(await kari.get(path, status=status))
        for words in ("Jonas Solvang", "6 år", "forelder", BACK):
            assert words in said, (path, words)


async def test_in_ones_own_record_nothing_says_that_one_acts_for_another(site):
    kari = a_citizen()
    page = await (await site.citizen(kari, site.gate.know(a_visit(kari)))).get("/my-health")
    assert not band(page)
    assert page.tree.xpath("//a[@class='switch' and @href='/representation']")


@pytest.mark.parametrize(("years", "said"), [(0, "under 1 år"), (1, "1 år"), (81, "81 år")])
async def test_the_age_is_said_in_words(acts_for, years, said):
    assert f"({said})" in band(await (await acts_for(replace(JONAS, years=years))).get("/my-health"))


async def test_an_unknown_age_is_not_said(acts_for):
    assert "år" not in band(await (await acts_for(replace(JONAS, years=None))).get("/my-health"))


async def test_the_pages_are_in_the_others_record_until_one_goes_back(acts_for):
    kari = await acts_for(JONAS)
    assert "own p2" in (await kari.get("/my-health")).main
    assert await kari.post("/representation/leave") == "/my-health"
    page = await kari.get("/my-health")
    assert "own p1" in page.main
    assert not band(page)


@pytest.mark.parametrize("person", [JONAS, ARNE])
async def test_ones_own_affairs_are_not_reached_from_anothers_record(acts_for, person):
    kari = await acts_for(person)
    page = await kari.get("/plans", status=403)
    assert "bare for deg selv" in page.heading
    assert page.tree.xpath("//main//form//input[@name='then']/@value") == ["/plans"]
    await kari.post("/plans", status=403)
    await kari.post("/representation/leave")
    assert "plans" in (await kari.get("/plans")).main


async def test_a_part_without_power_is_not_in_the_menu_not_on_the_overview_and_not_at_its_address(acts_for):
    kari = await acts_for(ARNE)
    page = await kari.get("/my-health")
    assert menu(page) == ["Things", "Own", "Choose"]
    assert "papers block" not in page.main
    refused = await kari.get("/papers", status=403)
    assert "ikke åpen for deg" in refused.heading
    assert "Arne" in refused.main
    await kari.post("/papers", {"words": "x"}, status=403)


@pytest.mark.parametrize(
    ("role", "years", "words"),
    [
        ("attorney", 81, "Fullmakten du har fra"),
        ("guardian", 74, "Vergemålet ditt for"),
        ("guardian", 11, "Vergemålet ditt for"),
        ("guardian", 12, "blitt så gammel"),
        ("guardian", 15, "blitt så gammel"),
        ("guardian", 16, "Vergemålet ditt for"),
        ("parent", 14, "blitt så gammel"),
    ],
)
async def test_a_part_that_is_not_hers_says_whose_limits_close_it(acts_for, role, years, words):
    kari = await acts_for(Acting(role=role, name="Oddmund Skogheim", years=years, areas=frozenset({"results"})))
    assert words in (await kari.get("/papers", status=403)).main


async def test_a_part_with_power_is_there(acts_for):
    kari = await acts_for(replace(ARNE, areas=frozenset({"documents"})))
    page = await kari.get("/my-health")
    assert "Arnes papers, Arne" in menu(page)
    assert "papers block" in page.main
    assert "papers of p2" in (await kari.get("/papers")).main


async def test_a_text_says_whose_it_is(acts_for):
    page = await (await acts_for(JONAS)).get("/papers")
    assert "Jonas’ papers, Jonas" in page.tree.findtext(".//title")
    assert "Jonas’ papers" in (await (await acts_for(JONAS, accept_language="en")).get("/papers")).tree.findtext(".//title")


@pytest.mark.parametrize(
    ("rule", "said"), [("REP-31", "trukket tilbake"), ("REP-5", "fylt 12 år"), ("REP-6", "fylt 16 år"), ("REP-1", "ikke lenger bekrefte")]
)
async def test_a_power_that_has_ended_shows_on_the_next_page_with_the_way_back(acts_for, rule, said):
    kari = await acts_for(replace(JONAS, verdict=Verdict(False, "gate.rule.any", rule)))
    for path in ("/my-health", "/papers", "/things/mine", "/plans"):
        page = await kari.get(path, status=403)
        assert said in page.main
        assert "p2" not in page.main
        assert not band(page)
    assert "choosing in p2" in (await kari.get("/choose")).main
    assert await kari.post("/representation/leave") == "/my-health"
    assert "own p1" in (await kari.get("/my-health")).main


async def test_what_protects_an_address_is_not_told(acts_for):
    told = [
        (await (await acts_for(replace(JONAS, verdict=Verdict(False, "gate.rule.x", rule)))).get("/papers", status=403)).main
        for rule in ("REP-1", "REP-2", "REP-3", "REP-4")
    ]
    assert len(set(told)) == 1


async def test_a_visit_that_is_over_never_turns_into_ones_own_record_unseen(acts_for):
    kari = await acts_for(JONAS, is_known=False)
    page = await kari.get("/my-health", status=403)
    assert "own p1" not in page.main
    assert "choosing in p1" in (await kari.get("/choose")).main
    await kari.post("/representation/leave")
    assert "own p1" in (await kari.get("/my-health")).main


async def test_a_form_drawn_in_another_record_is_not_taken(acts_for):
    kari = await acts_for(JONAS)
    other = f"{2:032x}"
    drawn = {"form_visit": f"{other[:8]}-{other[8:12]}-{other[12:16]}-{other[16:20]}-{other[20:]}", "words": "hei"}
    assert await kari.post("/papers", drawn) == "/papers"
    await kari.post("/representation/leave")
    page = await kari.post("/papers", {**drawn, "words": "nei"}, status=409)
    assert "byttet person" in page.heading
    assert "hei" in (await kari.get("/papers/draft")).main


async def test_a_draft_is_kept_with_the_session_and_forgotten_when_asked(site):
    kari = a_citizen()
    reader = await site.citizen(kari, site.gate.know(a_visit(kari)))
    assert "no draft" in (await reader.get("/papers/draft")).main
    await reader.post("/papers", {"words": "half a letter"})
    assert "half a letter" in (await reader.get("/papers/draft")).main
    assert "no draft" in (await (await site.citizen(kari, a_visit(kari))).get("/papers/draft")).main
    await reader.post("/papers")
    assert "no draft" in (await reader.get("/papers/draft")).main
