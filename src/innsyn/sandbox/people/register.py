"""The population register's view of the people: what Folkeregisteret would answer, as plain facts, for a simulator to serve."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from innsyn.sandbox.people.nation import Nation
from innsyn.sandbox.people.person import Address, GuardianScope, MaritalStatus, Person, PersonName, Protection, Sex

Status = Literal["resident", "temporary", "dead"]
Responsibility = Literal["joint", "mother", "father", "co_mother", "others", "unknown"]
_OF_AGE = 18


@dataclass(frozen=True, slots=True)
class RegisteredChild:
    """A child someone has parental responsibility for. shares_address: registered at the same address as the parent."""

    number: str
    born_on: date
    shares_address: bool


@dataclass(frozen=True, slots=True)
class RegisteredGuardian:
    """A guardian (verge) in the register. number: the guardian's."""

    number: str
    scope: GuardianScope


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """What the register knows of one person.

    status: `temporary` holds a D-number. address: None when protection forbids giving it out. second_home: delt bosted.
    spouse: number of the husband, wife or registered partner. parents: numbers, the one who gave birth first.
    responsibility: for a child, how parental responsibility is held; None for grown-ups. responsible: numbers of those who hold it.
    children: those this person is responsible for."""

    key: str
    number: str
    name: PersonName
    sex: Sex
    born_on: date
    died_on: date | None
    status: Status
    citizenship: str
    protection: Protection
    address: Address | None
    second_home: Address | None
    marital_status: MaritalStatus
    spouse: str | None
    parents: tuple[str, ...]
    responsibility: Responsibility | None
    responsible: tuple[str, ...]
    children: tuple[RegisteredChild, ...]
    guardian: RegisteredGuardian | None

    def __repr__(self) -> str:
        """Show the key only: numbers and names stay out of logs."""
        return f"RegisterEntry({self.key})"


def population_register(nation: Nation) -> dict[str, RegisterEntry]:
    """Write the register. Returns entries by person number."""
    numbers = {key: person.number for key, person in nation.people.items()}
    return {person.number: _entry(nation, person, numbers) for person in nation.people.values()}


def _entry(nation: Nation, person: Person, numbers: dict[str, str]) -> RegisterEntry:
    is_open = person.protection is Protection.NONE
    return RegisterEntry(
        key=person.key,
        number=person.number,
        name=person.name,
        sex=person.sex,
        born_on=person.born_on,
        died_on=person.died_on,
        status=_status(person),
        citizenship=person.citizenship,
        protection=person.protection,
        address=person.address if is_open else None,
        second_home=person.second_home if is_open else None,
        marital_status=person.marital_status,
        spouse=_spouse(nation, person),
        parents=tuple(numbers[key] for key in person.kin("mother", "father", "co_mother")),
        responsibility=_responsibility(nation, person),
        responsible=tuple(numbers[key] for key in person.responsible),
        children=tuple(_children(nation, person)),
        guardian=RegisteredGuardian(numbers[person.guardian.key], person.guardian.scope) if person.guardian else None,
    )


def _status(person: Person) -> Status:
    if person.died_on is not None:
        return "dead"
    return "temporary" if person.number_kind == "d_number" else "resident"


def _spouse(nation: Nation, person: Person) -> str | None:
    is_wed = person.marital_status in ("married", "registered_partner")
    return next((nation.people[key].number for key in person.kin("partner")), None) if is_wed else None


def _responsibility(nation: Nation, person: Person) -> Responsibility | None:
    if person.age(nation.today) >= _OF_AGE:
        return None
    if len(person.responsible) != 1:
        return "joint" if person.responsible else "unknown"
    kinship = next((tie.kinship for tie in person.family if tie.key == person.responsible[0]), None)
    return kinship if kinship in ("mother", "father", "co_mother") else "others"


def _children(nation: Nation, person: Person) -> Iterator[RegisteredChild]:
    for child in nation.people.values():
        if person.key in child.responsible:
            yield RegisteredChild(child.number, child.born_on, child.household == person.household)
