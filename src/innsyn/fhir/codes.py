"""Reads codes and the words shown for them.

Source: FHIR R4 4.0.1, datatypes.html#CodeableConcept and #Coding. Systems are compared by their canonical name.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from innsyn.fhir.code_systems import canonical_system

Concept = Mapping[str, Any]


def codings(concept: Concept | None) -> list[Mapping[str, Any]]:
    """List the codings of a CodeableConcept; empty for None."""
    listed = (concept or {}).get("coding")
    return [coding for coding in listed if isinstance(coding, dict)] if isinstance(listed, list) else []


def code_in(concept: Concept | None, system: str) -> str | None:
    """Give the concept's code in a code system (any of its names), or None."""
    wanted = canonical_system(system)
    for coding in codings(concept):
        if canonical_system(str(coding.get("system", ""))) == wanted and isinstance(coding.get("code"), str):
            return str(coding["code"])
    return None


def has_code(concept: Concept | None, system: str, code: str) -> bool:
    """Say whether the concept has this code in this system."""
    wanted = canonical_system(system)
    return any(canonical_system(str(coding.get("system", ""))) == wanted and coding.get("code") == code for coding in codings(concept))


def display_of(concept: Concept | None, prefer_systems: Sequence[str] = ()) -> str | None:
    """Give the words to show for a CodeableConcept.

    prefer_systems: systems whose display is wanted first, best first.
    Returns the preferred display, else the concept's own text, else any display, else a code; None when it says nothing."""
    given = codings(concept)
    for system in map(canonical_system, prefer_systems):
        for coding in given:
            if canonical_system(str(coding.get("system", ""))) == system and coding.get("display"):
                return str(coding["display"])
    text = (concept or {}).get("text")
    candidates = [text, *(coding.get("display") for coding in given), *(coding.get("code") for coding in given)]
    return next((one for one in candidates if isinstance(one, str) and one), None)


def identifier_in(resource: Mapping[str, Any], system: str) -> str | None:
    """Give a resource's identifier in a system (any of its names), or None. Old ones (`use` is `old`) do not count."""
    listed = resource.get("identifier")
    wanted = canonical_system(system)
    for identifier in listed if isinstance(listed, list) else [listed]:
        if not isinstance(identifier, dict) or identifier.get("use") == "old":
            continue
        if canonical_system(str(identifier.get("system", ""))) == wanted and isinstance(identifier.get("value"), str):
            return str(identifier["value"])
    return None
