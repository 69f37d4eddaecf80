"""Everything a resource is found by, and nothing it is not."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsyn.fhir.dates import Interval
from innsyn.fhir.definitions.tables import element_table, lineage, resource_types
from innsyn.fhir.references import Reference
from innsyn.fhir.search_terms import terms
from innsyn.fhir.term_kinds import Quantity, Terms, Token, TypedIdentifier
from innsyn.fhir.term_paths import read_path
from innsyn.kernel import systems

LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
NUMBER = "13810110000"


def moment(*parts):
    start = datetime(*parts, tzinfo=UTC)
    return Interval(start, start.replace(second=start.second + 1))


def coded(code, system=LOINC, **more):
    return {"coding": [{"system": system, "code": code, **more}]}


@pytest.fixture
def blood_pressure():
    def part(code, value):
        return {"code": coded(code), "valueQuantity": {"value": value, "unit": "mmHg", "system": UCUM, "code": "mm[Hg]"}}

    return {
        "resourceType": "Observation",
        "id": "bp",
        "status": "final",
        "code": {**coded("85354-9", display="Blood pressure"), "text": "Blodtrykk"},
        "subject": {"identifier": {"system": systems.PERSON_NUMBER, "value": NUMBER}},
        "effectiveDateTime": "2024-05-17T10:00:00Z",
        "component": [part("8480-6", 120), part("8462-4", 80.5)],
    }


def test_a_concept_gives_codes_with_display_and_its_own_text(blood_pressure):
    assert terms(blood_pressure).tokens["code"] == [Token(LOINC, "85354-9", "Blood pressure"), Token(None, None, "Blodtrykk")]


def test_a_bare_code_carries_the_system_its_value_set_implies(blood_pressure):
    assert terms(blood_pressure).tokens["status"] == [Token("http://hl7.org/fhir/observation-status", "final")]


def test_a_patient_named_by_number_alone_is_found_as_patient(blood_pressure):
    expected = [Reference("Patient", None, None, systems.PERSON_NUMBER, NUMBER)]
    assert terms(blood_pressure).references == {"patient": expected, "subject": expected}


def test_a_subject_that_is_no_patient_is_not_found_as_patient(blood_pressure):
    found = terms({**blood_pressure, "subject": {"reference": "Group/1"}}).references
    assert found == {"subject": [Reference("Group", "1")]}


def test_a_date_is_the_interval_it_covers(blood_pressure):
    assert terms(blood_pressure).dates == {"date": [moment(2024, 5, 17, 10)]}


def test_quantities_are_found_in_components(blood_pressure):
    found = terms(blood_pressure).quantities
    values = [Quantity(Decimal(one), Decimal(one), UCUM, "mm[Hg]", "mmHg") for one in ("120", "80.5")]
    assert found == {"combo-value-quantity": values, "component-value-quantity": values}


def test_composites_keep_code_and_value_of_one_component_together(blood_pressure):
    first, second = terms(blood_pressure).composites["component-code-value-quantity"]
    assert first == ((Token(LOINC, "8480-6"),), (Quantity(Decimal(120), Decimal(120), UCUM, "mm[Hg]", "mmHg"),))
    assert second[0] == (Token(LOINC, "8462-4"),)


def test_a_composite_lacking_a_part_is_none(blood_pressure):
    assert "code-value-quantity" not in terms(blood_pressure).composites
    del blood_pressure["component"][0]["code"]
    assert len(terms(blood_pressure).composites["component-code-value-quantity"]) == 1


def test_a_composite_may_take_a_part_from_the_resource():
    variant = {"start": 1, "end": 3}
    found = terms({"resourceType": "MolecularSequence", "referenceSeq": {"chromosome": coded("1")}, "variant": [variant]})
    assert found.composites["chromosome-variant-coordinate"] == [((Token(LOINC, "1"),), (Decimal(1),), (Decimal(3),))]
    assert found.numbers == {"variant-start": [Decimal(1)], "variant-end": [Decimal(3)]}


@pytest.fixture
def patient():
    middle = {"url": "http://hl7.no/fhir/StructureDefinition/no-basis-middlename", "valueString": "Lie"}
    national = {"coding": [{"system": "urn:oid:2.16.578.1.12.4.1.1.8116", "code": "FNR"}], "text": "Fødselsnummer"}
    return {
        "resourceType": "Patient",
        "active": True,
        "identifier": [{"type": national, "system": "http://hl7.no/fhir/NamingSystem/FNR", "value": NUMBER}],
        "name": [{"family": "Ås", "given": ["Kari", "Anne"], "extension": [{"url": "urn:other", "valueString": "no"}, middle]}],
        "telecom": [{"system": "email", "value": "kari@example.org"}, {"system": "phone", "value": "+4799999999"}],
        "address": [{"line": ["Storgata 1"], "city": "Tromsø"}],
        "birthDate": "2001-01-13",
        "meta": {"profile": ["http://hl7.no/fhir/StructureDefinition/no-basis-Patient"], "security": [{"code": "N"}], "source": "urn:s"},
    }


def test_an_identifier_is_found_under_its_canonical_system_and_by_type(patient):
    found = terms(patient)
    assert found.tokens["identifier"] == [Token(systems.PERSON_NUMBER, NUMBER, "Fødselsnummer")]
    assert found.typed["identifier"] == [TypedIdentifier("urn:oid:2.16.578.1.12.4.1.1.8116", "FNR", NUMBER)]


def test_names_and_addresses_are_found_by_their_parts(patient):
    found = terms(patient).strings
    assert found["name"] == ["Ås", "Kari", "Anne"]
    assert found["family"] == ["Ås"]
    assert found["address"] == ["Storgata 1", "Tromsø"]
    assert found["address-city"] == ["Tromsø"]


def test_the_middle_name_is_found_and_other_extensions_are_not(patient):
    assert terms(patient).strings["middlename"] == ["Lie"]


def test_telecom_is_split_by_kind(patient):
    found = terms(patient).tokens
    assert found["email"] == [Token(None, "kari@example.org")]
    assert found["phone"] == [Token(None, "+4799999999")]
    assert len(found["telecom"]) == 2


def test_what_all_resources_have_is_found(patient):
    found = terms(patient)
    assert found.uris == {"_profile": ["http://hl7.no/fhir/StructureDefinition/no-basis-Patient"], "_source": ["urn:s"]}
    assert found.tokens["_security"] == [Token(None, "N")]
    assert found.tokens["active"] == [Token(None, "true")]


@pytest.mark.parametrize(
    ("deceased", "code"),
    [({}, "false"), ({"deceasedBoolean": False}, "false"), ({"deceasedBoolean": True}, "true"), ({"deceasedDateTime": "2024"}, "true")],
)
def test_deceased_is_true_only_when_it_is_said(patient, deceased, code):
    assert terms(patient | deceased).tokens["deceased"] == [Token(None, code)]


def test_a_flag_is_found_by_code_and_a_document_by_creation():
    assert terms({"resourceType": "Flag", "code": coded("cancel", "urn:x")}).tokens["code"] == [Token("urn:x", "cancel")]
    document = {"resourceType": "DocumentReference", "content": [{"attachment": {"creation": "2024-05-17T10:00:00Z"}}]}
    assert terms(document).dates["creation"] == [moment(2024, 5, 17, 10)]


def test_canonicals_and_uris_are_found_as_references_where_the_parameter_is_one():
    form = {"resourceType": "QuestionnaireResponse", "questionnaire": "http://example.org/q|1"}
    assert terms(form).references["questionnaire"] == [Reference(None, None, "http://example.org/q|1")]


PERSON = {"resourceType": "Patient", "id": "p"}


def test_the_first_entry_of_a_document_is_its_composition():
    document = {"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "Composition", "id": "c"}}, {"resource": PERSON}]}
    assert terms(document).references["composition"] == [Reference("Composition", "c")]
    assert "composition" not in terms({"resourceType": "Bundle", "entry": [{"resource": {"id": "x"}}]}).references


@pytest.mark.parametrize(
    ("quantity", "low", "high"),
    [
        ({"value": 5}, Decimal(5), Decimal(5)),
        ({"value": 5, "comparator": "<"}, None, Decimal(5)),
        ({"value": 5, "comparator": ">="}, Decimal(5), None),
    ],
)
def test_a_comparator_opens_the_quantity(quantity, low, high):
    found = terms({"resourceType": "Observation", "valueQuantity": quantity}).quantities["value-quantity"]
    assert found == [Quantity(low, high, None, None, None)]


def test_ranges_and_money_are_quantities():
    use = {"useContext": [{"code": {"code": "age"}, "valueRange": {"low": {"value": 1, "unit": "a"}, "high": {"value": 5}}}]}
    found = terms({"resourceType": "Questionnaire", **use}).quantities["context-quantity"]
    assert found == [Quantity(Decimal(1), Decimal(5), None, None, "a")]
    invoice = terms({"resourceType": "Invoice", "totalGross": {"value": 155.5, "currency": "NOK"}}).quantities["totalgross"]
    assert invoice == [Quantity(Decimal("155.5"), Decimal("155.5"), "urn:iso:std:iso:4217", "NOK", "NOK")]
    assert terms({"resourceType": "Questionnaire", "useContext": [{"valueRange": {}}]}).quantities == {}
    assert terms({"resourceType": "Invoice", "totalGross": {"currency": "NOK"}}).quantities == {}


def test_an_unknown_type_has_no_terms():
    assert terms({"resourceType": "Unicorn", "id": "1"}) == Terms()
    assert terms({}) == Terms()


def test_a_path_of_another_form_is_a_defect():
    with pytest.raises(ValueError, match="not a path"):
        read_path("no kind")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["coding", "value", "reference", "identifier", "start", "event", "system"]), inner, max_size=3)
    ),
    max_leaves=8,
)
searched = ["Patient", "Observation", "DocumentReference", "AuditEvent", "Appointment", "Bundle", "MolecularSequence", "Invoice", "Task"]


@given(st.sampled_from(searched), st.data())
def test_no_shape_of_value_makes_the_walk_stumble(kind, data):
    assert kind in resource_types()
    names = [name for table in lineage(kind) for name in element_table(table) or {} if name != "@"]
    typed = [
        name.replace("[x]", suffix)
        for name in names
        for suffix in (("Quantity", "DateTime", "CodeableConcept") if "[x]" in name else ("",))
    ]
    body = data.draw(st.dictionaries(st.sampled_from([*typed, "contained"]), json_values, max_size=6))
    assert isinstance(terms({**body, "resourceType": kind}), Terms)


def test_a_component_that_is_no_object_has_no_terms():
    assert terms({"resourceType": "Observation", "component": [5, "x", None]}).composites == {}
