"""The graded ages hold for what comes from those who chose them; where the nation did, for all but those who chose otherwise."""

from datetime import date

from innsyn.gate.decide import closing
from innsyn.gate.rules.areas import types_of
from innsyn.gate.rules.dialogue_facts import drafted_to
from innsyn.gate.rules.grades import from_graded, parents_areas, parents_types, to_graded
from innsyn.gate.rules.policy import NATION, PLAIN, Policies, Policy
from innsyn.gate.rules.situation import HOSPITAL, OTHER_HOSPITAL, Situation, case_of
from innsyn.record.condition import FromCustodian, Not, Nothing

GRADED, NATIONAL = Policy(since=date(2026, 1, 1), ages="graded"), Policy(since=date(2026, 1, 1))


def keepers(*numbers):
    return FromCustodian(frozenset(numbers))


def test_where_nobody_has_chosen_nothing_is_graded():
    assert from_graded(Policies()) == Nothing()
    assert from_graded(Policies({HOSPITAL: NATIONAL, NATION: NATIONAL})) == Nothing()
    assert not Policies({HOSPITAL: NATIONAL}).is_graded_at_all


def test_where_nobody_has_chosen_the_young_are_told_at_the_door_why_it_is_closed():
    assert closing(case_of(Situation(born="2014-11-22")), "read").rule == "OWN-4"


def test_what_comes_from_a_trust_that_chose_is_graded():
    policies = Policies({HOSPITAL: GRADED, OTHER_HOSPITAL: NATIONAL, NATION: NATIONAL})
    assert from_graded(policies) == keepers(HOSPITAL)
    assert (policies.graded, policies.is_graded_at_all) == ({HOSPITAL}, True)


def test_where_the_nation_chose_all_is_graded_but_what_comes_from_those_who_chose_otherwise():
    policies = Policies({NATION: GRADED, HOSPITAL: GRADED, OTHER_HOSPITAL: NATIONAL})
    assert from_graded(policies) == Not(keepers(OTHER_HOSPITAL))
    assert to_graded(policies) == Not(drafted_to(frozenset({OTHER_HOSPITAL})))
    assert (policies.graded, policies.is_graded_at_all) == ({HOSPITAL}, True)
    assert Policies({NATION: GRADED}).is_graded_at_all


def test_a_trusts_own_choice_comes_before_the_nations_and_the_laws():
    policies = Policies({NATION: GRADED, OTHER_HOSPITAL: NATIONAL})
    assert (policies.of(OTHER_HOSPITAL), policies.of(HOSPITAL), policies.of(None)) == (NATIONAL, GRADED, GRADED)
    assert Policies({HOSPITAL: GRADED}).of(None) == Policies().of(HOSPITAL) == PLAIN
    assert PLAIN.since == date.min
    assert (PLAIN.ages, PLAIN.delays, PLAIN.delayed_days, PLAIN.tells_shields) == ("national", (), None, True)


def test_parents_reach_the_types_of_their_areas():
    assert parents_types(12) == types_of(parents_areas(12))
    assert parents_types(12) > parents_types(16) == parents_types(None) == frozenset()
