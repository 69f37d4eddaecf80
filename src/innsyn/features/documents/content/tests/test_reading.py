"""How a document is shown follows what it is, not what it claims."""

import base64
import json

import pytest

from innsyn.features.documents.content.attached import attached
from innsyn.features.documents.content.blocks import CleanHtml, Preformatted, Section
from innsyn.features.documents.content.reading import AsPicture, InViewer, OnlyToKeep, Words, shown
from innsyn.features.documents.content.tests.test_cda import PNG, document, section


def show(octets: bytes, content_type: str):
    return shown(attached(octets, content_type))


def test_pdf_goes_to_the_viewer():
    assert isinstance(show(b"%PDF-1.7 ...", "application/pdf"), InViewer)


@pytest.mark.parametrize(
    ("octets", "claimed"),
    [
        (b"<html><script>alert(1)</script>", "application/pdf"),
        (b"<svg onload=alert(1)>", "image/png"),
        (b"%PDF-1.7", "image/jpeg"),
        (b"PK\x03\x04\x00\x00", "text/plain"),
        (b"MZ\x00\x00", "text/html"),
    ],
)
def test_bytes_that_are_not_what_they_claim_are_only_to_keep(octets, claimed):
    assert show(octets, claimed) == OnlyToKeep("documents.content.mislabelled")


@pytest.mark.parametrize("claimed", ["image/svg+xml", "application/javascript", "application/msword", "application/zip", "", "image/tiff"])
def test_forms_we_do_not_draw_are_only_to_keep(claimed):
    assert show(b"anything", claimed) == OnlyToKeep("documents.content.unknown_form")


def test_html_said_to_be_text_stays_text():
    assert show(b"<script>alert(1)</script>", "text/plain") == Words((Preformatted("<script>alert(1)</script>"),))


def test_text_in_an_old_character_set():
    assert show("Blåbær".encode("cp1252"), "text/plain") == Words((Preformatted("Blåbær"),))
    assert show("Blåbær".encode("iso-8859-1"), "text/plain; charset=iso-8859-1") == Words((Preformatted("Blåbær"),))


def test_empty_document_says_so():
    assert show(b"  \n", "text/plain") == OnlyToKeep("documents.content.empty")
    assert show(b"<script>x</script>", "text/html") == OnlyToKeep("documents.content.empty")


def test_html_is_cleaned():
    assert show(b"<p onclick=x>Hei</p>", "text/html") == Words((CleanHtml("<p>Hei</p>"),))


def test_picture_is_shown():
    assert show(PNG, "image/png") == AsPicture(PNG, "image/png")


def test_picture_with_an_enormous_canvas_is_only_to_keep():
    huge = PNG[:16] + (60000).to_bytes(4) + (60000).to_bytes(4) + PNG[24:]
    assert isinstance(show(huge, "image/png"), OnlyToKeep)


def test_jpeg_size_is_read_from_its_frame():
    jpeg = b"\xff\xd8\xff\xe0\x00\x04\x00\x00\xff\xc0\x00\x0b\x08" + (200).to_bytes(2) + (100).to_bytes(2) + b"\x01\x01\x11\x00"
    huge = b"\xff\xd8\xff\xc2\x00\x0b\x08" + (65000).to_bytes(2) + (65000).to_bytes(2) + b"\x01\x01\x11\x00"
    assert isinstance(show(jpeg, "image/jpeg"), AsPicture)
    assert isinstance(show(huge, "image/jpeg"), OnlyToKeep)


def test_clinical_document_is_drawn():
    found = show(section("<paragraph>ord</paragraph>"), "text/xml")
    assert isinstance(found, Words)
    assert isinstance(found.blocks[0], Section)
    assert not found.is_fallback


def test_wrapped_pdf_is_unwrapped_with_its_header():
    body = '<nonXMLBody><text mediaType="application/pdf" representation="B64">JVBERi0xLjc=</text></nonXMLBody>'
    found = show(document(body), "application/xml")
    assert isinstance(found, InViewer)
    assert found.octets == b"%PDF-1.7"
    assert found.facts[0].value == "Epikrise"


def test_wrapped_script_is_not_shown():
    data = base64.b64encode(b"alert(1)").decode()
    body = f'<nonXMLBody><text mediaType="application/javascript" representation="B64">{data}</text></nonXMLBody>'
    assert isinstance(show(document(body), "text/xml"), OnlyToKeep)


def test_document_wrapped_again_and_again_is_given_up():
    octets = section("x")
    for _ in range(4):
        data = base64.b64encode(octets).decode()
        octets = document(f'<nonXMLBody><text mediaType="text/xml" representation="B64">{data}</text></nonXMLBody>')
    assert isinstance(show(octets, "text/xml"), OnlyToKeep)


def test_unknown_xml_is_shown_as_what_stands_in_it():
    kith = b'<Message xmlns="http://www.kith.no/x"><ServRprt><IssueDate V="2026-03-12"/><Comment>Hei</Comment></ServRprt></Message>'
    found = show(kith, "application/xml")
    assert isinstance(found, Words)
    assert found.is_fallback
    table = found.blocks[0].blocks[0]
    assert [[cell.blocks[0].runs[0].text for cell in row] for row in table.body] == [["Issue date", "2026-03-12"], ["Comment", "Hei"]]


def test_xml_with_entities_is_only_to_keep():
    assert show(b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "text/xml") == OnlyToKeep("documents.content.unsafe")


BUNDLE = {
    "resourceType": "Bundle",
    "type": "document",
    "entry": [
        {
            "resource": {
                "resourceType": "Composition",
                "title": "Svar",
                "section": [
                    {"title": "Tekst", "text": {"div": "<div><p>Fint <script>alert(1)</script></p></div>"}},
                    {"title": "Prøver", "entry": [{"reference": "Observation/1"}, {"reference": "Observation/mangler"}]},
                ],
            }
        },
        {
            "resource": {
                "resourceType": "Observation",
                "id": "1",
                "code": {"text": "Hemoglobin"},
                "valueQuantity": {"value": 13.2, "unit": "g/dL"},
                "referenceRange": [{"low": {"value": 11.7}, "high": {"value": 15.3}}],
            }
        },
    ],
}


def test_fhir_document_shows_its_sections():
    octets = json.dumps(BUNDLE).replace("13.2", "13.20").encode()
    text, results = show(octets, "application/fhir+json").blocks
    assert text == Section("Tekst", (CleanHtml("<div><p>Fint </p></div>"),))
    (row,) = results.blocks[0].body
    assert [cell.blocks[0].runs[0].text for cell in row] == ["Hemoglobin", "13,20 g/dL", "11,7–15,3"]


def test_broken_fhir_is_only_to_keep():
    assert show(b"{", "application/fhir+json") == OnlyToKeep("documents.content.broken")
    assert show(b"[" * 100_000, "application/fhir+json") == OnlyToKeep("documents.content.broken")
    assert show(b'{"resourceType": 3}', "application/fhir+json") == OnlyToKeep("documents.content.broken")


def test_fhir_with_wrong_shapes_is_survived():
    odd = {"resourceType": "Composition", "section": [{"text": "x", "entry": "y", "section": {"a": 1}}, 7]}
    assert isinstance(show(json.dumps(odd).encode(), "application/fhir+json"), Words)
