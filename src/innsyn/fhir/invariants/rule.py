"""What an invariant is, and the few words that invariants are said with.

Source: FHIR R4 4.0.1, conformance-rules.html#constraints. A rule sees an object whose structure is already found in order.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from innsyn.fhir.dates import interval

Value = Mapping[str, Any]

UCUM = "http://unitsofmeasure.org"


@dataclass(frozen=True, slots=True)
class Rule:
    """One invariant. key: as R4 names it (`per-1`). text: what must hold, in our words. holds: whether it does, for one object."""

    key: str
    text: str
    holds: Callable[[Value], bool]


def has(value: Value, *names: str) -> bool:
    """Say whether any of the elements is there, be it only by its extensions."""
    return any(name in value or f"_{name}" in value for name in names)


def has_choice(value: Value, stem: str) -> bool:
    """Say whether a choice such as `value[x]` is there, with any of its types."""
    return any(name.removeprefix("_").startswith(stem) for name in value)


def how_many(value: Value, *names: str) -> int:
    """Count the elements there are of these, a list by its length."""
    listed = [value.get(name, ()) if isinstance(value.get(name), list) else [1] * has(value, name) for name in names]
    return sum(map(len, listed))


def are_distinct(values: Iterable[Any]) -> bool:
    """Say whether no value comes twice; what is not there does not count."""
    given = [str(one) for one in values if one is not None]
    return len(set(given)) == len(given)


def inner(value: Value, name: str) -> list[dict[str, Any]]:
    """List the objects of an element, whether it is a list or not."""
    found = value.get(name)
    listed = found if isinstance(found, list) else [found]
    return [one for one in listed if isinstance(one, dict)]


def is_coded(value: Value, name: str, system: str, *codes: str) -> bool:
    """Say whether a CodeableConcept has one of the codes in the system."""
    given = [coding for concept in inner(value, name) for coding in inner(concept, "coding")]
    return any(coding.get("system") == system and coding.get("code") in codes for coding in given)


def is_not_before(later: Any, earlier: Any) -> bool:
    """Say whether one date is not surely before another; what cannot be compared is given the benefit of the doubt."""
    if not isinstance(later, str) or not isinstance(earlier, str):
        return True
    if len(later) == len(earlier) and later[19:] == earlier[19:]:
        return later >= earlier
    end, start = interval(later), interval(earlier)
    return end is None or start is None or end.end is None or start.start is None or end.end > start.start
