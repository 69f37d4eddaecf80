"""Who may not read a document, and what they see instead."""

import re

import pytest

from innsyn.features import documents
from innsyn.features.documents import samples


async def test_another_persons_document_looks_like_none_and_is_logged(kari, world):
    stranger = await world.citizen("ola", documents.FEATURE)
    await kari.has(samples.text_document("Hemmelig"), "d1")
    for path in ("/documents/d1", "/documents/d1/content", "/documents/d1/content?save=1"):
        refused = await stranger.get(path, status=404)
        nothing = await stranger.get(path.replace("d1", "finnes-ikke"), status=404)
        assert without_reference(refused) == without_reference(nothing)
        assert "Hemmelig" not in refused.text
    assert await kari.refusals() >= 3


def without_reference(page):
    return re.sub(r"[0-9A-Z]{4}-[0-9A-Z]{4}", "", page.main)


async def test_without_login_there_is_nothing(world, kari):
    await kari.has(samples.text_document("Hemmelig"), "d1")
    answer = await world.stranger(documents.FEATURE).client.get("/documents/d1")
    assert answer.status_code in (302, 303)
    assert "Hemmelig" not in answer.text


async def test_a_nurse_in_a_visit_reads_the_same(world, kari):
    await kari.has(samples.text_document("Utskrevet i god form."), "d1")
    nurse = await world.nurse("kari", documents.FEATURE)
    assert "Epikrise" in (await nurse.get("/documents")).links
    page = await nurse.get("/documents/d1")
    assert "Utskrevet i god form." in page.main
    assert "Hvem har sett journalen min?" not in page.links
    assert (await nurse.client.get(nurse.here("/documents/d1/content"))).content == b"Utskrevet i god form."


async def test_a_nurse_cannot_read_another_patients_document_in_this_visit(world, kari):
    await kari.has(samples.text_document("Hemmelig"), "d1")
    nurse = await world.nurse("ola", documents.FEATURE)
    assert "Hemmelig" not in (await nurse.get("/documents/d1", status=404)).text


@pytest.mark.parametrize(("label", "words"), [("NORU", "Et dokument er holdt tilbake"), ("NORN_EPO", "Et dokument er holdt tilbake")])
async def test_that_a_document_is_withheld_is_said_and_nothing_of_what_it_is(kari, label, words):
    await kari.has(samples.text_document("Hemmelig innhold", label=label, author=[{"display": "Hemmelig Forfatter"}]), "d1")
    page = await kari.get("/documents")
    assert words in page.main
    assert "Fjordby helseforetak" in page.main
    assert "klage til Statsforvalteren" in page.main
    for secret in ("Hemmelig", "Epikrise", "ingen dokumenter"):
        assert secret not in page.tree.get_element_by_id("documents").text_content()
    told = await kari.get("/documents/d1", status=403)
    assert words in told.main
    assert told.links["Les regelen bak dette"] == f"/rules#LAB-{label}"
    assert "Hemmelig" not in told.text
    assert (await kari.client.get("/documents/d1/content")).status_code == 404


@pytest.mark.parametrize("label", ["NORN_FFL", "NORN_KUT", "NORN_NEW"])
async def test_what_may_not_be_told_looks_like_nothing(kari, label):
    await kari.has(samples.text_document("Hemmelig innhold", label=label), "d1")
    page = await kari.get("/documents")
    assert "Det er ingen dokumenter her ennå." in page.main
    assert "holdt tilbake" not in page.main
    assert without_reference(await kari.get("/documents/d1", status=404)) == without_reference(await kari.get("/documents/nei", status=404))


async def test_a_draft_is_for_personnel_only(kari, world):
    await kari.has(samples.text_document("Ikke ferdig", docStatus="preliminary"), "d1")
    await kari.get("/documents/d1", status=404)
    assert "Epikrise" not in (await kari.get("/documents")).links
    nurse = await world.nurse("kari", documents.FEATURE)
    assert "Dette er et utkast" in (await nurse.get("/documents/d1")).main


async def test_what_the_patient_has_blocked_is_closed_to_the_nurse_and_opens_in_an_emergency(kari, world):
    await kari.has(samples.text_document("Sperret innhold", label="NORS"), "d1")
    assert "Sperret innhold" in (await kari.get("/documents/d1")).main
    nurse = await world.nurse("kari", documents.FEATURE)
    assert (await nurse.client.get(nurse.here("/documents/d1"))).status_code in (403, 404)
    loud = await world.nurse("kari", documents.FEATURE, emergency=True)
    assert "Sperret innhold" in (await loud.get("/documents/d1")).main
