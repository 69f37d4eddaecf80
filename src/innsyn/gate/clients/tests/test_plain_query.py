"""Plain conditions are read exactly, and anything else is not understood."""

import pytest

from innsyn.gate.clients.plain_query import plain_query
from innsyn.record.query import Query, ReferenceIs, TokenIs


@pytest.mark.parametrize(
    ("condition", "clauses"),
    [
        ("Observation?identifier=a|b", (TokenIs("identifier", (("a", "b"),)),)),
        ("Observation?code=a,|b,c|", (TokenIs("code", ((None, "a"), ("", "b"), ("c", None))),)),
        ("Observation?subject=Patient/1&status=final", (ReferenceIs("subject", ("Patient/1",)), TokenIs("status", ((None, "final"),)))),
        ("Observation?patient=1", (ReferenceIs("patient", ("Patient/1",)),)),
        ("Observation?_id=1", (TokenIs("_id", ((None, "1"),)),)),
    ],
)
async def test_a_plain_condition_is_a_query_for_two(condition, clauses):
    assert await plain_query(condition) == Query((condition.partition("?")[0],), clauses, count=2)


@pytest.mark.parametrize(
    "condition",
    ["Observation", "Observation?", "Nothing?code=a", "Observation?code:not=a", "Observation?date=2020", "Observation?code=a\\,b",
     "Observation?code=", "Observation?code=a,", "Observation?encounter=1", "Observation?code=a&whatever=1"],
)  # fmt: skip
async def test_anything_else_is_not_understood(condition):
    assert (await plain_query(condition)).code in ("not-supported", "invalid")
