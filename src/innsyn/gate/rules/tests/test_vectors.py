"""Every rule speaks exactly where its own examples say."""

import pytest

from innsyn.gate.decide import decide
from innsyn.gate.rules.book import RULES
from innsyn.gate.rules.situation import case_of, row_of

VECTORS = [(rule, vector) for rule in RULES for vector in rule.vectors]


@pytest.mark.parametrize(("rule", "vector"), VECTORS, ids=[f"{rule.key}-{n}" for n, (rule, _) in enumerate(VECTORS)])
def test_a_rule_speaks_exactly_where_its_vectors_say(rule, vector):
    case, row = case_of(vector.situation), row_of(vector.situation)
    (vote,) = decide(case, vector.situation.act, row, rules=(rule,)).votes
    assert vote.cast == (rule.effect if vector.speaks else "abstain")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_every_rule_has_a_paragraph_and_an_example_of_both_kinds(rule):
    assert rule.law
    assert {vector.speaks for vector in rule.vectors} == {True, False}


def test_no_two_rules_share_a_key():
    assert len({rule.key for rule in RULES}) == len(RULES)
