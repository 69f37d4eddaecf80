"""What the nation's people and trusts have decided about access, as the stories tell it: graded ages, shields, and a wish that waits."""

from dataclasses import dataclass, field
from typing import Literal

from innsyn.gate.rules.policy import Ages

Against = Literal["person", "profession", "organisation"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a trust has chosen. trust: key in the nation. ago: days since it began."""

    trust: str
    ages: Ages
    ago: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shielded:
    """A shield. person: key of the patient. against, who: key of a worker or organisation, or a Volven 9060 code.

    documents: ids, empty for the whole record. ago: days since it was set. until_ago: days since its last day, None while it stands.
    at: hour in Norway. note: her own words."""

    person: str
    against: Against
    who: str
    ago: int
    at: int
    documents: tuple[str, ...] = ()
    until_ago: int | None = None
    note: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wished:
    """A young person's wish. document: id. trust: key of who keeps it and is asked. ago: days."""

    person: str
    document: str
    trust: str
    ago: int
    at: int
    words: str = field(repr=False)


CHOICES = (Choice(trust="solvskogen", ages="graded", ago=200), Choice(trust="lauvasen", ages="graded", ago=90))
"""The trust that treats Amina, Mia and Elias, and the municipality with the health station for the young, let their young people in area
by area, and the parents a part of the way."""

SHIELDS = (
    Shielded(
        person="silje",
        against="organisation",
        who="solvskogen-sykehus",
        ago=46,
        at=19,
        documents=("silje-vurdering-1", "silje-kriseplan-1", "silje-behandlingsplan-1", "silje-halvveis-1", "silje-avslutning-1"),
        note="Jeg jobber der selv.",
    ),
    Shielded(person="silje", against="profession", who="HE", ago=190, at=20, until_ago=60),
    Shielded(person="silje", against="person", who="aune", ago=0, at=7, note="Hun så i journalen min på nattevakt."),
    Shielded(person="solveig", against="person", who="engen", ago=6, at=10, note="Naboen min i andre etasje."),
)
"""Silje shuts her own hospital out of what the clinic wrote, and a colleague out of all of it; Solveig a neighbour who is a nurse."""

WISHES = (
    Wished(
        person="elias",
        document="elias-kontroll-1",
        trust="solvskogen",
        ago=3,
        at=16,
        words="Pappa blir så redd når han leser om hjertet mitt. Jeg vil si det selv.",
    ),
)
"""Elias wants to tell his father himself."""
