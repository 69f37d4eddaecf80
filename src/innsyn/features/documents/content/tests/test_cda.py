"""Clinical documents are read: what they say of themselves, their sections, and files wrapped inside."""

import base64
from datetime import date

from innsyn.features.documents.content.blocks import Fact, Listing, Paragraph, Picture, Run, Table
from innsyn.features.documents.content.cda import clinical, is_clinical
from innsyn.features.documents.content.xml import parsed

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + (10).to_bytes(4) + (10).to_bytes(4) + b"\x08\x02\x00\x00\x00"


def document(body: str, header: str = "") -> bytes:
    return (
        '<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<title>Epikrise</title>{header}<component>{body}</component></ClinicalDocument>"
    ).encode()


def section(text: str, title: str = "Vurdering", more: str = "") -> bytes:
    return document(
        f"<structuredBody><component><section><title>{title}</title><text>{text}</text>{more}</section></component></structuredBody>"
    )


def blocks_of(text: str):
    return clinical(parsed(section(text))).sections[0].blocks


def test_header_is_said():
    header = (
        '<effectiveTime value="20260312"/>'
        "<author><assignedAuthor><assignedPerson><name><given>Kari</given><family>Lege</family></name></assignedPerson></assignedAuthor></author>"
        "<custodian><assignedCustodian><representedCustodianOrganization><name>Fjordbyen sykehus</name>"
        "</representedCustodianOrganization></assignedCustodian></custodian>"
    )
    facts = clinical(parsed(document("<structuredBody/>", header))).facts
    assert facts == (
        Fact("documents.fact.title", "Epikrise"),
        Fact("documents.fact.written", date(2026, 3, 12)),
        Fact("documents.fact.author", "Kari Lege"),
        Fact("documents.fact.organisation", "Fjordbyen sykehus"),
    )


def test_missing_header_is_left_out():
    assert clinical(parsed(document("<structuredBody/>"))).facts == (Fact("documents.fact.title", "Epikrise"),)


def test_paragraph_keeps_weight_and_line_breaks():
    (paragraph,) = blocks_of('<paragraph>Ta <content styleCode="Bold Red">én</content> tablett<br/>daglig</paragraph>')
    assert paragraph == Paragraph((Run("Ta "), Run("én", "strong"), Run(" tablett"), Run("", "break"), Run("daglig")))


def test_loose_words_become_a_paragraph():
    assert blocks_of("Bare ord") == (Paragraph((Run("Bare ord"),)),)


def test_list_with_numbers():
    (listing,) = blocks_of('<list listType="ordered"><caption>Plan</caption><item>Kontroll</item><item>Trening</item></list>')
    assert isinstance(listing, Listing)
    assert listing.is_ordered
    assert listing.caption == "Plan"
    assert [item[0].runs[0].text for item in listing.items] == ["Kontroll", "Trening"]


def test_table_keeps_head_caption_and_spans():
    (table,) = blocks_of(
        '<table><caption>Prøver</caption><thead><tr><th colspan="2">Hb</th></tr></thead>'
        "<tbody><tr><td>13,2</td><td>g/dL</td></tr></tbody></table>"
    )
    assert isinstance(table, Table)
    assert table.caption == "Prøver"
    assert table.head[0][0].columns == 2
    assert [cell.blocks[0].runs[0].text for cell in table.body[0]] == ["13,2", "g/dL"]


def test_span_has_a_limit():
    (table,) = blocks_of('<table><tr><td colspan="99999999999">x</td><td rowspan="900">y</td></tr></table>')
    assert (table.body[0][0].columns, table.body[0][1].rows) == (1, 50)


def test_script_in_words_stays_words():
    (paragraph,) = blocks_of("<paragraph>&lt;script&gt;alert(1)&lt;/script&gt;</paragraph>")
    assert paragraph.runs == (Run("<script>alert(1)</script>"),)


def test_link_is_followed_only_to_https():
    good, bad = blocks_of(
        '<paragraph><linkHtml href="https://a.no">a</linkHtml></paragraph>'
        '<paragraph><linkHtml href="javascript:alert(1)">b</linkHtml></paragraph>'
    )
    assert good.runs[0].href == "https://a.no"
    assert bad.runs[0].href is None


def media(octets: bytes, media_type: str) -> str:
    data = base64.b64encode(octets).decode()
    return (
        f'<entry><observationMedia ID="m1"><value mediaType="{media_type}" representation="B64">{data}</value></observationMedia></entry>'
    )


def test_picture_is_shown_where_it_is_named():
    root = parsed(section('<renderMultiMedia referencedObject="m1"/>', more=media(PNG, "image/png")))
    (picture,) = clinical(root).sections[0].blocks
    assert picture == Picture("image/png", base64.b64encode(PNG).decode())


def test_picture_that_is_something_else_is_left_out():
    root = parsed(section('<renderMultiMedia referencedObject="m1"/>', more=media(b"<svg onload=alert(1)>", "image/png")))
    assert clinical(root).sections[0].blocks == ()


def test_wrapped_file_is_unwrapped():
    root = parsed(document('<nonXMLBody><text mediaType="application/pdf" representation="B64">JVBERi0=</text></nonXMLBody>'))
    wrapped = clinical(root).wrapped
    assert wrapped is not None
    assert (wrapped.octets, wrapped.declared_type) == (b"%PDF-", "application/pdf")


def test_sections_inside_sections_are_kept():
    inner = "<component><section><title>Indre</title><text>ord</text></section></component>"
    (outer,) = clinical(parsed(section("", title="Ytre", more=inner))).sections
    assert outer.blocks[0].title == "Indre"


def test_other_xml_is_not_clinical():
    assert is_clinical(parsed(document("<structuredBody/>")))
    assert not is_clinical(parsed(b"<ClinicalDocument/>"))
