"""The edges' translation of search conditions, as far as the tests of those who follow changes need it."""

from innsyn.fhir.search_request.criteria import Criterion, TokenValue
from innsyn.gate.following import Sought
from innsyn.kernel.outcome import Problem
from innsyn.record.query import TokenIs


def translate(request):
    """Say token criteria and a patient's id in the record's words."""
    clauses, patients = [], None
    for one in request.conditions:
        if one.parameter == "patient":
            patients = tuple(value.id for value in one.values)
            continue
        if not isinstance(one, Criterion) or not all(isinstance(value, TokenValue) for value in one.values):
            return [Problem("not-supported", "not in these tests")]
        clauses.append(TokenIs(one.parameter, tuple((value.system, value.code) for value in one.values)))
    return Sought(tuple(clauses), patients)
