"""The recurring cast: who they are to whoever logs in, looks someone up or writes a test."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from babel.messages.pofile import read_po

from innsyn.sandbox.people.nation import Nation

LANGUAGES = ("nb", "nn", "en", "se")
CITIZENS = (
    "kari",
    "arne",
    "amina",
    "bjorg",
    "per",
    "silje",
    "odd",
    "ingrid",
    "ella",
    "leila",
    "jakob",
    "ante",
    "mia",
    "elias",
    "rolf",
    "inger",
    "solveig",
    "tone",
    "piotr",
    "olav",
    "hilde",
    "marit",
    "hodan",
    "trine",
    "morten",
    "hanne",
    "sunniva",
    "anne",
    "espen",
    "sander",
    "tuva",
    "isak",
    "frida",
)
PERSONNEL = (
    "lien",
    "berg",
    "eva",
    "lund",
    "fjeld",
    "ruud",
    "nilsen",
    "evensen",
    "aas",
    "strand",
    "holm",
    "halvorsen",
    "kirkeby",
    "moen",
    "vik",
    "brekke",
    "eide",
    "utsi",
    "gaup",
    "ask",
    "zachariassen",
    "torgersen",
    "fagerli",
)
_TEXTS = Path(__file__).parent / "texts"
_KEY = "sandbox.cast."


@dataclass(frozen=True, slots=True)
class CastMember:
    """One of the cast.

    key: short and stable, for `login_hint`. number: synthetic person number. organisation: name of where personnel work, of the GP
    office for citizens. hpr: HPR number, None for citizens and for personnel without authorisation. story: language to one line."""

    key: str
    name: str
    number: str
    role: Literal["citizen", "personnel"]
    organisation: str
    hpr: str | None
    story: dict[str, str]

    def __repr__(self) -> str:
        """Show the key only: numbers and names stay out of logs."""
        return f"CastMember({self.key})"


def cast(nation: Nation) -> list[CastMember]:
    """List the cast: citizens first, the six personas at the head of their groups."""
    return [*(_citizen(nation, key) for key in CITIZENS), *(_worker(nation, key) for key in PERSONNEL)]


def _citizen(nation: Nation, key: str) -> CastMember:
    person = nation.people[key]
    office = nation.organisations[person.gp_office].name
    return CastMember(key, str(person.name), person.number, "citizen", office, None, _story(key))


def _worker(nation: Nation, key: str) -> CastMember:
    worker = nation.personnel[key]
    workplace = nation.organisations[worker.posts[0].organisation].name
    return CastMember(key, str(worker.name), worker.number, "personnel", workplace, worker.hpr, _story(key))


def _story(key: str) -> dict[str, str]:
    return {language: _lines(language)[f"{_KEY}{key}"] for language in LANGUAGES}


@cache
def _lines(language: str) -> dict[str, str]:
    with (_TEXTS / f"{language}.po").open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id}
