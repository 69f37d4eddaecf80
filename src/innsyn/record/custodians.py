"""Reads out of a condition whose resources alone it can be true of, so that a walk over all patients passes by everybody else's."""

from innsyn.record.condition import AllOf, AnyOf, Condition, FromCustodian, Nothing, OfType

Custodians = frozenset[str] | None
"""Organisation numbers; None: anybody, also nobody known."""


def custodians_of(condition: Condition, type_: str | None) -> Custodians:
    """Say whose resources of a type (None: of any) can satisfy a condition. A wider answer than the truth is right, a narrower never."""
    match condition:
        case FromCustodian(custodians):
            return custodians
        case Nothing():
            return frozenset()
        case OfType(types) if type_ is not None and type_ not in types:
            return frozenset()
        case AllOf(conditions):
            return _all([custodians_of(each, type_) for each in conditions])
        case AnyOf(conditions):
            return _any([custodians_of(each, type_) for each in conditions])
        case _:
            return None


def _all(parts: list[Custodians]) -> Custodians:
    known = [part for part in parts if part is not None]
    return frozenset.intersection(*known) if known else None


def _any(parts: list[Custodians]) -> Custodians:
    union: frozenset[str] = frozenset()
    for part in parts:
        if part is None:
            return None
        union |= part
    return union
