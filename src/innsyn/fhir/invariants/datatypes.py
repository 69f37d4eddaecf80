"""The invariants of R4's data types.

Source: FHIR R4 4.0.1, datatypes.html, metadatatypes.html. ele-1, ext-1, ref-1, txt-1 and txt-2 are held by the walk itself.
"""

from collections.abc import Mapping

from innsyn.fhir.invariants.rule import UCUM, Rule, Value, has, has_choice, is_not_before

_MEALS = ("C", "CM", "CD", "CV")

_CODE_NEEDS_SYSTEM = Rule("qty-3", "a unit's code has a system", lambda v: not has(v, "code") or has(v, "system"))


def _has_ucum_unit(value: Value) -> bool:
    return (has(value, "code") or not has(value, "value")) and value.get("system", UCUM) == UCUM


def _is_above_zero(value: Value) -> bool:
    return bool(value.get("value", 1) > 0)


def _is_count(value: Value) -> bool:
    return _has_ucum_unit(value) and value.get("code", "1") == "1" and isinstance(value.get("value", 1), int)


def _is_duration(value: Value) -> bool:
    return not has(value, "code") or (value.get("system") == UCUM and has(value, "value"))


def _is_range(value: Value) -> bool:
    """Compare the ends of a range when they are in the same unit."""
    low, high = value.get("low", {}), value.get("high", {})
    is_same = all(low.get(name) == high.get(name) for name in ("system", "code", "unit"))
    return not is_same or low.get("value") is None or high.get("value") is None or bool(low["value"] <= high["value"])


def _is_ratio(value: Value) -> bool:
    return has(value, "numerator") == has(value, "denominator") and has(value, "numerator", "extension")


def _is_trigger(value: Value) -> bool:
    kind = value.get("type", "")
    named = kind != "named-event" or has(value, "name")
    timed = kind != "periodic" or has_choice(value, "timing")
    return named and timed and (not kind.startswith("data-") or has(value, "data"))


def _has_one_path(value: Value) -> bool:
    return has(value, "path") != has(value, "searchParam")


def _needs(key: str, name: str, other: str) -> Rule:
    return Rule(key, f"with {name} there must be {other}", lambda v: not has(v, name) or has(v, other))


DATATYPES: Mapping[str, tuple[Rule, ...]] = {
    "Age": (
        _CODE_NEEDS_SYSTEM,
        Rule("age-1", "an age is above zero, in a UCUM unit of time", lambda v: _has_ucum_unit(v) and _is_above_zero(v)),
    ),
    "Attachment": (_needs("att-1", "data", "contentType"),),
    "ContactPoint": (_needs("cpt-2", "value", "system"),),
    "Count": (_CODE_NEEDS_SYSTEM, Rule("cnt-3", "a count is a whole number in the UCUM unit 1", _is_count)),
    "DataRequirement.codeFilter": (Rule("drq-1", "either path or searchParam", _has_one_path),),
    "DataRequirement.dateFilter": (Rule("drq-2", "either path or searchParam", _has_one_path),),
    "Distance": (_CODE_NEEDS_SYSTEM, Rule("dis-1", "a distance is in a UCUM unit of length", _has_ucum_unit)),
    "Duration": (_CODE_NEEDS_SYSTEM, Rule("drt-1", "a duration is in a UCUM unit of time", _is_duration)),
    "Expression": (Rule("exp-1", "an expression or a reference to one", lambda v: has(v, "expression", "reference")),),
    "Period": (Rule("per-1", "a period does not end before it starts", lambda v: is_not_before(v.get("end"), v.get("start"))),),
    "Quantity": (_CODE_NEEDS_SYSTEM,),
    "Range": (Rule("rng-2", "low is not above high", _is_range),),
    "Ratio": (Rule("rat-1", "numerator and denominator come together", _is_ratio),),
    "Timing.repeat": (
        _needs("tim-1", "duration", "durationUnit"),
        _needs("tim-2", "period", "periodUnit"),
        Rule("tim-4", "a duration is not below zero", lambda v: bool(v.get("duration", 0) >= 0)),
        Rule("tim-5", "a period is not below zero", lambda v: bool(v.get("period", 0) >= 0)),
        _needs("tim-6", "periodMax", "period"),
        _needs("tim-7", "durationMax", "duration"),
        _needs("tim-8", "countMax", "count"),
        Rule(
            "tim-9",
            "an offset is from an event that is not a meal",
            lambda v: not has(v, "offset") or (has(v, "when") and not set(v.get("when", ())) & set(_MEALS)),
        ),
        Rule("tim-10", "either timeOfDay or when", lambda v: not (has(v, "timeOfDay") and has(v, "when"))),
    ),
    "TriggerDefinition": (
        Rule("trd-1", "either timing or data", lambda v: not (has(v, "data") and has_choice(v, "timing"))),
        _needs("trd-2", "condition", "data"),
        Rule("trd-3", "a trigger has what its type asks for", _is_trigger),
    ),
}
"""Type → its rules."""
