"""The list: newest first by year, found by words, type, source and year, turned page by page."""

from innsyn.features import documents
from innsyn.features.documents import samples
from innsyn.kernel import systems


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
    assert await lines(kari, "/documents?after=nonsense") == ["Epikrise"]


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
