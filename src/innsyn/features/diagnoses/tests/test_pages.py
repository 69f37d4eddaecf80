"""The page of diagnoses: what is now first, each with everyone who recorded it."""

import pytest

from innsyn.features import diagnoses
from innsyn.features.diagnoses import samples
from innsyn.kernel import systems


@pytest.fixture
async def kari(world):
    return await world.citizen("kari", diagnoses.FEATURE)


def headings(page):
    return [each.text_content() for each in page.tree.xpath("//main//h2")]


def titles(page):
    return [each.text_content() for each in page.tree.xpath("//*[contains(@class, 'line__title')]")]


async def test_hospital_and_general_practice_stand_together(kari, other_trust):
    await kari.has(samples.hospital_diabetes(recorder={"display": "Ingrid Solberg, overlege"}, recordedDate="2025-02-01"), "c1")
    await kari.has(
        samples.gp_diabetes(recorder={"display": "Per Hansen, fastlege"}, recordedDate="2026-01-10"), "c2", organisation=other_trust
    )
    page = await kari.get("/diagnoses")
    assert titles(page) == ["Diabetes type 2"]
    for words in (
        "Siden 2018", "Registrert 2 steder", "ICD-10 E11.9", "ICPC-2 T90", "Fjordby helseforetak", "Dalen sykehus",
        "Ingrid Solberg, overlege", "Per Hansen, fastlege", "10. januar 2026",
    ):  # fmt: skip
        assert words in page.main


async def test_what_is_now_stands_before_what_was(kari):
    await kari.has(samples.condition(systems.ICPC_2, "R74", "Luftveisinfeksjon", status="resolved", abatementDateTime="2024-02"), "c1")
    await kari.has(samples.hospital_diabetes(), "c2")
    await kari.has(samples.condition(systems.ICD_10, "Z03.1", "Observasjon", status=""), "c3")
    page = await kari.get("/diagnoses")
    assert headings(page) == ["Nå", "Ikke oppgitt om det gjelder nå", "Tidligere"]
    assert "Til februar 2024" in page.main


async def test_what_was_not_so_says_so_and_is_not_now(kari):
    await kari.has(samples.hospital_diabetes(verificationStatus={"coding": [{"code": "entered-in-error"}]}), "c1")
    page = await kari.get("/diagnoses")
    assert headings(page) == ["Tidligere"]
    assert "Registrert ved en feil" in page.main


async def test_an_empty_record_says_so(kari):
    assert "Det er ingen diagnoser her." in (await kari.get("/diagnoses")).main


async def test_a_diagnosis_with_almost_nothing_said(kari):
    await kari.has({"resourceType": "Condition"}, "c1")
    page = await kari.get("/diagnoses")
    assert "Diagnose uten navn" in titles(page)
    assert "Det står ikke når det begynte" in page.main


async def test_very_many_are_read_page_by_page(kari):
    await kari.all_have({f"c{number}": samples.condition("http://example.org", f"x{number}", f"Plage {number}") for number in range(210)})
    page = await kari.get("/diagnoses")
    assert len(titles(page)) == 200
    assert len(titles(await kari.get(page.links["Vis flere diagnoser"]))) == 10
    assert await kari.statements("/diagnoses") == 1


async def test_a_nonsense_position_is_the_first_page(kari):
    await kari.has(samples.hospital_diabetes(), "c1")
    assert titles(await kari.get("/diagnoses?after=nonsense")) == ["Diabetes type 2"]


async def test_markup_in_any_text_field_stays_words(kari, attacks):
    for number, attack in enumerate(attacks):
        body = samples.condition(systems.ICD_10, attack, attack, recorder={"display": attack}, note=[{"text": attack}])
        await kari.has(body | {"code": body["code"] | {"text": attack}}, f"c{number}")
    page = await kari.get("/diagnoses")
    assert not page.tree.xpath("//script[not(@src)] | //main//*[@onclick or @onload or @onerror or @style] | //main//iframe | //main//form")
    assert "<script>alert(1)</script>" in page.main


async def test_a_stranger_sees_only_her_own(kari, world):
    await kari.has(samples.hospital_diabetes(), "c1")
    ola = await world.citizen("ola", diagnoses.FEATURE)
    assert "Diabetes" not in (await ola.get("/diagnoses")).main


async def test_a_nurse_in_a_visit_sees_the_same(kari, world):
    await kari.has(samples.hospital_diabetes(), "c1")
    nurse = await world.nurse("kari", diagnoses.FEATURE)
    assert titles(await nurse.get("/diagnoses")) == ["Diabetes type 2"]


async def test_the_overview_shows_what_is_now(world, overview_feature):
    kari = await world.citizen("kari", diagnoses.FEATURE, overview_feature)
    assert "Diagnoser du har nå" not in (await kari.get("/my-health")).main
    await kari.has(samples.condition(systems.ICPC_2, "R74", "Luftveisinfeksjon", status="resolved"), "c1")
    assert "Ingen diagnoser er registrert som noe du har nå." in (await kari.get("/my-health")).main
    await kari.has(samples.hospital_diabetes(), "c2")
    page = await kari.get("/my-health")
    assert "Diabetes type 2" in page.main
    assert "Luftveisinfeksjon" not in page.main


@pytest.mark.parametrize("language", ["nb", "nn", "en", "se"])
async def test_every_language_has_every_sentence(world, language):
    kari = await world.citizen("kari", diagnoses.FEATURE, language=language)
    for number, verification in enumerate(("unconfirmed", "provisional", "differential", "refuted", "entered-in-error")):
        await kari.has(samples.condition(systems.ICD_10, f"E1{number}", "x", verification=verification, status="remission"), f"c{number}")
    assert (await kari.get("/diagnoses")).tree.get("lang") == language
