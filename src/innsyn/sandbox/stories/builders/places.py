"""Fills the places in a manuscript: names, dates counted from the paper's own day, and whatever the story hands over.

`{d}` the paper's date, `{d-30}` thirty days before it, `{m-200}` month and year, `{y-4000}` the year; `{name}` `{given}` `{age}`
`{born}` `{author}` `{gp}`; `{start}` and `{end}` of the visit.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

from innsyn.sandbox.stories.builders.visit import Visit
from innsyn.sandbox.stories.content.paper import PaperLanguage

_CHOICE = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)
_SHIFT = re.compile(r"([dmy])([+-]\d+)?")
_NORWEGIAN_MONTHS = (
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
)
_ENGLISH_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MONTHS = {"nb": _NORWEGIAN_MONTHS, "nn": _NORWEGIAN_MONTHS, "en": _ENGLISH_MONTHS}


class Places(dict[str, str]):
    """Known places by name; dates are worked out when they are asked for."""

    def __init__(self, on: date, language: PaperLanguage, known: dict[str, str]) -> None:
        """Know these. on: the day shifted dates are counted from."""
        super().__init__(known)
        self._on = on
        self._language = language

    def __missing__(self, name: str) -> str:
        """Work out a date. Raises KeyError for a place nobody knows."""
        match = _SHIFT.fullmatch(name)
        if match is None:
            raise KeyError(name)
        day = self._on + timedelta(days=int(match[2] or 0))
        if match[1] == "d":
            return written_date(day)
        return f"{_MONTHS[self._language][day.month - 1]} {day.year}" if match[1] == "m" else str(day.year)


def written_date(day: date) -> str:
    """Write a date as Norwegians do: 03.02.2026."""
    return day.strftime("%d.%m.%Y")


def filled(words: str, visit: Visit, on: date, language: PaperLanguage, given: Mapping[str, str]) -> str:
    """Fill a manuscript's words. given: places the story hands over. Raises KeyError for an unknown place."""
    life = visit.life
    worker = life.nation.personnel[visit.by]
    known = {
        "name": str(life.person.name),
        "given": life.person.name.given,
        "age": str(life.person.age(on)),
        "born": written_date(life.person.born_on),
        "author": str(worker.name),
        "gp": str(life.nation.personnel[life.person.gp].name),
        "start": written_date(visit.start.date()),
        "end": written_date(visit.end.date()),
    }
    return chosen(words, life.chance).format_map(Places(on, language, known | dict(given)))


def chosen(words: str, chance: Random) -> str:
    """Make each choice in a manuscript."""
    return _CHOICE.sub(lambda match: chance.choice(match[1].split("|")), words)
