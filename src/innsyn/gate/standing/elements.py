"""The small elements that conversations and messages are made of: codes, identifiers, instants; what cannot be read is none.

Source: HL7 FHIR R4 Coding, CodeableConcept, Identifier, instant.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from innsyn.gate.visit import Code
from innsyn.kernel.clock import Instant, norwegian_instant

Element = Mapping[str, Any]


def coded(code: Code) -> dict[str, Any]:
    """Write a code as a concept, with its words if it has any."""
    return {"coding": [{"system": code.system, "code": code.code, **displayed(code.text)}]}


def codes_of(concept: Element | None, system: str) -> list[str]:
    """List the codes a concept has in one system."""
    codings = concept.get("coding", ()) if concept else ()
    return [str(each.get("code", "")) for each in codings if each.get("system") == system]


def code_of(concept: Element | None) -> Code | None:
    """Read a concept's first code, with the concept's words where the coding has none; None when there is no concept."""
    if not concept:
        return None
    coding: Element = next(iter(concept.get("coding", ())), {})
    words = coding.get("display") or concept.get("text", "")
    return Code(str(coding.get("code", "")), str(coding.get("system", "")), str(words))


def value_of(identifiers: Any, system: str) -> str:
    """Read the value of the first identifier of a system; empty when there is none."""
    return next((str(each.get("value", "")) for each in identifiers or () if each.get("system") == system), "")


def numbered(system: str, value: str) -> dict[str, Any]:
    """Write the identifier of a reference; nothing for an empty value."""
    return {"identifier": {"system": system, "value": value}} if value else {}


def displayed(words: str) -> dict[str, str]:
    """Write the words shown for something; nothing for none."""
    return {"display": words} if words else {}


def without(resource: Element, *names: str) -> dict[str, Any]:
    """Give a copy without some elements."""
    return {name: value for name, value in resource.items() if name not in names}


def text_of(at: Instant) -> str:
    """Write an instant."""
    return at.isoformat(timespec="seconds")


def instant_of(text: object) -> Instant | None:
    """Read an instant."""
    try:
        return norwegian_instant(text) if isinstance(text, str) else None
    except ValueError:
        return None


def uuid_of(text: str) -> UUID | None:
    """Read a UUID."""
    try:
        return UUID(text)
    except ValueError:
        return None
