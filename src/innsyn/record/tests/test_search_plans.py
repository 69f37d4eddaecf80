"""The statements of searches over all patients walk their indexes, newest first, whatever the planner knows."""

from dataclasses import replace

import pytest

from innsyn.conftest import administer
from innsyn.record.condition import AllOf, Everything, FromCustodian, HasLabel, Not
from innsyn.record.query import CompositeIs, Missing, Query, SortBy, StringIs, TextHas, TokenIs, TokenPart
from innsyn.record.tests.samples import create, entry, observation, written
from innsyn.record.tests.test_hot_statements import explained

NARROW = AllOf((FromCustodian(frozenset({"983971636"})), Not(HasLabel(frozenset({"NORN_FFL"})))))


class Alone:
    """Writes down the statements that are asked alone."""

    def __init__(self, record):
        self.record, self.texts = record, []

    async def alone(self, statement, owner, values):
        self.texts.append(statement.mixed)
        return await self.in_truth(statement, owner, values)

    def __enter__(self):
        self.in_truth = self.record._coalescer.alone
        self.record._coalescer.alone = self.alone
        return self.texts

    def __exit__(self, *_):
        self.record._coalescer.alone = self.in_truth


async def asked(record, *clauses, **more):
    with Alone(record) as texts:
        query = Query(("Observation",), clauses, **more)
        await record.search(owner=None, query=query, narrow=NARROW, stamp=None, entry=entry())
    return texts


async def history(record, **more):
    with Alone(record) as texts:
        await record.history(owner=None, narrow=NARROW, stamp=None, entry=entry(), **more)
    return texts


@pytest.mark.parametrize("is_analysed", [False, True])
async def test_each_start_walks_its_index(own_record, database, is_analysed):
    for keeper in range(20):
        writes = [replace(create(observation(str(number))), custodian=str(983971636 + keeper % 4)) for number in range(50)]
        await written(own_record, own_record.new_owner(), *writes)
    if is_analysed:
        await administer(database, "analyze")
    listed = TokenIs("code", (("http://loinc.org", "1"),))
    texts = {
        "version_walked": await asked(own_record, StringIs("value-string", ("x",))),
        "version_listed": await asked(own_record, owners=(1, 2)),
        "population_pkey": await asked(own_record, listed),
        "version_kept": await history(own_record, type="Observation"),
    }
    for index, (text,) in texts.items():
        plan = await explained(database, text)
        assert index in plan, f"{index}\n{plan}"
        assert "Seq Scan" not in plan, plan


async def test_a_walk_stops_when_its_page_is_full(own_record, database):
    """The limit of the page stands outside the walk, so no sort or whole pass may stand between them."""
    (text,) = await asked(own_record, TextHas("value-string", "x"))
    plan = await explained(database, text)
    walk = plan[plan.index("Function Scan on d") :] if "Function Scan on d" in plan else plan
    assert "Sort" not in walk.split("version_walked")[0].split("WindowAgg")[-1], plan


async def test_clauses_of_one_shape_are_one_statement(own_record):
    texts = set()
    for word, code in (("a", "1"), ("b", "2")):
        part = TokenPart("http://loinc.org", code)
        clauses = (StringIs("value-string", (word,)), CompositeIs("code-value-concept", ((part, part),)), Missing("code", is_missing=False))
        texts.update(await asked(own_record, *clauses))
    assert len(texts) == 1


async def test_a_sorted_search_is_two_statements(own_record):
    texts = await asked(own_record, sort=(SortBy("date"),))
    assert len(texts) == 2
    with Alone(own_record) as anything:
        await own_record.search(
            owner=5, query=Query(("Observation",), sort=(SortBy("date"),)), narrow=Everything(), stamp=None, entry=entry()
        )
    assert anything == []
