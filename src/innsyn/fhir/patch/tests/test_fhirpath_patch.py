"""FHIRPath Patch: what each operation does, and what it refuses.

The situations follow the official R4 cases (FHIR/fhir-test-cases, r4/patch).
"""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsyn.fhir.patch import fhirpath_patch
from innsyn.kernel.outcome import Problem

KARI = {"text": "Kari"}


def value(kind, content):
    return {"name": "value", f"value{kind}": content}


def operation(kind, path, *parts, **named):
    """Build the parameter of one operation: name, index, source and destination by name, the value as a part."""
    texts = [{"name": "type", "valueCode": kind}, {"name": "path", "valueString": path}]
    more = [{"name": name, "valueString" if isinstance(one, str) else "valueInteger": one} for name, one in named.items()]
    return {"name": "operation", "part": [*texts, *more, *parts]}


def patched(resource, *operations):
    parameters = {"resourceType": "Parameters", "parameter": list(operations)} if operations else {"resourceType": "Parameters"}
    found = fhirpath_patch(json.dumps({"resourceType": "Patient", **resource}).encode(), json.dumps(parameters).encode())
    if isinstance(found, list):
        return found
    after = json.loads(found)
    return {name: one for name, one in after.items() if name != "resourceType"}


def numbered(*values_):
    return {"identifier": [{"system": "http://example.org", "value": str(one)} for one in values_]}


A_FOURTH = value("Identifier", {"system": "http://example.org", "value": "4"})

CASES = {
    "nothing to do": ({"birthDate": "1920-01-01"}, [], {"birthDate": "1920-01-01"}),
    "replace a primitive": (
        {"birthDate": "1920-01-01"},
        [operation("replace", "Patient.birthDate", value("Date", "1930-01-01"))],
        {"birthDate": "1930-01-01"},
    ),
    "delete a primitive": ({"birthDate": "1920-01-01"}, [operation("delete", "Patient.birthDate")], {}),
    "delete what is not there": ({"active": True}, [operation("delete", "Patient.birthDate")], {"active": True}),
    "add a primitive": ({}, [operation("add", "Patient", value("Date", "1930-01-01"), name="birthDate")], {"birthDate": "1930-01-01"}),
    "replace a nested primitive": (
        {"contact": [{"name": KARI, "gender": "male"}]},
        [operation("replace", "Patient.contact[0].gender", value("Code", "female"))],
        {"contact": [{"name": KARI, "gender": "female"}]},
    ),
    "delete a nested primitive": (
        {"contact": [{"name": KARI, "gender": "male"}]},
        [operation("delete", "Patient.contact[0].gender")],
        {"contact": [{"name": KARI}]},
    ),
    "delete the last thing in an element": (
        {"contact": [{"name": KARI, "gender": "male"}]},
        [operation("delete", "Patient.contact[0].name.text")],
        {"contact": [{"gender": "male"}]},
    ),
    "delete the last thing of all": ({"contact": [{"name": KARI}]}, [operation("delete", "Patient.contact.name.text")], {}),
    "add a nested primitive": (
        {"contact": [{"name": KARI}]},
        [operation("add", "Patient.contact[0]", value("Code", "male"), name="gender")],
        {"contact": [{"name": KARI, "gender": "male"}]},
    ),
    "add a complex element": (
        {},
        [operation("add", "Patient", value("CodeableConcept", {"text": "married"}), name="maritalStatus")],
        {"maritalStatus": {"text": "married"}},
    ),
    "replace a complex element": (
        {"maritalStatus": {"id": "1", "text": "married"}},
        [operation("replace", "Patient.maritalStatus", value("CodeableConcept", {"id": "2", "text": "not married"}))],
        {"maritalStatus": {"id": "2", "text": "not married"}},
    ),
    "add an anonymous element": (
        {},
        [operation("add", "Patient", {"name": "value", "part": [{"name": "name", "valueHumanName": KARI}]}, name="contact")],
        {"contact": [{"name": KARI}]},
    ),
    "add an anonymous element with lists and depth": (
        {"resourceType": "Patient"},
        [
            operation(
                "add",
                "Patient",
                {
                    "name": "value",
                    "part": [
                        {"name": "telecom", "valueContactPoint": {"value": "1"}},
                        {"name": "telecom", "valueContactPoint": {"value": "2"}},
                        {"name": "name", "part": [{"name": "given", "valueString": "a"}, {"name": "given", "valueString": "b"}]},
                    ],
                },
                name="contact",
            )
        ],
        {"contact": [{"telecom": [{"value": "1"}, {"value": "2"}], "name": {"given": ["a", "b"]}}]},
    ),
    "delete an anonymous element": ({"contact": [{"name": KARI}]}, [operation("delete", "Patient.contact[0]")], {}),
    "add to a list": (numbered(1, 2), [operation("add", "Patient", A_FOURTH, name="identifier")], numbered(1, 2, 4)),
    "insert at the end": (numbered(1, 2), [operation("insert", "Patient.identifier", A_FOURTH, index=2)], numbered(1, 2, 4)),
    "insert in the middle": (numbered(1, 2), [operation("insert", "Patient.identifier", A_FOURTH, index=1)], numbered(1, 4, 2)),
    "insert at the start": (numbered(1, 2), [operation("insert", "Patient.identifier", A_FOURTH, index=0)], numbered(4, 1, 2)),
    "insert in an empty list": ({}, [operation("insert", "Patient.identifier", A_FOURTH, index=0)], numbered(4)),
    "insert in a list named alone": (numbered(1), [operation("insert", "identifier", A_FOURTH, index=0)], numbered(4, 1)),
    "delete the first of a list": (numbered(1, 2, 3), [operation("delete", "Patient.identifier[0]")], numbered(2, 3)),
    "delete the last of a list": (numbered(1, 2, 3), [operation("delete", "Patient.identifier.last()")], numbered(1, 2)),
    "move back": (numbered(1, 2, 3, 4), [operation("move", "Patient.identifier", source=3, destination=1)], numbered(1, 4, 2, 3)),
    "move to the start": (numbered(1, 2, 3, 4), [operation("move", "Patient.identifier", source=3, destination=0)], numbered(4, 1, 2, 3)),
    "move to the end": (numbered(1, 2, 3, 4), [operation("move", "Patient.identifier", source=0, destination=3)], numbered(2, 3, 4, 1)),
    "move twice": (
        numbered(1, 2, 3, 4),
        [
            operation("move", "Patient.identifier", source=1, destination=0),
            operation("move", "Patient.identifier", source=2, destination=1),
        ],
        numbered(2, 3, 1, 4),
    ),
    "turn round": (
        numbered(1, 2, 3, 4),
        [operation("move", "Patient.identifier", source=3, destination=place) for place in (0, 1, 2)],
        numbered(4, 3, 2, 1),
    ),
    "move what has extensions beside it": (
        {"name": [{"given": ["a", "b"], "_given": [None, {"id": "b"}]}]},
        [operation("move", "Patient.name.given", source=1, destination=0)],
        {"name": [{"given": ["b", "a"], "_given": [{"id": "b"}, None]}]},
    ),
    "find by a condition": (
        {"identifier": [{"use": "usual", "value": "1"}, {"use": "official", "value": "2"}]},
        [operation("replace", "Patient.identifier.where(use = 'official').value", value("String", "3"))],
        {"identifier": [{"use": "usual", "value": "1"}, {"use": "official", "value": "3"}]},
    ),
    "replace the narrative by a text": (
        {"text": {"status": "generated", "div": "<div>a</div>"}},
        [operation("replace", "Patient.text.div", value("String", "<div>b</div>"))],
        {"text": {"status": "generated", "div": "<div>b</div>"}},
    ),
    "add one of a choice": (
        {},
        [operation("add", "Patient", value("DateTime", "2020"), name="deceased")],
        {"deceasedDateTime": "2020"},
    ),
    "add one of a choice with its sign": (
        {},
        [operation("add", "Patient", value("Boolean", False), name="deceased[x]")],
        {"deceasedBoolean": False},
    ),
    "add one of a choice by its JSON name": (
        {},
        [operation("add", "Patient", value("Boolean", False), name="deceasedBoolean")],
        {"deceasedBoolean": False},
    ),
    "replace one of a choice by another": (
        {"deceasedBoolean": False, "active": True},
        [operation("replace", "Patient.deceased", value("DateTime", "2020"))],
        {"deceasedDateTime": "2020", "active": True},
    ),
    "replace a primitive that has extensions beside it": (
        {"birthDate": "1920-01-01", "_birthDate": {"id": "x"}},
        [operation("replace", "Patient.birthDate", value("Date", "1930-01-01"))],
        {"birthDate": "1930-01-01"},
    ),
    "bring extensions beside a primitive": (
        {},
        [operation("add", "Patient", {"name": "value", "valueDate": "1930", "_valueDate": {"id": "x"}}, name="birthDate")],
        {"birthDate": "1930", "_birthDate": {"id": "x"}},
    ),
    "add an extension beside a primitive": (
        {"birthDate": "1920-01-01"},
        [
            operation(
                "add",
                "Patient.birthDate",
                {"name": "value", "part": [{"name": "url", "valueUri": "http://a.example"}, {"name": "value", "valueCode": "b"}]},
                name="extension",
            )
        ],
        {"birthDate": "1920-01-01", "_birthDate": {"extension": [{"url": "http://a.example", "valueCode": "b"}]}},
    ),
    "delete the only extension beside a primitive": (
        {"name": [{"given": ["a", "b"], "_given": [None, {"extension": [{"url": "http://a.example", "valueCode": "b"}]}]}]},
        [operation("delete", "Patient.name.given.extension('http://a.example')")],
        {"name": [{"given": ["a", "b"]}]},
    ),
    "delete of lists side by side": (
        {"name": [{"given": ["a", None, "c"], "_given": [None, {"id": "b"}, None]}]},
        [operation("delete", "Patient.name.given[0]")],
        {"name": [{"given": [None, "c"], "_given": [{"id": "b"}, None]}]},
    ),
    "into a contained resource": (
        {"contained": [{"resourceType": "Organization", "id": "o", "name": "A"}], "managingOrganization": {"reference": "#o"}},
        [operation("replace", "Patient.managingOrganization.resolve().name", value("String", "B"))],
        {"contained": [{"resourceType": "Organization", "id": "o", "name": "B"}], "managingOrganization": {"reference": "#o"}},
    ),
    "one after the other": (
        {},
        [
            operation("add", "Patient", value("HumanName", {"family": "Moen"}), name="name"),
            operation("add", "Patient.name[0]", value("String", "Kari"), name="given"),
            operation("add", "Patient.name[0]", value("String", "Anne"), name="given"),
        ],
        {"name": [{"family": "Moen", "given": ["Kari", "Anne"]}]},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_an_operation_does_what_the_specification_says(case):
    before, operations, after = CASES[case]
    assert patched(before, *operations) == {name: one for name, one in after.items() if name != "resourceType"}


REFUSALS = {
    "add where nothing is": (
        {"identifier": [{"use": "official"}]},
        operation("add", "Patient.identifier.where(use='official').period", value("DateTime", "2021"), name="end"),
        ("processing", "finds nothing"),
    ),
    "add past the last": (
        numbered(1),
        operation("add", "Patient.identifier[1]", value("String", "x"), name="value"),
        ("processing", "nothing"),
    ),
    "add what may be there only once": (
        {"birthDate": "1920"},
        operation("add", "Patient", value("Date", "1930"), name="birthDate"),
        ("processing", "already"),
    ),
    "add another of a choice": (
        {"deceasedBoolean": True},
        operation("add", "Patient", value("DateTime", "1930"), name="deceased"),
        ("processing", "already"),
    ),
    "add what is no element": ({}, operation("add", "Patient", value("Date", "1930"), name="birthday"), ("invalid", "no element")),
    "add the wrong type": ({}, operation("add", "Patient", value("String", "x"), name="maritalStatus"), ("invalid", "CodeableConcept")),
    "add the wrong type of a choice": ({}, operation("add", "Patient", value("String", "x"), name="deceased"), ("invalid", "another type")),
    "add parts to a primitive": (
        {},
        operation("add", "Patient", {"name": "value", "part": [{"name": "x", "valueString": "y"}]}, name="birthDate"),
        ("invalid", "another type"),
    ),
    "add a relative of a choice's type": (
        {},
        operation("add", "Patient", value("Date", "2020"), name="deceased"),
        ("invalid", "another type"),
    ),
    "parts that are there twice": (
        {},
        operation(
            "add",
            "Patient",
            {"name": "value", "part": [{"name": "gender", "valueCode": "male"}, {"name": "gender", "valueCode": "female"}]},
            name="contact",
        ),
        ("invalid", "only once"),
    ),
    "a part that is no element": (
        {},
        operation("add", "Patient", {"name": "value", "part": [{"name": "x", "valueString": "y"}]}, name="contact"),
        ("invalid", "no element"),
    ),
    "a value that says nothing": ({}, operation("add", "Patient", {"name": "value"}, name="contact"), ("invalid", "exactly one")),
    "replace where nothing is": ({}, operation("replace", "Patient.birthDate", value("Date", "1930")), ("processing", "finds nothing")),
    "replace more than one": (
        numbered(1, 2),
        operation("replace", "Patient.identifier.value", value("String", "x")),
        ("processing", "more than one"),
    ),
    "delete more than one": (numbered(1, 2), operation("delete", "Patient.identifier"), ("processing", "more than one")),
    "delete the resource": ({}, operation("delete", "Patient"), ("processing", "use delete")),
    "replace the resource": ({}, operation("replace", "Patient", value("String", "x")), ("processing", "use update")),
    "delete the id": ({"id": "a"}, operation("delete", "Patient.id"), ("processing", "cannot change id")),
    "insert past the end": (numbered(1), operation("insert", "Patient.identifier", A_FOURTH, index=2), ("processing", "no such position")),
    "insert in what is no list": (
        {"active": True},
        operation("insert", "Patient.active", value("Boolean", True), index=0),
        ("processing", "not a list"),
    ),
    "insert in an item": (numbered(1), operation("insert", "Patient.identifier[0]", A_FOURTH, index=0), ("not-supported", "list's name")),
    "insert below more than one": (
        {"name": [{"given": ["a"]}, {"given": ["b"]}]},
        operation("insert", "Patient.name.given", value("String", "x"), index=0),
        ("processing", "more than one list"),
    ),
    "insert at a place before the first": (
        numbered(1),
        operation("insert", "Patient.identifier", A_FOURTH, index=-1),
        ("invalid", "positions"),
    ),
    "move from nowhere": (numbered(1), operation("move", "Patient.identifier", source=1, destination=0), ("processing", "nothing at that")),
    "move to nowhere": (numbered(1), operation("move", "Patient.identifier", source=0, destination=1), ("processing", "nothing at that")),
    "an operation there is not": ({}, operation("remove", "Patient.birthDate"), ("invalid", "add, insert, delete, replace, move")),
    "a part that is missing": ({}, operation("add", "Patient", value("Date", "1930")), ("required", "the part name")),
    "a part that is unknown": ({}, operation("delete", "Patient.birthDate", {"name": "why", "valueString": "x"}), ("invalid", "unknown")),
    "a part that is there twice": (
        {},
        operation("delete", "Patient.birthDate", {"name": "path", "valueString": "Patient.gender"}),
        ("invalid", "there twice"),
    ),
    "a path to another resource": (
        {"managingOrganization": {"reference": "Organization/1"}},
        operation("replace", "Patient.managingOrganization.resolve().name", value("String", "B")),
        ("processing", "finds nothing"),
    ),
    "another type's path": ({}, operation("delete", "Observation.status"), ("not-supported", "another type")),
    "the JSON name of a choice": (
        {"deceasedBoolean": True},
        operation("delete", "Patient.deceasedBoolean"),
        ("not-supported", "no element"),
    ),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_what_cannot_be_done_is_refused_with_the_reason_and_where_it_was_asked(case):
    before, one, (code, words) = REFUSALS[case]
    found = patched(before, operation("delete", "Patient.language"), one)
    assert isinstance(found, list), found
    assert found[0].code == code
    assert words in found[0].text
    assert found[0].path.startswith("Patient.id" if case == "delete the id" else "Parameters.parameter[1]")


@pytest.mark.parametrize(
    ("received", "code"),
    [
        (b"", "structure"),
        (b"<Parameters/>", "structure"),
        (b'{"resourceType":"Patient"}', "invalid"),
        (b'{"resourceType":"Parameters","parameter":[{"name":"op"}]}', "invalid"),
        (b'{"resourceType":"Parameters","parameter":[{"name":"operation"}]}', "invalid"),
        (b'{"resourceType":"Parameters","parameter":[{}]}', "required"),
        (b'{"resourceType":"Parameters","parameter":[{"name":"operation","part":[{"name":"type","valueInteger":1}]}]}', "invalid"),
    ],
)
def test_what_is_no_patch_is_refused(received, code):
    found = fhirpath_patch(b'{"resourceType":"Patient"}', received)
    assert isinstance(found, list)
    assert found[0].code == code


def test_a_patch_of_too_many_operations_is_refused():
    found = patched({"active": True}, *[operation("delete", "Patient.birthDate")] * 1001)
    assert [problem.code for problem in found] == ["too-costly"]
    assert patched({"active": True}, *[operation("delete", "Patient.birthDate")] * 1000) == {"active": True}


def test_a_path_is_told_without_the_texts_in_it():
    found = patched({}, operation("replace", "Patient.name.where(family = 'Moen').given ~ 1", value("String", "Kari")))
    assert "Patient.name.where(family = '…').given ~ 1" in found[0].text
    assert "Moen" not in str(found)


def test_numbers_that_are_left_alone_keep_their_text():
    body = b'{"resourceType":"Observation","valueQuantity":{"value":0.40},"component":[{"valueQuantity":{"value":1.10e2}}]}'
    parameters = {"resourceType": "Parameters", "parameter": [operation("add", "Observation", value("Code", "final"), name="status")]}
    after = fhirpath_patch(body, json.dumps(parameters).encode())
    assert after == body[:-1] + b',"status":"final"}'


def test_numbers_a_patch_brings_keep_their_text():
    parameters = json.dumps({"resourceType": "Parameters", "parameter": [operation("replace", "value.value", value("Decimal", 7))]})
    body = b'{"resourceType":"Observation","valueQuantity":{"value":0.40}}'
    assert fhirpath_patch(body, parameters.replace(": 7", ": 7.10").encode()) == body.replace(b"0.40", b"7.10")


def test_a_patch_that_fails_at_its_last_operation_gives_problems_alone():
    operations = [operation("delete", "Patient.active"), operation("replace", "Patient.birthDate", value("Date", "1930"))]
    found = patched({"active": True}, *operations)
    assert [type(one) for one in found] == [Problem]


@given(st.text(st.sampled_from(list("ab.()[]'=$%1 \\@`wherePatientname")), max_size=40))
def test_any_text_as_path_gives_an_answer_and_never_an_exception(path):
    found = patched({"name": [{"given": ["a"]}]}, operation("delete", f"Patient{path}"))
    assert isinstance(found, dict | list)
