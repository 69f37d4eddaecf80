"""A record the patient has shielded whole: found, said calmly, and opened only by whoever breaks the glass."""

import pytest

from innsyn.gate.tests.decisions import chooses, shields
from innsyn.gate.tests.samples import NURSE_HPR

REASON = {"reason": "gate.emergency.life", "words": "Bevisstløs i venterommet"}


@pytest.fixture
async def closed(world, kari):
    """Kari has shut the nurse out."""
    number, _ = await world.person("kari")
    await shields(world.gate_world, await world.gate_world.citizen(number), persons=(NURSE_HPR,))
    return kari


async def test_the_page_says_so_and_offers_only_the_emergency_way(nina, closed):
    page = await nina.finds(closed[0])
    assert "Pasienten har sperret journalen for deg" in page.main
    with pytest.raises(KeyError):
        page.form("/desk/open")
    there = await nina.post("/desk/open-emergency", {**page.form("/desk/open-emergency"), **REASON})
    assert "Nødtilgang" in (await nina.get(there)).text


async def test_the_ordinary_way_stays_closed_for_whoever_tries_it_all_the_same(nina, closed):
    fields = (await nina.finds(closed[0])).form("/desk/open-emergency")
    page = await nina.post("/desk/open", {**fields, "purpose": "TREAT", "basis": "gate.basis.appointment"}, status=422)
    assert "Pasienten har sperret journalen for deg" in page.main


async def test_a_colleague_who_is_not_named_opens_it_as_ever(at_desk, closed):
    tove = await at_desk(hpr="990000211", name="Tove To")
    assert await tove.opens(closed[0])


async def test_where_the_nation_keeps_silent_it_opens_like_any_other(nina, closed, world):
    await chooses(world.gate_world, tells_shields=False)
    page = await nina.finds(closed[0])
    assert "har sperret journalen for deg" not in page.main
    there = await nina.opens(closed[0])
    page = await nina.get(there)
    assert "Kari" in page.text
    assert "Journalen er tom" in page.main


async def test_breaking_the_glass_from_inside_ends_the_ordinary_visit(nina, kari):
    there = await nina.opens(kari[0])
    loud = await nina.post(f"{there}/emergency", REASON)
    assert loud != there
    assert "data-loud" in (await nina.client.get(loud)).text
    assert (await nina.client.get(there)).status_code == 404
