"""Checks a resource against R4: elements, cardinality, choices, primitive forms, required codes, references, invariants.

Source: FHIR R4 4.0.1, the element tables in `definitions/`; datatypes.html, references.html, extensibility.html, domainresource.html.
Only errors are told, as the write path needs them; advice is in `advice.py`, profiles in `profiles/`. See docs/spec/validation.md.
"""

from collections.abc import Mapping
from typing import Any

from innsyn.fhir.definitions.tables import resource_types
from innsyn.fhir.places import Place, safe_name
from innsyn.fhir.reference_rules import Containment, check_reference, unreferenced
from innsyn.fhir.shapes import RESOURCE, Element, Shape, shape
from innsyn.kernel.outcome import Problem

MOST_PROBLEMS = 50
"""So many problems are told of one resource; a client with more has another kind of mistake."""

_ROOT_ONLY = "resourceType"


def validate(resource: Mapping[str, Any]) -> list[Problem]:
    """Check a resource against R4 itself: what is told is an error.

    resource: R4 JSON as parsed; the bytes are left alone.
    Returns what is wrong, each with the element's FHIRPath; an empty list when nothing is. Texts never repeat a value."""
    check = _Check()
    check.resource(resource, Place(None, safe_name(str(resource.get("resourceType", "Resource")))), within=None)
    return check.found


class _Check:
    """One walk through one resource, collecting what is wrong."""

    def __init__(self) -> None:
        self.found: list[Problem] = []
        self._malformed = 0
        self._containment = Containment()

    def say(self, code: str, text: str, place: Place) -> None:
        self._malformed += code != "invariant"
        if len(self.found) < MOST_PROBLEMS:
            self.found.append(Problem(code, text, place.expression()))

    def resource(self, value: Any, place: Place, within: Place | None) -> None:
        """Check a resource; `within` is set for a contained one, which shares its container's references."""
        kind = value.get(_ROOT_ONLY) if isinstance(value, dict) else None
        if not isinstance(kind, str) or kind not in resource_types():
            self.say("structure", "this is not a resource type of FHIR R4", place)
            return
        outer = self._containment
        if within is None:
            self._containment = Containment.of(value)
        elif "contained" in value:
            self.say("invariant", "a contained resource cannot contain others (dom-2)", place)
        elif not {"versionId", "lastUpdated", "security"}.isdisjoint(value.get("meta") or ()):
            self.say("invariant", "a contained resource has no version, time or security label of its own (dom-4, dom-5)", place)
        self._object(value, shape(kind), place)
        if within is None and "contained" in value:
            self._contained(value, place)
        self._containment = outer

    def _contained(self, value: dict[str, Any], place: Place) -> None:
        for position in unreferenced(value):
            text = "a contained resource has an id and is referred to, or refers to its container (dom-3)"
            self.say("invariant", text, Place(place, "contained", position))

    def _object(self, value: dict[str, Any], wanted: Shape, place: Place) -> None:
        malformed_before = self._malformed
        elements = wanted.elements
        chosen: set[str] | None = None
        for name, inner in value.items():
            element = elements.get(name)
            if element is None:
                if name != _ROOT_ONLY or wanted.name not in resource_types():
                    self.say("structure", "this element is not part of the type", Place(place, safe_name(name)))
                continue
            if element.is_plain:
                if not element.is_valid(inner):
                    self._wrong_form(inner, element, Place(place, element.step))
                continue
            if element.choice and not element.is_companion:
                chosen = set() if chosen is None else chosen
                if element.choice in chosen:
                    self.say("structure", "only one of the choices may be given", Place(place, element.choice))
                chosen.add(element.choice)
            if element.is_list:
                self._list(value, name, inner, element, place)
            else:
                self._one(inner, element, Place(place, element.step))
        if wanted.required:
            self._missing(value, wanted, place)
        elif not value:
            self.say("structure", "an element must have a value or children (ele-1)", place)
        if wanted.rules and self._malformed == malformed_before:
            for rule in wanted.rules:
                if not rule.holds(value):
                    self.say("invariant", f"{rule.text} ({rule.key})", place)

    def _missing(self, value: dict[str, Any], wanted: Shape, place: Place) -> None:
        for step, names in wanted.required:
            if names[0] not in value and not any(name in value or f"_{name}" in value for name in names):
                self.say("required", "this element must be there", Place(place, step))

    def _list(self, owner: dict[str, Any], name: str, value: Any, element: Element, place: Place) -> None:
        if type(value) is not list:
            self.say("structure", "this element is a list", Place(place, element.step))
            return
        if not value:
            self.say("structure", "a list cannot be empty", Place(place, element.step))
        for position, inner in enumerate(value):
            if element.is_valid(inner):
                continue
            if inner is None and self._is_told_elsewhere(owner, name, position, element):
                continue
            self._one(inner, element, Place(place, element.step, position))

    def _is_told_elsewhere(self, owner: dict[str, Any], name: str, position: int, element: Element) -> bool:
        """Say whether a null in a list of primitives has its other half: extensions for a value, a value for extensions."""
        if not element.is_primitive and not element.is_companion:
            return False
        other = owner.get(name[1:] if element.is_companion else f"_{name}")
        return isinstance(other, list) and position < len(other) and other[position] is not None

    def _one(self, value: Any, element: Element, place: Place) -> None:
        if element.is_primitive:
            if not element.is_valid(value):
                self._wrong_form(value, element, place)
            return
        if element.kind == RESOURCE:
            self.resource(value, place, within=place.above if element.step == "contained" else None)
            return
        if type(value) is not dict:
            self.say("structure", "this element is an object", place)
            return
        wanted = element.shape
        if wanted is None:
            wanted = element.shape = shape(element.kind)
        self._object(value, wanted, place)
        if wanted.name == "Reference":
            check_reference(value, element.targets, self._containment, place, self.say)
        elif wanted.name == "Extension":
            self._extension(value, place)
        elif element.codes:
            self._concept(value, element, place)

    def _wrong_form(self, value: Any, element: Element, place: Place) -> None:
        if element.value_set and isinstance(value, str) and value:
            self.say("code-invalid", f"the code is not in the required value set {element.value_set}", place)
        else:
            self.say("value", f"the value does not have the form of {element.kind}", place)

    def _extension(self, value: dict[str, Any], place: Place) -> None:
        has_value = any(name.startswith(("value", "_value")) for name in value)
        if has_value == ("extension" in value):
            self.say("invariant", "an extension has either a value or extensions (ext-1)", place)

    def _concept(self, value: dict[str, Any], element: Element, place: Place) -> None:
        """Want one coding of the required value set; words alone are not enough, but an extension may say why there is no code."""
        codings = value.get("coding", []) if element.kind == "CodeableConcept" else [value]
        given = [coding for coding in codings if isinstance(coding, dict)] if isinstance(codings, list) else []
        pairs = [(coding.get("system"), coding.get("code")) for coding in given]
        if any(pair in element.codes for pair in pairs if isinstance(pair[0], str) and isinstance(pair[1], str)):
            return
        if given or "extension" not in value:
            self.say("code-invalid", f"no code is from the required value set {element.value_set}", place)
