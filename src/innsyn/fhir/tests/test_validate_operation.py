"""What `$validate` says: errors first, then what should be better, then what could not be checked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsyn.fhir.profiles import Requirements, known_profiles, validate_profile
from innsyn.fhir.validate_operation import validate_outcome
from innsyn.fhir.validation import validate
from innsyn.kernel import systems

NARRATIVE = {"text": {"status": "generated", "div": '<div xmlns="http://www.w3.org/1999/xhtml">x</div>'}}
PATIENT = {"resourceType": "Patient", **NARRATIVE}
NO_BASIS = "http://hl7.no/fhir/StructureDefinition/no-basis-Patient"
NUMBERLESS = {**PATIENT, "identifier": [{"system": systems.PERSON_NUMBER}]}


def told(*arguments):
    return [(one.severity, one.code, one.path) for one in validate_outcome(*arguments)]


def test_nothing_is_said_of_a_resource_in_order():
    assert validate_outcome(PATIENT) == []


@pytest.mark.parametrize("mode", [None, "create", "profile"])
def test_a_wrong_resource_is_told_of_in_every_mode(mode):
    assert told({**PATIENT, "gender": "kvinne"}, (), mode) == [("error", "code-invalid", "Patient.gender")]


def test_an_update_has_an_id():
    assert told(PATIENT, (), "update") == [("error", "required", "Patient.id")]
    assert told({**PATIENT, "id": "a"}, (), "update") == []


def test_a_deletion_needs_no_resource_and_everything_else_does():
    assert validate_outcome(None, (), "delete") == []
    assert told(None, (), "create") == [("error", "required", "Parameters.parameter")]


def test_a_mode_that_is_none_is_refused():
    assert told(PATIENT, (), "destroy") == [("error", "not-supported", "Parameters.parameter")]


def test_a_profile_is_checked_when_asked_for_claimed_or_required():
    missing = ("error", "required", "Patient.identifier[0].value")
    assert told(NUMBERLESS, [NO_BASIS]) == [missing]
    assert told({**NUMBERLESS, "meta": {"profile": [NO_BASIS]}}) == [missing]
    assert told(NUMBERLESS, (), None, Requirements({"Patient": (NO_BASIS,)})) == [missing]
    assert told(NUMBERLESS) == []


def test_a_profile_that_is_not_held_here_is_an_error_only_when_asked_for():
    unknown = "http://nobody.example/StructureDefinition/x"
    assert told(PATIENT, [unknown]) == [("error", "not-supported", "Patient")]
    assert told({**PATIENT, "meta": {"profile": [NO_BASIS, unknown]}}) == [("warning", "not-supported", "Patient.meta.profile[1]")]


def test_a_known_extension_is_checked_without_any_claim():
    name = {"extension": [{"url": "http://hl7.no/fhir/StructureDefinition/no-basis-middlename", "valueCode": "x"}]}
    assert told({**PATIENT, "name": [name]}) == [("error", "structure", "Patient.name[0].extension[0].value")]


def test_missing_words_for_people_are_only_a_warning():
    assert told({"resourceType": "Patient"}) == [("warning", "business-rule", "Patient")]
    assert told({"resourceType": "Binary", "contentType": "text/plain"}) == [("information", "not-supported", "Binary.contentType")]


def test_a_code_that_cannot_be_checked_is_said_to_be_unchecked():
    photo = {**PATIENT, "photo": [{"contentType": "image/png"}]}
    assert told(photo) == [("information", "not-supported", "Patient.photo[0].contentType")]
    assert validate(photo) == []


def marital(*codings, **more):
    return {**PATIENT, "maritalStatus": {"coding": list(codings), **more} if codings else more}


MARRIED = {"system": "http://terminology.hl7.org/CodeSystem/v3-MaritalStatus", "code": "M"}


def test_a_code_outside_an_extensible_value_set_is_worth_a_warning():
    outside = {"system": "urn:x", "code": "gift"}
    assert told(marital(outside)) == [("warning", "code-invalid", "Patient.maritalStatus")]
    assert told(marital(outside, MARRIED)) == []
    assert told(marital(text="gift")) == []


def test_errors_come_before_warnings_and_each_is_said_once():
    resource = {"resourceType": "Patient", "photo": [{"contentType": "image/png"}], "contact": [{"gender": "female"}]}
    severities = [one.severity for one in validate_outcome(resource, [NO_BASIS, NO_BASIS])]
    assert severities == ["error", "warning", "information"]


def test_a_name_that_programs_cannot_use_is_worth_a_warning():
    system = {"resourceType": "CodeSystem", **NARRATIVE, "status": "draft", "content": "complete", "name": "not usable"}
    assert told(system) == [("warning", "business-rule", "CodeSystem")]
    assert told({**system, "name": "Usable"}) == []


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["reference", "extension", "url", "coding", "system", "code", "value", "type", "identifier", "id"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=10,
)


@given(
    st.sampled_from(["Patient", "AuditEvent", "Appointment", "RelatedPerson", "AllergyIntolerance", "Nothing"]),
    st.dictionaries(
        st.sampled_from(["identifier", "extension", "contained", "agent", "entity", "relationship", "reaction", "appointmentType", "meta"]),
        json_values,
    ),
)
def test_no_shape_of_value_makes_it_stumble(kind, body):
    resource = {**body, "resourceType": kind}
    assert isinstance(validate_outcome(resource, known_profiles()), list)
    assert all(isinstance(validate_profile(resource, url), list) for url in known_profiles())
