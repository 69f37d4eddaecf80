"""What a search has come down to: clauses for the record, and the records to look in."""

from collections.abc import Iterable
from dataclasses import dataclass

from innsyn.edge.fhir_api.search.asking import Owners
from innsyn.gate.values import Clause


@dataclass(frozen=True, slots=True)
class Narrowed:
    """All clauses must hold. owners: only in these records; None says nothing of it; empty finds nothing."""

    clauses: tuple[Clause, ...] = ()
    owners: Owners | None = None

    def within(self, owners: Owners | None) -> "Narrowed":
        """Look in these records only."""
        return Narrowed(self.clauses, intersection(self.owners, owners))


NOTHING = Narrowed((), frozenset())


def all_of(parts: Iterable[Narrowed]) -> Narrowed:
    """Join: all clauses of all parts, in the records that all of them look in."""
    clauses: tuple[Clause, ...] = ()
    owners: Owners | None = None
    for part in parts:
        clauses += part.clauses
        owners = intersection(owners, part.owners)
    return Narrowed(clauses, owners)


def intersection(one: Owners | None, other: Owners | None) -> Owners | None:
    """Give the records that are in both; None is every record."""
    if one is None:
        return other
    return one if other is None else one & other
