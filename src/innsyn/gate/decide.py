"""The decision: every rule votes on one resource, and the same rules narrow a search. Any deny wins, silence is no.

Source: docs/spec/access.md#AC-1.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from innsyn.gate.joining import any_of
from innsyn.gate.rules.book import RULES
from innsyn.gate.rules.case import Case
from innsyn.gate.rules.rule import Effect, Rule
from innsyn.gate.rules.situation import Act
from innsyn.kernel.outcome import Verdict
from innsyn.record.condition import AllOf, Condition, Everything, Not, Nothing, RowFacts, holds

SILENCE = Verdict(False, "gate.rule.silence", "GATE-0", "docs/spec/access.md#AC-1")
"""The no when no rule has said yes."""


@dataclass(frozen=True, slots=True)
class Vote:
    """What one rule said about one resource. cast: `abstain` when it did not speak of this case or this resource."""

    rule: str
    text: str
    law: str
    cast: Literal["allow", "deny", "abstain"]


@dataclass(frozen=True, slots=True)
class Decision:
    """Yes or no to one resource, with every rule's vote kept."""

    votes: tuple[Vote, ...]

    @property
    def allowed(self) -> bool:
        """Say whether some rule allowed it and none denied it."""
        casts = {vote.cast for vote in self.votes}
        return "allow" in casts and "deny" not in casts

    @property
    def verdict(self) -> Verdict:
        """Say yes or no with the vote that settled it: the first denial, else the first permission, else silence."""
        wanted = "allow" if self.allowed else "deny"
        vote = next((vote for vote in self.votes if vote.cast == wanted), None)
        return Verdict(self.allowed, vote.text, vote.rule, vote.law) if vote else SILENCE


def decide(case: Case, act: Act, row: RowFacts, *, rules: Sequence[Rule] = RULES) -> Decision:
    """Let every rule vote on one resource.

    row: what the record knows of it. Returns all the votes, those that abstained too."""
    return Decision(tuple(_vote(rule, case, act, row) for rule in rules))


def narrow(case: Case, act: Act, *, rules: Sequence[Rule] = RULES) -> Condition:
    """Say which resources `decide` would allow, as one condition for the record.

    Rules without effect here are left out; `Nothing` when no resource can be allowed."""
    spoken = [(rule.effect, rule.condition(case)) for rule in rules if act in rule.acts and rule.applies(case)]
    allowed = any_of(condition for effect, condition in spoken if effect == "allow")
    denied = any_of(condition for effect, condition in spoken if effect == "deny")
    return _without(allowed, denied)


def closing(case: Case, act: Act, *, rules: Sequence[Rule] = RULES) -> Verdict | None:
    """Say why nothing at all can be allowed in this case, or None when something may be.

    The answer at the door: a visit that could show nothing is not opened."""
    if narrow(case, act, rules=rules) != Nothing():
        return None
    closed = (rule for rule in rules if _closes(rule, case, act))
    rule = next(closed, None)
    return Verdict(False, rule.text, rule.key, rule.law) if rule else SILENCE


def _vote(rule: Rule, case: Case, act: Act, row: RowFacts) -> Vote:
    speaks = act in rule.acts and rule.applies(case) and holds(rule.condition(case), row)
    cast: Effect | Literal["abstain"] = rule.effect if speaks else "abstain"
    return Vote(rule.key, rule.text, rule.law, cast)


def _closes(rule: Rule, case: Case, act: Act) -> bool:
    return rule.effect == "deny" and act in rule.acts and rule.applies(case) and rule.condition(case) == Everything()


def _without(allowed: Condition, denied: Condition) -> Condition:
    if allowed == Nothing() or denied == Everything():
        return Nothing()
    if denied == Nothing():
        return allowed
    return Not(denied) if allowed == Everything() else AllOf((allowed, Not(denied)))
