"""Nothing inside a document, nor in any field about it, ever acts, fetches or covers the page."""

import html
import json

from innsyn.features.documents import samples
from innsyn.features.documents.content.tests.test_cda import section
from innsyn.features.documents.content.tests.test_html import ATTACKS
from innsyn.kernel import systems


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


async def test_json_content_with_markup_in_every_value_does_nothing(kari):
    attack = "<img src=x onerror=alert(1)>"
    report = {"resourceType": "DiagnosticReport", "conclusion": attack, "contained": [
        {"resourceType": "Observation", "id": "a", "code": {"text": attack}, "valueString": attack, "referenceRange": [{"text": attack}]},
    ], "result": [{"reference": "#a"}]}  # fmt: skip
    await kari.has(samples.document(samples.attachment(json.dumps(report).encode(), "application/fhir+json")), "d1")
    assert_inert(await kari.get("/documents/d1"))
