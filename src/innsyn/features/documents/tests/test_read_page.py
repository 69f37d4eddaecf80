"""One document: its words first, what is known of it, its neighbours, and what is wrong with it said plainly."""

import base64

import pytest

from innsyn.features.documents import samples


async def test_a_document_is_read(kari):
    await kari.has(samples.text_document("Utskrevet i god form."), "d1")
    page = await kari.get("/documents/d1")
    assert page.heading == "Epikrise"
    assert "Utskrevet i god form." in page.main
    assert "Innholdet er uendret siden det ble sendt" in page.main
    assert "Fjordby helseforetak" in page.main


async def test_neighbours_lead_on(kari):
    for number, title in enumerate(("Eldst", "Midt", "Nyest")):
        await kari.has(samples.document(samples.attachment(b"x", "text/plain", title=title, creation=f"202{number}")), f"d{number}")
    links = (await kari.get("/documents/d1")).links
    assert links["Nyere dokument: Nyest"] == "/documents/d2"
    assert links["Eldre dokument: Eldst"] == "/documents/d0"


async def test_neighbours_keep_to_what_was_chosen(kari):
    for number, title in enumerate(("Brev en", "Notat", "Brev to")):
        await kari.has(samples.document(samples.attachment(b"x", "text/plain", title=title, creation=f"202{number}")), f"d{number}")
    links = (await kari.get("/documents/d0?q=brev")).links
    assert links["Nyere dokument: Brev to"] == "/documents/d2?q=brev"


async def test_a_wrong_hash_is_said(kari):
    await kari.has(samples.document(samples.attachment(b"x", "text/plain", hash=base64.b64encode(b"0" * 20).decode())), "d1")
    assert "stemmer ikke med kontrollsummen" in (await kari.get("/documents/d1")).main


async def test_content_kept_apart_is_read_through_its_document(kari):
    text = b"Lagret for seg"
    apart = {**samples.attachment(text, "text/plain", url="Binary/b1")}
    del apart["data"]
    await kari.has({"resourceType": "Binary", "contentType": "text/plain", "data": base64.b64encode(text).decode()}, "b1")
    await kari.has(samples.document(apart), "d1")
    assert "Lagret for seg" in (await kari.get("/documents/d1")).main


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"url": "Binary/mangler"}, "Innholdet finnes ikke her"),
        ({"url": "https://annen.example/dokument"}, "Innholdet ligger hos avsenderen"),
        ({}, "Innholdet finnes ikke her"),
    ],
)
async def test_missing_content_is_explained(kari, more, words):
    await kari.has(samples.document({"contentType": "text/plain", "title": "Brev", **more}), "d1")
    page = await kari.get("/documents/d1")
    assert words in page.main
    assert "Lagre" not in page.links


async def test_a_document_that_no_longer_holds_says_so(kari):
    await kari.has(samples.text_document("x", status="superseded"), "d1")
    assert "erstattet av et nyere" in (await kari.get("/documents/d1")).main
    assert "nyere" in (await kari.get("/documents")).main


async def test_several_forms_of_one_document(kari):
    await kari.has(samples.document(samples.attachment(b"tekst", "text/plain"), samples.attachment(b"%PDF-1.7", "application/pdf")), "d1")
    page = await kari.get("/documents/d1")
    assert page.links["Form 2: PDF"] == "/documents/d1?form=2"
    assert "tekst" in page.main
    assert (await kari.get("/documents/d1?form=2")).tree.xpath("//iframe/@src") == ["/documents/d1/content?form=2"]
    assert "tekst" in (await kari.get("/documents/d1?form=99")).main


async def test_a_document_that_was_replaced_leads_to_the_newest(kari):
    await kari.has(samples.text_document("Gammelt", status="superseded"), "old")
    newer = samples.text_document("Nytt", relatesTo=[{"code": "replaces", "target": {"reference": "DocumentReference/old"}}])
    await kari.has(newer, "new")
    page = await kari.get("/documents/old")
    assert page.links["Les den nyeste utgaven"] == "/documents/new"
    assert "/documents/old" in (await kari.get("/documents/new")).links.values()


async def test_a_document_that_only_belongs_to_a_replaced_one_is_not_its_newest(kari):
    await kari.has(samples.text_document("Gammelt", status="superseded"), "old")
    other = samples.text_document("Vedlegg", relatesTo=[{"code": "appends", "target": {"reference": "DocumentReference/old"}}])
    await kari.has(other, "other")
    assert "Les den nyeste utgaven" not in (await kari.get("/documents/old")).links


async def test_a_document_written_in_error_is_told_of_and_not_shown(kari):
    await kari.has(samples.text_document("Feil pasient", status="entered-in-error"), "wrong")
    page = await kari.get("/documents")
    assert "Feil pasient" not in page.main
    assert "0 dokumenter" in page.main
    assert "Et dokument er holdt tilbake" in page.main
    assert "Feil pasient" not in (await kari.get("/documents/wrong", status=403)).text
