"""fhirclient (PyPI, SMART Health IT), whose R4 models take nothing that does not fit, reads and writes what we send."""

import pytest
from fhirclient import client as smart
from fhirclient.models import bundle, encounter, humanname, identifier, observation, patient
from fhirclient.models.fhirreference import FHIRReference
from fhirclient.server import FHIRUnauthorizedException
from requests import HTTPError

KEYS = "urn:fhirclient:numbers"


@pytest.fixture
def server(interface):
    """The client's server, with the token on its session: its own login is for users."""
    opened = smart.FHIRClient(settings={"app_id": "contract", "api_base": interface.base}).server
    opened.session.headers["Authorization"] = f"Bearer {interface.token}"
    return opened


def a_patient(server, value):
    made = patient.Patient()
    made.name = [humanname.HumanName({"family": "Klientsen", "given": ["Ida"]})]
    made.identifier = [identifier.Identifier({"system": KEYS, "value": value})]
    answer = made.create(server)
    return patient.Patient.read(answer["id"], server)


def test_its_capability_statement_is_read(server):
    server.get_capability(force=True)
    assert server.capabilityStatement.fhirVersion == "4.0.1"
    assert "Observation" in {each.type for each in server.capabilityStatement.rest[0].resource}


def test_a_resource_is_created_read_changed_and_deleted(server):
    made = a_patient(server, "one")
    assert made.name[0].family == "Klientsen"
    made.active = True
    made.update(server)
    assert patient.Patient.read(made.id, server).meta.versionId == "2"
    made.delete(server)
    with pytest.raises(HTTPError) as gone:
        patient.Patient.read(made.id, server)
    assert gone.value.response.status_code == 410


def test_a_search_gives_models_that_hold(server):
    made = a_patient(server, "searched")
    for minute in range(3):
        observation.Observation(
            {
                "resourceType": "Observation",
                "status": "final",
                "code": {"coding": [{"system": "http://loinc.org", "code": "8310-5"}]},
                "subject": {"reference": f"Patient/{made.id}"},
                "effectiveDateTime": f"2026-04-01T08:0{minute}:00+02:00",
                "valueQuantity": {"value": 37.5, "unit": "Cel", "system": "http://unitsofmeasure.org", "code": "Cel"},
            }
        ).create(server)
    search = observation.Observation.where(struct={"patient": made.id, "code": "8310-5", "value-quantity": "gt37"})
    found = list(search.perform_resources_iter(server))
    assert [each.valueQuantity.value for each in found] == [37.5, 37.5, 37.5]


def test_a_reference_is_resolved(server):
    made = a_patient(server, "resolved")
    visit = encounter.Encounter({"resourceType": "Encounter", "status": "finished", "class": {"code": "AMB"}})
    visit.subject = FHIRReference({"reference": f"Patient/{made.id}"})
    id_ = visit.create(server)["id"]
    assert encounter.Encounter.read(id_, server).subject.resolved(patient.Patient) is not None


def test_a_whole_record_comes_as_one_bundle(server):
    made = a_patient(server, "everything")
    whole = bundle.Bundle.read_from(f"Patient/{made.id}/$everything", server)
    assert [entry.resource.id for entry in whole.entry] == [made.id]


def test_without_the_token_nothing_is_read(interface):
    stranger = smart.FHIRClient(settings={"app_id": "contract", "api_base": interface.base}).server
    with pytest.raises(FHIRUnauthorizedException):
        patient.Patient.read("anybody", stranger)
