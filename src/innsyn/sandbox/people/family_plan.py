"""How a family is described before its members get numbers, addresses and doctors."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from innsyn.sandbox.people.person import Guardianship, Language, MaritalStatus, PersonName, Protection, Sex
from innsyn.sandbox.people.places import Place

F = Sex.FEMALE
M = Sex.MALE


@dataclass(frozen=True, slots=True)
class Member:
    """One person of a family plan. home: name of the household. born_on: exact birth date."""

    key: str
    name: PersonName
    sex: Sex
    born_on: date
    home: str
    marital_status: MaritalStatus = "unmarried"
    language: Language = "nb"
    citizenship: str = "NO"
    has_d_number: bool = False
    died_on: date | None = None
    guardian: Guardianship | None = None
    second_home: str | None = None
    protection: Protection = Protection.NONE


@dataclass(frozen=True, slots=True)
class FamilyPlan:
    """People who belong together.

    partners: pairs of keys. parents: child key to its parents' keys, the one who gave birth first.
    responsible: child key to those with parental responsibility where it is not simply the living parents. gp: key of the doctor of
    all of them, or None to draw one. places: households that lie elsewhere than `place`."""

    place: Place
    members: tuple[Member, ...]
    partners: tuple[tuple[str, str], ...] = ()
    parents: dict[str, tuple[str, ...]] = field(default_factory=dict)
    responsible: dict[str, tuple[str, ...]] = field(default_factory=dict)
    gp: str | None = None
    places: dict[str, Place] = field(default_factory=dict)


def aged(today: date, years: int, *, days: int) -> date:
    """Find the birth date of someone who turned `years` exactly `days` days ago. Days may be negative: the birthday is still to come,
    and the person is one year younger."""
    on = today - timedelta(days=days)
    try:
        return on.replace(year=on.year - years)
    except ValueError:
        return on.replace(year=on.year - years, day=28)


def birthday(today: date, years: int, month: int, day: int) -> date:
    """Find the birth date of someone who is `years` old today and has this birthday every year."""
    had_it_this_year = (month, day) <= (today.month, today.day)
    return date(today.year - years - (0 if had_it_this_year else 1), month, day)
