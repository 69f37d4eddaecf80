"""Resources in order, spoilt at a place drawn by chance: the check says no, and names the place."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsyn.fhir.shapes import RESOURCE, shape
from innsyn.fhir.validation import validate
from innsyn.kernel import systems

CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical"
PERIOD = {"start": "2024-05-17", "end": "2024-05-18"}
LOINC = [{"system": systems.LOINC, "code": "29463-7", "display": "Vekt"}]
ORGANIZATION = {"resourceType": "Organization", "id": "o", "name": "Lia", "telecom": [{"system": "phone", "value": "1"}]}

PATIENT = {
    "resourceType": "Patient",
    "contained": [ORGANIZATION],
    "meta": {"profile": ["http://x.example/p"], "security": [{"system": "urn:x", "code": "N"}]},
    "text": {"status": "generated", "div": "<div>x</div>"},
    "extension": [{"url": "urn:x", "valuePeriod": PERIOD}],
    "identifier": [{"system": "urn:x", "value": "1", "period": PERIOD}],
    "name": [{"given": ["Kari", "Anne"], "family": "Lie", "use": "official"}],
    "birthDate": "2001-01-13",
    "_birthDate": {"extension": [{"url": "urn:x", "valueDateTime": "2001-01-13T10:00:00Z"}]},
    "deceasedBoolean": False,
    "maritalStatus": {"text": "gift"},
    "contact": [{"name": {"family": "Lie"}, "organization": {"reference": "#o"}}],
    "communication": [{"language": {"text": "nb"}, "preferred": True}],
    "link": [{"other": {"reference": "Patient/2"}, "type": "seealso"}],
}
OBSERVATION = {
    "resourceType": "Observation",
    "status": "final",
    "code": {"coding": LOINC},
    "subject": {"reference": "Patient/1"},
    "effectivePeriod": PERIOD,
    "valueQuantity": {"value": 72.40, "unit": "kg", "system": "http://unitsofmeasure.org", "code": "kg"},
    "referenceRange": [{"low": {"value": 1}, "high": {"value": 2}, "text": "x"}],
    "component": [{"code": {"text": "x"}, "valueString": "y"}],
}
REQUEST = {
    "resourceType": "MedicationRequest",
    "status": "active",
    "intent": "order",
    "medicationCodeableConcept": {"text": "Paracet"},
    "subject": {"identifier": {"system": "urn:x", "value": "1"}},
    "dosageInstruction": [{"timing": {"repeat": {"frequency": 1, "period": 1, "periodUnit": "d"}}, "asNeededBoolean": True}],
    "substitution": {"allowedBoolean": True},
}
QUESTIONNAIRE = {
    "resourceType": "Questionnaire",
    "status": "draft",
    "item": [
        {"linkId": "1", "type": "group", "item": [{"linkId": "1.1", "type": "choice", "answerOption": [{"valueString": "x"}]}]},
        {"linkId": "2", "type": "string", "enableWhen": [{"question": "1.1", "operator": "=", "answerString": "x"}]},
    ],
}
CONDITION = {
    "resourceType": "Condition",
    "clinicalStatus": {"coding": [{"system": CLINICAL, "code": "resolved"}]},
    "subject": {"reference": "Patient/1"},
    "onsetDateTime": "2020",
    "abatementAge": {"value": 20, "system": "http://unitsofmeasure.org", "code": "a"},
}
BUNDLE = {
    "resourceType": "Bundle",
    "type": "transaction",
    "entry": [
        {
            "fullUrl": "urn:uuid:0a0a0a0a-0000-4000-8000-000000000001",
            "resource": OBSERVATION,
            "request": {"method": "POST", "url": "Observation"},
        },
        {"resource": PATIENT, "request": {"method": "PUT", "url": "Patient/1"}},
    ],
}
VALID = [PATIENT, OBSERVATION, REQUEST, QUESTIONNAIRE, CONDITION, BUNDLE]


def objects(value, wanted, path, step=()):
    """List every object: its FHIRPath, its shape, and the steps that lead to it."""
    yield path, wanted, step
    for name, inner in value.items():
        element = wanted.elements.get(name)
        for position, one in enumerate(inner if isinstance(inner, list) else [inner]):
            if element is None or not isinstance(one, dict):
                continue
            there = f"{path}.{element.step}" + (f"[{position}]" if isinstance(inner, list) else "")
            kind = one["resourceType"] if element.kind == RESOURCE else element.kind
            yield from objects(one, shape(kind), there, (*step, name, position) if isinstance(inner, list) else (*step, name))


PLACES = [(number, *found) for number, one in enumerate(VALID) for found in objects(one, shape(one["resourceType"]), one["resourceType"])]


def spoilt(number, steps, change):
    resource = json.loads(json.dumps(VALID[number]))
    at = resource
    for step in steps:
        at = at[step]
    change(at)
    return [one.path for one in validate(resource)]


@pytest.mark.parametrize("resource", VALID, ids=[one["resourceType"] for one in VALID])
def test_before_they_are_spoilt_all_are_in_order(resource):
    assert validate(resource) == []


@given(st.sampled_from(PLACES), st.sampled_from(["shoeSize", "_shoeSize", "valueUnicorn", "Name", "resourcetype"]))
def test_an_element_that_is_not_there_in_r4(place, name):
    number, path, _, steps = place
    assert spoilt(number, steps, lambda at: at.update({name: "x"})) == [f"{path}.{name}"]


REQUIRED = [(number, f"{path}.{step}", steps, list(names)) for number, path, wanted, steps in PLACES for step, names in wanted.required]


@given(st.sampled_from(REQUIRED))
def test_a_required_element_taken_away(place):
    number, path, steps, names = place
    assert path in spoilt(number, steps, lambda at: [at.pop(name, None) for name in names])


def present(number, steps):
    at = VALID[number]
    for step in steps:
        at = at[step]
    return at


ELEMENTS = [
    (number, path, steps, name, wanted.elements[name])
    for number, path, wanted, steps in PLACES
    for name in present(number, steps)
    if name in wanted.elements
]
WRONG = {"boolean": "yes", "decimal": "1", "integer": 1.5, "positiveInt": 0}


@given(st.sampled_from(ELEMENTS), st.sampled_from([[[]], {}, "", None, 7.5, "\x00"]))
def test_a_value_of_another_type(place, wrong):
    number, path, steps, name, element = place
    value = WRONG.get(element.kind, wrong) if not isinstance(wrong, list) else wrong
    if isinstance(value, float) and element.kind == "decimal":
        value = "7.5"
    given_ = [value] if element.is_list else value
    found = spoilt(number, steps, lambda at: at.update({name: given_}))
    assert any(one.startswith(f"{path}.{element.step}") for one in found)


@given(st.sampled_from([one for one in ELEMENTS if one[4].is_list or not one[4].is_companion]))
def test_a_list_that_is_none_and_one_that_is_a_list(place):
    number, path, steps, name, element = place
    value = present(number, steps)[name]
    found = spoilt(number, steps, lambda at: at.update({name: value[0] if element.is_list else [value]}))
    assert any(one.startswith(f"{path}.{element.step}") for one in found)


CHOSEN = [one for one in ELEMENTS if one[4].choice and not one[4].is_companion]


@given(st.sampled_from(CHOSEN), st.data())
def test_two_choices_where_one_is_allowed(place, data):
    number, path, steps, name, element = place
    wanted = next(shape_ for one, there, shape_, where in PLACES if (one, there, where) == (number, path, steps))
    others = [one for one, found in wanted.elements.items() if found.choice == element.choice and one != name and one[0] != "_"]
    other = data.draw(st.sampled_from(others))
    assert f"{path}.{element.choice}" in spoilt(number, steps, lambda at: at.update({other: {"id": "x"}}))


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5) | st.sampled_from(["system", "code", "reference", "id"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.sampled_from(ELEMENTS), ANYTHING, st.booleans())
def test_whatever_stands_in_an_elements_place_the_check_does_not_stumble(place, value, as_list):
    number, _, steps, name, _ = place
    assert isinstance(spoilt(number, steps, lambda at: at.update({name: [value] if as_list else value})), list)
