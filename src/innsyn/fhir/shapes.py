"""Prepares the element tables for walking: one shape per type or nested element, made when first met.

Source: the generated `elements.json` and `value_sets.json`; the form of a line is told in `definitions/element_tables.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from innsyn.fhir.definitions.tables import ANCESTOR, element_table, lineage, value_set
from innsyn.fhir.invariants import rules_for
from innsyn.fhir.invariants.rule import Rule
from innsyn.fhir.primitives import PRIMITIVES, IsValid

Codes = frozenset[tuple[str, str]]

RESOURCE = "Resource"
_BOUND_CONCEPTS = ("CodeableConcept", "Coding")


def never(_value: Any) -> bool:
    """Say no: the check of what is not a primitive."""
    return False


@dataclass(slots=True)
class Element:
    """How one JSON property must look.

    step: its name in FHIRPath. kind: FHIR type or nested table. is_valid: for primitives; nothing else passes it. is_companion: for
    the `_name` beside a primitive. choice: the name of the choice it belongs to, or empty. targets: types a reference may point at,
    empty for any. codes: for a concept with a required binding. unchecked: a required value set whose codes are not here.
    extensible: a value set that other codes may extend."""

    step: str
    kind: str
    is_list: bool
    is_primitive: bool = False
    is_valid: IsValid = never
    is_companion: bool = False
    choice: str = ""
    targets: frozenset[str] = frozenset()
    codes: Codes = frozenset()
    value_set: str = ""
    unchecked: str = ""
    extensible: str = ""
    shape: "Shape | None" = None
    is_plain: bool = False

    def __post_init__(self) -> None:
        """Note whether this is the commonest kind: a primitive that is neither list nor choice."""
        self.is_plain = self.is_primitive and not self.is_list and not self.choice


@dataclass(slots=True)
class Shape:
    """The properties an object of one type may have.

    required: for each element that must be there, its possible properties. rules: its invariants."""

    name: str
    elements: dict[str, Element] = field(default_factory=dict)
    required: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    rules: tuple[Rule, ...] = ()


@cache
def shape(name: str) -> Shape:
    """Give the shape of a type or nested element (`Patient`, `Patient.contact`, `HumanName`).

    Raises KeyError for a name the tables do not have."""
    made = Shape(name, rules=rules_for(name))
    for table in lineage(name):
        lines = element_table(table)
        if lines is None:
            raise KeyError(name)
        for element, line in lines.items():
            if element != ANCESTOR:
                _add(made, element, line)
    return made


def _add(made: Shape, name: str, line: str) -> None:
    cardinality, types, *rest = line.split(" ")
    least, most = cardinality.split("..")
    binding = next((part for part in rest if part[0] in "=?~"), "")
    names = []
    for alternative in types.split("|"):
        kind, _, targets = alternative.rstrip(")").partition("(")
        element = _element(name, kind, most != "1", binding)
        element.targets = frozenset(targets.split(",")) if targets and kind == "Reference" else frozenset()
        json_name = name.removesuffix("[x]") + kind[0].upper() + kind[1:] if name.endswith("[x]") else name
        names.append(json_name)
        made.elements[json_name] = element
        if element.is_primitive:
            made.elements[f"_{json_name}"] = Element(name, "Element", element.is_list, is_companion=True)
    if least != "0":
        made.required.append((name.removesuffix("[x]"), tuple(names)))


def _element(name: str, kind: str, is_list: bool, binding: str) -> Element:
    choice = name.removesuffix("[x]") if name.endswith("[x]") else ""
    step = f"{choice}.ofType({kind})" if choice else name
    element = Element(step, kind, is_list, kind in PRIMITIVES, PRIMITIVES.get(kind, never), choice=choice)
    strength, bound = binding[:1], binding[1:]
    if strength == "=" and kind == "code":
        element.is_valid, element.value_set = _one_of(bound), bound
    elif strength == "=" and kind in _BOUND_CONCEPTS:
        element.codes, element.value_set = _codes(bound), bound
    elif kind == "code" or kind in _BOUND_CONCEPTS:
        element.unchecked = bound if strength == "?" else ""
        element.extensible = bound if strength == "~" else ""
    return element


@cache
def _codes(binding: str) -> Codes:
    return frozenset((system, code) for system, codes in value_set(binding).items() for code in codes)


@cache
def _one_of(binding: str) -> Callable[[Any], bool]:
    codes = frozenset(code for _, code in _codes(binding))
    return lambda value: type(value) is str and value in codes
