"""What Norway's base profiles refuse, and beside it what they let pass."""

import pytest

from innsyn.fhir.profiles import known_profiles, profiles_claimed, profiles_of, required_problems, validate_profile
from innsyn.fhir.profiles.requirements import Requirements, read_requirements
from innsyn.fhir.validation import validate
from innsyn.kernel import systems

NO = "http://hl7.no/fhir/StructureDefinition/"
VOLVEN = "urn:oid:2.16.578.1.12.4.1.1."
FEST = "http://ehelse.no/fhir/CodeSystem/FEST"
RELATION = "http://hl7.no/fhir/CodeSystem/"


def told(resource, name):
    found = validate_profile(resource, NO + name)
    return [(one.code, one.path) for one in found if one.severity == "error"]


def patient(*identifiers, **more):
    return {"resourceType": "Patient", "identifier": list(identifiers), **more}


def concept(system, code, **more):
    return {"coding": [{"system": system, "code": code, **more}]}


def related(system, code):
    return {"resourceType": "RelatedPerson", "patient": {"reference": "Patient/1"}, "relationship": [concept(RELATION + system, code)]}


def document(kind="DocumentReference", **type_):
    return {"resourceType": kind, "status": "current", "type": type_}


def medication(*codings, form=None):
    shape = {"form": form or concept(f"{VOLVEN}7448", "1", display="Tablett")}
    return {"resourceType": "Medication", "code": {"coding": list(codings)}, **shape}


def statement(**more):
    return {"resourceType": "MedicationStatement", "status": "active", "subject": {"reference": "Patient/1"}, **more}


def allergy(*reactions):
    return {"resourceType": "AllergyIntolerance", "patient": {"reference": "Patient/1"}, "reaction": list(reactions)}


def manifestation(system):
    return {"manifestation": [concept(system, "1", display="Utslett")]}


KNOWN_IN_FEST = {"system": FEST, "code": "a", "display": "Paracet"}
HNR_TYPE = concept(f"{VOLVEN}8327", "HNR")
PARTY = {"resourceType": "Organization", "type": [{"text": "x"}], "partOf": {"display": "x"}, "endpoint": [{"display": "x"}]}
PARTY_ID = {"identifier": [{"system": systems.HER_ID, "value": "1"}]}
REASON = concept(systems.ICPC_2, "K86")
CODED_REASON = concept(systems.ICPC_2, "K86", display="Hypertensjon")

CASES = [
    (
        "no-basis-Patient",
        patient({"system": systems.PERSON_NUMBER}),
        "required Patient.identifier[0].value",
        patient({"system": systems.PERSON_NUMBER, "value": "1"}),
    ),
    (
        "no-basis-Patient",
        patient({"system": "urn:x"}, {"system": systems.D_NUMBER}),
        "required Patient.identifier[1].value",
        patient({"system": "urn:x"}),
    ),
    ("no-basis-Patient", patient({"system": systems.HELP_NUMBER}), "required Patient.identifier[0].value", patient({"value": "1"})),
    (
        "no-basis-Patient",
        patient({"system": "HNR", "value": "1", "type": HNR_TYPE}),
        "required Patient.identifier[0].assigner",
        patient({"system": "HNR", "value": "1", "type": HNR_TYPE, "assigner": {"display": "Lia"}}),
    ),
    (
        "no-basis-Patient",
        patient({"system": "HNR", "value": "1", "assigner": {"display": "Lia"}, "type": concept(f"{VOLVEN}8327", "FNR")}),
        "value Patient.identifier[0].type.coding[0].code",
        patient({"system": "HNR", "value": "1", "assigner": {"display": "Lia"}}),
    ),
    (
        "no-basis-Patient",
        patient(name=[{"extension": [{"url": f"{NO}no-basis-middlename", "valueCode": "Lie"}]}]),
        "structure Patient.name[0].extension[0].value",
        patient(name=[{"extension": [{"url": f"{NO}no-basis-middlename", "valueString": "Lie"}]}]),
    ),
    (
        "no-basis-Patient",
        patient(name=[{"extension": [{"url": f"{NO}no-basis-middlename", "valueString": one} for one in "ab"]}]),
        "structure Patient.name[0].extension",
        patient(name=[{"extension": [{"url": "urn:other", "valueString": one} for one in "ab"]}]),
    ),
    (
        "no-basis-Person",
        {"resourceType": "Person", "identifier": [{"system": systems.PERSON_NUMBER}]},
        "required Person.identifier[0].value",
        {"resourceType": "Person"},
    ),
    (
        "no-basis-RelatedPerson",
        related("no-basis-family-relation", "tante"),
        "code-invalid RelatedPerson.relationship[0]",
        related("no-basis-family-relation", "søsken"),
    ),
    (
        "no-basis-RelatedPerson",
        related("no-basis-marital-status", "partner"),
        "code-invalid RelatedPerson.relationship[0]",
        related("no-basis-marital-status", "gjenlevende_partner"),
    ),
    (
        "no-basis-RelatedPerson",
        related("no-basis-parental-responsibility", "barn"),
        "code-invalid RelatedPerson.relationship[0]",
        related("something-else", "barn"),
    ),
    (
        "no-basis-Practitioner",
        {"resourceType": "Practitioner", "identifier": [{"system": systems.HPR_NUMBER}]},
        "required Practitioner.identifier[0].value",
        {"resourceType": "Practitioner", "identifier": [{"system": systems.HPR_NUMBER, "value": "1"}]},
    ),
    (
        "no-basis-Organization",
        {"resourceType": "Organization", "identifier": [{"system": systems.ORGANISATION_NUMBER}]},
        "required Organization.identifier[0].value",
        {"resourceType": "Organization", "identifier": [{"system": systems.HER_ID, "value": "1"}]},
    ),
    ("kommunikasjonspart-Organization", PARTY, "required Organization.identifier", PARTY | PARTY_ID),
    (
        "kommunikasjonspart-Organization",
        {"resourceType": "Organization", **PARTY_ID, "type": [{}], "partOf": {}},
        "required Organization.endpoint",
        PARTY | PARTY_ID,
    ),
    (
        "no-basis-DocumentReference",
        document(coding=[{"system": systems.LOINC, "code": "34133-9"}]),
        "code-invalid DocumentReference.type",
        document(coding=[{"system": systems.LOINC, "code": "34133-9"}, {"system": systems.DOCUMENT_TYPE, "code": "A03-2"}]),
    ),
    ("no-basis-DocumentReference", document(text="Epikrise"), "code-invalid DocumentReference.type", {"resourceType": "DocumentReference"}),
    (
        "no-basis-Composition",
        document("Composition", coding=[{"system": systems.DOCUMENT_TYPE, "code": "Z01-2"}]),
        "code-invalid Composition.type",
        document("Composition", coding=[{"system": systems.DOCUMENT_TYPE, "code": "S03-2"}]),
    ),
    ("no-basis-AllergyIntolerance", allergy(), "required AllergyIntolerance.reaction", allergy(manifestation(f"{VOLVEN}7497"))),
    (
        "no-basis-AllergyIntolerance",
        allergy(manifestation(systems.SNOMED_CT)),
        "value AllergyIntolerance.reaction[0].manifestation[0].coding[0].system",
        allergy({}),
    ),
    (
        "no-basis-AllergyIntolerance",
        allergy(manifestation(f"{VOLVEN}7497"), manifestation(f"{VOLVEN}7497")),
        "structure AllergyIntolerance.reaction",
        allergy(manifestation(f"{VOLVEN}7497")),
    ),
    (
        "no-basis-Medication",
        medication({"system": systems.ATC, "code": "N02BE01", "display": "x"}),
        "required Medication.code.coding",
        medication(KNOWN_IN_FEST, {"system": systems.ATC, "code": "N02BE01", "display": "x"}),
    ),
    (
        "no-basis-Medication",
        medication({"system": FEST, "code": "a"}),
        "required Medication.code.coding[0].display",
        medication(KNOWN_IN_FEST),
    ),
    ("no-basis-Medication", medication(KNOWN_IN_FEST, form={"text": "x"}), "required Medication.form.coding", medication(KNOWN_IN_FEST)),
    (
        "no-basis-MedicationStatement",
        statement(medicationCodeableConcept={"text": "x"}),
        "structure MedicationStatement.medication",
        statement(medicationReference={"reference": "Medication/1"}),
    ),
    ("no-basis-MedicationStatement", statement(), "required MedicationStatement.medication", statement(medicationReference={})),
    (
        "no-basis-MedicationStatement",
        statement(medicationReference={}, reasonCode=[REASON]),
        "required MedicationStatement.reasonCode[0].coding[0].display",
        statement(medicationReference={}, reasonCode=[CODED_REASON]),
    ),
    (
        "no-basis-Procedure",
        {"resourceType": "Procedure", "code": {"coding": [{"system": systems.NKPK, "code": one} for one in "ab"]}},
        "structure Procedure.code.coding",
        {"resourceType": "Procedure", "code": {"coding": [{"system": system, "code": "a"} for system in (systems.NKPK, systems.ICPC_2)]}},
    ),
    (
        "no-basis-Substance",
        {"resourceType": "Substance", "code": {"coding": [{"system": FEST, "code": "a"}]}},
        "required Substance.code.coding[0].display",
        {"resourceType": "Substance", "code": {"coding": [{"system": systems.ATC, "code": "a"}]}},
    ),
    (
        "no-basis-Location",
        {"resourceType": "Location", "address": {"extension": [{"url": f"{NO}no-basis-address-official", "valueString": "ja"}]}},
        "structure Location.address.extension[0].value",
        {"resourceType": "Location", "address": {"extension": [{"url": f"{NO}no-basis-address-official", "valueBoolean": True}]}},
    ),
    ("no-basis-Patient", {"resourceType": "Person"}, "invalid Person", patient()),
]


@pytest.mark.parametrize(("name", "broken", "problem", "kept"), CASES, ids=[f"{one[0]}-{number}" for number, one in enumerate(CASES)])
def test_a_profile_refuses_what_it_says_and_nothing_else(name, broken, problem, kept):
    assert tuple(problem.split(" ")) in told(broken, name)
    assert told(kept, name) == []


def test_nothing_is_said_of_a_profile_that_is_not_held_here():
    assert validate_profile(patient(), "http://nobody.example/StructureDefinition/x") is None
    assert required_problems(patient(meta={"profile": ["http://nobody.example/StructureDefinition/x"]})) == []


def test_a_claimed_profile_is_kept_whatever_its_version():
    wrong = patient({"system": systems.PERSON_NUMBER}, meta={"profile": [f"{NO}no-basis-Patient|2.0.10"]})
    assert profiles_claimed(wrong) == [f"{NO}no-basis-Patient|2.0.10"]
    assert [one.path for one in required_problems(wrong)] == ["Patient.identifier[0].value"]


def test_an_element_that_is_there_by_its_extension_is_there():
    masked = {"system": systems.PERSON_NUMBER, "_value": {"extension": [{"url": "urn:x", "valueCode": "masked"}]}}
    assert told(patient(masked), "no-basis-Patient") == []


def test_what_could_not_be_checked_refuses_nobody():
    municipality = {"url": f"{NO}no-basis-municipalitycode", "valueCoding": {"system": "urn:x", "code": "5001"}}
    named = patient(meta={"profile": [f"{NO}no-basis-Patient"]}, address=[{"_district": {"extension": [municipality]}}])
    assert validate_profile(named, f"{NO}no-basis-Patient") != []
    assert required_problems(named) == []


def test_a_profile_that_is_not_claimed_binds_nobody_unless_it_is_required():
    wrong = patient({"system": systems.PERSON_NUMBER})
    required = Requirements({"Patient": (f"{NO}no-basis-Patient",)})
    assert required_problems(wrong) == []
    assert [one.path for one in required_problems(wrong, required)] == ["Patient.identifier[0].value"]
    assert required_problems({"resourceType": "Basic"}, required) == []


def test_required_profiles_are_read_from_a_list_of_names():
    urls = (f"{NO}no-basis-Patient", f"{NO}no-basis-DocumentReference")
    assert read_requirements(["no-basis-Patient", urls[1]]) == Requirements({"Patient": urls[:1], "DocumentReference": urls[1:]})
    assert read_requirements([]) == Requirements()


@pytest.mark.parametrize("name", ["no-basis-Pasient", "http://nobody.example/x", "no-basis-HumanName", ""])
def test_a_required_profile_that_is_not_held_here_is_told_at_the_start(name):
    assert read_requirements(["no-basis-Patient", name]).code == "not-found"


@pytest.mark.parametrize("meta", [None, "x", {"profile": "x"}, {"profile": [7, None]}])
def test_a_claim_that_cannot_be_read_is_no_claim(meta):
    assert profiles_claimed({"resourceType": "Patient", "meta": meta}) == []


def test_the_profiles_of_a_type_are_listed():
    assert f"{NO}no-basis-Patient" in profiles_of("Patient")
    assert profiles_of("Encounter") == ()
    assert len([one for one in known_profiles() if "no-basis-" in one]) == 20


@pytest.mark.parametrize("problem", ["urn:x", None])
def test_a_kept_patient_keeps_r4_too(problem):
    assert validate(patient({"system": problem or "urn:y", "value": "1"})) == []
