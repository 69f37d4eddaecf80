"""In which order the matches of a search come: along the record's own clinical order where that is what was asked for, else sorted.

Walking an index costs what the page costs; sorting costs what the record holds. Source: FHIR R4 4.0.1, search.html#sort, which leaves
open where a period stands: here at its start, and what has no such date by what else says when it was.
"""

from collections.abc import Mapping, Sequence

from innsyn.fhir.search_request.criteria import SortKey
from innsyn.gate.values import SortBy

CLINICAL: Mapping[str, str] = {
    "Appointment": "date",
    "CarePlan": "date",
    "Communication": "sent",
    "Composition": "date",
    "Condition": "onset-date",
    "DiagnosticReport": "date",
    "Encounter": "date",
    "EpisodeOfCare": "date",
    "Immunization": "date",
    "MedicationAdministration": "effective-time",
    "MedicationRequest": "authoredon",
    "MedicationStatement": "effective",
    "Observation": "date",
    "Procedure": "date",
    "QuestionnaireResponse": "authored",
}
"""Types to the parameter that says when it was, in the words of `fhir.clinical_dates`; held by a test."""


def order_of(types: Sequence[str], sort: Sequence[SortKey]) -> tuple[SortBy, ...]:
    """Say what must be sorted: nothing when the newest come first anyway, as the record's own order has it."""
    if len(sort) == 1 and len(types) == 1 and sort[0].descending and CLINICAL.get(types[0]) == sort[0].parameter:
        return ()
    return tuple(SortBy(key.parameter, key.descending) for key in sort)
