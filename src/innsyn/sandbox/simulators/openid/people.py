"""The people who can log in at a simulated provider, as plain data handed in by whoever builds the sandbox."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

SEARCH_SHORTEST = 2
SEARCH_MOST = 25


@dataclass(frozen=True, kw_only=True, slots=True)
class Employment:
    """Where a health worker works.

    legal_entity, point_of_care: organisation numbers of main unit and sub-unit. place: name of the sub-unit, for the page.
    authorization: code of Volven 9060 (`LE`, `SP`), empty when there is none."""

    legal_entity: str
    legal_entity_name: str
    point_of_care: str
    place: str
    authorization: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class SimulatedPerson:
    """Somebody in the synthetic nation.

    key: short and stable, usable as `login_hint`. number: synthetic person number or D-number, eleven digits.
    story: one line per language (`nb`, `nn`, `en`, `se`); those of the cast have one. is_cast: shown first on the page.
    hpr_number and employments: for personnel."""

    key: str
    given_name: str
    family_name: str
    middle_name: str = ""
    number: str = field(repr=False)
    is_cast: bool = False
    story: Mapping[str, str] = field(default_factory=dict)
    hpr_number: str = ""
    employments: tuple[Employment, ...] = ()

    @property
    def name(self) -> str:
        """The full name, in the order it is said."""
        return " ".join(part for part in (self.given_name, self.middle_name, self.family_name) if part)

    def employment_at(self, organisation: str) -> Employment | None:
        """Find the employment at a sub-unit, or at a main unit when the number is one."""
        here = [place for place in self.employments if organisation == place.point_of_care]
        above = [place for place in self.employments if organisation == place.legal_entity]
        return next(iter(here + above), None)


def cast_of(people: Sequence[SimulatedPerson]) -> tuple[SimulatedPerson, ...]:
    """Pick those who recur in the stories, in the order given."""
    return tuple(person for person in people if person.is_cast)


def person_with_key(people: Sequence[SimulatedPerson], key: str) -> SimulatedPerson | None:
    """Find a person by the short key."""
    return next((person for person in people if person.key == key), None)


def search(people: Sequence[SimulatedPerson], words: str) -> tuple[SimulatedPerson, ...]:
    """Find people whose name holds every word, or whose number or key is the text.

    words: what somebody typed; shorter than two letters finds nobody. Returns at most 26: one more than the page shows."""
    wanted = words.casefold().split()
    if len("".join(wanted)) < SEARCH_SHORTEST:
        return ()
    found = [person for person in people if _matches(person, wanted)]
    return tuple(found[: SEARCH_MOST + 1])


def _matches(person: SimulatedPerson, wanted: list[str]) -> bool:
    if "".join(wanted) in (person.number, person.key.casefold()):
        return True
    name = person.name.casefold()
    return all(word in name for word in wanted)
