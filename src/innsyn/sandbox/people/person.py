"""One inhabitant of the synthetic nation, as plain facts: who, where, with whom, and under which protection."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from innsyn.sandbox.people.places import Municipality

Language = Literal["nb", "nn", "se", "en", "so", "ar", "pl", "uk"]
Kinship = Literal["mother", "father", "co_mother", "child", "sibling", "partner"]
MaritalStatus = Literal["unmarried", "married", "widowed", "divorced", "separated", "registered_partner"]
GuardianScope = Literal["personal", "financial", "personal_and_financial", "municipal_care"]
"""municipal_care: a mandate that lists errands, among them health and care in a municipality."""


class Sex(StrEnum):
    """Sex as the population register has it; never read out of the number."""

    FEMALE = "female"
    MALE = "male"


class Protection(StrEnum):
    """Address protection in the population register: `confidential` is kode 7, `strictly_confidential` is kode 6."""

    NONE = "none"
    CONFIDENTIAL = "confidential"
    STRICTLY_CONFIDENTIAL = "strictly_confidential"


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in its parts. middle: None when there is none."""

    given: str
    family: str
    middle: str | None = None

    def __str__(self) -> str:
        """Say the whole name in reading order."""
        return " ".join(part for part in (self.given, self.middle, self.family) if part)


@dataclass(frozen=True, slots=True)
class Address:
    """Where someone lives: a real municipality and post code, an invented street."""

    line: str
    postal_code: str
    city: str
    municipality: Municipality


@dataclass(frozen=True, slots=True)
class Relative:
    """One family tie. kinship: what the other is to this person. key: the other's key."""

    kinship: Kinship
    key: str


@dataclass(frozen=True, slots=True)
class Guardianship:
    """A registered guardian (verge). key: the guardian's key."""

    key: str
    scope: GuardianScope


@dataclass(frozen=True, slots=True)
class Person:
    """An inhabitant.

    key: short and stable, also the Patient's id. number: eleven synthetic digits. family: ties to others of the nation.
    household: people with the same value are registered at the same address. responsible: keys of those with parental
    responsibility, empty for adults. gp: key of the general practitioner. gp_office, care_municipality: organisation keys.
    second_home: address of the other parent under shared residence (delt bosted). phone: never dialable."""

    key: str
    name: PersonName
    number: str
    number_kind: Literal["person_number", "d_number"]
    born_on: date
    sex: Sex
    family: tuple[Relative, ...]
    household: str
    responsible: tuple[str, ...]
    gp: str
    gp_office: str
    care_municipality: str
    municipality: Municipality
    address: Address
    second_home: Address | None
    phone: str | None
    email: str | None
    protection: Protection
    marital_status: MaritalStatus
    language: Language
    citizenship: str
    guardian: Guardianship | None
    died_on: date | None

    def __repr__(self) -> str:
        """Show the key only: numbers and names stay out of logs."""
        return f"Person({self.key})"

    def age(self, on: date) -> int:
        """Count whole birthdays passed on the day `on`. Returns years."""
        return on.year - self.born_on.year - ((on.month, on.day) < (self.born_on.month, self.born_on.day))

    def kin(self, *kinships: Kinship) -> tuple[str, ...]:
        """Say the keys of the relatives of these kinds, in the order they were registered."""
        return tuple(tie.key for tie in self.family if tie.kinship in kinships)
