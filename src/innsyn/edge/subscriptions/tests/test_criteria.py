"""What a subscription may be about, and what is refused when it is asked for."""

import pytest

from innsyn.edge.subscriptions.criteria import read_criteria, read_filters
from innsyn.edge.subscriptions.topics import CANONICAL, topic, topics
from innsyn.gate.clients.tests.translating import translate
from innsyn.gate.following import Sought
from innsyn.kernel.ids import synthetic_person_number
from innsyn.kernel.systems import PERSON_NUMBER
from innsyn.record.query import TokenIs

RECORD = topic(CANONICAL + "record")
OBSERVATION = topic(CANONICAL + "Observation")


def a_number():
    """A synthetic national number."""
    from datetime import date

    return synthetic_person_number(date(1980, 2, 3), 5) or synthetic_person_number(date(1980, 2, 3), 6)


def codes(problems):
    """The codes of what is wrong."""
    assert isinstance(problems, list), problems
    return [one.code for one in problems]


def test_criteria_are_a_type_and_a_search():
    found = read_criteria("Observation?code=http://loinc.org|718-7", translate)
    assert found.by_type == {"Observation": Sought((TokenIs("code", (("http://loinc.org", "718-7"),)),))}
    assert found.patients is None


def test_criteria_without_parameters_are_about_the_whole_type():
    assert read_criteria("Observation?", translate).by_type == {"Observation": Sought()}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Observation", "value"),
        ("?code=x", "value"),
        ("Observation/1?code=x", "value"),
        ("Nothing?code=x", "not-supported"),
        ("Subscription?status=off", "not-supported"),
        ("Observation?patient.name=x", "not-supported"),
        ("Patient?_has:Observation:patient:code=x", "not-supported"),
        ("Observation?_include=Observation:patient", "not-supported"),
    ],
)
def test_what_cannot_be_held_against_one_resource_is_refused(text, code):
    assert codes(read_criteria(text, translate))[0] == code


def test_an_unknown_parameter_is_refused_and_not_ignored():
    assert codes(read_criteria("Observation?coed=x", translate))


@pytest.mark.parametrize("name", ["patient:identifier", "patient.identifier", "identifier"])
def test_a_person_number_is_refused_wherever_it_stands(name):
    text = f"Observation?{name}={PERSON_NUMBER}|{a_number()}"
    problems = read_criteria(text, translate)
    assert codes(problems) == ["security"]
    assert a_number() not in repr(problems)


def test_without_filters_a_topic_is_about_all_its_types():
    assert read_filters(RECORD, [], translate).by_type.keys() == RECORD.types
    assert {"Observation", "Patient", "Task", "DocumentReference"} <= RECORD.types


def test_filters_that_name_types_leave_out_all_others():
    found = read_filters(RECORD, ["Observation?code=a", "Observation?category=b", "Flag?"], translate)
    assert found.by_type.keys() == {"Observation", "Flag"}
    assert len(found.by_type["Observation"].clauses) == 2


def test_a_filter_may_leave_out_the_type_of_a_topic_that_has_one():
    assert read_filters(OBSERVATION, ["code=a"], translate) == read_filters(OBSERVATION, ["Observation?code=a"], translate)


def test_patient_filters_narrow_each_other():
    found = read_filters(RECORD, ["patient=Patient/a,Patient/b", "patient=b"], translate)
    assert found.patients == ("b",)


def test_a_typed_filter_may_name_the_patient():
    found = read_filters(RECORD, ["Observation?patient=Patient/a,Patient/b", "Observation?patient=Patient/b&code=x"], translate)
    assert found.by_type["Observation"].patients == ("b",)
    assert found.patients is None


@pytest.mark.parametrize("text", ["patient=", "code=x", "patient=Group/a", "patient=a&code=x", "patient=urn:x|y"])
def test_an_untyped_filter_can_only_be_patients_by_id(text):
    assert codes(read_filters(RECORD, [text], translate)) == ["not-supported"]


def test_a_filter_on_a_type_the_topic_does_not_tell_of_is_refused():
    assert codes(read_filters(OBSERVATION, ["Flag?"], translate)) == ["value"]


def test_too_many_filters_are_refused():
    assert codes(read_filters(RECORD, ["Flag?"] * 51, translate)) == ["too-costly"]


def test_topics_are_found_with_and_without_a_version():
    assert topic(CANONICAL + "record|1") is topic(CANONICAL + "record")
    assert topic(CANONICAL + "nothing") is None


def test_what_is_never_in_the_feed_has_no_topic():
    assert not {CANONICAL + "Subscription", CANONICAL + "AuditEvent"} & topics().keys()
