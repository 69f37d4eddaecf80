"""The nation's records in memory are what the demo's would be: relations from the register, decisions as the stories tell."""

from innsyn.gate.rules.relations import Parent
from innsyn.main.rule_changes.records import hidden
from innsyn.main.rule_changes.tests.conftest import FEW


def test_only_those_asked_for_are_read_and_the_reading_is_told_of(few):
    assert {record.key for record in few.records} == set(FEW)
    assert few.told[-1] == (len(FEW), len(FEW))


def test_parents_come_from_the_register(few):
    numbers = {key: hidden(few.nation.people[key].number) for key in ("camilla", "stian")}
    parents = few.of("tuva").patient.parents
    assert {parent.key for parent in parents} == set(numbers.values())
    assert all(isinstance(parent, Parent) and parent.has_responsibility and parent.shares_address for parent in parents)


def test_what_has_been_decided_is_there_and_what_was_withdrawn_is_not(few):
    assert [sorted(grant.areas) for grant in few.of("solveig").patient.grants] == [["appointments", "medicines"]]
    assert few.of("solveig").patient.grants[0].is_on_paper
    assert few.of("kari").patient.grants == ()
    assert few.of("elias").patient.wishes[0].references == {"DocumentReference/elias-kontroll-1"}


def test_protection_is_what_the_register_says(few):
    assert few.of("nils").patient.is_protected
    assert not few.of("tuva").patient.is_protected


def test_no_person_number_is_among_what_is_compared(few):
    numbers = {person.number for person in few.nation.people.values()}
    told = [comer.name for record in few.records for comer in few.comers.to(record)]
    assert not any(number in words for words in told for number in numbers)


def test_everybody_comes_once(few):
    names = [comer.name for comer in few.comers.to(few.of("solveig"))]
    assert len(names) == len(set(names))
    assert {"the patient", "attorney hilde", "doctor who treats", "doctor elsewhere", "shielded worker engen"} <= set(names)
