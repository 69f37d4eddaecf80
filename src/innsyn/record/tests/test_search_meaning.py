"""Every clause finds in SQL exactly what it means when said slowly over the resource itself."""

import json

from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from innsyn.record.condition import Everything
from innsyn.record.entry import Action
from innsyn.record.query import Query
from innsyn.record.tests.drawn import clauses, observations
from innsyn.record.tests.oracle import satisfies
from innsyn.record.tests.samples import NOW, create, entry, written

# A failure is shown as it was drawn: making it smaller asks the database for minutes.
_DRAWN = settings(
    max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.reuse, Phase.generate)
)


@_DRAWN
@given(
    st.lists(observations(), min_size=4, max_size=8),
    st.lists(st.lists(clauses, min_size=1, max_size=2).map(tuple), min_size=6, max_size=12),
)
async def test_sql_finds_what_the_slow_reading_finds(record, resources, searches):
    owner = record.new_owner()
    stored = await written(record, owner, *[create(json.dumps(resource).encode()) for resource in resources])
    for wanted in searches:
        query = Query(("Observation",), wanted, with_total=True)
        found = await record.search(owner=owner, query=query, narrow=Everything(), stamp=None, entry=entry(Action.SEARCH))
        expected = {
            one.id for one in stored if all(satisfies(json.loads(one.body), clause, id_=one.id, recorded_at=NOW) for clause in wanted)
        }
        note(f"{wanted}\n{[json.loads(one.body) for one in stored if (one.id in expected) != (one.id in {row.id for row in found.rows})]}")
        assert ({row.id for row in found.rows}, found.total) == (expected, len(expected))
