"""Shields of several keepers close together what each of them names, and no more."""

from dataclasses import replace

import pytest

from innsyn.gate.rules.relations import Shield
from innsyn.gate.rules.shields import SHIELD_RULES, as_told, shielded, shields_against
from innsyn.gate.rules.situation import HOSPITAL, OTHER_HOSPITAL, Situation, case_of
from innsyn.record.condition import AllOf, AnyOf, Everything, FromCustodian, Not, OfType, OneOf

NURSE = case_of(Situation(role="staff"))


def shield(*references, by=None, **against):
    return Shield(id="s", references=frozenset(references), custodian=by, **{name: frozenset(value) for name, value in against.items()})


def facing(*shields, case=NURSE):
    return replace(case, patient=replace(case.patient, shields=shields))


def kept(number):
    return FromCustodian(frozenset({number}))


@pytest.mark.parametrize(
    ("shields", "closed"),
    [
        ([shield()], Everything()),
        ([shield("A/1")], OneOf(frozenset({"A/1"}))),
        ([shield("A/1"), shield("A/2")], OneOf(frozenset({"A/1", "A/2"}))),
        ([shield("A/1"), shield()], Everything()),
        ([shield(), shield("A/1")], Everything()),
        ([shield(by=HOSPITAL)], kept(HOSPITAL)),
        ([shield("A/1", by=HOSPITAL)], AllOf((kept(HOSPITAL), OneOf(frozenset({"A/1"}))))),
        ([shield("A/1", by=HOSPITAL), shield(by=HOSPITAL)], kept(HOSPITAL)),
        ([shield("A/1"), shield(by=HOSPITAL)], AnyOf((OneOf(frozenset({"A/1"})), kept(HOSPITAL)))),
        ([shield(by=HOSPITAL), shield(by=OTHER_HOSPITAL)], AnyOf((kept(HOSPITAL), kept(OTHER_HOSPITAL)))),
        ([shield(by=HOSPITAL), shield()], Everything()),
    ],
)
def test_shields_close_together_what_each_keeper_named(shields, closed):
    assert shielded(facing(*shields)) == closed


def test_a_shield_against_a_unit_binds_who_works_there():
    ward = replace(NURSE, visit=replace(NURSE.visit, actor=replace(NURSE.visit.actor, organisation="993467049", unit="874716782")))
    against_ward, against_another = shield(organisations=[HOSPITAL]), shield(organisations=["974749025"])
    assert shields_against(facing(against_ward, against_another, case=ward)) == (against_ward,)


def test_a_shield_that_names_somebody_else_leaves_no_rule_speaking():
    case = facing(shield(persons=["somebody"]), shield(professions=["LE"]))
    assert shields_against(case) == ()
    assert not any(rule.applies(case) for rule in SHIELD_RULES)


def test_told_a_shield_closes_all_it_names_and_in_silence_whose_record_it_is_stays():
    told, silent = (case_of(Situation(role="staff", shields_told=is_told)).policies for is_told in (True, False))
    assert as_told(kept("1"), told) == kept("1")
    assert as_told(kept("1"), silent) == AllOf((kept("1"), Not(OfType(frozenset({"Patient"})))))
