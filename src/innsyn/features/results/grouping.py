"""Gathers results of one analysis, and analyses under headings people know. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from innsyn.features.results.result import Analysis, Kind, NoValue, Result, Standing

_NOT_A_VALUE = frozenset({Standing.ERROR, Standing.CANCELLED})


def analyses(results: Iterable[Result]) -> tuple[Analysis, ...]:
    """Gather results that share any code, or a name when they have no code.

    results: newest first; that order is kept inside and between analyses. Several codes on one result tie their codes together, so
    that a laboratory's change of code system does not break the course."""
    groups: dict[object, list[Result]] = {}
    for result in results:
        names = _names(result)
        known = [groups[name] for name in names if name in groups]
        group = known[0] if known else []
        for other in known[1:]:
            if other is not group:
                group.extend(other)
                groups.update({name: group for name, each in groups.items() if each is other})
        group.append(result)
        groups.update(dict.fromkeys(names, group))
    distinct = {id(group): group for group in groups.values()}.values()
    return tuple(Analysis(_newest_first(group)) for group in distinct)


def under_headings(gathered: Iterable[Analysis]) -> Mapping[Kind, Sequence[Analysis]]:
    """Put analyses under their headings, in the headings' own order; headings with nothing are left out."""
    found = tuple(gathered)
    headings = {kind: [each for each in found if each.latest.kind == kind] for kind in Kind}
    return {kind: sorted(each, key=lambda one: one.latest.name.casefold()) for kind, each in headings.items() if each}


def same_analysis(result: Result, others: Iterable[Result]) -> tuple[Result, ...]:
    """Pick those of `others` that are of the same analysis as `result`."""
    names = set(_names(result))
    return tuple(each for each in others if names.intersection(_names(each)))


def can_be_read(result: Result) -> bool:
    """Say whether a result has something to read off: it was not cancelled or a mistake, and it says something."""
    return result.standing not in _NOT_A_VALUE and any(not isinstance(part.value, NoValue) for part in result.parts)


def _names(result: Result) -> tuple[object, ...]:
    return result.codes or (result.name.casefold() or result.id,)


def _newest_first(results: list[Result]) -> tuple[Result, ...]:
    """Restore the order after groups were joined: newest first, and what has no time last."""
    dated = [each for each in results if each.at and each.at.start]
    undated = [each for each in results if not (each.at and each.at.start)]
    dated.sort(key=lambda each: each.at.start, reverse=True)  # type: ignore[union-attr,arg-type,return-value]
    return (*dated, *undated)
