"""One name for each code system."""

import pytest

from innsyn.fhir.code_systems import FEST, aliases, canonical_system
from innsyn.kernel import systems


@pytest.mark.parametrize(
    ("sent", "canonical"),
    [
        ("http://hl7.org/fhir/sid/icd-10-no", systems.ICD_10),
        ("http://hl7.org/fhir/sid/icpc-2", systems.ICPC_2),
        ("urn:oid:2.16.840.1.113883.6.139", systems.ICPC_2),
        ("http://ehelse.no/fhir/CodeSystem/no-kodeverk-7280-nlk", systems.NLK),
        ("http://helsedir.no/fhir/CodeSystem/no-kodeverk-7280-nlk", systems.NLK),
        ("http://helsedir.no/fhir/CodeSystem/no-kodeverk-9602", systems.DOCUMENT_TYPE),
        ("urn:uid:2.16.578.1.12.4.1.1.7110", systems.ICD_10),
        ("http://ehelse.no/FESTMedication", FEST),
        ("http://dmp.no/fhir/NamingSystem/festLegemiddelPakning", FEST),
        ("http://hl7.no/fhir/NamingSystem/FNR", systems.PERSON_NUMBER),
        ("http://data.brreg.no/begrep/28155", systems.ORGANISATION_NUMBER),
    ],
)
def test_each_known_alias_has_one_canonical_name(sent, canonical):
    assert canonical_system(sent) == canonical
    assert canonical_system(canonical) == canonical


@pytest.mark.parametrize(
    "system", ["", "http://loinc.org", "http://hl7.org/fhir/sid/icd-10", "http://example.no/no-kodeverk-1", "urn:oid:2.16.578.1.12.4.1.1.x"]
)
def test_other_systems_keep_their_name(system):
    assert canonical_system(system) == system


def test_aliases_can_be_asked_for():
    assert "http://hl7.org/fhir/sid/icd-10-no" in aliases(systems.ICD_10)
    assert aliases("http://example.org") == []
