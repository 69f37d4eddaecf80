"""What is foreseen of a condition is what it says of every such resource."""

import pytest

from innsyn.gate.clients.foreseen import foreseen
from innsyn.record.condition import (
    AllOf,
    AnyOf,
    Everything,
    FromCustodian,
    HasLabel,
    Not,
    Nothing,
    OfType,
    OneOf,
)

OURS, LABEL = FromCustodian(frozenset({"1"})), HasLabel(frozenset({"N"}))


@pytest.mark.parametrize(
    ("condition", "answer"),
    [
        (Everything(), True),
        (Nothing(), False),
        (OURS, True),
        (FromCustodian(frozenset({"2"})), False),
        (OfType(frozenset({"Flag"})), True),
        (OneOf(frozenset({"Flag/a"})), True),
        (OneOf(frozenset({"Flag/b"})), False),
        (LABEL, None),
        (Not(LABEL), None),
        (Not(OURS), False),
        (AllOf((OURS, LABEL)), None),
        (AllOf((Nothing(), LABEL)), False),
        (AllOf(()), True),
        (AnyOf((OURS, LABEL)), True),
        (AnyOf((Nothing(), LABEL)), None),
        (AnyOf(()), False),
    ],
)
def test_a_condition_is_decided_where_type_id_and_custodian_are_enough(condition, answer):
    assert foreseen(condition, "Flag", "a", "1") is answer


def test_an_unknown_custodian_is_nobodys():
    assert foreseen(OURS, "Flag", "a", None) is False
