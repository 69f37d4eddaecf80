"""Says in words what one observation inside a document found.

HL7 FHIR R4 Observation: value[x], referenceRange, dataAbsentReason. Decimals are written as they came, with a comma.
"""

from collections.abc import Mapping
from typing import Any


def said(concept: Any) -> str:
    """Say a CodeableConcept: its text, else its first display, else its first code."""
    if not isinstance(concept, dict):
        return ""
    codings = [each for each in concept.get("coding") or () if isinstance(each, dict)]
    words = concept.get("text") or next((each["display"] for each in codings if each.get("display")), None)
    return str(words or next((each["code"] for each in codings if each.get("code")), ""))


def value_of(observation: Mapping[str, Any]) -> str:
    """Say the value of an observation or one of its components, empty when there is none."""
    if isinstance(quantity := observation.get("valueQuantity"), dict):
        return _quantity(quantity)
    for key in ("valueString", "valueInteger", "valueDateTime", "valueTime"):
        if observation.get(key) is not None:
            return str(observation[key])
    return said(observation.get("valueCodeableConcept")) or said(observation.get("dataAbsentReason"))


def reference(observation: Mapping[str, Any]) -> str:
    """Say the first reference range, empty when there is none."""
    ranges = observation.get("referenceRange")
    first = ranges[0] if isinstance(ranges, list) and ranges and isinstance(ranges[0], dict) else {}
    if first.get("text"):
        return str(first["text"])
    low, high = (_quantity(first[key]) if isinstance(first.get(key), dict) else "" for key in ("low", "high"))
    return f"{low}\u2013{high}" if low and high else f"\u2265 {low}" if low else f"\u2264 {high}" if high else ""


def _quantity(quantity: Mapping[str, Any]) -> str:
    number = "" if quantity.get("value") is None else f"{quantity['value']}".replace(".", ",")
    return " ".join(str(part) for part in (quantity.get("comparator"), number, quantity.get("unit") or quantity.get("code")) if part)
