"""Manuscripts and the forms papers take."""

import io
from datetime import date
from random import Random

import pypdf
import pytest
from lxml import etree

from innsyn.sandbox.stories.builders.places import Places, chosen
from innsyn.sandbox.stories.content.html import html
from innsyn.sandbox.stories.content.manuscript import blocks
from innsyn.sandbox.stories.content.paper import Bullets, Heading, Paper, Paragraph, Table
from innsyn.sandbox.stories.content.pdf import pdf
from innsyn.sandbox.stories.content.pdf_layout import Style, wrap
from innsyn.sandbox.stories.content.plain import plain

WORDS = """# Funn & tiltak
Første linje
og andre.

- ett
- to

| Prøve | Svar |
| Hb | 12,1 |"""


def paper(words: str = WORDS) -> Paper:
    facts = (("Pasient", "Ánte Šŋeđ"), ("Født", "01.02.1955"))
    return Paper("Notat <prøve>", "nb", ("Sykehuset",), facts, blocks(words), "Åse Ødegård, lege")


def test_light_markup_becomes_blocks():
    assert blocks(WORDS) == (
        Heading("Funn & tiltak"),
        Paragraph("Første linje og andre."),
        Bullets(("ett", "to")),
        Table(("Prøve", "Svar"), (("Hb", "12,1"),)),
    )


def test_a_sign_inside_a_line_is_only_a_sign():
    assert blocks("5 - 3 | 2 # 1") == (Paragraph("5 - 3 | 2 # 1"),)


@pytest.mark.parametrize(
    ("place", "written"),
    [("{d}", "22.11.2026"), ("{d-30}", "23.10.2026"), ("{d+1}", "23.11.2026"), ("{m-200}", "mai 2026"), ("{y-4000}", "2015")],
)
def test_dates_are_counted_from_the_papers_own_day(place, written):
    assert place.format_map(Places(date(2026, 11, 22), "nb", {})) == written


def test_an_unknown_place_is_an_error_and_not_an_empty_word():
    with pytest.raises(KeyError):
        "{weigth}".format_map(Places(date(2026, 11, 22), "nb", {"weight": "3"}))


def test_choices_are_made_by_the_lifes_own_dice():
    assert {chosen("[[a|b]]", Random(seed)) for seed in range(20)} == {"a", "b"}
    assert chosen("uten valg", Random(1)) == "uten valg"


def test_text_form_keeps_every_word_and_stays_narrow():
    text = plain(paper()).decode()
    assert "FUNN & TILTAK" in text
    assert max(len(line) for line in plain(paper("ord " * 200)).decode().splitlines()) <= 78


def test_html_form_escapes_what_could_be_markup():
    page = html(paper()).decode()
    assert "Notat &lt;prøve&gt;" in page
    assert "<prøve>" not in page


def test_pdf_form_is_the_same_every_time_and_keeps_sami_letters():
    first = pdf(paper())
    assert first == pdf(paper())
    text = pypdf.PdfReader(io.BytesIO(first)).pages[0].extract_text()
    assert "Ánte Šŋeđ" in text
    assert "Funn & tiltak" in text


def test_pdf_is_tagged_titled_and_has_a_language():
    reader = pypdf.PdfReader(io.BytesIO(pdf(paper())))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "nb-NO"
    assert reader.metadata.title == "Notat <prøve>"


def test_long_paper_flows_over_pages_and_loses_nothing():
    words = "\n\n".join(f"Avsnitt {number} " + "ord " * 60 for number in range(60))
    reader = pypdf.PdfReader(io.BytesIO(pdf(paper(words))))
    text = " ".join(page.extract_text() for page in reader.pages)
    assert len(reader.pages) > 3
    assert all(f"Avsnitt {number} " in text for number in range(60))


def test_one_paragraph_longer_than_a_page_loses_nothing():
    words = " ".join(f"ord{number}." for number in range(1500))
    reader = pypdf.PdfReader(io.BytesIO(pdf(paper(words))))
    text = " ".join(page.extract_text() for page in reader.pages)
    assert len(reader.pages) > 1
    assert all(f"ord{number}." in text for number in range(1500))


def test_lines_never_outgrow_their_room_unless_one_word_does():
    style = Style(10, False, 0)
    assert wrap("kort", 400, style) == ["kort"]
    assert len(wrap("ord " * 100, 400, style)) > 3
    assert wrap("a" * 300, 50, style) == ["a" * 300]


def test_clinical_document_escapes_names(told):
    from base64 import b64decode

    files = [each for each in told["arne"].resources if each["resourceType"] == "Binary" and each["contentType"] == "text/xml"]
    assert files
    assert all(etree.fromstring(b64decode(each["data"])).tag == "{urn:hl7-org:v3}ClinicalDocument" for each in files)
