"""Turns family plans into inhabitants: numbers, addresses, telephone, doctor and ties."""

from collections.abc import Iterator
from datetime import date
from random import Random

from innsyn.sandbox.people.family_plan import FamilyPlan, Member
from innsyn.sandbox.people.numbers import NumberOffice, phone_number
from innsyn.sandbox.people.person import Address, Kinship, Person, Protection, Relative, Sex
from innsyn.sandbox.people.personnel import general_practitioners
from innsyn.sandbox.people.places import STREETS, Place

_OWN_PHONE_FROM = 12
_OWN_EMAIL_FROM = 16
_OF_AGE = 18


class Settler:
    """Settles families one after the other, so that no number is used twice."""

    def __init__(self, seed: int, today: date, office: NumberOffice) -> None:
        """Start with an empty country. seed: decides everything left to chance."""
        self._seed = seed
        self._today = today
        self._office = office
        self._settled = 0

    def settle(self, plan: FamilyPlan) -> Iterator[Person]:
        """Settle one family. Yields its members in the plan's order."""
        for member in plan.members:
            self._settled += 1
            yield self._person(plan, member)

    def _person(self, plan: FamilyPlan, member: Member) -> Person:
        chance = Random(f"{self._seed}:{member.key}")
        place = plan.places.get(member.home, plan.place)
        gp_office, gp = self._doctor(plan, place, member.home)
        return Person(
            key=member.key,
            name=member.name,
            number=self._office.number(member.born_on, member.sex, chance, d_number=member.has_d_number),
            number_kind="d_number" if member.has_d_number else "person_number",
            born_on=member.born_on,
            sex=member.sex,
            family=tuple(_ties(plan, member.key)),
            household=member.home,
            responsible=self._responsible(plan, member),
            gp=gp,
            gp_office=gp_office,
            care_municipality=place.care,
            municipality=place.municipality,
            address=self._address(place, member.home),
            second_home=self._second_home(plan, member),
            phone=self._phone(member),
            email=f"{member.key}@innbygger.example" if self._has_turned(member, _OWN_EMAIL_FROM) else None,
            protection=member.protection,
            marital_status=member.marital_status,
            language=member.language,
            citizenship=member.citizenship,
            guardian=member.guardian,
            died_on=member.died_on,
        )

    def _doctor(self, plan: FamilyPlan, place: Place, home: str) -> tuple[str, str]:
        doctors = general_practitioners()
        if plan.gp is not None:
            return next(office for office, keys in doctors.items() if plan.gp in keys), plan.gp
        chance = Random(f"{self._seed}:{home}:doctor")
        office = chance.choice(place.offices)
        return office, chance.choice(doctors[office])

    def _address(self, place: Place, home: str) -> Address:
        chance = Random(f"{self._seed}:{home}:address")
        postal_code, city = chance.choice(place.posts)
        return Address(f"{chance.choice(STREETS)} {chance.randrange(1, 90)}", postal_code, city, place.municipality)

    def _second_home(self, plan: FamilyPlan, member: Member) -> Address | None:
        if member.second_home is None:
            return None
        return self._address(plan.places.get(member.second_home, plan.place), member.second_home)

    def _phone(self, member: Member) -> str | None:
        has_phone = self._has_turned(member, _OWN_PHONE_FROM) and member.protection is not Protection.STRICTLY_CONFIDENTIAL
        return phone_number(self._settled) if has_phone else None

    def _has_turned(self, member: Member, years: int) -> bool:
        on = member.died_on or self._today
        return (on.year - member.born_on.year) - ((on.month, on.day) < (member.born_on.month, member.born_on.day)) >= years

    def _responsible(self, plan: FamilyPlan, member: Member) -> tuple[str, ...]:
        if self._has_turned(member, _OF_AGE):
            return ()
        living = {each.key for each in plan.members if each.died_on is None}
        parents = plan.responsible.get(member.key, plan.parents.get(member.key, ()))
        return tuple(key for key in parents if key in living)


def _ties(plan: FamilyPlan, key: str) -> Iterator[Relative]:
    yield from (Relative(_parent_kinship(plan, key, parent), parent) for parent in plan.parents.get(key, ()))
    yield from (Relative("partner", other) for pair in plan.partners if key in pair for other in pair if other != key)
    yield from (Relative("child", child) for child, parents in plan.parents.items() if key in parents)
    own = set(plan.parents.get(key, ()))
    yield from (Relative("sibling", other) for other, parents in plan.parents.items() if other != key and own & set(parents))


def _parent_kinship(plan: FamilyPlan, child: str, parent: str) -> Kinship:
    sex = {member.key: member.sex for member in plan.members}
    if sex[parent] is Sex.MALE:
        return "father"
    first_mother = next(each for each in plan.parents[child] if sex[each] is Sex.FEMALE)
    return "mother" if parent == first_mother else "co_mother"
