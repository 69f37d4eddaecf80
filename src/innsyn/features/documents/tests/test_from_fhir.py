"""Documents are read as they were described, also when little was said."""

import pytest

from innsyn.features.documents import samples
from innsyn.features.documents.document import Author, State
from innsyn.features.documents.from_fhir import document
from innsyn.fhir.dates import interval
from innsyn.kernel import systems


def read(body):
    return document(samples.stored(body, "d1"))


def test_an_ordinary_document():
    found = read(samples.text_document("Hei"))
    assert (found.title, found.type, found.group) == ("Epikrise", "A03-2", "A00-1")
    assert found.at == interval("2026-03-12T14:05:00+01:00")
    assert found.authors == (Author("Ingrid Solberg"),)
    assert found.source == samples.HOSPITAL
    assert found.state == State.CURRENT
    assert found.contents[0].media_type == "text/plain"


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"status": "superseded"}, State.SUPERSEDED),
        ({"status": "entered-in-error"}, State.MISTAKE),
        ({"docStatus": "preliminary"}, State.DRAFT),
        ({"docStatus": "amended"}, State.AMENDED),
        ({"docStatus": "amended", "status": "superseded"}, State.SUPERSEDED),
    ],
)
def test_how_it_stands(more, expected):
    assert read(samples.text_document("x", **more)).state == expected


def test_almost_nothing_said():
    body = {"resourceType": "DocumentReference", "status": "current", "content": [{"attachment": {}}]}
    found = document(samples.stored(body, "d1", custodian=None))
    assert (found.title, found.type, found.type_text, found.at, found.authors, found.source) == ("", "", "", None, (), "")


def test_the_title_falls_back_to_description_and_type():
    untitled = samples.attachment(b"x", "text/plain", title="")
    assert read(samples.document(untitled, description="Fra legevakten")).title == "Fra legevakten"
    assert read(samples.document(untitled)).title == "Epikrise"


def test_a_type_of_another_system_is_only_words():
    found = read(samples.text_document("x", type={"coding": [{"system": systems.LOINC, "code": "34117-2", "display": "H&P note"}]}))
    assert (found.type, found.type_text) == ("", "H&P note")


def test_a_contained_author_has_name_and_profession():
    contained = [
        {"resourceType": "Practitioner", "id": "p", "name": [{"given": ["Kari"], "family": "Lege"}]},
        {
            "resourceType": "PractitionerRole",
            "id": "r",
            "practitioner": {"reference": "#p"},
            "code": [{"coding": [{"system": systems.PROFESSION, "code": "LE", "display": "Lege"}]}],
        },
    ]
    found = read(samples.text_document("x", contained=contained, author=[{"reference": "#r"}]))
    assert found.authors == (Author("Kari Lege", "LE", "Lege"),)


def test_a_contained_organisation_as_author():
    contained = [{"resourceType": "Organization", "id": "o", "name": "Fjordbyen sykehus"}]
    assert read(samples.text_document("x", contained=contained, author=[{"reference": "#o"}])).authors == (Author("Fjordbyen sykehus"),)


def test_what_it_replaces():
    relates = [
        {"code": "replaces", "target": {"reference": "DocumentReference/old"}},
        {"code": "appends", "target": {"reference": "DocumentReference/other"}},
        {"code": "replaces", "target": {"identifier": {"value": "x"}}},
    ]
    assert read(samples.text_document("x", relatesTo=relates)).replaces == ("old",)


def test_the_date_falls_back_in_the_order_of_the_list():
    undated = samples.attachment(b"x", "text/plain")
    del undated["creation"]
    period = {"start": "2026-02-01", "end": "2026-02-03"}
    assert read(samples.document(undated, context={"period": period}, date="2026-04-01T00:00:00Z")).at == interval("2026-02-03")
    assert read(samples.document(undated, date="2026-04-01T00:00:00Z")).at == interval("2026-04-01T00:00:00Z")
