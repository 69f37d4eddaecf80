"""A document's own bytes: kept as they came, shown only when recognised, and never run."""

import pytest

from innsyn.features.documents import samples
from innsyn.features.documents.content.tests.test_cda import PNG, document


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
