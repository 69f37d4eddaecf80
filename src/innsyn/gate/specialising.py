"""Makes a condition smaller for a question whose types, or whose one resource, are known: what is known here is not asked again.

The answer is the same for every resource the question is about, which a property test compares.
"""

from innsyn.record.condition import AllOf, AnyOf, Condition, Everything, Not, Nothing, OfType, OneOf


def of_types(condition: Condition, types: frozenset[str]) -> Condition:
    """Give the same condition for resources of these types alone."""
    match condition:
        case OfType(wanted):
            return Everything() if types <= wanted else Nothing() if not types & wanted else OfType(wanted & types)
        case OneOf(references):
            kept = frozenset(each for each in references if each.partition("/")[0] in types)
            return OneOf(kept) if kept else Nothing()
        case Not(inner):
            return _not(of_types(inner, types))
        case AllOf(conditions):
            return _all(tuple(of_types(each, types) for each in conditions))
        case AnyOf(conditions):
            return _any(tuple(of_types(each, types) for each in conditions))
        case _:
            return condition


def of_one(condition: Condition, reference: str) -> Condition:
    """Give the same condition for one resource alone. condition: already of its type. reference: `Type/id`."""
    match condition:
        case OneOf(references):
            return Everything() if reference in references else Nothing()
        case Not(inner):
            return _not(of_one(inner, reference))
        case AllOf(conditions):
            return _all(tuple(of_one(each, reference) for each in conditions))
        case AnyOf(conditions):
            return _any(tuple(of_one(each, reference) for each in conditions))
        case _:
            return condition


def named_in(condition: Condition) -> frozenset[str]:
    """List the single resources a condition names, as `Type/id`."""
    match condition:
        case OneOf(references):
            return references
        case Not(inner):
            return named_in(inner)
        case AllOf(conditions) | AnyOf(conditions):
            return frozenset(reference for each in conditions for reference in named_in(each))
        case _:
            return frozenset()


def _not(inner: Condition) -> Condition:
    return Nothing() if inner == Everything() else Everything() if inner == Nothing() else Not(inner)


def _all(conditions: tuple[Condition, ...]) -> Condition:
    if Nothing() in conditions:
        return Nothing()
    kept = tuple(each for each in conditions if each != Everything())
    return Everything() if not kept else kept[0] if len(kept) == 1 else AllOf(kept)


def _any(conditions: tuple[Condition, ...]) -> Condition:
    if Everything() in conditions:
        return Everything()
    kept = tuple(each for each in conditions if each != Nothing())
    return Nothing() if not kept else kept[0] if len(kept) == 1 else AnyOf(kept)
