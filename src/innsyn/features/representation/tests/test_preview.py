"""The preview: the very rows the receiver then sees, no more, no fewer, and nothing is opened for anybody by looking."""

import pytest

from innsyn.gate.rules.areas import AREAS
from innsyn.gate.tests.samples import LATER, OTHER_TRUST, document
from innsyn.gate.values import Found, Query

NAME = "Hilde Haugen"
SIGN = "/representation/give/sign"


def parts(page):
    """Area to what its sheet says."""
    sheets = page.tree.xpath("//section[@aria-labelledby='open-parts']//section[@class='sheet']")
    return {sheet.findtext(".//h3"): " ".join(sheet.text_content().split()) for sheet in sheets}


def shut(page):
    return [" ".join(line.text_content().split()) for line in page.tree.xpath("//section[@aria-labelledby='shut-parts']//li")]


async def test_it_says_how_much_and_the_newest_of_each_part_and_what_stays_shut(arne, hilde):
    await arne.gives(hilde.number, NAME, "documents", "log", signs=False)
    page = await arne.get(SIGN)
    assert page.heading == "Dette ser Hilde Haugen i journalen din fra i dag"
    found = parts(page)
    assert "2 opplysninger" in found["Dokumenter"]
    assert "Epikrise" in found["Dokumenter"]
    assert "Brev fra Dalen" in found["Dokumenter"]
    assert "Alle besøk i journalen" in found["Hvem som har sett journalen"]
    assert len(found) + len(shut(page)) == len(AREAS)
    assert "Diagnoser og inngrep" in shut(page)


async def test_from_one_organisation_alone_it_tells_what_is_left_out(arne, hilde):
    await arne.gives(hilde.number, NAME, "documents", sources={"which": "some", "chosen": [OTHER_TRUST]}, signs=False)
    said = parts(await arne.get(SIGN))["Dokumenter"]
    assert "1 opplysning" in said
    assert "1 opplysning her ser Hilde Haugen ikke" in said
    assert said.index("Brev fra Dalen") < said.index("ser Hilde Haugen ikke") < said.index("Epikrise")


async def test_it_is_of_the_first_day(arne, hilde):
    await arne.gives(hilde.number, NAME, "documents", lasting={"span": "open", "since": "2026-12-01"}, signs=False)
    page = await arne.get(SIGN)
    assert page.heading == "Dette ser Hilde Haugen i journalen din fra 1. desember 2026"
    assert "2 opplysninger" in parts(page)["Dokumenter"]


async def test_looking_opens_nothing(arne, hilde):
    await arne.gives(hilde.number, NAME, "documents", signs=False)
    await arne.get(SIGN)
    await hilde.enters(arne.owner, status=403)
    assert "Arne" not in (await hilde.get("/representation")).main


@pytest.mark.parametrize("areas", [["documents"], ["results", "log"], ["all"]])
async def test_what_was_shown_is_what_she_then_sees(arne, hilde, home, areas):
    await home.gate_world.delivers(arne.owner, document("Skjult for alle", "NORN_KUT"), document("Utkast", docStatus="preliminary"))
    await arne.gives(hilde.number, NAME, *areas, signs=False)
    before = parts(await arne.get(SIGN)).get("Dokumenter", "0 opplysninger")
    await arne.signs()
    visit = await home.gate_world.acts_for(hilde.number, arne.owner, "attorney", now=home.now)
    seen = await home.gate_world.gate.search(visit, Query(("DocumentReference",), with_total=True), LATER)
    assert isinstance(seen, Found)
    assert f"{seen.total} opplysninger" in before
    assert seen.total == (0 if "results" in areas else 2)


async def test_looking_is_in_the_givers_own_log_and_nobody_elses(arne, hilde, home):
    before = len(await home.gate_world.log(hilde.owner))
    await arne.gives(hilde.number, NAME, "documents", signs=False)
    await arne.get(SIGN)
    assert len(await home.gate_world.log(hilde.owner)) == before
    assert {row.visit for row in (await home.gate_world.log(arne.owner))[-5:]} == {arne.visit.id}
