"""The statements that carry the load: one each, on one node, walking the right index, in few shapes."""

import re

import asyncpg
import pytest

from innsyn.conftest import administer
from innsyn.record.condition import AllOf, ClinicalBefore, Everything, FromCustodian, HasLabel, HasToken, Not, OneOf, OnlyLabels
from innsyn.record.connections import SESSION
from innsyn.record.entry import Action
from innsyn.record.logbook import _PAGE, _PAGE_OF_VISITS, _VISITS
from innsyn.record.query import BeginsWithin, DateWithin, Query, ReferenceIs, TextHas, TokenIs
from innsyn.record.tests.samples import LABORATORY, NOW, create, entry, observation, update, written
from innsyn.record.write_text import TAKE_TURN, WRITE

SPREAD = re.compile(r"\b(?:from|join|into|update|using)\s+(version|standing|log_entry|population)\b")
NAMED = re.compile(r"owner = \$1\b|into (?:log_entry|population|version|standing) \([^)]*\)\s*select \$1\b|\$1(?:::bigint)?,")
CONDITION = AllOf(
    (
        Not(HasLabel(frozenset({"NORN_FFL"}))),
        OnlyLabels(frozenset({"N"})),
        Not(HasToken("x-doc-status", None, "preliminary")),
        Not(FromCustodian(frozenset({"983971636"}))),
        Not(OneOf(frozenset({"Flag/1"}))),
        Not(ClinicalBefore(NOW)),
    )
)
CLAUSES = (
    TokenIs("category", (LABORATORY,)),
    TokenIs("code", ((None, "1"), (None, "2"))),
    TokenIs("status", ((None, "final"),), negated=True),
    ReferenceIs("encounter", ("Encounter/1",)),
    DateWithin("date", NOW, None),
    DateWithin("_lastUpdated", NOW, None),
    TextHas("value-string", "x"),
)


class Asked:
    """Writes down which statements are asked, and how often."""

    def __init__(self, record):
        self.record, self.statements = record, []

    async def ask(self, statement, owner, values, **more):
        self.statements.append(statement)
        return await self.ask_in_truth(statement, owner, values, **more)

    def __enter__(self):
        self.ask_in_truth = self.record._coalescer.ask
        self.record._coalescer.ask = self.ask
        return self

    def __exit__(self, *_):
        self.record._coalescer.ask = self.ask_in_truth


async def every_reading(record, owner):
    """Read, list and search in every way there is."""
    common = {"owner": owner, "narrow": CONDITION, "stamp": 0, "entry": entry()}
    await record.read(type="Observation", id="x", **common)
    await record.vread(type="Observation", id="x", version=1, **common)
    await record.history(**common)
    await record.history(type="Observation", **common)
    await record.history(type="Observation", id="x", **common)
    await record.by_rows(rows=[1], **common)
    for order in ("newest", "oldest", "recorded"):
        await record.search(query=Query(("Observation", "Condition"), CLAUSES, order=order, with_total=True), **common)


@pytest.fixture
async def statements(record, owner):
    """The statements of every reading."""
    with Asked(record) as asked:
        await every_reading(record, owner)
    return asked.statements


def parts(text):
    """Split a statement into its common table expressions and its end."""
    depth, start, found = 0, 0, []
    for place, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth == 0 and text[place : place + 2] in (",\n", ")\n"):
            found.append(text[start : place + 1])
            start = place + 1
    return [*found, text[start:]]


def strays(text):
    """Give the parts that touch a spread table without naming its owner."""
    return [part for part in parts(text) if SPREAD.search(part) and not NAMED.search(part)]


async def test_each_reading_is_one_statement(record, owner, statements):
    assert len(statements) == 9
    with Asked(record) as asked:
        await record.read(owner=owner, type="Observation", id="x", narrow=Everything(), stamp=None, entry=entry())
    assert len(asked.statements) == 1


async def test_every_part_of_a_hot_statement_names_its_owner(statements):
    texts = [statement.one_owner for statement in statements] + [WRITE, TAKE_TURN]
    for text in texts:
        assert SPREAD.search(text)
        assert strays(text) == []
        assert "a.owner" not in text
        assert "h.owner" not in text


def test_a_part_that_forgets_its_owner_is_noticed():
    assert strays("with a as (select 1 from version v where v.owner = $1),\nb as (select 1 from standing s)\nselect 1") != []
    assert (
        strays("with a as (select 1 from version v where v.owner = $1),\nb as (select 1 from standing s where s.owner = $1)\nselect 1")
        == []
    )


async def test_conditions_and_queries_of_one_shape_are_one_statement(record, owner):
    with Asked(record) as asked:
        for label in ("NORU", "NORS", "NORN_FFL"):
            narrow = Not(HasLabel(frozenset({label})))
            await record.read(owner=owner, type="Observation", id=label, narrow=narrow, stamp=None, entry=entry())
            for code in ("1", "2"):
                query = Query(("Observation",), (TokenIs("code", ((None, code),)), TokenIs("category", (LABORATORY,))), count=len(label))
                await record.search(owner=owner, query=query, narrow=narrow, stamp=None, entry=entry(Action.SEARCH))
    assert len(set(asked.statements)) == 2


async def test_the_text_for_one_owner_answers_as_the_text_for_many(record, owner):
    versions = await written(record, owner, *[create(observation(at=f"2024-01-0{day}")) for day in range(1, 6)])
    await written(record, owner, update(observation("2-2"), versions[0].id))
    common = {"owner": owner, "narrow": Not(HasLabel(frozenset({"NORU"}))), "stamp": 0, "entry": entry()}

    async def answers():
        return [
            await record.read(type="Observation", id=versions[1].id, **common),
            await record.read(type="Observation", id="none", **common),
            await record.read(type="Observation", id=versions[1].id, **{**common, "stamp": 5}),
            await record.vread(type="Observation", id=versions[0].id, version=1, **common),
            await record.history(type="Observation", id=versions[0].id, **common),
            await record.history(count=2, **common),
            await record.search(query=Query(("Observation", "Condition"), count=3, with_total=True), **common),
        ]

    together = await answers()
    record._coalescer._mixes_owners = False
    try:
        assert await answers() == together
    finally:
        record._coalescer._mixes_owners = True
    rows = await record.log_page(owner)
    assert [(row.action, row.shown) for row in rows[:6]] == [(row.action, row.shown) for row in rows[6:12]]


async def explained(database, text):
    """Explain the plan that fits all values."""
    connection = await asyncpg.connect(database, server_settings=SESSION)
    await connection.execute(f"prepare hot as {text}")
    count = max(int(number) for number in re.findall(r"\$(\d+)", text))
    plan = "\n".join(row[0] for row in await connection.fetch(f"explain execute hot ({', '.join(['null'] * count)})"))
    await connection.close()
    return plan


WALKS = {
    "read": (0, "version_current"),
    "newest": (6, "version_listed"),
    "oldest": (7, "version_listed"),
    "recorded": (8, "version_numbered"),
    "history of an owner": (2, "version_numbered"),
    "rows": (5, "version_numbered"),
    "vread": (1, "version_pkey"),
    "history of one": (4, "version_pkey"),
}
ALSO_WHEN_EMPTY = 6
"""How many of them are settled before there is anything in the table; a plan is made again after a minute."""


@pytest.mark.parametrize(
    ("rows", "is_analysed", "settled"), [(0, False, ALSO_WHEN_EMPTY), (1500, False, len(WALKS)), (1500, True, len(WALKS))]
)
async def test_each_statement_walks_its_index_with_and_without_statistics(own_record, database, rows, is_analysed, settled):
    for _ in range(rows // 50):
        await written(own_record, own_record.new_owner(), *[create(observation(str(number))) for number in range(50)])
    if is_analysed:
        await administer(database, "analyze")
    with Asked(own_record) as asked:
        await every_reading(own_record, own_record.new_owner())
    for name, (place, index) in list(WALKS.items())[:settled]:
        for text in (asked.statements[place].mixed, asked.statements[place].one_owner):
            plan = await explained(database, text)
            assert f"using {index} on version v" in plan, f"{name}\n{plan}"
            assert "Seq Scan on version" not in plan
            assert "Seq Scan on standing" not in plan
    plan = await explained(database, WRITE)
    assert "using version_current on version v" in plan, plan


@pytest.mark.parametrize("order", ["newest", "oldest"])
async def test_a_range_of_beginnings_is_asked_of_the_index_and_not_of_each_row(own_record, database, order):
    await written(own_record, own_record.new_owner(), *[create(observation(str(number))) for number in range(50)])
    with Asked(own_record) as asked:
        query = Query(("Observation",), (BeginsWithin(NOW, NOW),), order=order)
        await own_record.search(owner=own_record.new_owner(), query=query, narrow=CONDITION, stamp=None, entry=entry())
    plan = await explained(database, asked.statements[0].mixed)
    asked_of_index = [line for line in plan.splitlines() if "Index Cond" in line and "clinical_at >=" in line]
    assert asked_of_index, plan


async def test_the_log_is_walked_from_its_end_and_a_named_visit_by_itself(own_record, database):
    await written(own_record, own_record.new_owner(), create(observation()))
    assert "Index Scan Backward using log_entry_pkey on log_entry l" in await explained(database, _PAGE)
    visits = await explained(database, _VISITS)
    assert "Index Scan Backward using log_entry_pkey on log_entry l" in visits
    assert "Backward using log_entry_of_visit on log_entry n" in visits
    assert "using log_entry_of_visit on log_entry l" in await explained(database, _PAGE_OF_VISITS)
