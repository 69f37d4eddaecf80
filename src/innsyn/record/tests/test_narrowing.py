"""A condition says the same in SQL as in Python, for every row, whatever is unknown about it."""

# ruff: noqa: S311 -- seeded chance, so that a failure comes back.

from datetime import UTC, datetime
from random import Random

import pytest

from innsyn.kernel import systems
from innsyn.record.condition import (
    AllOf,
    AnyOf,
    ClinicalBefore,
    Everything,
    FromCustodian,
    HasCode,
    HasLabel,
    HasToken,
    InRecord,
    Not,
    Nothing,
    OfType,
    OneOf,
    OnlyLabels,
    RecordedBefore,
    holds,
)
from innsyn.record.entry import Action, Outcome
from innsyn.record.narrowing import narrowing
from innsyn.record.query import Query
from innsyn.record.row_facts import row_facts
from innsyn.record.stored import Stored
from innsyn.record.tests.samples import create, delete, document, entry, observation, update

LABELS = ("N", "NORN_FFL", "NORU", "NORS", "http://example.no/x|N")
CUSTODIANS = ("983971636", "993467049")
TYPES = ("Observation", "DocumentReference")


def instant(year):
    return datetime(year, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
async def rows(record):
    """One owner whose versions differ in everything a condition can look at, and one deletion."""
    owner = record.new_owner()
    strange = {"meta": {"security": [{"system": "http://example.no/x", "code": "N"}]}}
    writes = [
        create(document("N"), custodian=CUSTODIANS[0]),
        create(document("NORN_FFL", "NORS"), custodian=CUSTODIANS[1]),
        create(document("NORU", docStatus="preliminary")),
        create(document(**strange)),
        create(document(content=[{"attachment": {"title": "Uten dato"}}])),
        create(observation("1-1", at="2020-06-01")),
        create(observation("2-2", at="2030-06-01"), custodian=CUSTODIANS[0]),
        create(observation("2-2", at=None)),
        create(b'{"resourceType":"Observation","status":"final","code":{"coding":[{"code":"1-1"}]}}'),
    ]
    stored = []
    for year, write in enumerate(writes, 2019):
        (one,) = await record.write(owner=owner, writes=[write], stamp=None, entry=entry(Action.CREATE, at=instant(year)))
        stored.append(one.stored)
    changes = [update(document("N"), stored[0].id), delete("DocumentReference", stored[1].id)]
    written = await record.write(owner=owner, writes=changes, stamp=None, entry=entry(Action.UPDATE, at=instant(2026)))
    stored[:2] = [one.stored for one in written]
    return owner, stored


def almost(ids):
    """Names of nothing, though names of something stand in them."""
    return ["", "|", f"{ids[0]}|{ids[1]}", f"|{ids[2]}|", ids[3][:-1], f"{ids[4]}x", f"x{ids[5]}"]


def condition(random, ids, owner, depth=3):
    """Draw a condition."""
    if depth and random.random() < 0.6:
        inner = tuple(condition(random, ids, owner, depth - 1) for _ in range(random.randint(0, 3)))
        return random.choice([AllOf(inner), AnyOf(inner), Not(condition(random, ids, owner, depth - 1))])
    some = random.sample
    return random.choice(
        [
            Everything(),
            Nothing(),
            HasLabel(frozenset(some(LABELS, random.randint(0, 3)))),
            OnlyLabels(frozenset(some(LABELS, random.randint(0, 4)))),
            OfType(frozenset(some((*TYPES, "Unknown"), random.randint(0, 2)))),
            OneOf(frozenset(some([*ids, *almost(ids)], random.randint(0, 3)))),
            InRecord(frozenset(some((owner, owner + 1), random.randint(0, 2)))),
            FromCustodian(frozenset(some(CUSTODIANS, random.randint(0, 2)))),
            HasToken("code", random.choice([systems.LOINC, None, systems.SNOMED_CT]), random.choice(["1-1", "2-2"])),
            HasToken("x-doc-status", None, "preliminary"),
            HasCode("code", random.choice(["1-1", "2-2"])),
            ClinicalBefore(instant(random.choice([2021, 2025, 2031]))),
            RecordedBefore(instant(random.choice([2020, 2024, 2031]))),
        ]
    )


@pytest.mark.parametrize("seed", range(12))
async def test_a_condition_finds_in_sql_what_holds_in_python(record, rows, seed):
    owner, stored = rows
    random = Random(seed)
    ids = [f"{one.type}/{one.id}" for one in stored]
    for _ in range(25):
        narrow = condition(random, ids, owner)
        query = Query(TYPES)
        found = await record.search(owner=owner, query=query, narrow=narrow, stamp=None, entry=entry(Action.SEARCH))
        expected = {one.row for one in stored if not one.deleted and holds(narrow, row_facts(one))}
        assert {one.row for one in found.rows} == expected, narrow


@pytest.mark.parametrize("seed", range(4))
async def test_a_condition_reads_in_sql_what_holds_in_python(record, rows, seed):
    owner, stored = rows
    random = Random(1000 + seed)
    ids = [f"{one.type}/{one.id}" for one in stored]
    for _ in range(10):
        narrow = condition(random, ids, owner)
        for one in stored:
            answer = await record.read(owner=owner, type=one.type, id=one.id, narrow=narrow, stamp=None, entry=entry())
            assert (answer if isinstance(answer, Outcome) else answer.row) == (
                one.row if holds(narrow, row_facts(one)) else Outcome.REFUSED
            ), narrow


async def test_the_rows_in_hand_are_those_in_the_database(record, rows):
    owner, stored = rows
    for one in stored:
        answer = await record.read(owner=owner, type=one.type, id=one.id, narrow=Everything(), stamp=None, entry=entry())
        assert isinstance(answer, Stored)
        assert row_facts(answer) == row_facts(one)


def test_conditions_of_one_shape_are_one_text():
    one, _ = narrowing(Not(HasLabel(frozenset({"N"}))))
    other, _ = narrowing(Not(HasLabel(frozenset({"NORU", "NORS"}))))
    assert one == other


def test_what_is_no_condition_is_a_broken_promise():
    with pytest.raises(TypeError, match="not a condition"):
        narrowing("everything")
