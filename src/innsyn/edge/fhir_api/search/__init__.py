"""Answers FHIR searches through the gate: chains, `_has`, lists, what comes along, totals, pages and their links.

Source: FHIR R4 4.0.1, search.html. `search` answers, `searchset` draws the answer.
"""

from innsyn.edge.fhir_api.search.answer import SearchAnswer, searchset
from innsyn.edge.fhir_api.search.clauses import clauses_of
from innsyn.edge.fhir_api.search.condition_search import matching
from innsyn.edge.fhir_api.search.cursors import Cursors
from innsyn.edge.fhir_api.search.place import SearchPlace
from innsyn.edge.fhir_api.search.searching import search

__all__ = ["Cursors", "SearchAnswer", "SearchPlace", "clauses_of", "matching", "search", "searchset"]
