"""Orders: newest first is the record's own, everything else is sorted."""

import pytest

from innsyn.edge.fhir_api.search.order import CLINICAL, order_of
from innsyn.fhir.clinical_dates import CLINICAL_DATES
from innsyn.fhir.definitions.tables import search_table
from innsyn.fhir.search_request.criteria import SortKey
from innsyn.gate.values import SortBy


@pytest.mark.parametrize(("type_", "parameter"), CLINICAL.items())
def test_the_parameter_reads_what_the_records_order_reads_first(type_, parameter):
    first = CLINICAL_DATES[type_][0].partition(".")[0]
    definition = search_table(type_)[parameter]
    assert definition["type"] == "date"
    assert any(path.partition(".")[0].partition(":")[0].startswith(first[:5]) for path in definition["paths"]), (first, definition["paths"])


def test_newest_first_is_the_records_own_order():
    assert order_of(("Observation",), (SortKey("date", True),)) == ()


@pytest.mark.parametrize(
    ("types", "sort"),
    [
        (("Observation",), (SortKey("code", False),)),
        (("Observation",), (SortKey("date", False),)),
        (("Observation",), (SortKey("date", True), SortKey("code", False))),
        (("Observation", "Condition"), (SortKey("date", True),)),
        (("DocumentReference",), (SortKey("date", True),)),
    ],
)
def test_everything_else_is_sorted(types, sort):
    assert order_of(types, sort) == tuple(SortBy(key.parameter, key.descending) for key in sort)
