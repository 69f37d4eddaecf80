"""One measured value as an Observation: value, unit, reference range and what it means against the range."""

from innsyn.kernel.systems import LOINC, NLK, UCUM
from innsyn.sandbox.people.resources.reference import Json, coding
from innsyn.sandbox.stories.builders.telling import Telling
from innsyn.sandbox.stories.codes.analyses import ANALYSES, Analysis, Range

_CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"
_INTERPRETATION = "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation"
_CATEGORY_NAMES = {"laboratory": "Laboratory", "vital-signs": "Vital Signs", "survey": "Survey", "procedure": "Procedure"}
_READINGS = {"H": ("H", "High"), "L": ("L", "Low"), "N": ("N", "Normal")}


def observation(life: Telling, key: str, value: float, at: str, performers: list[Json], encounter: Json | None = None) -> Json:
    """Build an Observation. key: of `ANALYSES`. at: instant. performers: who measured. Returns the resource, not yet written down."""
    analysis = ANALYSES[key]
    limits = analysis.ranges[life.person.sex]
    resource: Json = {
        "resourceType": "Observation",
        "id": life.new_id(f"obs-{key.replace('_', '-')}"),
        "status": "final",
        "category": [category(analysis.category)],
        "code": code(analysis),
        "subject": life.patient,
        "effectiveDateTime": at,
        "performer": performers,
        "valueQuantity": quantity(analysis, value),
    }
    if encounter:
        resource["encounter"] = encounter
    return resource | _against(analysis, limits, rounded(analysis, value))


def category(name: str) -> Json:
    """Name an observation category."""
    return {"coding": [coding(_CATEGORY, name, _CATEGORY_NAMES[name])]}


def code(analysis: Analysis) -> Json:
    """Name an analysis by every code it has, the Norwegian first."""
    codings = [coding(NLK, analysis.nlk, analysis.name)] if analysis.nlk else []
    codings += [coding(LOINC, analysis.loinc, analysis.name)] if analysis.loinc else []
    return {"coding": codings, "text": analysis.name}


def quantity(analysis: Analysis, value: float) -> Json:
    """Write a value with as many decimals as the analysis has."""
    return {"value": rounded(analysis, value), "unit": analysis.shown, "system": UCUM, "code": analysis.unit}


def rounded(analysis: Analysis, value: float) -> float:
    """Round a value to the analysis' decimals: what is written is also what is compared."""
    return round(value, analysis.decimals) if analysis.decimals else round(value)


def _against(analysis: Analysis, limits: Range, value: float) -> Json:
    if limits.low is None and limits.high is None:
        return {}
    bounds = {"low": limits.low, "high": limits.high}
    written = {name: quantity(analysis, bound) for name, bound in bounds.items() if bound is not None}
    reading = {"coding": [coding(_INTERPRETATION, *_READINGS[reading_of(limits, value)])]}
    return {"referenceRange": [written | {"text": range_text(limits)}], "interpretation": [reading]}


def reading_of(limits: Range, value: float) -> str:
    """Say how a value lies against its range: `L`, `N` or `H`."""
    if limits.low is not None and value < limits.low:
        return "L"
    return "H" if limits.high is not None and value > limits.high else "N"


def range_text(limits: Range) -> str:
    """Write a range as laboratories do: `11,7–15,3`, `< 5`, `> 60`."""
    low, high = (f"{bound:g}".replace(".", ",") if bound is not None else "" for bound in (limits.low, limits.high))
    if low and high:
        return f"{low}–{high}"
    return f"> {low}" if low else f"< {high}"
