"""Decides a condition from a resource's type, id and custodian alone, where that is enough: then nothing more need be read out of it."""

from innsyn.record.condition import AllOf, AnyOf, Condition, Everything, FromCustodian, Not, Nothing, OfType, OneOf


def foreseen(condition: Condition, type_: str, id_: str, custodian: str | None) -> bool | None:
    """Say whether a condition holds; None when it takes labels, terms or instants to know."""
    match condition:
        case Everything():
            return True
        case Nothing():
            return False
        case OfType(types):
            return type_ in types
        case OneOf(references):
            return f"{type_}/{id_}" in references
        case FromCustodian(custodians):
            return custodian in custodians
        case Not(inner):
            answer = foreseen(inner, type_, id_, custodian)
            return None if answer is None else not answer
        case AllOf(conditions):
            answers = [foreseen(each, type_, id_, custodian) for each in conditions]
            return False if False in answers else None if None in answers else True
        case AnyOf(conditions):
            answers = [foreseen(each, type_, id_, custodian) for each in conditions]
            return True if True in answers else None if None in answers else False
        case _:
            return None
