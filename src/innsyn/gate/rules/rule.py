"""What a rule is: an effect, when it applies, and on which resources, with its paragraph and its vectors."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from innsyn.gate.rules.case import Case
from innsyn.gate.rules.situation import Act, Situation
from innsyn.record.condition import Condition, Everything

Effect = Literal["allow", "deny"]
READ: frozenset[Act] = frozenset({"read"})
WRITE: frozenset[Act] = frozenset({"write"})
ANY_ACT: frozenset[Act] = READ | WRITE


def everything(_: Case) -> Condition:
    """The rule speaks of every resource."""
    return Everything()


@dataclass(frozen=True, slots=True)
class Vector:
    """A worked example: in this situation the rule speaks, or it does not."""

    situation: Situation
    speaks: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One row of the law.

    key: stable name (`OWN-1`). text: text key of its sentence. law: paragraph or document it stands on.
    applies: whether the rule speaks at all in this case. condition: of which resources; both pure.
    is_told: whether the one who is refused may learn of it; otherwise it looks as if nothing were there.
    vectors: at least one situation where it speaks and one, as near as possible, where it does not."""

    key: str
    text: str
    law: str
    effect: Effect
    applies: Callable[[Case], bool]
    condition: Callable[[Case], Condition] = everything
    acts: frozenset[Act] = ANY_ACT
    is_told: bool = True
    vectors: tuple[Vector, ...] = ()


def speaks(situation: Situation) -> Vector:
    """A situation in which the rule speaks."""
    return Vector(situation, True)


def is_silent(situation: Situation) -> Vector:
    """A situation in which the rule has nothing to say."""
    return Vector(situation, False)
