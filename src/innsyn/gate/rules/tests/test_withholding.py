"""What is withheld by decisions and by time: one condition for each who decided, and days that turn at midnight in Norway."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from innsyn.gate.rules.policy import NATION, Policies, Policy
from innsyn.gate.rules.relations import Withholding
from innsyn.gate.rules.situation import HOSPITAL, OTHER_HOSPITAL, Situation, case_of
from innsyn.gate.rules.withholding import closes_to, from_trusts, is_newer_than, named, told_to, withheld_by
from innsyn.record.condition import AllOf, AnyOf, ClinicalBefore, Everything, FromCustodian, HasLabel, Not, Nothing, OneOf

ADULT = case_of(Situation())


def decision(*references, by=HOSPITAL, code="NORN_KUT", is_told=True):
    return Withholding(id="w", code=code, references=frozenset(references), custodian=by, is_told=is_told)


def facing(*decisions):
    return replace(ADULT, patient=replace(ADULT.patient, withholdings=decisions))


def where(**days):
    numbers = {"hospital": HOSPITAL, "other": OTHER_HOSPITAL, "nation": NATION}
    return replace(ADULT, policies=Policies({numbers[who]: Policy(since=date.min, delayed_days=number) for who, number in days.items()}))


def kept(*numbers):
    return FromCustodian(frozenset(numbers))


def of(number, *references):
    return AllOf((kept(number), OneOf(frozenset(references))))


@pytest.mark.parametrize(
    ("decisions", "closed"),
    [
        ([], Nothing()),
        ([decision("A/1")], of(HOSPITAL, "A/1")),
        ([decision("A/1"), decision("A/2")], of(HOSPITAL, "A/1", "A/2")),
        ([decision("A/1"), decision("A/2", by=OTHER_HOSPITAL)], AnyOf((of(HOSPITAL, "A/1"), of(OTHER_HOSPITAL, "A/2")))),
        ([decision("A/1", is_told=False)], Nothing()),
        ([decision("A/1", code="N")], Nothing()),
    ],
)
def test_decisions_that_are_told_close_together_what_each_organisation_named(decisions, closed):
    assert told_to(facing(*decisions)) == closed


def test_a_decision_closes_beside_the_label_and_not_instead_of_it():
    label = HasLabel(frozenset({"NORN_KUT"}))
    assert withheld_by("NORN_KUT", ADULT) == label
    assert withheld_by("NORN_KUT", facing(decision("A/1", is_told=False))) == AnyOf((label, of(HOSPITAL, "A/1")))
    assert named([]) == ()


@pytest.mark.parametrize(
    ("code", "told", "is_closed"),
    [
        ("NORN_KUT", {}, True),
        ("N", {}, False),
        ("NORS", {}, False),
        ("NORN_FORANS", {"role": "parent"}, True),
        ("NORN_FORANS", {"role": "guardian"}, True),
        ("NORN_FORANS", {"role": "attorney"}, False),
        ("NORN_FORANS", {}, False),
        ("NORN_UNGDOM", {"born": "2014-11-22"}, True),
        ("NORN_UNGDOM", {"born": "2014-11-23"}, False),
        ("NORN_UNGDOM", {"born": "2010-11-22"}, False),
        ("NORN_UNGDOM", {"role": "parent", "born": "2014-11-22"}, False),
    ],
)
def test_a_code_closes_to_those_it_is_meant_for(code, told, is_closed):
    assert closes_to(code, case_of(Situation(**told))) is is_closed


def test_only_what_is_delayed_opens_by_itself():
    assert withheld_by("NORN_KUT", where(nation=14)) == HasLabel(frozenset({"NORN_KUT"}))
    assert withheld_by("NORU", ADULT) == HasLabel(frozenset({"NORU"}))


def test_trusts_that_chose_the_same_days_open_together():
    case = where(hospital=3, other=3)
    opened = AnyOf((AllOf((kept(HOSPITAL, OTHER_HOSPITAL), Not(is_newer_than(3, case)))),))
    assert withheld_by("NORU", case) == AllOf((HasLabel(frozenset({"NORU"})), Not(opened)))


@pytest.mark.parametrize(
    ("numbers", "chosen", "whose"),
    [
        ([HOSPITAL], {"hospital": 1, "nation": 1}, kept(HOSPITAL)),
        ([NATION], {"nation": 1}, Everything()),
        ([NATION], {"nation": 1, "hospital": 1}, Not(kept(HOSPITAL))),
        ([NATION, HOSPITAL], {"nation": 1, "hospital": 1, "other": 1}, Not(kept(OTHER_HOSPITAL))),
        ([NATION, HOSPITAL], {"nation": 1, "hospital": 1}, Everything()),
    ],
)
def test_the_nations_choice_is_about_all_who_made_none(numbers, chosen, whose):
    assert from_trusts(numbers, where(**chosen)) == whose


@pytest.mark.parametrize(
    ("days", "midnight"), [(1, datetime(2026, 11, 21, 23, 0, tzinfo=UTC)), (14, datetime(2026, 11, 8, 23, 0, tzinfo=UTC))]
)
def test_days_are_counted_from_midnight_in_norway(days, midnight):
    assert Not(ClinicalBefore(midnight)) in is_newer_than(days, ADULT).conditions
