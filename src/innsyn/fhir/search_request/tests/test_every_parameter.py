"""Every parameter of every R4 type can be asked, with every modifier that fits it, and no other."""

import pytest

from innsyn.fhir.definitions.tables import resource_types
from innsyn.fhir.search_request import SearchRequest, parameters, read_search
from innsyn.fhir.search_request.tests.samples import MODIFIERS, sensible_pairs


@pytest.mark.parametrize("type_", sorted(resource_types()))
def test_every_parameter_of_a_type_is_read_with_every_modifier_that_fits(type_):
    for found in parameters(type_).values():
        for name, value in sensible_pairs(found):
            read = read_search(type_, [(name, value)], strict=True)
            assert isinstance(read, SearchRequest), (name, value, read)
            assert len(read.conditions) == 1


@pytest.mark.parametrize("type_", ["Patient", "Observation", "DocumentReference", "QuestionnaireResponse", "StructureDefinition"])
def test_every_modifier_that_does_not_fit_is_refused(type_):
    for found in parameters(type_).values():
        for modifier in MODIFIERS - found.modifiers:
            assert isinstance(read_search(type_, [(f"{found.code}:{modifier}", "x")], strict=False), list), (found.code, modifier)


PORTAL = {
    "Patient": "active address address-city address-country address-postalcode address-state address-use birthdate death-date deceased"
    " email family gender general-practitioner given identifier language link name organization phone phonetic telecom middlename",
    "Appointment": "actor appointment-type based-on date identifier location part-status patient practitioner reason-code reason-reference"
    " service-category service-type slot specialty status supporting-info",
    "Slot": "appointment-type identifier schedule service-category service-type specialty start status",
    "Schedule": "active actor date identifier service-category service-type specialty",
    "AppointmentResponse": "actor appointment identifier location part-status patient practitioner",
    "Task": "authored-on based-on business-status code encounter focus group-identifier identifier intent modified owner part-of patient"
    " performer period priority requester status subject",
    "Communication": "based-on category encounter identifier instantiates-canonical instantiates-uri medium part-of patient received"
    " recipient sender sent status subject",
    "QuestionnaireResponse": "author authored based-on encounter identifier part-of patient questionnaire source status subject",
    "DocumentReference": "authenticator author category contenttype custodian date description encounter event facility format identifier"
    " language location patient period related relatesto relation relationship security-label setting status subject type creation",
    "MedicationRequest": "authoredon category code date encounter identifier intended-dispenser intended-performer"
    " intended-performertype intent medication patient priority requester status subject",
    "ServiceRequest": "authored based-on body-site category code encounter identifier instantiates-canonical instantiates-uri intent"
    " occurrence patient performer performer-type priority replaces requester requisition specimen status subject",
    "EpisodeOfCare": "care-manager condition date identifier incoming-referral organization patient status type",
    "Consent": "action actor category consentor data date identifier organization patient period purpose scope security-label"
    " source-reference status",
    "Flag": "author date encounter identifier patient subject code",
}
"""As facts 2.7 lists them for the portal, with the Norwegian additions."""

COUNTS = {"Observation": 38, "CarePlan": 20, "HealthcareService": 12, "Endpoint": 6, "RelatedPerson": 17, "Provenance": 10, "Invoice": 13}
COUNTS |= {"SupplyRequest": 7, "ResearchSubject": 6, "MedicationStatement": 11}
ON_EVERY_TYPE = {"_id", "_lastUpdated", "_tag", "_profile", "_security", "_source"}


@pytest.mark.parametrize("type_", sorted(PORTAL))
def test_the_portals_types_have_the_parameters_that_clients_will_try(type_):
    assert set(PORTAL[type_].split()) | ON_EVERY_TYPE <= set(parameters(type_))


@pytest.mark.parametrize("type_", sorted(COUNTS))
def test_a_type_has_as_many_parameters_as_r4_gives_it(type_):
    assert len(set(parameters(type_)) - ON_EVERY_TYPE) == COUNTS[type_]
