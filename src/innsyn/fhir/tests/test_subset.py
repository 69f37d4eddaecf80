"""Parts of a resource: what `_summary` and `_elements` keep and leave out."""

import json

import pytest

from innsyn.fhir.subset import KINDS, SUBSETTED, elements, summary
from innsyn.fhir.validation import validate

TAG = {"tag": [SUBSETTED]}
OBSERVATION = {
    "resourceType": "Observation",
    "id": "o",
    "meta": {"versionId": "1", "tag": [{"code": "mine"}]},
    "implicitRules": "http://a.example/rules",
    "text": {"status": "generated", "div": "<div xmlns='http://www.w3.org/1999/xhtml'>a</div>"},
    "contained": [{"resourceType": "Device", "id": "d"}],
    "extension": [{"url": "http://a.example/e", "valueCode": "x"}],
    "modifierExtension": [{"url": "http://a.example/m", "valueCode": "y"}],
    "status": "final",
    "code": {"id": "c", "text": "Weight", "extension": [{"url": "http://a.example/e", "valueCode": "x"}]},
    "valueQuantity": {"value": 1, "unit": "kg"},
    "note": [{"text": "n"}],
    "referenceRange": [{"text": "r"}],
}


def body(resource):
    return json.dumps(resource).encode()


def subset(resource, kind):
    return json.loads(summary(body(resource), kind))


def test_a_summary_holds_what_the_definitions_mark_and_what_is_mandatory():
    found = subset(OBSERVATION, "true")
    assert list(found) == ["resourceType", "id", "meta", "implicitRules", "modifierExtension", "status", "code", "valueQuantity"]
    assert found["meta"] == {"versionId": "1", "tag": [{"code": "mine"}, SUBSETTED]}
    assert found["code"] == {"text": "Weight"}
    assert found["modifierExtension"] == OBSERVATION["modifierExtension"]
    assert validate(found) == []


def test_a_summary_leaves_out_what_lies_deep_and_is_not_marked():
    document = {"resourceType": "DocumentReference", "status": "current", "content": [{"attachment": {"data": "YQ==", "title": "a"}}]}
    assert subset(document, "true")["content"] == [{"attachment": {"title": "a"}}]


def test_a_summary_of_a_bundle_sums_up_what_is_in_it():
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": OBSERVATION}]}
    inner = subset(bundle, "true")["entry"][0]["resource"]
    assert "note" not in inner
    assert inner["status"] == "final"


def test_what_has_only_extensions_keeps_them_in_a_summary():
    absent = {"extension": [{"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "unknown"}]}
    found = subset(
        {"resourceType": "Observation", "_status": absent, "code": absent, "effectiveDateTime": "2020", "_effectiveDateTime": absent},
        "true",
    )
    assert found["_status"] == absent
    assert found["code"] == absent
    assert "_effectiveDateTime" not in found


def test_lists_side_by_side_stay_in_step_in_a_summary():
    name = {"given": ["a", None], "_given": [None, {"id": "g"}]}
    assert subset({"resourceType": "Patient", "name": [name]}, "true")["name"] == [name]


def test_text_keeps_the_narrative_and_what_is_mandatory():
    expected = ["resourceType", "meta", "id", "implicitRules", "text", "modifierExtension", "status", "code"]
    assert list(subset(OBSERVATION, "text")) == expected


def test_data_keeps_all_but_the_narrative():
    assert OBSERVATION.keys() - subset(OBSERVATION, "data").keys() == {"text"}


def test_false_is_the_whole_as_it_is_stored_and_count_is_nothing():
    stored = b' {"resourceType":"Basic", "id" : "b"}'
    assert summary(stored, "false") == stored
    assert summary(stored, "count") == b""
    with pytest.raises(ValueError):
        summary(stored, "some")


@pytest.mark.parametrize(
    ("names", "kept"),
    [
        (["note"], {"note"}),
        (["Observation.note"], {"note"}),
        (["Patient.note"], set()),
        (["value"], {"valueQuantity"}),
        (["value[x]"], {"valueQuantity"}),
        (["valueQuantity", "contained"], {"valueQuantity", "contained"}),
        (["note.text"], {"note"}),
        (["nothing"], set()),
    ],
)
def test_elements_keep_what_is_named_what_is_mandatory_and_what_changes_meaning(names, kept):
    found = json.loads(elements(body(OBSERVATION), names))
    assert found.keys() == {"resourceType", "id", "meta", "implicitRules", "modifierExtension", "status", "code"} | kept
    assert SUBSETTED in found["meta"]["tag"]


def test_what_stands_beside_a_named_primitive_comes_along():
    found = elements(b'{"resourceType":"Patient","birthDate":"1990","_birthDate":{"id":"b"},"gender":"male"}', ["birthDate"])
    assert (
        found
        == b'{"resourceType":"Patient","meta":'
        + json.dumps(TAG, separators=(",", ":")).encode()
        + b',"birthDate":"1990","_birthDate":{"id":"b"}}'
    )


def test_a_mandatory_element_that_has_only_extensions_is_kept():
    assert b'"_status"' in elements(b'{"resourceType":"Observation","_status":{"id":"s"},"code":{"text":"c"}}', ["note"])


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "count"])
def test_numbers_keep_their_text(kind):
    stored = b'{"resourceType":"Observation","status":"final","code":{"text":"c"},"meta":{},"valueQuantity":{"value":0.40}}'
    found = summary(stored, kind)
    assert (b'{"value":0.40}' in found) == (kind != "text")
    assert b'{"value" : 0.40}' in elements(stored.replace(b'"value":', b'"value" : '), ["value"])


def test_the_tag_is_given_once():
    tagged = elements(b'{"resourceType":"Basic","code":{"text":"c"}}', ["code"])
    assert elements(tagged, ["code"]) == tagged
