"""Everyone who can log in at the simulators: the nation, and whoever loads have brought in, also while the program runs."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import overload

from innsyn.edge.loading.ledger import Ledger, LoadedPerson
from innsyn.sandbox.simulators.openid.people import SimulatedPerson


class Residents(Sequence[SimulatedPerson]):
    """The nation's people first. The ledger of loads is looked at again whenever it has changed."""

    def __init__(self, nation: Iterable[SimulatedPerson], ledger: Path) -> None:
        """nation: those who are always there. ledger: the file that loads write, which may not be there yet."""
        self._nation = tuple(nation)
        self._ledger = ledger
        self._seen = (0, 0)
        self._people = self._nation

    @overload
    def __getitem__(self, index: int) -> SimulatedPerson: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[SimulatedPerson]: ...
    def __getitem__(self, index: int | slice) -> SimulatedPerson | Sequence[SimulatedPerson]:
        """Give one, or some."""
        return self._now()[index]

    def __len__(self) -> int:
        """Count them."""
        return len(self._now())

    def _now(self) -> tuple[SimulatedPerson, ...]:
        seen = self._look()
        if seen != self._seen:
            self._people = (*self._nation, *loaded(Ledger(self._ledger).people()))
            self._seen = seen
        return self._people

    def _look(self) -> tuple[int, int]:
        try:
            found = self._ledger.stat()
        except FileNotFoundError:
            return 0, 0
        return found.st_mtime_ns, found.st_size


def loaded(people: Iterable[LoadedPerson]) -> Iterable[SimulatedPerson]:
    """Give those of a load who can log in: they are alive and have a number."""
    for person in people:
        if person.number is not None and not person.is_dead:
            yield SimulatedPerson(
                key=person.key, given_name=person.given_name, family_name=person.family_name, number=person.number
            )  # fmt: skip
