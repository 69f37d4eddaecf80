"""Any deny wins, silence is no; the condition for a search is as small as it can be, and says the same."""

from dataclasses import replace

import pytest

from innsyn.gate.decide import SILENCE, closing, decide, narrow
from innsyn.gate.rules.rule import Rule
from innsyn.gate.rules.situation import Situation, case_of, row_of
from innsyn.record.condition import AllOf, AnyOf, Everything, HasLabel, Not, Nothing, OfType

CASE, ROW = case_of(Situation()), row_of(Situation(labels=("N",)))
DOCUMENTS, BINARIES = OfType(frozenset({"DocumentReference"})), OfType(frozenset({"Binary"}))
A, B, AB = (HasLabel(frozenset(labels)) for labels in ("A", "B", "AB"))


def rule(effect, condition=None, *, key="R", applies=True, acts=frozenset({"read"})):
    return Rule(
        key=key,
        text=f"gate.{key}",
        law="§",
        effect=effect,
        acts=acts,
        applies=lambda _: applies,
        condition=lambda _: condition or Everything(),
    )


ALLOW, DENY = rule("allow", key="A"), rule("deny", key="D")


@pytest.mark.parametrize(
    ("rules", "allowed", "settled_by"),
    [
        ((), False, "GATE-0"),
        ((ALLOW,), True, "A"),
        ((DENY,), False, "D"),
        ((ALLOW, DENY), False, "D"),
        ((DENY, ALLOW), False, "D"),
        ((rule("allow", applies=False),), False, "GATE-0"),
        ((ALLOW, rule("deny", applies=False)), True, "A"),
        ((rule("allow", acts=frozenset({"write"})),), False, "GATE-0"),
        ((ALLOW, rule("deny", acts=frozenset({"write"}))), True, "A"),
        ((rule("allow", BINARIES),), False, "GATE-0"),
        ((ALLOW, rule("deny", BINARIES)), True, "A"),
    ],
)
def test_a_decision_is_settled_by_the_rules_that_speak(rules, allowed, settled_by):
    decision = decide(CASE, "read", ROW, rules=rules)
    assert (decision.allowed, decision.verdict.allowed, decision.verdict.rule) == (allowed, allowed, settled_by)
    assert len(decision.votes) == len(rules)


@pytest.mark.parametrize(
    ("rules", "condition"),
    [
        ((), Nothing()),
        ((ALLOW,), Everything()),
        ((ALLOW, DENY), Nothing()),
        ((rule("allow", DOCUMENTS),), DOCUMENTS),
        ((rule("allow", DOCUMENTS), rule("allow", BINARIES)), AnyOf((DOCUMENTS, BINARIES))),
        ((rule("allow", DOCUMENTS), rule("allow", DOCUMENTS)), DOCUMENTS),
        ((rule("allow", DOCUMENTS), ALLOW), Everything()),
        ((rule("allow", Nothing()),), Nothing()),
        ((ALLOW, rule("deny", A)), Not(A)),
        ((ALLOW, rule("deny", A), rule("deny", B)), Not(AB)),
        ((ALLOW, rule("deny", A), rule("deny", BINARIES)), Not(AnyOf((A, BINARIES)))),
        ((ALLOW, rule("deny", Nothing())), Everything()),
        ((rule("allow", DOCUMENTS), rule("deny", A)), AllOf((DOCUMENTS, Not(A)))),
        ((rule("allow", applies=False), rule("deny", A)), Nothing()),
        ((ALLOW, rule("deny", A, acts=frozenset({"write"}))), Everything()),
    ],
)
def test_a_search_is_narrowed_by_as_little_as_says_it(rules, condition):
    assert narrow(CASE, "read", rules=rules) == condition


@pytest.mark.parametrize(
    ("rules", "closed_by"),
    [
        ((ALLOW,), None),
        ((ALLOW, rule("deny", A)), None),
        ((ALLOW, DENY), "D"),
        ((ALLOW, rule("deny", A, key="some"), DENY), "D"),
        ((ALLOW, rule("deny", key="other", applies=False), DENY), "D"),
        ((ALLOW, rule("deny", key="other", acts=frozenset({"write"})), DENY), "D"),
        ((rule("allow", Nothing()),), "GATE-0"),
        ((), "GATE-0"),
    ],
)
def test_the_door_is_closed_when_nothing_could_be_shown_and_says_why(rules, closed_by):
    verdict = closing(CASE, "read", rules=rules)
    assert (None if verdict is None else verdict.rule) == closed_by
    assert verdict is None or not verdict.allowed


def test_silence_is_a_no_with_a_text():
    assert (SILENCE.allowed, SILENCE.key, SILENCE.rule) == (False, "gate.rule.silence", "GATE-0")
    assert SILENCE.source == "docs/spec/access.md#AC-1"


def test_every_vote_carries_what_a_reader_needs():
    (vote,) = decide(CASE, "read", replace(ROW), rules=(DENY,)).votes
    assert (vote.rule, vote.text, vote.law, vote.cast) == ("D", "gate.D", "§", "deny")
