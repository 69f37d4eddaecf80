"""A search held against one resource means what it means as a search."""

import pytest

from innsyn.fhir.search_request import read_search
from innsyn.gate.following import Sought
from innsyn.gate.tests.samples import NOW
from innsyn.gate.values import Missing, ReferenceIs, TokenIs
from innsyn.main.sought import sought

HERE = Missing("patient", is_missing=False)


def said(type_, *pairs):
    """What a search is in the record's words."""
    request = read_search(type_, pairs, strict=True)
    assert not isinstance(request, list), request
    return sought(request, NOW)


def test_codes_are_clauses():
    assert said("Observation", ("code", "http://loinc.org|1-1")) == Sought((TokenIs("code", (("http://loinc.org", "1-1"),)),))


@pytest.mark.parametrize("parameter", ["patient", "subject"])
def test_the_patient_whose_it_is_says_in_which_record(parameter):
    assert said("Observation", (parameter, "Patient/a,Patient/b")) == Sought((HERE,), ("a", "b"))


def test_patients_named_twice_must_be_the_same():
    assert said("Observation", ("patient", "a,b"), ("subject", "Patient/b")) == Sought((HERE, HERE), ("b",))


def test_somebody_who_took_part_is_a_clause():
    assert said("Observation", ("performer", "Patient/a")).patients is None


def test_a_group_as_subject_is_a_clause():
    found = said("Observation", ("subject", "Group/a"))
    assert found.patients is None
    assert isinstance(found.clauses[0], ReferenceIs)


def test_what_needs_more_than_the_resource_is_a_problem():
    assert [one.code for one in said("Observation", ("patient.name", "x"))] == ["not-supported"]
