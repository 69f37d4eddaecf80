"""Every parameter of the portal's types is answered, with every modifier that fits it: nothing is accepted and then not understood."""

import pytest

from innsyn.edge.fhir_api.search import SearchAnswer
from innsyn.edge.fhir_api.search.clauses import clause_of
from innsyn.fhir.definitions.tables import resource_types
from innsyn.fhir.search_request import SearchRequest, parameters, read_search
from innsyn.fhir.search_request.criteria import Criterion, IsMissing, Near
from innsyn.fhir.search_request.tests.samples import sensible_pairs
from innsyn.gate.tests.samples import NOW
from innsyn.gate.values import SHARED_TYPES
from innsyn.kernel.outcome import Problem

PORTAL = (
    *("Patient", "Appointment", "AppointmentResponse", "Task", "Communication", "QuestionnaireResponse", "DocumentReference", "Encounter"),
    *("MedicationRequest", "MedicationStatement", "ServiceRequest", "CarePlan", "EpisodeOfCare", "Observation", "Consent", "Flag"),
    *("RelatedPerson", "Provenance", "Invoice", "SupplyRequest", "ResearchSubject", "Condition", "DiagnosticReport", "Immunization"),
    *(
        "HealthcareService",
        "Endpoint",
        "Organization",
        "Practitioner",
        "Location",
        "Questionnaire",
        "Slot",
        "Schedule",
        "List",
        "Composition",
    ),
)
UNKNOWN_HIERARCHY = {"above", "below"}


@pytest.mark.parametrize("type_", PORTAL)
async def test_every_parameter_is_answered_with_every_modifier(search_world, somebody, type_):
    for found in parameters(type_).values():
        for name, value in sensible_pairs(found):
            if found.kind == "token" and name.partition(":")[2] in UNKNOWN_HIERARCHY:
                continue
            path = type_ if type_ in SHARED_TYPES or type_ in ("Slot", "Schedule") else f"Patient/{somebody}/{type_}"
            answer = await search_world.asks(
                f"{path}/_search", form=[(name, value), ("_count", "1"), ("_sort", _sorted(found))], strict=True
            )
            assert isinstance(answer, SearchAnswer), (path, name, value, answer)


def _sorted(found):
    return "_lastUpdated" if found.kind in ("composite", "special") else f"-{found.code}"


@pytest.fixture(scope="session")
async def somebody(search_world):
    """A patient about whom nothing is known."""
    return (await search_world.arrives())[1]


@pytest.mark.parametrize("type_", sorted(resource_types()))
def test_every_parameter_of_every_type_becomes_a_clause_of_the_record(type_):
    for found in parameters(type_).values():
        for name, value in sensible_pairs(found):
            request = read_search(type_, [(name, value)], strict=True)
            assert isinstance(request, SearchRequest)
            (condition,) = request.conditions
            if isinstance(condition, Near) or (found.kind == "reference" and name.partition(":")[2] in UNKNOWN_HIERARCHY):
                continue
            assert isinstance(condition, Criterion | IsMissing)
            clause = clause_of(condition, NOW)
            is_unknown = isinstance(clause, Problem) and name.partition(":")[2] in UNKNOWN_HIERARCHY
            assert is_unknown or not isinstance(clause, Problem), (name, clause)
