"""Says a search in the record's words without asking the record anything, for those who hold single resources against it."""

from innsyn.edge.fhir_api.search import clauses_of
from innsyn.edge.fhir_api.search.owning import owning_parameters, patient_parameter
from innsyn.fhir.compartment import PATIENT
from innsyn.fhir.search_request.criteria import Condition, Criterion, ReferenceValue, SearchRequest
from innsyn.gate.following import Sought
from innsyn.gate.values import Clause, Missing
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem


def sought(request: SearchRequest, now: Instant) -> Sought | list[Problem]:
    """Say what a search of one type asks of a resource by itself.

    What names a patient by id, by the element that says whose a resource is, is asked of the record it stands in, as a search does it.
    Returns that, or what cannot be said of one resource alone."""
    clauses: list[Clause] = []
    problems: list[Problem] = []
    patients: tuple[str, ...] | None = None
    type_ = request.types[0]
    for condition in request.conditions:
        named, only = _patients(type_, condition), patient_parameter(type_)
        if named is not None and only is not None:
            patients = named if patients is None else tuple(one for one in patients if one in named)
            clauses.append(Missing(only, is_missing=False))
            continue
        said = clauses_of(SearchRequest(request.types, (condition,)), now)
        if isinstance(said, list):
            problems += said
        else:
            clauses += said
    return problems or Sought(tuple(clauses), patients)


def _patients(type_: str, condition: Condition) -> tuple[str, ...] | None:
    """Give the ids of the patients that a condition names as those whose the resource is; None when it is about something else."""
    if not isinstance(condition, Criterion) or condition.modifier is not None or condition.parameter not in owning_parameters(type_):
        return None
    named = [one.id for one in condition.values if isinstance(one, ReferenceValue) and one.id and one.types == (PATIENT,)]
    return tuple(named) if len(named) == len(condition.values) else None
