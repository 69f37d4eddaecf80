"""Other pages show the newest documents."""

from innsyn.features import documents
from innsyn.features.documents import samples


async def test_the_overview_shows_the_newest(world, overview_feature):
    kari = await world.citizen("kari", documents.FEATURE, overview_feature)
    assert "Nyeste dokumenter" not in (await kari.get("/my-health")).main
    await kari.all_have(
        {
            f"d{year}": samples.document(samples.attachment(b"x", "text/plain", title=f"Brev {year}", creation=f"202{year}"))
            for year in range(5)
        }
    )
    page = await kari.get("/my-health")
    assert [link for link in page.links if link.startswith("Brev")] == ["Brev 4", "Brev 3", "Brev 2"]
    assert page.links["Alle dokumenter"] == "/documents"


async def test_the_block_shows_nothing_of_what_is_withheld(world, overview_feature):
    kari = await world.citizen("kari", documents.FEATURE, overview_feature)
    await kari.has(samples.text_document("x", label="NORU"), "d1")
    assert "Epikrise" not in (await kari.get("/my-health")).main
