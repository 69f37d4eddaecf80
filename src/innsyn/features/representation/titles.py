"""What a piece of the record is called in a list of many kinds: its own title, else the words of its code.

Source: HL7 FHIR R4, the resources of the areas in gate/rules/areas.py.
"""

from collections.abc import Iterator, Mapping
from typing import Any

_WORDS = ("description", "title")
_CONCEPTS = ("type", "code", "medicationCodeableConcept", "vaccineCode", "serviceType", "appointmentType", "reasonCode", "category")


def title_of(resource: Mapping[str, Any]) -> str:
    """Say what a resource calls itself; empty when it does not say."""
    return next(_titles(resource), "")


def _titles(resource: Mapping[str, Any]) -> Iterator[str]:
    for name in _WORDS:
        if isinstance(resource.get(name), str) and resource[name]:
            yield resource[name]
    for content in _dicts(resource.get("content")):
        title = content.get("attachment", {}).get("title")
        if isinstance(title, str) and title:
            yield title
    for name in _CONCEPTS:
        for concept in _dicts(resource.get(name)):
            yield from _concept(concept)


def _concept(concept: Mapping[str, Any]) -> Iterator[str]:
    texts = [concept.get("text"), *(coding.get("display") for coding in _dicts(concept.get("coding")))]
    yield from (text for text in texts if isinstance(text, str) and text)


def _dicts(value: Any) -> list[Mapping[str, Any]]:
    listed = value if isinstance(value, list) else [value]
    return [each for each in listed if isinstance(each, dict)]
