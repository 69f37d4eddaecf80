"""A rule that applies has something to say: no search is asked to leave out what nobody named."""

from dataclasses import fields, is_dataclass

import pytest

from innsyn.gate.rules.book import RULES
from innsyn.gate.rules.situation import case_of
from innsyn.record.condition import AnyOf, Not, OfType

EMPTY = AnyOf(())
CASES = [case_of(vector.situation) for rule in RULES for vector in rule.vectors]


def parts(condition):
    """A condition and all that stands inside it."""
    yield condition
    for inner in getattr(condition, "conditions", ()) or filter(
        is_dataclass, (getattr(condition, each.name) for each in fields(condition))
    ):
        yield from parts(inner)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_a_rule_that_applies_names_something(rule):
    said = {rule.condition(case) for case in CASES if rule.applies(case)}
    assert said
    assert not [condition for condition in said if EMPTY in parts(condition)]


def test_an_empty_condition_is_found_however_deep_it_stands():
    assert EMPTY in parts(Not(AnyOf((OfType(frozenset({"Flag"})), EMPTY))))
    assert EMPTY not in parts(Not(OfType(frozenset({"Flag"}))))
