"""A search is read into what it asks for, or into what is wrong with it; nothing in between."""

from decimal import Decimal

import pytest

from innsyn.fhir.search_request import read_search
from innsyn.fhir.search_request.criteria import (
    Chained,
    CompositeValue,
    Criterion,
    Has,
    Include,
    InList,
    IsMissing,
    NumberValue,
    OfTypeValue,
    QuantityValue,
    ReferenceValue,
    SearchRequest,
    SortKey,
    StringValue,
    TokenValue,
)
from innsyn.kernel.systems import ICD_10

BASE = "https://fhir.example.no/fhir"


def read(type_, query, *, strict=False):
    """Read a query written as in a URL, not encoded."""
    pairs = [tuple(one.split("=", 1)) for one in query.split("&")] if query else []
    return read_search(type_, pairs, strict=strict, base=BASE)


def condition(type_, query):
    found = read(type_, query)
    assert isinstance(found, SearchRequest), found
    assert len(found.conditions) == 1
    return found.conditions[0]


def problems(type_, query, *, strict=False):
    found = read(type_, query, strict=strict)
    assert isinstance(found, list), found
    return found


def test_a_comma_is_or_and_a_repetition_is_and():
    found = read("Patient", "given=Kari,Ola&given=Nordby")
    assert [one.values for one in found.conditions] == [(StringValue("Kari"), StringValue("Ola")), (StringValue("Nordby"),)]


@pytest.mark.parametrize(
    ("written", "system", "code"),
    [
        ("K86", None, "K86"),
        ("http://s|K86", "http://s", "K86"),
        ("|K86", "", "K86"),
        ("http://s|", "http://s", None),
        (r"a\|b", None, "a|b"),
    ],
)
def test_a_token_says_its_system_or_any_or_none(written, system, code):
    assert condition("Condition", f"code={written}").values == (TokenValue(system, code),)


def test_a_code_system_is_known_under_its_other_names():
    assert condition("Condition", "code=http://hl7.org/fhir/sid/icd-10-no|I10").values == (TokenValue(ICD_10, "I10"),)


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("Patient/a1", ReferenceValue(("Patient",), "a1")),
        (f"{BASE}/Patient/a1", ReferenceValue(("Patient",), "a1")),
        ("Patient/a1/_history/3", ReferenceValue(("Patient",), "a1")),
        ("https://other.example/Patient/a1", ReferenceValue(url="https://other.example/Patient/a1")),
        ("urn:uuid:53fefa32-fcbb-4ff8-8a92-55ee120877b7", ReferenceValue(url="urn:uuid:53fefa32-fcbb-4ff8-8a92-55ee120877b7")),
    ],
)
def test_a_reference_is_an_own_resource_or_an_address(written, wanted):
    assert condition("Observation", f"subject={written}").values == (wanted,)


def test_a_bare_id_may_be_of_every_type_the_element_allows():
    assert condition("Observation", "subject=a1").values[0].types == ("Device", "Group", "Location", "Patient")


def test_a_bare_id_with_a_type_is_of_that_type():
    assert condition("Observation", "subject:Patient=a1").values == (ReferenceValue(("Patient",), "a1"),)


def test_a_reference_by_identifier_keeps_system_and_value():
    assert condition("Observation", "subject:identifier=http://s|7").values == (ReferenceValue(system="http://s", value="7"),)


def test_a_canonical_address_may_say_its_version():
    found = condition("QuestionnaireResponse", "questionnaire=http://q|2.0")
    assert found.values == (ReferenceValue(url="http://q", version="2.0"),)


def test_a_quantity_has_a_unit_with_or_without_a_system():
    number = NumberValue("gt", Decimal("5.4"), Decimal("5.4"))
    assert condition("Observation", "value-quantity=gt5.4|http://unitsofmeasure.org|mg").values == (
        QuantityValue(number, "http://unitsofmeasure.org", "mg"),
    )
    assert condition("Observation", "value-quantity=gt5.4||mg").values == (QuantityValue(number, None, "mg"),)


def test_a_composite_is_one_value_for_each_part():
    found = condition("Observation", "code-value-quantity=http://loinc.org|8480-6$gt140")
    number = NumberValue("gt", Decimal(140), Decimal(140))
    assert found.values == (CompositeValue((TokenValue("http://loinc.org", "8480-6"), QuantityValue(number, None, None))),)


def test_an_identifier_with_its_type():
    found = condition("Patient", "identifier:of-type=http://t|MR|42")
    assert (found.modifier, found.values) == ("of-type", (OfTypeValue("http://t", "MR", "42"),))


def test_missing_is_asked_of_any_parameter():
    assert condition("Patient", "birthdate:missing=true") == IsMissing("birthdate", True)
    assert condition("Observation", "code-value-quantity:missing=false") == IsMissing("code-value-quantity", False)


def test_a_chain_goes_through_every_type_that_has_the_last_part():
    found = condition("Observation", "subject.name=Kari")
    assert isinstance(found, Chained)
    assert [type_ for type_, _ in found.by_type] == ["Location", "Patient"]


def test_a_chain_may_say_its_types_and_have_several_steps():
    found = condition("Observation", "encounter.service-provider:Organization.name:exact=Fjordby")
    inner = found.by_type[0][1]
    assert (found.by_type[0][0], inner.parameter) == ("Encounter", "service-provider")
    assert inner.by_type == (("Organization", Criterion("name", "string", (StringValue("Fjordby"),), "exact")),)


def test_has_may_stand_inside_has_and_before_a_chain():
    found = condition("Patient", "_has:Observation:patient:_has:Provenance:target:agent.name=Nina")
    assert (found.type_, found.parameter, found.condition.type_, found.condition.parameter) == (
        "Observation",
        "patient",
        "Provenance",
        "target",
    )
    assert isinstance(found.condition.condition, Chained)


def test_has_may_stand_behind_a_chain():
    found = condition("Observation", "patient._has:Flag:patient:code=x")
    assert isinstance(found.by_type[0][1], Has)


def test_lists_are_named_by_id():
    assert condition("Condition", "_list=a,List/b") == InList(("a", "b"))


def test_an_unknown_parameter_is_ignored_and_left_out_of_what_was_processed():
    found = read("Patient", "shoe-size=42&gender=female")
    assert (found.ignored, found.processed) == (("shoe-size",), (("gender", "female"),))


def test_an_unknown_parameter_is_refused_when_the_client_is_strict():
    assert [one.code for one in problems("Patient", "shoe-size=42", strict=True)] == ["not-supported"]


def test_what_is_said_of_an_unknown_parameter_never_repeats_what_may_be_personal():
    assert "05898" not in str(problems("Patient", "x 05898012345=1", strict=True))


@pytest.mark.parametrize(
    ("type_", "query"),
    [
        ("Patient", "name:below=x"),
        ("Patient", "gender:of-type=a|b|c"),
        ("Patient", "active:in=http://v"),
        ("Patient", "birthdate:not=2020"),
        ("Patient", "gender:nonsense=male"),
        ("Observation", "subject:Practitioner=a1"),
        ("Observation", "code-value-quantity:not=a$5"),
        ("Observation", "code:identifier=a"),
        ("Observation", "value-quantity:exact=5"),
    ],
)
def test_a_modifier_that_does_not_fit_is_refused_also_when_not_strict(type_, query):
    found = problems(type_, query)
    assert [one.code for one in found] == ["invalid"]
    assert "modifier" in found[0].text


@pytest.mark.parametrize(
    ("type_", "query"),
    [
        ("Patient", "birthdate=yesterday"),
        ("Patient", "gender=a|b|c"),
        ("Patient", "active:missing=perhaps"),
        ("Observation", "value-quantity=many"),
        ("Observation", "value-quantity=5|mg"),
        ("Observation", "subject=Practitioner/1"),
        ("Observation", "code-value-quantity=8480-6"),
        ("Observation", "subject:Patient.shoe-size=1"),
        ("Observation", "status.code=1"),
        ("Observation", "focus.code=1"),
        ("Patient", "_has:Observation:code:status=final"),
        ("Patient", "_has:Observation=1"),
        ("Patient", "_has:Observation:patient:nonsense=1"),
        ("Patient", "_has:Nobody:patient:code=1"),
        ("Practitioner", "_has:Observation:encounter:code=1"),
        ("Patient", "_count=-1"),
        ("Patient", "_count=many"),
        ("Patient", "_total=some"),
        ("Patient", "_summary=short"),
        ("Patient", "_sort=shoe-size"),
        ("Observation", "_sort=code-value-date"),
        ("Patient", "_include=Patient:name"),
        ("Patient", "_include:never=Patient:link"),
        ("Patient", "_include=Nobody:link"),
        ("Patient", "_contained=true"),
        ("Condition", "_list=$current-problems"),
    ],
)
def test_what_cannot_be_asked_is_refused(type_, query):
    assert problems(type_, query)


def test_a_chain_without_end_is_too_costly():
    query = ".".join(["part-of:Organization"] * 0 + ["partof"] * 8) + ".name=x"
    assert problems("Location", query)[0].code == "too-costly"


def test_how_the_answer_shall_look():
    found = read("Observation", "_sort=-date,code&_count=2000&_total=accurate&_summary=text&_elements=code,Observation.status")
    assert found.sort == (SortKey("date", True), SortKey("code", False))
    assert (found.count, found.total, found.summary, found.elements) == (500, "accurate", "text", ("code", "status"))
    assert ("_count", "500") in found.processed


def test_what_comes_along():
    found = read(
        "Observation", "_include=Observation:subject:Patient&_include:iterate=Patient:link&_revinclude=Provenance:target&_include=*"
    )
    assert found.includes == (
        Include("Observation", "subject", "Patient"),
        Include("Patient", "link", None, is_iterated=True),
        Include("Provenance", "target", None, is_reverse=True),
        Include(None, None, None),
    )


def test_a_search_in_several_types_knows_what_they_all_have():
    found = read(None, "_type=Patient,Observation&_lastUpdated=gt2020")
    assert (found.types, len(found.conditions)) == (("Patient", "Observation"), 1)
    assert read(None, "_type=Patient,Observation&birthdate=2020").ignored == ("birthdate",)
    assert problems(None, "_type=Nobody")


def test_a_type_that_r4_does_not_have_is_a_problem():
    assert [one.code for one in problems("Nobody", "")] == ["not-found"]


def test_the_parts_of_relationship_are_where_their_names_say():
    found = condition("DocumentReference", "relationship=DocumentReference/d1$replaces")
    assert found.values == (CompositeValue((ReferenceValue(("DocumentReference",), "d1"), TokenValue(None, "replaces"))),)
