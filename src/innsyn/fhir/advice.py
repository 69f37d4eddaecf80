"""Tells what is no error but worth knowing of a resource: what could not be checked, and what R4 recommends.

Source: FHIR R4 4.0.1, terminologies.html#strength; the constraints of severity warning. For `$validate`; never on the write path.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from innsyn.fhir.invariants import advice_for
from innsyn.fhir.places import Place
from innsyn.fhir.shapes import RESOURCE, Element, Shape, shape
from innsyn.fhir.terminology import is_in
from innsyn.kernel.outcome import Problem

_PUBLISHERS = ("http://hl7.org/fhir/ValueSet/", "http://terminology.hl7.org/ValueSet/")


def advise(resource: Mapping[str, Any]) -> list[Problem]:
    """List warnings and information about a resource in which `validate` finds no error.

    Returns, each with its FHIRPath: codes that could not be checked, codes outside an extensible value set, missing narrative,
    names that programs cannot use."""
    kind = str(resource["resourceType"])
    place = Place(None, kind)
    found = list(_of_object(resource, shape(kind), place))
    found += [_said("warning", "business-rule", rule.text, place) for rule in advice_for(kind) if not rule.holds(resource)]
    if "text" in shape(kind).elements and "text" not in resource:
        found.append(_said("warning", "business-rule", "a resource should have a narrative (dom-6)", place))
    return found


def _said(severity: str, code: str, text: str, place: Place) -> Problem:
    return Problem(code, text, place.expression(), "warning" if severity == "warning" else "information")


def _of_object(value: Mapping[str, Any], wanted: Shape, place: Place) -> Iterator[Problem]:
    for name, inner in value.items():
        element = wanted.elements.get(name)
        if element is None or element.is_companion:
            continue
        for position, one in enumerate(inner) if isinstance(inner, list) else ((-1, inner),):
            there = Place(place, element.step, position)
            yield from _of_code(one, element, there)
            if isinstance(one, dict):
                yield from _of_object(one, shape(_type_of(one, element)), there)


def _type_of(value: Mapping[str, Any], element: Element) -> str:
    return str(value["resourceType"]) if element.kind == RESOURCE else element.kind


def _of_code(value: Any, element: Element, place: Place) -> Iterator[Problem]:
    if element.unchecked and value is not None:
        yield _said("information", "not-supported", f"not checked: the codes of {element.unchecked} are not carried here", place)
    elif element.extensible and _is_outside(value, element.extensible):
        yield _said("warning", "code-invalid", f"no code is from the extensible value set {element.extensible}", place)


def _is_outside(value: Any, value_set: str) -> bool:
    """Say whether there are codes and all are known to be outside; another system's code may be meant, so this is only advice."""
    given = [value] if isinstance(value, str) else _codings(value)
    answers = [_is_in(value_set, one) for one in given]
    return bool(answers) and all(answer is False for answer in answers)


def _codings(value: Any) -> list[Any]:
    if not isinstance(value, dict):
        return []
    listed = value.get("coding", [value] if "code" in value else [])
    return [one for one in listed if "code" in one]


def _is_in(value_set: str, one: Any) -> bool | None:
    system, code = (None, one) if isinstance(one, str) else (one.get("system", ""), one["code"])
    answers = [is_in(publisher + value_set, system, code) for publisher in _PUBLISHERS]
    return next((answer for answer in answers if answer is not None), None)
