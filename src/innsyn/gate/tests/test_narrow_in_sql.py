"""What `decide` allows is what a search narrowed by the same rules finds in the database: compared over random situations."""

# ruff: noqa: S311 -- the same chance every time is the point

from dataclasses import replace
from random import Random

import pytest

from innsyn.gate.decide import decide, narrow
from innsyn.gate.rules.known_labels import SHIELD_LABELS
from innsyn.gate.rules.situation import HOSPITAL, OTHER_HOSPITAL, Situation, case_of
from innsyn.gate.tests.samples import NOW, create, document
from innsyn.record.condition import RowFacts
from innsyn.record.entry import Action, Entry
from innsyn.record.query import Query
from innsyn.record.row_facts import row_facts

LABELS = [*sorted(SHIELD_LABELS), "R", "V", "PATRPT", "NORN_NEW", "X"]
TYPES = ("DocumentReference", "Composition", "Condition", "Binary")


def a_resource(random):
    labels = random.sample(LABELS, random.choice((0, 0, 1, 1, 2)))
    status = random.choice(("preliminary", "final"))
    match random.choice(TYPES):
        case "DocumentReference":
            return document("x", *labels, docStatus=status)
        case "Composition":
            coded = [{"system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "code": label} for label in labels]
            return {"resourceType": "Composition", "status": status, "type": {"text": "x"}, "date": "2026", "title": "x",
                    **({"meta": {"security": coded}} if coded else {})}  # fmt: skip
        case "Condition":
            return {"resourceType": "Condition", "code": {"text": "x"}}
        case _:
            return {"resourceType": "Binary", "contentType": "text/plain"}


def a_situation(random):
    return Situation(
        role=random.choice(("self", "parent", "attorney", "staff", "system")),
        act=random.choice(("read", "write")),
        born=random.choice((None, "2010-11-22", "2010-11-23", "1980-01-01", "1980-01-01")),
        own=random.choice((None, None, True, False)),
        dead=random.random() < 0.1,
        protected=random.random() < 0.3,
        purpose=random.choice(("", "", "BTG", "ETREAT")),
        profession=random.choice(("LE", "LE", "XX", None)),
        organisation=random.choice((HOSPITAL, HOSPITAL, OTHER_HOSPITAL, None)),
        record_labels=random.choice(((), (), ("NORN_ALL",))),
    )


@pytest.fixture(scope="module")
async def stored(world):
    random = Random(2026)
    owner = await world.moves_in()
    writes = [create(a_resource(random), custodian=random.choice((HOSPITAL, OTHER_HOSPITAL))) for _ in range(80)]
    return await world.writes(owner, writes)


@pytest.mark.parametrize("seed", range(60))
async def test_a_narrowed_search_finds_exactly_what_is_decided_one_by_one(world, stored, seed):
    situation = a_situation(Random(seed))
    case = case_of(situation)
    found = await world.record.search(
        owner=stored[0].owner,
        query=Query(TYPES, count=500),
        narrow=narrow(case, situation.act),
        stamp=None,
        entry=Entry(case.visit.id, NOW, Action.SEARCH),
    )
    decided = {one.id for one in stored if decide(case, situation.act, row_facts(one)).allowed}
    assert {row.id for row in found.rows} == decided


def test_a_decision_says_who_settled_it_and_keeps_every_vote():
    case = case_of(Situation())
    row = RowFacts("DocumentReference", "x", HOSPITAL, frozenset({"NORU", "NORN_FFL"}), NOW, None)
    denied, allowed = decide(case, "read", row), decide(case, "read", replace(row, labels=frozenset()))
    silent = decide(case_of(Situation(role="staff", purpose="HMARKT")), "read", replace(row, labels=frozenset()))
    assert (denied.verdict.rule, allowed.verdict.rule, silent.verdict.rule) == ("LAB-NORU", "OWN-1", "GATE-0")
    assert [vote.rule for vote in denied.votes if vote.cast == "deny"] == ["LAB-NORU", "LAB-NORN_FFL"]
    assert (denied.allowed, allowed.allowed, silent.allowed) == (False, True, False)
