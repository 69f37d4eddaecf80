"""Reads FHIR R4 Observation and DiagnosticReport: the only file here that knows where things stand in them.

What is missing is left out and what is odd is kept as words; nothing is guessed.
"""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from innsyn.features.results.kinds import kind
from innsyn.features.results.presented import pages
from innsyn.features.results.result import NoValue, Number, Part, Range, Report, Result, Saying, Standing, Value
from innsyn.features.results.rules import place
from innsyn.fhir.code_systems import canonical_system
from innsyn.fhir.dates import Interval, norwegian_interval
from innsyn.gate.values import Stored

Resource = Mapping[str, Any]

_STANDINGS = {
    "registered": Standing.PRELIMINARY, "partial": Standing.PRELIMINARY, "preliminary": Standing.PRELIMINARY,
    "final": Standing.FINAL,
    "amended": Standing.CORRECTED, "corrected": Standing.CORRECTED, "appended": Standing.CORRECTED,
    "cancelled": Standing.CANCELLED,
    "entered-in-error": Standing.ERROR,
}  # fmt: skip
_WORDS = ("valueString", "valueInteger", "valueTime", "valueDateTime")


def result(stored: Stored) -> Result:
    """Read one stored Observation."""
    body = _body(stored)
    codes = tuple(_codes(body.get("code")))
    names = tuple(_displays(body.get("code")))
    categories = [code for concept in body.get("category", ()) for _, code in _codes(concept)]
    return Result(
        id=stored.id,
        name=_said(body.get("code")),
        codes=codes,
        kind=kind(codes, names, categories),
        parts=tuple(_parts(body)),
        at=_at(body, ("effectiveDateTime", "effectivePeriod", "effectiveInstant", "issued")),
        standing=_STANDINGS.get(str(body.get("status")), Standing.UNKNOWN),
        source=stored.custodian or "",
        stored_at=stored.recorded_at,
        is_own=any(str(each.get("reference") or "").startswith("Patient/") for each in body.get("performer", ())),
        notes=tuple(note["text"] for note in body.get("note", ()) if note.get("text")),
    )


def report(stored: Stored) -> Report:
    """Read one stored DiagnosticReport."""
    body = _body(stored)
    return Report(
        id=stored.id,
        name=_said(body.get("code")),
        at=_at(body, ("effectiveDateTime", "effectivePeriod", "issued")),
        standing=_STANDINGS.get(str(body.get("status")), Standing.UNKNOWN),
        conclusion=str(body.get("conclusion") or ""),
        result_ids=tuple(_observation_ids(body)),
        result_names=tuple(str(each["display"]) for each in body.get("result", ()) if each.get("display")),
        pages=pages(body.get("presentedForm", ())),
        source=stored.custodian or "",
        stored_at=stored.recorded_at,
    )


def _body(stored: Stored) -> Resource:
    body: Resource = json.loads(stored.body, parse_float=Decimal, parse_int=Decimal)
    return body


def _parts(body: Resource) -> Iterator[Part]:
    """Read the figures: the components when there are any, with the observation's own value first when it has one too."""
    components = body.get("component", ())
    if not components or any(key.startswith("value") for key in body):
        yield _part(body)
    for component in components:
        yield _part(component)


def _part(figure: Resource) -> Part:
    value, usual = _value(figure), _range(figure)
    stated = next((code for concept in figure.get("interpretation", ()) for _, code in _codes(concept)), None)
    key = next((f"{system}|{code}" for system, code in _codes(figure.get("code"))), _said(figure.get("code")))
    return Part(key, _said(figure.get("code")), value, usual, place(value, usual, stated))


def _value(figure: Resource) -> Value:
    quantity = figure.get("valueQuantity") or {}
    if (number := _number(quantity)) is not None:
        return Number(number, _unit(quantity), str(quantity.get("comparator") or ""))
    if quantity.get("value") is not None:
        return Saying(_quantity_words(quantity))
    words = next((str(figure[key]) for key in _WORDS if figure.get(key) is not None), "") or _said(figure.get("valueCodeableConcept"))
    if words:
        return Saying(words)
    if figure.get("valueRatio"):
        return Saying(" : ".join(_quantity_words(figure["valueRatio"].get(end)) for end in ("numerator", "denominator")))
    if figure.get("valueRange"):
        return Saying("\u2013".join(_quantity_words(figure["valueRange"].get(end)) for end in ("low", "high")))
    return NoValue(_said(figure.get("dataAbsentReason")))


def _range(figure: Resource) -> Range | None:
    first: Resource | None = next(iter(figure.get("referenceRange", ())), None)
    if first is None:
        return None
    low, high = first.get("low") or {}, first.get("high") or {}
    return Range(_number(low), _number(high), _unit(low) or _unit(high), str(first.get("text") or ""))


def _number(quantity: Resource) -> Decimal | None:
    """Read the figure of a quantity; None for what is no number, however it came into the record."""
    value = quantity.get("value")
    return value if isinstance(value, Decimal) else None


def _unit(quantity: Resource) -> str:
    return str(quantity.get("unit") or quantity.get("code") or "")


def _quantity_words(quantity: Resource | None) -> str:
    return "" if not quantity else f"{quantity.get('comparator', '')}{quantity.get('value', '')} {_unit(quantity)}".strip()


def _at(body: Resource, elements: tuple[str, ...]) -> Interval | None:
    for element in elements:
        value = body.get(element)
        text = value.get("start") or value.get("end") if isinstance(value, dict) else value
        if found := norwegian_interval(text):
            return found
    return None


def _observation_ids(body: Resource) -> Iterator[str]:
    for each in body.get("result", ()):
        resource_type, _, resource_id = str(each.get("reference") or "").partition("/")
        if resource_type == "Observation" and resource_id:
            yield resource_id


def _codes(concept: Resource | None) -> Iterator[tuple[str, str]]:
    for coding in (concept or {}).get("coding", ()):
        if coding.get("code"):
            yield canonical_system(str(coding.get("system") or "")), str(coding["code"])


def _displays(concept: Resource | None) -> Iterator[str]:
    concept = concept or {}
    yield from (str(words) for words in (concept.get("text"), *(each.get("display") for each in concept.get("coding", ()))) if words)


def _said(concept: Resource | None) -> str:
    """Say a concept in its sender's words, else its code."""
    return next(_displays(concept), "") or next((code for _, code in _codes(concept)), "")
