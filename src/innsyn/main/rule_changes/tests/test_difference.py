"""What a rule or a choice changes is told to the last resource, and what it does not change is not."""

from datetime import date, timedelta

import pytest

from innsyn.gate.rules.book import RULES
from innsyn.gate.rules.policy import Delay, Policies, Policy
from innsyn.main.rule_changes.difference import difference
from innsyn.main.rule_changes.sight import Standing, sight
from innsyn.main.rule_changes.telling import as_json, as_words

LONG_AGO = date(2026, 1, 1)


@pytest.fixture
def compared(few):
    """Give a way to compare what holds with what is supposed."""

    def compare(*, day=None, choices=None, without=(), examples=5):
        before = Standing(day=few.nation.today, choices=few.choices)
        rules = tuple(rule for rule in RULES if rule.key not in without)
        after = Standing(day=day or few.nation.today, choices=choices or few.choices, rules=rules)
        seen = [sight(few.records, few.comers, each) for each in (before, after)]
        return difference(few.records, *seen, day=after.day, trusts=few.trusts, examples=examples)

    return compare


def who(lines):
    return {(line.role, line.ages) for line in lines}


def test_nothing_changes_where_nothing_is_changed(compared, few):
    found = compared()
    assert (found.gains, found.losses, found.elsewhere) == ((), (), 0)
    assert found.compared == sum(len(record.rows) * len(few.comers.to(record)) for record in few.records)


def test_on_the_twelfth_birthday_the_parents_lose_and_the_child_gains_what_her_municipality_has_opened(compared, few):
    found = compared(day=few.nation.today + timedelta(days=1))
    assert who(found.losses) == {("parent", "12–13")}
    assert {example for line in found.losses for example in line.examples} == {"tuva (camilla)", "tuva (stian)"}
    assert who(found.gains) == {("the patient", "12–13")}
    assert ("Patient", 1) in [(line.kind, line.count) for line in found.gains]
    assert sum(line.count for line in found.losses) > 10


def test_where_all_trusts_choose_the_graded_ages_youths_and_their_parents_gain(compared):
    found = compared(choices=Policies({"*": Policy(since=LONG_AGO, ages="graded")}))
    assert who(found.gains) == {("the patient", "12–13"), ("parent", "12–13")}
    assert {line.examples[0] for line in found.gains} == {"elias", "elias (hanne)"}
    assert not any(line.kind in ("dialogue", "log") for line in found.gains if line.role == "parent")
    assert found.losses == ()


def test_a_delay_takes_new_documents_from_citizens_and_from_nobody_else(compared):
    found = compared(choices=Policies({"*": Policy(since=LONG_AGO, delays=(Delay("DocumentReference", None, 400),))}))
    assert {line.kind for line in found.losses if line.ages == "18 and over"} == {"documents"}
    assert {line.role for line in found.losses} <= {"the patient", "parent", "attorney"}
    assert ("attorney", "18 and over") in who(found.losses)


def test_without_its_rule_a_shield_closes_nothing(compared):
    found = compared(without=("SHIELD-1",))
    assert who(found.gains) == {("shielded worker", "18 and over")}
    assert {example for line in found.gains for example in line.examples} == {"solveig (engen)"}


def test_without_the_rule_that_opens_it_everybody_loses_their_own_record(compared):
    found = compared(without=("OWN-1",))
    assert who(found.losses) == {("the patient", "18 and over")}
    assert sum(line.people for line in found.losses if line.kind == "Patient") == 3


def test_a_protected_child_has_no_home_in_the_register_so_that_no_single_rule_keeps_the_parents_out_alone(compared):
    for without in (("REP-1",), ("REP-2",), ("REP-4",), ("REP-1", "REP-2", "REP-4")):
        assert "nils" not in str(compared(without=without).gains)


def test_only_as_many_examples_are_named_as_asked_for(compared):
    assert all(line.examples == () for line in compared(without=("OWN-1",), examples=0).losses)
    assert max(len(line.examples) for line in compared(without=("OWN-1",), examples=2).losses) == 2


def test_whoever_only_one_side_knows_is_no_change_of_access(few):
    standing = Standing(day=few.nation.today, choices=few.choices)
    seen = sight(few.records, few.comers, standing)
    before = {key: {name: refs for name, refs in comers.items() if name != "the patient"} for key, comers in seen.items() if key != "kari"}
    found = difference(few.records, before, seen, day=standing.day, trusts=few.trusts)
    assert (found.gains, found.losses) == ((), ())
    assert found.elsewhere == 5 + len(seen["kari"])


def test_a_difference_is_told_in_words_and_as_json_without_any_number_of_a_person(compared, few):
    found = compared(without=("SHIELD-1",))
    words = "\n".join(as_words(found, "as it is", "without SHIELD-1"))
    assert "GAIN  shielded worker, patients 18 and over:" in words
    assert "e.g. solveig (engen)" in words
    assert "LOSE" not in words
    told = as_json(found, "as it is", "without SHIELD-1")
    assert told["gains"][0]["examples"] == ("solveig (engen)",)
    numbers = {person.number for person in few.nation.people.values()}
    assert not any(number in words + str(told) for number in numbers)


def test_that_nothing_changes_is_said(compared):
    assert "Nobody gains and nobody loses access to anything." in "\n".join(as_words(compared(), "a", "b"))
