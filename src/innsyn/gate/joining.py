"""Joins what several rules say into one small condition: labels into one set, named resources of one source into another.

The record then compares a few arrays and not one for each rule and decision.
"""

from collections.abc import Iterable, Iterator

from innsyn.record.condition import AllOf, AnyOf, Condition, Everything, FromCustodian, HasLabel, Nothing, OneOf

Sources = frozenset[str] | None


def any_of(conditions: Iterable[Condition]) -> Condition:
    """Say that at least one of these holds. Returns Everything or Nothing where that is what it comes to."""
    given = tuple(dict.fromkeys(_flat(conditions)))
    if Everything() in given:
        return Everything()
    labels = frozenset(label for each in given if isinstance(each, HasLabel) for label in each.labels)
    kept = [*((HasLabel(labels),) if labels else ()), *_named(given)]
    kept += [each for each in given if not isinstance(each, HasLabel) and _naming(each) is None]
    return kept[0] if len(kept) == 1 else AnyOf(tuple(kept)) if kept else Nothing()


def _flat(conditions: Iterable[Condition]) -> Iterator[Condition]:
    for each in conditions:
        if isinstance(each, AnyOf):
            yield from _flat(each.conditions)
        elif each != Nothing():
            yield each


def _named(given: Iterable[Condition]) -> Iterator[Condition]:
    """Join conditions that name resources, those of the same sources into one."""
    by_source: dict[Sources, frozenset[str]] = {}
    for each in given:
        if (found := _naming(each)) is not None:
            sources, references = found
            by_source[sources] = by_source.get(sources, frozenset()) | references
    for sources, references in by_source.items():
        yield OneOf(references) if sources is None else AllOf((FromCustodian(sources), OneOf(references)))


def _naming(condition: Condition) -> tuple[Sources, frozenset[str]] | None:
    """Read a condition that names resources, of some sources or of any; None for every other."""
    match condition:
        case OneOf(references):
            return None, references
        case AllOf((FromCustodian(custodians), OneOf(references))):
            return custodians, references
    return None
