"""The synthetic nation: the same from the same seed on the same day, down to the last digit."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from innsyn.sandbox.people.background_families import background_families
from innsyn.sandbox.people.boundary_families import boundary_families
from innsyn.sandbox.people.family_plan import FamilyPlan
from innsyn.sandbox.people.numbers import NumberOffice
from innsyn.sandbox.people.organisations import Organisation, organisations
from innsyn.sandbox.people.person import Person
from innsyn.sandbox.people.personnel import Personnel, personnel
from innsyn.sandbox.people.recurring_families import recurring_families
from innsyn.sandbox.people.represented_families import represented_families
from innsyn.sandbox.people.settle import Settler


@dataclass(frozen=True, slots=True)
class Nation:
    """Everyone and everything that has a name.

    seed, today: what it was made from; today is the day all histories end. organisations, personnel, people: by key, in a fixed order."""

    seed: int
    today: date
    organisations: dict[str, Organisation]
    personnel: dict[str, Personnel]
    people: dict[str, Person]

    def __repr__(self) -> str:
        """Show how many, never who."""
        return f"Nation(seed={self.seed}, today={self.today}, people={len(self.people)})"

    def above(self, organisation: str) -> Iterator[Organisation]:
        """Walk from a unit to the top. Yields the unit itself first."""
        key: str | None = organisation
        while key is not None:
            yield self.organisations[key]
            key = self.organisations[key].part_of

    def legal_entity(self, organisation: str) -> Organisation:
        """Find the legal entity (hovedenhet) a unit belongs to: the custodian of what it writes. A region is one itself."""
        return next(each for each in self.above(organisation) if each.level in ("legal_entity", "region"))


def nation(seed: int, today: date) -> Nation:
    """Make the nation.

    seed: any whole number. today: the day in Norway all ages and histories are counted from; keep it with the data you make,
    since birth dates, and so numbers, follow it. Returns about 390 people and all who treat them."""
    office = NumberOffice()
    settler = Settler(seed, today, office)
    people = {person.key: person for plan in _first_families(seed, today) for person in settler.settle(plan)}
    workers = personnel(seed, today, office, people)
    people |= {person.key: person for plan in represented_families(today) for person in settler.settle(plan)}
    return Nation(seed, today, organisations(), workers, people)


def _first_families(seed: int, today: date) -> Iterator[FamilyPlan]:
    """Those who get their numbers before the personnel do; families that come later are settled after both, and move nobody's number."""
    yield from recurring_families(today)
    yield from boundary_families(today)
    yield from background_families(seed, today)
