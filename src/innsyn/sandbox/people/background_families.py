"""The rest of the nation: families of many shapes, drawn from a seed, so that every age from 0 to 100 lives somewhere."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from innsyn.sandbox.people.family_plan import FamilyPlan, Member, aged
from innsyn.sandbox.people.names import ARABIC, ASIAN, NORWEGIAN, POLISH, SAMI, SOMALI, UKRAINIAN, Naming
from innsyn.sandbox.people.person import MaritalStatus, PersonName, Sex
from innsyn.sandbox.people.places import ALTA, KAUTOKEINO, PLACES, SUNNFJORD, Place

_NORTH = (ALTA, KAUTOKEINO)
_IMMIGRANT = (SOMALI, ARABIC, POLISH, UKRAINIAN, ASIAN)
_SHAPES = ("couple", "couple", "couple", "three_generations", "single_mother", "two_mothers", "couple")
_AGE_STEPS = ((0, 4), (0, 2, 7), (1,), (0, 5), (2, 3))
_OLDEST = 100
_GROWN_UP = 19


def background_families(seed: int, today: date) -> Iterator[FamilyPlan]:
    """Draw families. Yields 44 families with children, then households that fill every grown-up age once."""
    chance = Random(f"{seed}:background")
    for place_in_line in range(44):
        yield _Household(chance, today, f"f{place_in_line + 1:02}").with_children(_SHAPES[place_in_line % len(_SHAPES)], place_in_line)
    for age in range(_GROWN_UP, _OLDEST + 1):
        yield _Household(chance, today, f"s{age:03}").alone_or_as_couple(age)


class _Household:
    """Draws one family. name: prefix of its members' keys."""

    def __init__(self, chance: Random, today: date, name: str) -> None:
        self._chance = chance
        self._today = today
        self._name = name
        self._place: Place = chance.choice(PLACES)
        self._naming = self._choose_naming()
        self._family = chance.choice(self._naming.families)
        self._members: list[Member] = []

    def _choose_naming(self) -> Naming:
        if self._place in _NORTH and self._chance.random() < 0.6:
            return SAMI
        return self._chance.choice(_IMMIGRANT) if self._chance.random() < 0.22 else NORWEGIAN

    def with_children(self, shape: str, place_in_line: int) -> FamilyPlan:
        """Draw parents and children. The children's ages walk through 0 to 18 as families follow each other."""
        steps = self._chance.choice(_AGE_STEPS)
        ages = sorted({(place_in_line * 3 + step) % _GROWN_UP for step in steps}, reverse=True)
        mother_age = self._chance.randrange(max(ages) + 20, min(max(ages) + 36, min(ages) + 45))
        parents = [self._member(Sex.FEMALE, mother_age, self._status(shape))]
        if shape != "single_mother":
            other = Sex.FEMALE if shape == "two_mothers" else Sex.MALE
            parents.append(self._member(other, mother_age + self._chance.randrange(-4, 7), self._status(shape)))
        children = [self._member(self._chance.choice(tuple(Sex)), age, "unmarried") for age in ages]
        lineage = {child.key: tuple(parent.key for parent in parents) for child in children}
        if shape == "three_generations":
            lineage[parents[0].key] = self._grandparents(mother_age)
        return self._plan(partners=tuple((parents[0].key, parent.key) for parent in parents[1:]), parents=lineage)

    def _grandparents(self, mother_age: int) -> tuple[str, ...]:
        age = min(mother_age + self._chance.randrange(22, 32), 96)
        is_widow = self._chance.random() < 0.4
        status: MaritalStatus = "widowed" if is_widow else "married"
        grandmother = self._member(Sex.FEMALE, age, status, f"{self._name}-g")
        died_on = self._today - timedelta(days=self._chance.randrange(90, 1500)) if is_widow else None
        grandfather = self._member(Sex.MALE, age + 2, "married", f"{self._name}-g", died_on)
        return grandmother.key, grandfather.key

    def alone_or_as_couple(self, age: int) -> FamilyPlan:
        """Draw someone of this age, alone or with a partner of about the same age."""
        sex = self._chance.choice(tuple(Sex))
        if self._chance.random() < 0.45 and age > 24:
            other = sex if self._chance.random() < 0.08 else (Sex.MALE if sex is Sex.FEMALE else Sex.FEMALE)
            status: MaritalStatus = "married" if age > 30 else "unmarried"
            first = self._member(sex, age, status)
            second = self._member(other, min(age + self._chance.randrange(-3, 3), _OLDEST), status)
            return self._plan(partners=((first.key, second.key),), parents={})
        self._member(sex, age, "widowed" if age > 78 else self._chance.choice(("unmarried", "divorced", "unmarried")))
        return self._plan(partners=(), parents={})

    def _status(self, shape: str) -> MaritalStatus:
        if shape == "single_mother":
            return self._chance.choice(("unmarried", "divorced", "separated"))
        return "married"

    def _member(self, sex: Sex, age: int, status: MaritalStatus, home: str | None = None, died_on: date | None = None) -> Member:
        born_on = aged(self._today, age, days=self._chance.randrange(12, 360))
        taken = {member.name.given for member in self._members}
        givens = [name for name in self._naming.given_names(sex, born_on.year) if name not in taken]
        member = Member(
            key=f"{self._name}-{len(self._members) + 1}",
            name=PersonName(self._chance.choice(givens), self._family),
            sex=sex,
            born_on=born_on,
            home=home or self._name,
            marital_status=status,
            language="nn" if self._naming is NORWEGIAN and self._place is SUNNFJORD else self._naming.language,
            citizenship=self._naming.citizenship,
            has_d_number=self._naming is POLISH and status == "unmarried" and age > _GROWN_UP and self._chance.random() < 0.5,
            died_on=died_on,
        )
        self._members.append(member)
        return member

    def _plan(self, partners: tuple[tuple[str, str], ...], parents: dict[str, tuple[str, ...]]) -> FamilyPlan:
        return FamilyPlan(self._place, tuple(self._members), partners, parents)
