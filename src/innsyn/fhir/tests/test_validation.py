"""What a resource must look like: each rule with its yes and its no."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsyn.fhir.outcome import operation_outcome
from innsyn.fhir.validation import MOST_PROBLEMS, validate


def told(resource):
    return [(problem.code, problem.path) for problem in validate(resource)]


PATIENT = {"resourceType": "Patient", "id": "a", "name": [{"given": ["Kari"], "family": "Lie"}], "birthDate": "2001-01-13"}
OBSERVATION = {"resourceType": "Observation", "status": "final", "code": {"text": "Vekt"}}
LINKED = {**PATIENT, "link": [{"other": {"reference": "#p"}, "type": "seealso"}]}
CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical"
SUBJECT = {"subject": {"reference": "#p"}}


@pytest.mark.parametrize(
    "resource",
    [
        PATIENT,
        OBSERVATION,
        {**PATIENT, "_birthDate": {"extension": [{"url": "urn:x", "valueDateTime": "2001-01-13T10:00:00Z"}]}},
        {**PATIENT, "name": [{"given": ["Kari", None], "_given": [None, {"extension": [{"url": "urn:x", "valueCode": "masked"}]}]}]},
        {**OBSERVATION, "status": "final", "valueQuantity": {"value": 0.4}},
        {**OBSERVATION, "subject": {"identifier": {"system": "urn:x", "value": "1"}, "display": "K"}},
        {**OBSERVATION, "subject": {"reference": "Patient?identifier=urn:x|1"}},
        {**OBSERVATION, "subject": {"reference": "https://other.example/Patient/1"}},
        {**OBSERVATION, "subject": {"reference": "#p"}, "contained": [PATIENT | {"id": "p"}]},
        {**OBSERVATION, "focus": [{"reference": "#"}]},
        {
            **PATIENT,
            "contained": [
                {"resourceType": "Provenance", "id": "v", "recorded": "2024-05-17T10:00:00Z"}
                | {"target": [{"reference": "#"}], "agent": [{"who": {"display": "K"}}]}
            ],
        },
        {
            **PATIENT,
            "managingOrganization": {"reference": "#o"},
            "contained": [
                {"resourceType": "Organization", "id": "o", "name": "O", "partOf": {"reference": "#q"}},
                {"resourceType": "Organization", "id": "q", "name": "Q"},
            ],
        },
        {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": PATIENT}]},
        {"resourceType": "Parameters", "parameter": [{"name": "p", "resource": PATIENT}, {"name": "v", "valueCode": "x"}]},
        {"resourceType": "Observation", "_status": {"extension": [{"url": "urn:x", "valueCode": "unknown"}]}, "code": {"text": "x"}},
        {
            "resourceType": "Condition",
            "subject": {"reference": "Patient/1"},
            "clinicalStatus": {"extension": [{"url": "urn:x", "valueCode": "unknown"}]},
        },
        {
            "resourceType": "Condition",
            "subject": {"reference": "Patient/1"},
            "clinicalStatus": {"coding": [{"system": CLINICAL, "code": "active"}]},
        },
    ],
)
def test_a_resource_in_order_has_no_problems(resource):
    assert validate(resource) == []


@pytest.mark.parametrize(
    ("resource", "problem"),
    [
        ({"resourceType": "Unicorn"}, ("structure", "Unicorn")),
        ({}, ("structure", "Resource")),
        ({**PATIENT, "shoeSize": 42}, ("structure", "Patient.shoeSize")),
        ({**PATIENT, "_name": [{"id": "x"}]}, ("structure", "Patient._name")),
        ({**PATIENT, "13810110000": 1}, ("structure", "Patient.(unreadable)")),
        ({**PATIENT, "name": {"family": "Lie"}}, ("structure", "Patient.name")),
        ({**PATIENT, "name": []}, ("structure", "Patient.name")),
        ({**PATIENT, "name": ["Lie"]}, ("structure", "Patient.name[0]")),
        ({**PATIENT, "name": [{}]}, ("structure", "Patient.name[0]")),
        ({**PATIENT, "name": [{"given": ["Kari", None]}]}, ("value", "Patient.name[0].given[1]")),
        ({**PATIENT, "name": [{"_given": [None]}]}, ("structure", "Patient.name[0].given[0]")),
        ({**PATIENT, "name": [{"resourceType": "HumanName", "text": "x"}]}, ("structure", "Patient.name[0].resourceType")),
        ({**PATIENT, "birthDate": "13.01.2001"}, ("value", "Patient.birthDate")),
        ({**PATIENT, "birthDate": ["2001"]}, ("value", "Patient.birthDate")),
        ({**PATIENT, "gender": "kvinne"}, ("code-invalid", "Patient.gender")),
        ({**PATIENT, "gender": 7}, ("value", "Patient.gender")),
        ({**PATIENT, "deceasedBoolean": False, "deceasedDateTime": "2024"}, ("structure", "Patient.deceased")),
        ({**PATIENT, "deceasedBoolean": "no"}, ("value", "Patient.deceased.ofType(boolean)")),
        ({"resourceType": "Observation", "code": {"text": "x"}}, ("required", "Observation.status")),
        ({**OBSERVATION, "component": [{"valueString": "x"}]}, ("required", "Observation.component[0].code")),
        (
            {"resourceType": "MedicationRequest", "status": "active", "intent": "order", "subject": {"reference": "Patient/1"}},
            ("required", "MedicationRequest.medication"),
        ),
        ({**OBSERVATION, "subject": {"reference": "Practitioner/1"}}, ("value", "Observation.subject.reference")),
        ({**OBSERVATION, "subject": {"reference": "Unicorn/1"}}, ("value", "Observation.subject.reference")),
        ({**OBSERVATION, "subject": {"reference": "noe"}}, ("value", "Observation.subject.reference")),
        ({**OBSERVATION, "subject": {"reference": "#p"}}, ("invariant", "Observation.subject.reference")),
        (
            {**OBSERVATION, "subject": {"reference": "#p"}, "contained": [{"resourceType": "Practitioner", "id": "p"}]},
            ("value", "Observation.subject.reference"),
        ),
        ({**PATIENT, "extension": [{"url": "urn:x"}]}, ("invariant", "Patient.extension[0]")),
        (
            {**PATIENT, "extension": [{"url": "urn:x", "valueCode": "a", "extension": [{"url": "y", "valueCode": "b"}]}]},
            ("invariant", "Patient.extension[0]"),
        ),
        ({**LINKED, "contained": [{"resourceType": "Patient", "id": "p", "contained": [PATIENT]}]}, ("invariant", "Patient.contained[0]")),
        (
            {**LINKED, "contained": [{"resourceType": "Patient", "id": "p", "meta": {"versionId": "1"}}]},
            ("invariant", "Patient.contained[0]"),
        ),
        ({**PATIENT, "contained": [{"resourceType": "Patient", "id": "p"}]}, ("invariant", "Patient.contained[0]")),
        ({**LINKED, "contained": [PATIENT | {"id": "p"}, PATIENT | {"id": "q"}]}, ("invariant", "Patient.contained[1]")),
        ({**PATIENT, "contained": [{"resourceType": "Patient"}]}, ("invariant", "Patient.contained[0]")),
        ({**PATIENT, "contained": [7]}, ("structure", "Patient.contained[0]")),
        (
            {"resourceType": "Condition", "subject": {"reference": "Patient/1"}, "clinicalStatus": {"coding": [{"code": "active"}]}},
            ("code-invalid", "Condition.clinicalStatus"),
        ),
        (
            {"resourceType": "Condition", "subject": {"reference": "Patient/1"}, "clinicalStatus": {"text": "aktiv"}},
            ("code-invalid", "Condition.clinicalStatus"),
        ),
        ({**PATIENT, "text": {"status": "generated", "div": "<div><script>x</script></div>"}}, ("value", "Patient.text.div")),
        (
            {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": {**PATIENT, "active": 1}}]},
            ("value", "Bundle.entry[0].resource.active"),
        ),
    ],
)
def test_what_is_wrong_is_named_at_its_place(resource, problem):
    assert told(resource) == [problem]


def test_a_null_on_both_sides_of_a_primitive_is_nothing_at_all():
    name = {"given": ["Kari", None], "_given": [{"id": "g"}, None]}
    assert told({**PATIENT, "name": [name]}) == [("value", "Patient.name[0].given[1]"), ("structure", "Patient.name[0].given[1]")]


def test_a_contained_resource_of_an_entry_is_out_of_reach_for_the_bundle_itself():
    signature = {"type": [{"code": "x"}], "when": "2024-05-17T10:00:00Z", "who": {"reference": "#p"}}
    inner = {**OBSERVATION, **SUBJECT, "contained": [PATIENT | {"id": "p"}]}
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": inner}], "signature": signature}
    assert told(bundle) == [("invariant", "Bundle.signature.who.reference")]


def test_problems_never_repeat_a_value():
    wrong = {**PATIENT, "gender": "hemmelig", "birthDate": "hemmelig", "hemmelig 1": 1, "generalPractitioner": [{"reference": "hemmelig"}]}
    assert "hemmelig" not in str(validate(wrong))


def test_a_resource_with_too_many_faults_is_told_of_the_first_ones():
    assert len(validate({**PATIENT, "name": [7] * 1000})) == MOST_PROBLEMS


def test_references_inside_a_bundle_entry_are_judged_by_their_own_resource():
    inner = {**OBSERVATION, **SUBJECT, "contained": [PATIENT | {"id": "p"}]}
    other = {**OBSERVATION, **SUBJECT}
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": inner}, {"resource": other}]}
    assert told(bundle) == [("invariant", "Bundle.entry[1].resource.subject.reference")]


def test_an_outcome_has_one_issue_for_each_problem():
    outcome = operation_outcome(validate({**PATIENT, "gender": "kvinne", "active": 1}))
    assert outcome["resourceType"] == "OperationOutcome"
    assert [(one["severity"], one["code"], one["expression"]) for one in outcome["issue"]] == [
        ("error", "code-invalid", ["Patient.gender"]),
        ("error", "value", ["Patient.active"]),
    ]
    assert validate(outcome) == []


def test_an_outcome_without_problems_is_valid_too():
    assert operation_outcome([])["issue"][0]["severity"] == "information"
    assert validate(operation_outcome([])) == []


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["reference", "extension", "url", "coding", "value", "_value", "valueCode", "contained", "meta", "id", "resourceType"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=10,
)


@given(
    st.dictionaries(st.sampled_from(["contained", "name", "_birthDate", "extension", "link", "meta", "text", "identifier"]), json_values)
)
def test_no_shape_of_value_makes_the_check_stumble(body):
    assert isinstance(validate({**body, "resourceType": "Patient"}), list)
