"""Emergency access: words of one's own are asked for, it is loud on every page, and the patient's log says so."""

import pytest

WORDS = "Fant pasienten bevisstløs på gulvet"


async def breaks(nina, number, *, status=303, **fields):
    found = (await nina.finds(number)).form("/desk/open-emergency")
    given = {"reason": "gate.emergency.unconscious", "words": WORDS, **fields}
    return await nina.post("/desk/open-emergency", {**found, **given}, status=status)


async def test_with_a_reason_and_words_the_record_opens_loudly(nina, kari, world):
    page = await nina.get(await breaks(nina, kari[0]))
    assert "Nødtilgang – merket i pasientens logg" in page.text
    assert page.tree.xpath("//*[@data-loud]")
    opened = (await world.gate_world.log(kari[1]))[-2]
    assert "gate.emergency.unconscious" in str([row.detail for row in await world.gate_world.log(kari[1])])
    assert opened.outcome == "done"


async def test_an_ordinary_visit_is_not_loud(nina, kari):
    page = await nina.get(await nina.opens(kari[0]))
    assert not page.tree.xpath("//*[@data-loud]")


@pytest.mark.parametrize(
    "fields", [{"words": ""}, {"words": "   "}, {"words": "kort"}, {"words": "x" * 501}, {"reason": ""}, {"reason": "x"}]
)
async def test_without_a_reason_and_words_it_is_refused(nina, kari, world, fields):
    before = len(await world.gate_world.told(kari[1]))
    page = await breaks(nina, kari[0], status=422, **fields)
    assert page.tree.xpath("//details[@open]")
    assert (await world.gate_world.told(kari[1]))[before:] == [("find", "done")]


async def test_what_was_written_is_kept_when_the_reason_is_missing(nina, kari):
    page = await breaks(nina, kari[0], status=422, reason="")
    assert page.form("/desk/open-emergency")["words"].strip() == WORDS


async def test_markup_in_the_words_stays_words(nina, kari, attacks):
    for attack in attacks:
        page = await breaks(nina, kari[0], status=422, reason="", words=attack[:500])
        assert not page.tree.xpath("//script[not(@src)] | //main//*[@onclick or @onload or @onerror]")
