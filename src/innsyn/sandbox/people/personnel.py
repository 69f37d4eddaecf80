"""Those who work in the health service: who they are, their authorisation, and where they have posts."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from innsyn.sandbox.people.numbers import NumberOffice
from innsyn.sandbox.people.person import Person, PersonName, Sex
from innsyn.sandbox.people.personnel_table import ROWS

CATEGORIES = {
    "AT": "Apotektekniker",
    "BI": "Bioingeniør",
    "ET": "Ergoterapeut",
    "FA1": "Provisorfarmasøyt",
    "FT": "Fysioterapeut",
    "HE": "Helsesekretær",
    "HF": "Helsefagarbeider",
    "JO": "Jordmor",
    "KE": "Klinisk ernæringsfysiolog",
    "LE": "Lege",
    "PS": "Psykolog",
    "RA": "Radiograf",
    "SP": "Sykepleier",
}
"""Volven 9060, the categories that occur here."""

ALSO_CITIZENS = {"moen": "silje", "aasen": "sunniva"}
"""Personnel who have a life of their own among the people: key here, key there."""

_FIRST_HPR = 990_000_100
_HPR_STEP = 37


@dataclass(frozen=True, slots=True)
class Post:
    """A position. organisation: key of the unit. title: what it is called there. role: the PractitionerRole's id."""

    organisation: str
    title: str
    role: str


@dataclass(frozen=True, slots=True)
class Personnel:
    """Someone who works in the health service.

    key: short and stable, also the Practitioner's id. number: synthetic person number. hpr: HPR number, None without authorisation.
    category: Volven 9060 code, None without authorisation. posts: never empty; the first is the main one."""

    key: str
    name: PersonName
    number: str
    born_on: date
    sex: Sex
    hpr: str | None
    category: str | None
    posts: tuple[Post, ...]

    def __repr__(self) -> str:
        """Show the key only: numbers and names stay out of logs."""
        return f"Personnel({self.key})"

    def post_at(self, organisation: str) -> Post:
        """Find the post at a unit, or the main post when there is none there."""
        return next((post for post in self.posts if post.organisation == organisation), self.posts[0])


def table_rows() -> list[list[str]]:
    """Read the table. Returns its cells: key, given name, family name, sex letter, age, category, posts."""
    return [[cell.strip() for cell in line.split("|")] for line in ROWS.strip().splitlines()]


def general_practitioners() -> dict[str, list[str]]:
    """Say which doctors are general practitioners at each office. Returns their keys by organisation key."""
    doctors: dict[str, list[str]] = {}
    for key, *_, posts in table_rows():
        organisation, title = posts.split(";")[0].split(":")
        if title.strip() == "Fastlege":
            doctors.setdefault(organisation.strip(), []).append(key)
    return doctors


def personnel(seed: int, today: date, office: NumberOffice, people: dict[str, Person]) -> dict[str, Personnel]:
    """Employ everyone in the table.

    people: the inhabitants, for those who are both. Returns personnel by key, in the table's order."""
    births = {key: _birth(row, Random(f"{seed}:personnel:{key}"), today, office) for key, *row in table_rows() if key not in ALSO_CITIZENS}
    births |= {key: (people[citizen].born_on, people[citizen].number) for key, citizen in ALSO_CITIZENS.items()}
    return {row[0]: _employ(place, row, *births[row[0]]) for place, row in enumerate(table_rows())}


def _sex(letter: str) -> Sex:
    return Sex.FEMALE if letter == "F" else Sex.MALE


def _birth(row: list[str], chance: Random, today: date, office: NumberOffice) -> tuple[date, str]:
    _, _, letter, age, *_ = row
    born_on = today - timedelta(days=int(int(age) * 365.25) + chance.randrange(1, 360))
    return born_on, office.number(born_on, _sex(letter), chance)


def _employ(place: int, row: list[str], born_on: date, number: str) -> Personnel:
    key, given, family, letter, _, category, posts = row
    is_authorised = category != "-"
    return Personnel(
        key=key,
        name=PersonName(given, family),
        number=number,
        born_on=born_on,
        sex=_sex(letter),
        hpr=str(_FIRST_HPR + place * _HPR_STEP) if is_authorised else None,
        category=category if is_authorised else None,
        posts=tuple(_posts(key, posts)),
    )


def _posts(key: str, cell: str) -> Iterator[Post]:
    """Read the posts of one row. A second one in the same organisation has an id of its own."""
    held = Counter[str]()
    for organisation, title in (part.split(":", 1) for part in cell.split(";")):
        unit = organisation.strip()
        held[unit] += 1
        yield Post(unit, title.strip(), f"{key}-{unit}" + (f"-{held[unit]}" if held[unit] > 1 else ""))
