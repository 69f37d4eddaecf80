"""Values as they usually are for someone, so that an ordinary paper and its measurements tell the same."""

import re
from dataclasses import dataclass

from innsyn.sandbox.people.person import Sex
from innsyn.sandbox.stories.background.growth import growth
from innsyn.sandbox.stories.builders.telling import Telling
from innsyn.sandbox.stories.codes.analyses import ANALYSES

_USUAL: dict[str, tuple[float, float, float]] = {
    "hb": (13.2, 14.8, 0.6),
    "ferritin": (48, 110, 20),
    "crp": (4, 4, 3),
    "tsh": (1.9, 1.8, 0.5),
    "ft4": (14, 14, 1),
    "cholesterol": (5.6, 5.5, 0.7),
    "ldl": (3.5, 3.6, 0.6),
    "psa": (0, 1.6, 0.7),
    "creatinine": (68, 84, 8),
    "potassium": (4.1, 4.2, 0.2),
    "hba1c": (36, 36, 2),
    "acr": (0.9, 0.9, 0.4),
    "pulse": (72, 69, 7),
    "temperature": (36.9, 36.9, 0.2),
    "peak_flow": (410, 520, 40),
    "fev1": (1.6, 1.9, 0.2),
    "saturation": (95, 95, 1),
    "phq9": (6, 5, 2),
    "epds": (4, 4, 2),
    "weight": (70, 84, 9),
    "height": (167, 180, 5),
    "head": (50, 51, 1),
}
"""Usual value of women, of men, and how far most stray."""

_ALIASES = {"temp": "temperature"}
_PLACE = re.compile(r"{(\w+)}")


@dataclass(frozen=True, slots=True)
class Measured:
    """What one paper says: values by analysis, blood pressure, and every place as written."""

    values: dict[str, float]
    pressure: tuple[int, int] | None
    places: dict[str, str]


def measurements(life: Telling, words: str, age: float, unusual: dict[str, float]) -> Measured:
    """Make up what a manuscript asks for. words: the manuscript. unusual: analysis key to the value it strays around."""
    names = set(_PLACE.findall(words))
    values = {key: _value(life, key, age, unusual) for name in sorted(names) if (key := _ALIASES.get(name, name)) in _USUAL}
    pressure = _pressure(life, age, unusual) if "systolic" in names else None
    return Measured(values, pressure, _places(life, values, pressure))


def _value(life: Telling, key: str, age: float, unusual: dict[str, float]) -> float:
    women, men, spread = _USUAL[key]
    middle = women if life.person.sex is Sex.FEMALE else men
    if key in ("weight", "height", "head") and age < 18:
        middle, spread = growth(key, age), growth(key, age) * 0.03
    middle = unusual.get(key, middle)
    decimals = ANALYSES[key].decimals
    return max(0.1, round(life.chance.gauss(middle, spread), decimals))


def _pressure(life: Telling, age: float, unusual: dict[str, float]) -> tuple[int, int]:
    systolic = unusual.get("systolic", 104 + min(age, 80) * 0.4) + life.chance.gauss(0, 5)
    return round(systolic), round(systolic * 0.6 + life.chance.gauss(0, 3))


def _places(life: Telling, values: dict[str, float], pressure: tuple[int, int] | None) -> dict[str, str]:
    written = {key: shown(key, value) for key, value in values.items()}
    written |= {name: written[key] for name, key in _ALIASES.items() if key in written}
    if pressure:
        written |= {"systolic": str(pressure[0]), "diastolic": str(pressure[1]), "home": f"{pressure[0] - 6}/{pressure[1] - 3}"}
    days, length = str(life.chance.randrange(2, 8)), str(life.chance.randrange(2, 5))
    return {"days": days, "length": length} | written


def shown(key: str, value: float) -> str:
    """Write a value as Norwegians do, with the analysis' decimals."""
    return f"{value:.{ANALYSES[key].decimals}f}".replace(".", ",")
