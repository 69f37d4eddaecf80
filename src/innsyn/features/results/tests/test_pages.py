"""The pages of results: the latest of each, one over time, reports; and refusals."""

import re

import pytest

from innsyn.features import results
from innsyn.features.results import samples

USUAL = samples.usual("11.7", "15.3", "g/dL")


@pytest.fixture
async def kari(world):
    return await world.citizen("kari", results.FEATURE)


def written(body):
    return samples.as_json(body)


def haemoglobin(value, at, **more):
    return written(samples.observation(samples.HAEMOGLOBIN, value=(value, "g/dL"), at=at, **{"referenceRange": USUAL, **more}))


async def test_the_latest_of_each_under_its_heading(kari):
    await kari.all_have(
        {
            "o1": haemoglobin("13.2", "2026-03-12"),
            "o2": haemoglobin("12.80", "2025-03-12"),
            "o3": written(samples.blood_pressure("142", "88", "2026-01-02")),
        }
    )
    page = await kari.get("/results")
    assert [each.text_content() for each in page.tree.xpath("//main//h2")] == ["Blodtrykk, puls og hjerte", "Blodprøver"]
    for words in (
        "13,2 g/dL", "Vanlig: 11,7–15,3", "Innenfor referanseområdet", "Høyere enn forrige gang (12,80 g/dL, 12. mars 2025)",
        "Overtrykk: 142 mmHg", "Undertrykk: 88 mmHg", "Fjordby helseforetak",
    ):  # fmt: skip
        assert words in page.main


@pytest.mark.parametrize(
    ("value", "words"), [("16.1", "Over referanseområdet"), ("9.9", "Under referanseområdet"), ("13", "Innenfor referanseområdet")]
)
async def test_where_a_value_lies_is_said_in_words(kari, value, words):
    await kari.has(haemoglobin(value, "2026-03-12"), "o1")
    assert words in (await kari.get("/results")).main


async def test_without_a_range_nothing_is_said_of_it(kari):
    await kari.has(haemoglobin("13.2", "2026-03-12", referenceRange=[]), "o1")
    assert "referanseområdet" not in (await kari.get("/results")).main.split("Referanseområdet er verdiene")[0]


async def test_every_digit_and_the_readers_comma(kari, world):
    await kari.has(written(samples.observation(samples.HAEMOGLOBIN, value=("0.40", "mmol/L"))), "o1")
    assert "0,40 mmol/L" in (await kari.get("/results")).main
    english = await world.citizen("kari", results.FEATURE, language="en")
    assert "0.40 mmol/L" in (await english.get("/results")).main


async def test_one_analysis_over_time_is_drawn_with_its_table(kari):
    await kari.all_have({f"o{year}": haemoglobin(f"1{year}.2", f"202{year}-03-12") for year in range(5)})
    page = await kari.get("/results/o4")
    assert page.heading == "Blodprosent (hemoglobin)"
    drawings = page.tree.xpath("//*[local-name() = 'svg' and @role = 'img']")
    assert len(drawings) == 2
    assert "5 målinger fra 12. mars 2020 til 12. mars 2024. Laveste 10,2, høyeste 14,2." in drawings[0].text_content()
    assert len(page.tree.xpath("//tbody/tr")) == 5


async def test_any_result_leads_to_the_same_course(kari):
    await kari.all_have({f"o{year}": haemoglobin(f"1{year}", f"202{year}") for year in range(3)})
    assert (await kari.get("/results/o0")).tree.xpath("//tbody/tr[@aria-current]//time/text()") == ["2020"]
    assert len((await kari.get("/results/o0")).tree.xpath("//tbody/tr")) == 3


async def test_a_period_is_chosen(kari):
    await kari.all_have(
        {"new": haemoglobin("13", "2026-11-01"), "recent": haemoglobin("13", "2026-03-01"), "old": haemoglobin("12", "2020-01-01")}
    )
    assert len((await kari.get("/results/new?period=3m")).tree.xpath("//tbody/tr")) == 1
    assert len((await kari.get("/results/new?period=1y")).tree.xpath("//tbody/tr")) == 2
    assert len((await kari.get("/results/new?period=odd")).tree.xpath("//tbody/tr")) == 3


async def test_a_change_of_unit_is_said_and_drawn_apart(kari):
    old = [
        written(samples.observation(samples.HAEMOGLOBIN, value=(value, "g/L"), at=at)) for value, at in (("121", "2021"), ("118", "2020"))
    ]
    await kari.all_have({"a": haemoglobin("13", "2026"), "b": haemoglobin("12", "2025"), "c": old[0], "d": old[1]})
    page = await kari.get("/results/a")
    assert "ulike enheter: g/dL og g/L" in page.main
    assert [each.text_content() for each in page.tree.xpath("//figcaption")] == ["Utvikling i g/dL", "Utvikling i g/L"]


async def test_blood_pressure_is_two_lines(kari):
    await kari.all_have({f"b{day}": written(samples.blood_pressure("142", "88", f"2026-01-0{day}")) for day in (1, 2, 3)})
    page = await kari.get("/results/b1")
    assert len(page.tree.xpath("//*[@data-only = 'wide']/*[@class = 'chart__line']")) == 2
    assert [each.text_content().strip() for each in page.tree.xpath("//ul[@class = 'legend']/li")] == ["Overtrykk", "Undertrykk"]


async def test_words_bounds_and_mistakes(kari):
    await kari.all_have(
        {
            "w": written(samples.observation(samples.HAEMOGLOBIN, valueString="Ikke påvist", at="2026-01-01")),
            "l": written(samples.observation(samples.WEIGHT, valueQuantity=samples.quantity("5", "mg/L", "<"))),
            "e": haemoglobin("99", "2025-12-01", status="entered-in-error"),
        }
    )
    page = await kari.get("/results")
    assert "Ikke påvist" in page.main
    assert "< 5 mg/L" in page.main
    course = await kari.get("/results/w")
    assert "Registrert ved en feil" not in course.main
    assert not course.tree.xpath("//figure")
    assert "minst to målinger" in course.main


@pytest.mark.parametrize(
    ("status", "words"), [("preliminary", "Foreløpig svar"), ("corrected", "Rettet svar"), ("cancelled", "Avlyst prøve")]
)
async def test_how_sure_a_result_is(kari, status, words):
    await kari.has(haemoglobin("13", "2026-01-01", status=status), "o1")
    assert words in (await kari.get("/results")).main
    assert words in (await kari.get("/results/o1")).main


async def test_a_result_with_almost_nothing_said(kari):
    await kari.has({"resourceType": "Observation", "status": "final", "code": {}}, "o1")
    page = await kari.get("/results")
    assert "Prøve uten navn" in page.links
    assert "Ikke noe svar" in page.main
    assert "Dato ikke oppgitt" in page.main
    assert (await kari.get("/results/o1")).heading == "Prøve uten navn"


async def test_a_report_gathers_its_results(kari):
    body = samples.report("Svar på blodprøver", ["o2", "o1", "mangler"], conclusion="Alt ser fint ut.")
    await kari.all_have(
        {"o1": haemoglobin("13", "2026-01-01"), "o2": written(samples.blood_pressure("142", "88", "2026-01-02")), "r1": body}
    )
    assert (await kari.get("/results")).links["Svar på blodprøver"] == "/results/reports/r1"
    page = await kari.get("/results/reports/r1")
    assert "Alt ser fint ut." in page.main
    assert [each.text_content() for each in page.tree.xpath("//a[@class = 'line__title']")] == ["Blodtrykk", "Blodprosent (hemoglobin)"]


async def test_a_page_reads_in_the_same_number_of_statements_however_much_there_is(kari):
    paths = ("/results", "/results/o1", "/results/reports/r1")
    await kari.all_have({"o1": haemoglobin("13", "2026-01-01"), "r1": samples.report("Svar", ["o1"])})
    few = [await kari.statements(path) for path in paths]
    more = {f"x{day}": haemoglobin("13", f"2025-{day // 28 + 1:02}-{day % 28 + 1:02}") for day in range(300)}
    await kari.all_have({**more, "r1": samples.report("Svar", list(more))})
    assert [await kari.statements(path) for path in paths] == few == [2, 2, 2]


async def test_a_nonsense_position_is_the_first_page(kari):
    await kari.has(haemoglobin("13", "2026-01-01"), "o1")
    assert "13 g/dL" in (await kari.get("/results?after=nonsense")).main


async def test_older_results_come_page_by_page(kari):
    await kari.all_have({f"x{day}": haemoglobin("13", f"2025-{day // 28 + 1:02}-{day % 28 + 1:02}") for day in range(210)})
    page = await kari.get("/results")
    assert "Til de nyeste svarene" in (await kari.get(page.links["Vis eldre svar"])).links


async def test_markup_in_any_text_field_stays_words(kari, attacks):
    for number, attack in enumerate(attacks):
        body = samples.observation(
            ("http://example.org", attack, attack), valueString=attack, note=[{"text": attack}], referenceRange=[{"text": attack}]
        )
        await kari.has(body | {"code": {**body["code"], "text": attack}}, f"o{number}")
        page = await kari.get(f"/results/o{number}")
        assert not page.tree.xpath(
            "//script[not(@src)] | //main//*[@onclick or @onload or @onerror or @style] | //main//iframe | //main//form"
        )
    assert "<script>alert(1)</script>" in (await kari.get("/results")).main


async def test_another_persons_result_looks_like_none_and_is_logged(kari, world):
    await kari.has(haemoglobin("13.2", "2026-03-12"), "o1")
    await kari.has(samples.report("Hemmelig", ["o1"]), "r1")
    ola = await world.citizen("ola", results.FEATURE)
    for path in ("/results/o1", "/results/reports/r1"):
        refused, nothing = await ola.get(path, status=404), await ola.get(path[:-2] + "finnes-ikke", status=404)
        assert without_reference(refused) == without_reference(nothing)
    assert await kari.refusals() == 2


def without_reference(page):
    return re.sub(r"[0-9A-Z]{4}-[0-9A-Z]{4}", "", page.main)


async def test_a_report_does_not_lend_another_persons_results(kari, world):
    ola = await world.citizen("ola", results.FEATURE)
    await ola.has(haemoglobin("7.7", "2026-03-12"), "olas")
    await kari.has(samples.report("Svar", ["olas"]), "r1")
    assert "7,7" not in (await kari.get("/results/reports/r1")).main


async def test_a_nurse_in_a_visit_sees_the_same(kari, world):
    await kari.has(haemoglobin("13.2", "2026-03-12"), "o1")
    nurse = await world.nurse("kari", results.FEATURE)
    page = await nurse.get("/results")
    assert page.links["B-Hemoglobin"] == nurse.here("/results/o1")
    for words in ("13,2 g/dL", "11,7–15,3", "Innenfor", "12.03.2026", "Fjordby helseforetak"):
        assert words in page.main
    assert "13,2 g/dL" in (await nurse.get("/results/o1")).main


async def test_the_overview_shows_the_newest(world, overview_feature):
    kari = await world.citizen("kari", results.FEATURE, overview_feature)
    assert "Nyeste prøvesvar" not in (await kari.get("/my-health")).main
    await kari.has(haemoglobin("13.2", "2026-03-12"), "o1")
    assert "13,2 g/dL" in (await kari.get("/my-health")).main


@pytest.mark.parametrize("language", ["nb", "nn", "en", "se"])
async def test_every_language_has_every_sentence(world, language):
    kari = await world.citizen("kari", results.FEATURE, language=language)
    bodies = {
        f"o{year}": haemoglobin("13", f"202{year}", status=status) for year, status in enumerate(("final", "preliminary", "amended", "odd"))
    }
    await kari.all_have({**bodies, "r1": samples.report("", [])})
    for path in ("/results", "/results/o0", "/results/reports/r1"):
        assert (await kari.get(path)).tree.get("lang") == language


async def test_an_empty_period_says_so(kari):
    await kari.has(haemoglobin("12", "2020-01-01"), "old")
    page = await kari.get("/results/old?period=3m")
    assert "Ingen svar i dette tidsrommet." in page.main
    assert "12 g/dL" in page.main


async def test_a_rare_analysis_is_found_among_very_many_others(kari):
    weights = {
        f"w{n}": written(samples.observation(samples.WEIGHT, value=("78", "kg"), at=f"2026-0{n % 9 + 1}-{n % 28 + 1:02}"))
        for n in range(505)
    }
    await kari.all_have({**weights, "old": haemoglobin("13", "2020-01-01"), "older": haemoglobin("12", "2019-01-01")})
    assert len((await kari.get("/results/old")).tree.xpath("//tbody/tr")) == 2
