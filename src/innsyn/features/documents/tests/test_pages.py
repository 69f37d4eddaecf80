"""The pages of documents: found, read, kept, and refused; and nothing inside a document ever acts."""

import base64
import html
import json
import re

import pytest

from innsyn.features import documents
from innsyn.features.documents import samples
from innsyn.features.documents.content.tests.test_cda import PNG, document, section
from innsyn.features.documents.content.tests.test_html import ATTACKS
from innsyn.kernel import systems


@pytest.fixture
async def kari(world):
    return await world.citizen("kari", documents.FEATURE)


async def test_the_list_says_title_type_date_author_and_source(kari):
    await kari.has(samples.text_document("Hei", author=[{"display": "Ingrid Solberg, overlege"}]), "d1")
    page = await kari.get("/documents")
    for words in (
        "Epikrise",
        "sammenfatning etter opphold",
        "12. mars 2026",
        "Ingrid Solberg, overlege",
        "Fjordby helseforetak",
        "1 dokument",
    ):
        assert words in page.main


async def test_an_empty_record_says_so(kari):
    page = await kari.get("/documents")
    assert "Det er ingen dokumenter her ennå." in page.main


async def test_the_newest_stand_first_under_their_year(kari):
    for number, creation in enumerate(("2024-05-02", "2026-01-02", "2025")):
        await kari.has(samples.document(samples.attachment(b"x", "text/plain", title=f"Brev {number}", creation=creation)), f"d{number}")
    page = await kari.get("/documents")
    assert [heading.text_content() for heading in page.tree.xpath("//main//h2")] == ["2026", "2025", "2024"]
    assert [link for link in page.links if link.startswith("Brev")] == ["Brev 1", "Brev 2", "Brev 0"]


async def test_words_are_found_in_title_author_and_source_whatever_accents(kari):
    await kari.has(samples.text_document("x", author=[{"display": "Bjørn Ås"}]), "d1")
    await kari.has(samples.document(samples.attachment(b"x", "text/plain", title="Røntgen")), "d2")
    assert "Røntgen" in (await kari.get("/documents?q=rontgen")).links
    assert "Epikrise" in (await kari.get("/documents?q=bjorn+as")).links
    assert "Epikrise" not in (await kari.get("/documents?q=rontgen")).links
    assert "Ingen dokumenter passer" in (await kari.get("/documents?q=finnesikke")).main


async def test_type_and_year_are_chosen(kari):
    await kari.has(samples.text_document("x", date="2026-03-12T14:05:00+01:00"), "d1")
    letter = samples.attachment(b"x", "text/plain", title="Brev", creation="2024-05-02")
    await kari.has(samples.document(letter, type_code="I02-2", name="Brev", date="2024-05-02T10:00:00+02:00"), "d2")
    assert list(await lines(kari, "/documents?group=I00-1")) == ["Brev"]
    assert list(await lines(kari, "/documents?year=2026")) == ["Epikrise"]
    assert len(await lines(kari, "/documents?group=odd&year=odd&source=odd")) == 2


async def lines(kari, path):
    page = await kari.get(path)
    return [link.text_content() for link in page.tree.xpath("//a[contains(@class, 'line__title')]")]


async def test_a_source_is_chosen(kari, other_trust):
    other = {"identifier": {"system": systems.ORGANISATION_NUMBER, "value": other_trust}}
    await kari.has(samples.text_document("x"), "d1")
    await kari.has(samples.document(samples.attachment(b"x", "text/plain", title="Annet"), custodian=other), "d2")
    assert await lines(kari, f"/documents?source={samples.HOSPITAL}") == ["Epikrise"]
    assert await lines(kari, f"/documents?source={other_trust}") == ["Annet"]


def many(count):
    return {
        f"d{number}": samples.document(
            samples.attachment(b"x", "text/plain", title=f"Brev {number}", creation=f"2026-01-{number + 1:02}"), type_code="I02-2"
        )
        for number in range(count)
    }


async def test_pages_are_turned(kari):
    await kari.all_have(many(30))
    older = (await kari.get("/documents")).links["Vis eldre dokumenter"]
    assert len(await lines(kari, "/documents")) == 25
    assert await lines(kari, older) == [f"Brev {number}" for number in (4, 3, 2, 1, 0)]
    assert "Vis eldre dokumenter" not in (await kari.get(older)).links


async def test_a_page_reads_in_the_same_number_of_statements_however_much_there_is(kari):
    await kari.all_have(many(2))
    few = [await kari.statements(path) for path in ("/documents", "/documents/d1", "/documents?q=brev")]
    await kari.all_have(many(30))
    assert [await kari.statements(path) for path in ("/documents", "/documents/d1", "/documents?q=brev")] == few == [2, 2, 2]


async def test_a_nonsense_position_is_the_first_page(kari):
    await kari.has(samples.text_document("x"), "d1")
    assert (await kari.get("/documents?after=%00nonsense")).status == 200


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


@pytest.mark.parametrize(("state", "words"), [("superseded", "erstattet av et nyere"), ("entered-in-error", "registrert ved en feil")])
async def test_a_document_that_no_longer_holds_says_so(kari, state, words):
    await kari.has(samples.text_document("x", status=state), "d1")
    assert words in (await kari.get("/documents/d1")).main
    assert words.split()[-1] in (await kari.get("/documents")).main


async def each_is_inert(kari, bodies):
    await kari.all_have(bodies)
    for resource_id in bodies:
        assert_inert(await kari.get(f"/documents/{resource_id}"))
    assert_inert(await kari.get("/documents"))
    assert_inert(await kari.get("/documents?q=alert"))


async def test_html_in_a_document_does_nothing(kari):
    bodies = {
        f"d{number}": samples.document(samples.attachment(f"<p>Før</p>{attack}<p>Etter</p>".encode(), "text/html"))
        for number, attack in enumerate(ATTACKS.values())
    }
    await each_is_inert(kari, bodies)
    assert "Før" in (await kari.get("/documents/d0")).main


async def test_markup_in_any_text_field_stays_words(kari):
    await each_is_inert(kari, {f"d{number}": everywhere(attack) for number, attack in enumerate(ATTACKS.values())})


def everywhere(words):
    """A document with the same words in every place that holds words."""
    named = {"coding": [{"system": systems.DOCUMENT_TYPE, "code": words, "display": words}], "text": words}
    body = samples.text_document(words, type=named, category=[named], description=words, author=[{"display": words}])
    body["content"][0]["attachment"] |= {"title": words, "language": words}
    return body


async def test_markup_in_a_clinical_document_does_nothing(kari):
    bodies = {}
    for number, attack in enumerate(ATTACKS.values()):
        escaped = html.escape(attack)
        octets = section(f"<paragraph>{escaped}</paragraph><list><item>{escaped}</item></list>", title=escaped)
        bodies[f"d{number}"] = samples.document(samples.attachment(octets, "text/xml"))
    await each_is_inert(kari, bodies)


def assert_inert(page):
    """Nothing in the page that is not ours can act, fetch or cover: compare with what our own pages may hold."""
    tree = page.tree
    ours = {"/static/", "/"}
    assert not tree.xpath("//script[not(@src)] | //svg//script | //object | //embed | //base | //meta[@http-equiv] | //style")
    assert not tree.xpath("//@*[starts-with(name(), 'on')] | //@style")
    for address in tree.xpath("//main//@href | //main//@src | //main//@action"):
        assert address.startswith((*ours, "#", "https://", "data:image/png", "data:image/jpeg", "data:image/gif")), address
    assert not tree.xpath("//main//form[not(starts-with(@action, '/'))]")


async def test_the_reader_keeps_the_senders_own_bytes(kari):
    await kari.has(samples.document(samples.attachment(b"<script>alert(1)</script>", "text/html")), "d1")
    answer = await kari.client.get("/documents/d1/content")
    assert answer.content == b"<script>alert(1)</script>"
    assert answer.headers["content-disposition"] == 'attachment; filename="dokument-2026-03-12.html"'
    assert answer.headers["content-security-policy"].startswith("sandbox")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("octets", "claimed", "disposition"),
    [
        (b"%PDF-1.7 x", "application/pdf", "inline"),
        (PNG, "image/png", "inline"),
        (b"<html><script>alert(1)</script>", "application/pdf", "attachment"),
        (b"<svg onload=alert(1)>", "image/png", "attachment"),
        (b"<svg onload=alert(1)>", "image/svg+xml", "attachment"),
        (b"x", "text/plain", "attachment"),
    ],
)
async def test_only_what_was_recognised_is_shown_in_place(kari, octets, claimed, disposition):
    await kari.has(samples.document(samples.attachment(octets, claimed)), "d1")
    answer = await kari.client.get("/documents/d1/content")
    assert answer.headers["content-disposition"].startswith(disposition)
    assert (await kari.client.get("/documents/d1/content?save=1")).headers["content-disposition"].startswith("attachment")


async def test_a_wrapped_pdf_is_shown_and_its_wrapping_kept(kari):
    body = '<nonXMLBody><text mediaType="application/pdf" representation="B64">JVBERi0xLjc=</text></nonXMLBody>'
    await kari.has(samples.document(samples.attachment(document(body), "text/xml")), "d1")
    assert (await kari.client.get("/documents/d1/content")).content == b"%PDF-1.7"
    assert b"ClinicalDocument" in (await kari.client.get("/documents/d1/content?save=1")).content


async def test_several_forms_of_one_document(kari):
    await kari.has(samples.document(samples.attachment(b"tekst", "text/plain"), samples.attachment(b"%PDF-1.7", "application/pdf")), "d1")
    page = await kari.get("/documents/d1")
    assert page.links["Form 2: PDF"] == "/documents/d1?form=2"
    assert "tekst" in page.main
    assert (await kari.get("/documents/d1?form=2")).tree.xpath("//iframe/@src") == ["/documents/d1/content?form=2"]
    assert "tekst" in (await kari.get("/documents/d1?form=99")).main


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


async def test_odd_documents_are_listed_and_read(kari):
    await kari.has({"resourceType": "DocumentReference", "status": "current", "content": [{"attachment": {}}]}, "d1")
    page = await kari.get("/documents")
    assert "Dokument uten tittel" in page.links
    assert "Uten dato" in page.main
    assert "Innholdet finnes ikke her" in (await kari.get("/documents/d1")).main


async def test_every_language_has_every_sentence(world, kari):
    await kari.has(samples.text_document("x", status="superseded"), "d1")
    await kari.has(samples.document(samples.attachment(b"PK", "application/zip", hash="x", size=9)), "d2")
    for language in ("nb", "nn", "en", "se"):
        reader = await world.citizen("kari", documents.FEATURE, language=language)
        for path in ("/documents", "/documents/d1", "/documents/d2", "/documents?q=finnesikke"):
            assert (await reader.get(path)).tree.get("lang") == language


async def test_json_content_with_markup_in_every_value_does_nothing(kari):
    attack = "<img src=x onerror=alert(1)>"
    report = {"resourceType": "DiagnosticReport", "conclusion": attack, "contained": [
        {"resourceType": "Observation", "id": "a", "code": {"text": attack}, "valueString": attack, "referenceRange": [{"text": attack}]},
    ], "result": [{"reference": "#a"}]}  # fmt: skip
    await kari.has(samples.document(samples.attachment(json.dumps(report).encode(), "application/fhir+json")), "d1")
    assert_inert(await kari.get("/documents/d1"))


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
