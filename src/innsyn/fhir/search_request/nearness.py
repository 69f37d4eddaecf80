"""Reads `near`, R4's one special parameter, and measures how far apart two places on earth are.

Source: FHIR R4 4.0.1, location.html#positional: `[latitude]|[longitude]|[distance]|[units]` in degrees (WGS84); kilometres unless said.
"""

import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

from innsyn.fhir.search_request.criteria import Near
from innsyn.fhir.search_request.escapes import split
from innsyn.kernel.outcome import Problem

_NUMBER = re.compile(r"[+-]?\d{1,7}(?:\.\d{1,15})?", re.ASCII)
_KILOMETRES = {"km": 1.0, "m": 0.001, "[mi_i]": 1.609344, "mi": 1.609344, "": 1.0}
_NEARBY_KM = 10.0
"""How far is near when the client does not say."""

_EARTH_RADIUS_KM = 6371.0088


def read_near(code: str, text: str) -> Near | Problem:
    """Read the places and distances, any of which will do."""
    places = [_place(part) for part in split(text, ",") if part]
    known = tuple(one for one in places if one is not None)
    if len(known) < len(places):
        return Problem("invalid", "write `latitude|longitude|distance|unit`, the unit being km, m or [mi_i]", code)
    return Near(code, known)


def is_near(position: object, places: Iterable[tuple[float, float, float]]) -> bool:
    """Say whether a Location's position is within the distance of any of the places; one without numbers is near nothing."""
    if not isinstance(position, Mapping):
        return False
    latitude, longitude = _number(position.get("latitude")), _number(position.get("longitude"))
    if latitude is None or longitude is None:
        return False
    return any(distance_km((latitude, longitude), (north, east)) <= within for north, east, within in places)


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Measure along the earth's surface between two places: latitude and longitude in degrees."""
    (north, east), (other_north, other_east) = (tuple(map(math.radians, place)) for place in (one, other))
    half = math.sin((other_north - north) / 2) ** 2 + math.cos(north) * math.cos(other_north) * math.sin((other_east - east) / 2) ** 2
    return 2 * _EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))


def _place(part: str) -> tuple[float, float, float] | None:
    written = [one.strip() for one in split(part, "|")]
    numbers, unit = written[:3], written[3] if len(written) == 4 else ""
    if len(written) not in (2, 3, 4) or unit not in _KILOMETRES or not all(_NUMBER.fullmatch(one) for one in numbers[:2]):
        return None
    if len(numbers) == 3 and numbers[2] and not _NUMBER.fullmatch(numbers[2]):
        return None
    north, east = float(numbers[0]), float(numbers[1])
    within = float(numbers[2]) * _KILOMETRES[unit] if len(numbers) == 3 and numbers[2] else _NEARBY_KM
    return (north, east, within) if abs(north) <= 90 and abs(east) <= 180 and within >= 0 else None


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
