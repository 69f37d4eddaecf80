"""A coarse fault planted in any single rule is seen: in the rule's own examples, or in what all the rules together answer to them.

`./innsyn mutate` plants finer ones, in every line of the rules; see docs/run/mutation.md.
"""

from dataclasses import replace

import pytest

from innsyn.gate.decide import decide
from innsyn.gate.rules.book import RULES
from innsyn.gate.rules.rule import everything
from innsyn.gate.rules.situation import case_of, row_of
from innsyn.record.condition import Everything, Nothing, holds

FAULTS = {
    "applies always": lambda rule: replace(rule, applies=lambda _: True),
    "applies never": lambda rule: replace(rule, applies=lambda _: False),
    "applies the other way about": lambda rule: replace(rule, applies=lambda case: not rule.applies(case)),
    "condition is Everything": lambda rule: replace(rule, condition=lambda _: Everything()),
    "condition is Nothing": lambda rule: replace(rule, condition=lambda _: Nothing()),
    "effect swapped": lambda rule: replace(rule, effect="deny" if rule.effect == "allow" else "allow"),
    "rule dropped": lambda _: None,
}


def told_of(rule):
    """The cases, acts and resources of a rule's examples, and whether it speaks of each."""
    return [(case_of(each.situation), each.situation.act, row_of(each.situation), each.speaks) for each in rule.vectors]


def is_seen_by_its_examples(faulty, examples):
    return any(
        (act in faulty.acts and faulty.applies(case) and holds(faulty.condition(case), row)) != speaks
        for case, act, row, speaks in examples
    )


def answers(rules, examples):
    """What all the rules together say to each example: yes or no, and which rule settled it."""
    decisions = [decide(case, act, row, rules=rules) for case, act, row, _ in examples]
    return [(decision.allowed, decision.verdict.rule) for decision in decisions]


def unseen(rule, rules=RULES):
    """The faults that could stand in this rule and nobody would notice."""
    examples = told_of(rule)
    sound = answers(rules, examples)
    found = []
    for name, fault in FAULTS.items():
        if name == "condition is Everything" and rule.condition is everything:
            continue
        faulty = fault(rule)
        if faulty is not None and is_seen_by_its_examples(faulty, examples):
            continue
        others = tuple(faulty if each is rule else each for each in rules if each is not rule or faulty is not None)
        if answers(others, examples) == sound:
            found.append(name)
    return found


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_no_coarse_fault_in_a_rule_goes_unseen(rule):
    assert unseen(rule) == [], "add the example that tells the rule from the faulty one"


def test_a_rule_without_examples_of_silence_is_told():
    rule = next(rule for rule in RULES if rule.key == "CONTENT-1")
    vague = replace(rule, vectors=tuple(each for each in rule.vectors if each.speaks))
    assert {"applies always", "condition is Everything"} <= set(unseen(vague, tuple(vague if each is rule else each for each in RULES)))


def test_a_rule_that_another_always_forestalls_is_told():
    rule = next(rule for rule in RULES if rule.key == "CONTENT-1")
    again = replace(rule, key="CONTENT-2")
    assert unseen(again, (*RULES, again)) == ["effect swapped", "rule dropped"]
