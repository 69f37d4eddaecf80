"""A sensible value for each kind of parameter, with each modifier that fits it."""

from typing import get_args

from innsyn.fhir.search_request.criteria import Modifier
from innsyn.fhir.search_request.parameters import Parameter, hierarchy

VALUES = {
    "token": "http://example.no/s|a",
    "string": "Nor",
    "date": "ge2026-05",
    "number": "lt5.5",
    "quantity": "gt5.5|http://unitsofmeasure.org|mg",
    "uri": "http://example.no/a",
    "special": "59.91|10.75|5|km",
}
WITH_MODIFIER = {
    "missing": "true",
    "of-type": "http://example.no/t|MR|7",
    "in": "http://hl7.org/fhir/ValueSet/administrative-gender",
    "not-in": "http://hl7.org/fhir/ValueSet/administrative-gender",
    "identifier": "http://example.no/s|7",
    "below": "http://example.no/a",
    "above": "http://example.no/a",
}
MODIFIERS = frozenset({*get_args(Modifier), "missing"})


def sensible_pairs(parameter: Parameter) -> list[tuple[str, str]]:
    """List names and values for a parameter: alone, with each modifier, and for references with a type."""
    pairs = [(parameter.code, _value(parameter, parameter.kind))]
    pairs += [(f"{parameter.code}:{one}", _with(parameter, one)) for one in sorted(parameter.modifiers)]
    if parameter.kind == "reference" and not parameter.is_canonical and parameter.targets:
        pairs.append((f"{parameter.code}:{parameter.targets[0]}", "a1"))
    return pairs


def _with(parameter: Parameter, modifier: str) -> str:
    is_code = parameter.kind == "token" and modifier in ("above", "below")
    if parameter.kind == "reference" and modifier in ("above", "below"):
        return f"{next(one for one in parameter.targets if hierarchy(one))}/a1"
    return VALUES["token"] if is_code else WITH_MODIFIER.get(modifier, _value(parameter, parameter.kind))


def _value(parameter: Parameter, kind: str) -> str:
    if kind == "composite":
        return "$".join(_value(parameter, one) for one in parameter.components)
    if kind == "reference":
        target = parameter.targets[0] if parameter.targets else "Patient"
        return "http://example.no/canonical" if parameter.is_canonical else f"{target}/a1"
    return VALUES[kind]
