"""What is marked without asking anybody: names, and powers that have ended; and who came as mother, father or with a power."""

from dataclasses import replace
from datetime import date, timedelta

import orjson
import pytest

from innsyn.gate.log.marking import is_same_family_name, with_relation
from innsyn.gate.log.sentence import reader_in, sentence
from innsyn.gate.log.tests.samples import LINE
from innsyn.gate.log.wanted import LogFilter
from innsyn.gate.register_memory import MemoryRegister
from innsyn.gate.rules.patient_facts import PatientFacts
from innsyn.gate.rules.relations import Parent
from innsyn.gate.standing.consents import withdrawn
from innsyn.gate.tests.families import family, grants
from innsyn.gate.tests.samples import LATER, NOW, World, a_number, document
from innsyn.record.query import Query
from innsyn.record.record import Record
from innsyn.record.stored import Write


@pytest.fixture
async def world(database):
    """An empty world with a population register."""
    record = await Record.open(database, size=3)
    yield await World(record, MemoryRegister()).settle()
    await record.close()


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Jonas Berg", "Kari Berg", True),
        ("Jonas Berg", "Kari Solvang", False),
        ("Jonas BERG", "kari berg", True),
        ("Anne Hansen-Berg", "Kari Berg", True),
        ("Leila Al-Masri", "Omar Al-Masri", True),
        ("Leila Al-Masri", "Omar Al-Amin", False),
        ("Jonas Berg", "Berg Solvang", False),
        ("Lásse Bjo\u0308rk", "Kari Bjørk", False),
        ("Kari Bjo\u0308rk", "Per Bj\u00f6rk", True),
        ("", "Kari Berg", None),
        ("Berg", "Kari Berg", None),
        ("   ", "", None),
    ],
)
def test_a_family_name_is_the_last_word_or_a_part_of_a_double_one(one, other, expected):
    assert is_same_family_name(one, other) is expected
    assert is_same_family_name(other, one) is expected


def test_a_parent_is_mother_or_father_only_where_the_register_says_so():
    for relation, role in (("mother", "mother"), ("father", "father"), ("", "parent")):
        facts = PatientFacts(
            parents=(Parent(key="k", has_responsibility=True, shares_address=True, is_protected=False, relation=relation),)
        )
        line = with_relation(_relative("parent", "k"), facts)
        assert line.role == role
    assert with_relation(_relative("parent", "another"), facts).role == "parent"
    assert with_relation(_relative("attorney", "k"), facts).role == "attorney"


def _relative(role, key):
    return replace(LINE, kind="relative", role=role, key=key)


async def test_what_a_mother_does_stands_in_the_childs_log_as_by_her_for_the_child(world):
    mother, _, owner = await family(world, born=date(2018, 1, 1))
    actor = world.gate.actors.citizen(mother, level="high", name="Kari Mor")
    visit = await world.gate.open_for(actor, owner, "parent", NOW)
    page = await world.gate.my_log(visit, NOW, wanted=LogFilter(who="relatives"))
    (line,) = page.lines
    assert (line.who, line.role, line.marks) == ("Kari Mor", "mother", ())
    said = sentence(line, reader_in(visit, "Lise Barn"))
    assert (said.key, said.values["whom"]) == ("gate.log.mother.opened", "Lise Barn")


async def test_a_power_of_attorney_that_was_taken_back_is_marked_from_then_on(world):
    giver, receiver = a_number(), a_number()
    owner = await world.moves_in(giver, document("Epikrise"), name="Arne Haugen")
    await world.moves_in(receiver, name="Hilde Nilsen")
    own = await world.citizen(giver)
    consent = await grants(world, own, receiver, "documents")
    actor = world.gate.actors.citizen(receiver, level="high", name="Hilde Nilsen")
    visit = await world.gate.open_for(actor, owner, "attorney", NOW)
    await world.gate.search(visit, Query(("DocumentReference",)), NOW)
    assert await relatives(world, giver) == [("Hilde Nilsen", "attorney", ())]
    body = withdrawn(orjson.loads(consent.body))
    written = await world.gate.write(own, [Write("update", "Consent", orjson.dumps(body), id=consent.id)], LATER)
    assert isinstance(written, tuple), written
    assert await relatives(world, giver) == [("Hilde Nilsen", "attorney", ("power-ended",))]


async def relatives(world, number):
    visit = await world.citizen(number, now=LATER)
    page = await world.gate.my_log(visit, LATER + timedelta(seconds=1), wanted=LogFilter(who="relatives"))
    return [(line.who, line.role, line.marks) for line in page.lines]
