"""Reads FHIR searches into typed requests: pure, knowing neither the record nor the web.

Source: FHIR R4 4.0.1, search.html. `read_search` is the way in.
"""

from innsyn.fhir.search_request.criteria import SearchRequest
from innsyn.fhir.search_request.parameters import Parameter, parameter, parameters
from innsyn.fhir.search_request.person_numbers import USE_POST, names_a_person_number
from innsyn.fhir.search_request.read import read_search

__all__ = ["USE_POST", "Parameter", "SearchRequest", "names_a_person_number", "parameter", "parameters", "read_search"]
