"""Says whether a value is what a profile fixes it to, has what it must have, or belongs to a slice.

Source: FHIR R4 4.0.1, profiling.html#discriminator. Systems are compared by their canonical name, so that `urn:uid` for `urn:oid`
and the several names of FEST are one. Displays are never compared.
"""

from collections.abc import Mapping
from typing import Any

from innsyn.fhir.code_systems import canonical_system
from innsyn.fhir.paths import values
from innsyn.fhir.terminology import is_in

_THIS = "$this"


def is_same(value: Any, wanted: Any) -> bool:
    """Say whether a value is exactly the wanted one; two texts also when they are names of one system."""
    if isinstance(value, str) and isinstance(wanted, str):
        return value == wanted or canonical_system(value) == canonical_system(wanted)
    return type(value) is type(wanted) and bool(value == wanted)


def has_pattern(value: Any, pattern: Any) -> bool:
    """Say whether a value has at least what the pattern has."""
    if isinstance(pattern, dict):
        return isinstance(value, dict) and all(has_pattern(value.get(name), inner) for name, inner in pattern.items())
    return is_same(value, pattern)


def coded_in(value: Any, value_set: str) -> bool | None:
    """Say whether a code, Coding or CodeableConcept is in a value set: any one coding is enough.

    Returns None when the value set is not known here."""
    if isinstance(value, str):
        return is_in(value_set, None, value)
    if not isinstance(value, dict):
        return False
    listed = value["coding"] if isinstance(value.get("coding"), list) else [value]
    pairs = [(one.get("system"), one.get("code")) for one in listed if isinstance(one, dict)]
    answers = [is_in(value_set, system, code) for system, code in pairs if isinstance(system, str) and isinstance(code, str)]
    if any(answers):
        return True
    return None if is_in(value_set, "", "") is None else False


def belongs(value: Any, where: Mapping[str, Any]) -> bool:
    """Say whether a value is of a slice: at each path something is as told."""
    return all(any(_is_as_told(one, told) for one in _at(value, path)) for path, told in where.items())


def _at(value: Any, path: str) -> list[Any]:
    if path == _THIS:
        return [value]
    return values(value, path) if isinstance(value, dict) else []


def _is_as_told(value: Any, told: Any) -> bool:
    if isinstance(told, dict) and "within" in told:
        return coded_in(value, told["within"]) is True
    return has_pattern(value, told)
