"""Telling what became of the mutants: each that survives as soon as it does, and in the end how many did what."""

from collections import Counter
from collections.abc import Callable, Collection

from tests.mutation.mutant import Mutant
from tests.mutation.running import Tried

Name = tuple[str, str, str]
Tell = Callable[[str], object]


def tell_of(one: Tried, known: Collection[Name], tell: Tell) -> None:
    """Tell of a mutant that should not have survived, or that could not be tried."""
    if one.mutant is not None and _is_wrong(one, known):
        tell(f"{_where(one.mutant)}  {'SURVIVES' if one.fate == 'survived' else 'COULD NOT BE TRIED'}")


def tell_all(tried: list[Tried], known: Collection[Name], tell: Tell) -> bool:
    """Tell how many did what, and say whether all is well. known: the names of the mutants that change nothing."""
    idle = set(known) - {one.mutant.name for one in tried if one.fate == "survived" and one.mutant}
    for file, within, change in sorted(idle):
        tell(f"{file} in {within}: {change}  IS LISTED in equivalent.json and does not survive, or is no more: take it out")
    wrong = sum(_is_wrong(one, known) for one in tried)
    fates = Counter(one.fate for one in tried)
    counted = ", ".join(f"{fates[fate]} {fate}" for fate in ("noticed", "broken", "endless"))
    tell(f"{len(tried)} mutants: {counted}, {len(known) - len(idle)} change nothing, {wrong} survive")
    return not (wrong or idle)


def _is_wrong(one: Tried, known: Collection[Name]) -> bool:
    is_known = one.mutant is not None and one.mutant.name in known
    return one.fate == "not tried" or (one.fate == "survived" and not is_known)


def _where(mutant: Mutant) -> str:
    return f"src/{mutant.file}:{mutant.line} in {mutant.within}: {mutant.change}"
