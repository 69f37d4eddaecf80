"""The compiler of search expressions, tried against the committed element tables."""

import pytest

from innsyn.fhir.definitions.expressions import Compiler, Place
from innsyn.fhir.definitions.tables import _table


@pytest.fixture(scope="module")
def compiler():
    return Compiler(_table("elements"), {"administrative-gender": "http://hl7.org/fhir/administrative-gender"})


def compiled(compiler, expression, base):
    return [str(place) for place in compiler.compile(expression, Place((), base))]


@pytest.mark.parametrize(
    ("base", "expression", "paths"),
    [
        ("Patient", "Patient.name.family", ["name.family:string"]),
        ("Patient", "Patient.gender", ["gender:code@http://hl7.org/fhir/administrative-gender"]),
        ("Patient", "Patient.telecom.where(system='email')", ["telecom[system=email]:ContactPoint"]),
        ("Patient", "Patient.deceased.exists() and Patient.deceased != false", ["?deceasedBoolean:boolean", "?deceasedDateTime:dateTime"]),
        ("Observation", "(Observation.value as Quantity)", ["valueQuantity:Quantity"]),
        ("Observation", "value.as(DateTime) | value.as(Period)", ["valueDateTime:dateTime", "valuePeriod:Period"]),
        ("Observation", "Observation.value.ofType(string)", ["valueString:string"]),
        ("Observation", "Observation | Observation.component", [":Observation", "component:Observation.component"]),
        ("Observation", "Observation.component.referenceRange.low", ["component.referenceRange.low:Quantity"]),
        (
            "Flag",
            "CarePlan.subject | Flag.subject.where(resolve() is Patient)",
            ["subject:Reference(Group,Location,Medication,Organization,Patient,PlanDefinition,Practitioner,Procedure)>Patient"],
        ),
        ("Bundle", "Bundle.entry[0].resource", ["entry[0].resource:Resource"]),
        ("Patient", "Resource.id", ["id:id"]),
        ("MolecularSequence", "%resource.referenceSeq.chromosome", ["%resource.referenceSeq.chromosome:CodeableConcept"]),
        ("Device", "Device.extension('http://example.org/x').url", ["extension[url=http://example.org/x].url:uri"]),
    ],
)
def test_an_expression_becomes_the_json_paths_it_means(compiler, base, expression, paths):
    assert compiled(compiler, expression, base) == paths


def test_an_alternative_of_another_type_is_left_out(compiler):
    assert compiled(compiler, "Condition.code | Observation.code", "Observation") == ["code:CodeableConcept"]


@pytest.mark.parametrize(
    "expression",
    ["Patient.name.first()", "Patient.shoeSize", "Patient.name +", "Patient.name)", "(Patient.name", "Patient.name.where(use"],
)
def test_what_is_not_understood_is_refused_and_not_guessed(compiler, expression):
    with pytest.raises((ValueError, IndexError)):
        compiler.compile(expression, Place((), "Patient"))
