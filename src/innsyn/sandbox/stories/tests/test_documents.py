"""The papers: many, of many types and forms, with labels and types from the tables, and files that are what they say."""

import io
import json
from base64 import b64decode
from collections import Counter
from hashlib import sha1

import pypdf
import pytest
from lxml import etree

from innsyn.kernel.systems import ACCESS_LABEL, DOCUMENT_TYPE, ORGANISATION_NUMBER
from innsyn.sandbox.stories.codes.document_types import DOCUMENT_GROUPS, DOCUMENT_TYPES, LABEL_NAMES, Label
from innsyn.sandbox.stories.content.manuscript import manuscripts
from innsyn.sandbox.stories.lives import STORIES

CDA = {"h": "urn:hl7-org:v3"}


def file_of(document, files):
    return b64decode(files[document["content"][0]["attachment"]["url"]]["data"])


def form_of(document):
    return document["content"][0]["attachment"]["contentType"]


def labels_of(document):
    return {coding["code"] for label in document["securityLabel"] for coding in label["coding"] if coding["system"] == ACCESS_LABEL}


def named(documents, name):
    return next(document for document in documents if document["id"] == name)


def test_there_are_at_least_five_hundred_documents_of_at_least_twelve_types(documents):
    assert len(documents) >= 500
    assert len({document["type"]["coding"][0]["code"] for document in documents}) >= 12


def test_every_type_and_group_is_in_the_table(documents):
    for document in documents:
        kind, group = document["type"]["coding"][0], document["category"][0]["coding"][0]
        assert (kind["system"], DOCUMENT_TYPES[kind["code"]]) == (DOCUMENT_TYPE, kind["display"])
        assert DOCUMENT_GROUPS[group["code"]] == group["display"]
        assert group["code"][0] == kind["code"][0]


def test_every_label_is_in_the_table_and_every_reason_occurs(documents):
    seen = Counter(code for document in documents for code in labels_of(document))
    assert set(seen) <= set(LABEL_NAMES)
    assert set(seen) == set(Label) - {Label.ALL}


def test_every_paper_has_exactly_one_access_label_and_one_confidentiality(documents):
    assert all(len(document["securityLabel"]) == 2 for document in documents)


def test_what_is_closed_to_all_citizens_is_very_restricted_and_what_is_open_to_someone_is_not(documents):
    def confidentiality(name):
        return named(documents, name)["securityLabel"][0]["coding"][0]["code"]

    assert confidentiality("rolf-komparent-1") == "V"
    assert confidentiality("kari-epikrise-galle-1") == "N"
    assert confidentiality("mia-samtale-1") == "N"
    assert confidentiality("elias-gensvar-1") == "N"


def test_a_withheld_papers_file_carries_the_same_label(documents, files):
    for document in documents:
        binary = files[document["content"][0]["attachment"]["url"]]
        carried = {coding["code"] for coding in binary.get("meta", {}).get("security", [])}
        assert carried == labels_of(document) - {"N"}


def test_a_delayed_paper_says_when_it_opens(documents):
    delayed = [document for document in documents if "NORU" in labels_of(document)]
    assert delayed
    assert all("valueDateTime" in document["extension"][0] for document in delayed)


def test_a_draft_is_marked_and_nobody_has_signed_it(documents):
    drafts = [document for document in documents if document.get("docStatus") == "preliminary"]
    assert [document["id"] for document in drafts] == ["arne-utkast-1"]
    assert all("authenticator" not in document for document in drafts)
    assert "authenticator" in named(documents, "arne-hjemme-1")


def test_size_and_hash_are_those_of_the_file(documents, files):
    for document in documents:
        content, attachment = file_of(document, files), document["content"][0]["attachment"]
        assert attachment["size"] == len(content)
        assert b64decode(attachment["hash"]) == sha1(content, usedforsecurity=False).digest()


def test_every_paper_names_its_author_and_its_custodian_by_number(documents):
    for document in documents:
        assert document["custodian"]["identifier"]["system"] == ORGANISATION_NUMBER
        assert all(author["display"] for author in document["author"])


def test_every_form_of_content_occurs(documents):
    forms = Counter(form_of(document) for document in documents)
    assert all(forms[form] >= 4 for form in ("text/html; charset=utf-8", "application/pdf", "text/xml", "application/fhir+json"))
    assert forms["text/plain; charset=utf-8"] > 100


@pytest.mark.uncounted
def test_every_pdf_can_be_read_and_begins_with_its_sender(land, documents, files):
    for document in documents:
        if form_of(document) == "application/pdf":
            page = pypdf.PdfReader(io.BytesIO(file_of(document, files))).pages[0].extract_text()
            assert document["description"].split(",")[0] in page
            assert document["custodian"]["display"] in page


def test_every_clinical_document_has_sections_or_a_file_inside(documents, files):
    bodies = Counter()
    for document in documents:
        if form_of(document) == "text/xml":
            root = etree.fromstring(file_of(document, files))
            assert root.findtext("h:title", namespaces=CDA) == document["description"]
            sections = root.findall("h:component/h:structuredBody/h:component/h:section", CDA)
            wrapped = root.find("h:component/h:nonXMLBody/h:text", CDA)
            assert bool(sections) != (wrapped is not None)
            bodies["sections" if sections else "wrapped"] += 1
            if wrapped is not None:
                assert b64decode(wrapped.text).startswith(b"%PDF-")
    assert min(bodies["sections"], bodies["wrapped"]) >= 10


def test_structured_content_is_a_report_with_its_values_inside(documents, files):
    report = json.loads(file_of(named(documents, "kari-labsvar-1"), files))
    inside = {each["id"] for each in report["contained"]}
    assert report["resourceType"] == "DiagnosticReport"
    assert {result["reference"].removeprefix("#") for result in report["result"]} == inside


def test_the_casts_main_papers_are_full():
    for key in STORIES:
        longest = max(len(manuscript.words.split()) for manuscript in manuscripts(key).values())
        assert 150 <= longest <= 500, key


def test_no_place_is_left_unfilled_and_no_choice_unmade(documents, files):
    for document in documents:
        if form_of(document).startswith("text/"):
            text = file_of(document, files).decode()
            assert not any(sign in text for sign in ("{", "}", "[[", "]]", "|]")), document["id"]


def test_some_papers_are_in_nynorsk_and_say_so(documents):
    languages = Counter(document["content"][0]["attachment"]["language"] for document in documents)
    assert languages["nn"] >= 20
    assert languages["nb"] > languages["nn"]
    assert named(documents, "odd-epikrise-1")["content"][0]["attachment"]["language"] == "nn"


@pytest.mark.parametrize("key", sorted(STORIES))
def test_each_story_uses_every_manuscript_written_for_it(key, told):
    used = {resource["id"] for resource in told[key].resources if resource["resourceType"] == "DocumentReference"}
    assert all(any(each.startswith(f"{key}-{name}-") for each in used) for name in manuscripts(key))
