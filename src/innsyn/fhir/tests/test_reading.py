"""Small readers: codes, names, paths."""

import pytest

from innsyn.fhir.codes import code_in, codings, display_of, has_code, identifier_in
from innsyn.fhir.names import MIDDLE_NAME, name_of, written_name
from innsyn.fhir.paths import object_at, objects_at, text_at, texts_at, values
from innsyn.kernel import systems

CONCEPT = {
    "coding": [
        {"system": "http://snomed.info/sct", "code": "1", "display": "Body weight"},
        {"system": "http://helsedir.no/fhir/CodeSystem/no-kodeverk-7280-nlk", "code": "NPU03804", "display": "Kroppsvekt"},
    ],
    "text": "Vekt",
}


def test_a_code_is_found_under_any_name_of_its_system():
    assert code_in(CONCEPT, systems.NLK) == "NPU03804"
    assert code_in(CONCEPT, "http://ehelse.no/fhir/CodeSystem/no-kodeverk-7280-nlk") == "NPU03804"
    assert code_in(CONCEPT, systems.LOINC) is None
    assert code_in(None, systems.LOINC) is None
    assert has_code(CONCEPT, systems.NLK, "NPU03804")
    assert not has_code(CONCEPT, systems.NLK, "1")


def test_the_preferred_systems_words_come_before_text_and_text_before_the_rest():
    assert display_of(CONCEPT, [systems.LOINC, systems.NLK]) == "Kroppsvekt"
    assert display_of(CONCEPT) == "Vekt"
    assert display_of({"coding": [{"code": "x"}, {"display": "Vekt"}]}) == "Vekt"
    assert display_of({"coding": [{"code": "x"}]}) == "x"
    assert display_of({"coding": [{}]}) is None
    assert display_of(None) is None


def test_codings_of_a_wrong_shape_are_none():
    assert codings({"coding": "x"}) == []
    assert codings({"coding": ["x"]}) == []


def test_an_old_identifier_does_not_count():
    number = {"system": "http://hl7.no/fhir/NamingSystem/FNR", "value": "1"}
    assert identifier_in({"identifier": [{**number, "use": "old"}, 7, number | {"value": "2"}]}, systems.PERSON_NUMBER) == "2"
    assert identifier_in({"identifier": number}, systems.PERSON_NUMBER) == "1"
    assert identifier_in({"identifier": [number]}, systems.HPR_NUMBER) is None
    assert identifier_in({}, systems.PERSON_NUMBER) is None


def test_the_middle_name_stands_between_given_and_family():
    name = {"given": ["Kari", "Anne"], "family": "Lie", "extension": [{"url": MIDDLE_NAME, "valueString": "Ås"}, {"url": "x"}]}
    assert written_name(name) == "Kari Anne Ås Lie"
    assert written_name({"text": "Kari Lie"}) == "Kari Lie"
    assert written_name({}) is None


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        ([{"use": "nickname", "text": "Kaja"}, {"use": "official", "text": "Kari"}], "Kari"),
        ([{"text": "Kari"}, {"use": "old", "text": "Kristin"}], "Kari"),
        ([{"use": "old", "text": "Kristin"}], None),
        ([{"use": "maiden", "text": "Lie"}], None),
        ("Nordlandssykehuset", "Nordlandssykehuset"),
        ([], None),
        (7, None),
    ],
)
def test_the_official_name_is_shown_and_an_old_one_never(names, shown):
    assert name_of({"name": names}) == shown


def test_values_are_read_through_lists():
    document = {"content": [{"attachment": {"url": "a", "size": 3}}, {"attachment": {"url": "b"}}, "x"]}
    assert texts_at(document, "content.attachment.url") == ["a", "b"]
    assert text_at(document, "content.attachment.url") == "a"
    assert values(document, "content.attachment.size") == [3]
    assert objects_at(document, "content.attachment")[1] == {"url": "b"}
    assert object_at(document, "content.attachment") == {"url": "a", "size": 3}


def test_what_is_missing_is_nothing_and_no_stumbling():
    assert text_at({}, "a.b") is None
    assert text_at(None, "a") is None
    assert object_at({"a": "x"}, "a.b") is None
    assert values({"a": "x"}, "a.b") == []
