"""Reads FHIR R4 Condition: the only file here that knows where things stand in it. What is missing is left out."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from innsyn.features.diagnoses.problem import Code, Registration
from innsyn.fhir.code_systems import canonical_system
from innsyn.fhir.dates import Interval, norwegian_interval
from innsyn.gate.values import Stored

Resource = Mapping[str, Any]

_SEVERITIES = {"24484000": "severe", "6736007": "moderate", "255604002": "mild"}
"""SNOMED CT, FHIR R4 condition-severity."""


def registration(stored: Stored) -> Registration:
    """Read one stored Condition."""
    body: Resource = json.loads(stored.body, parse_float=Decimal)
    codes = tuple(_codes(body.get("code")))
    return Registration(
        id=stored.id,
        text=str((body.get("code") or {}).get("text") or "") or next((each.text for each in codes if each.text), ""),
        codes=codes,
        status=_first_code(body.get("clinicalStatus")),
        verification=_first_code(body.get("verificationStatus")),
        severity=_SEVERITIES.get(_first_code(body.get("severity")), ""),
        since=_at(body, ("onsetDateTime", "onsetPeriod")),
        until=_at(body, ("abatementDateTime", "abatementPeriod"), end_first=True),
        recorded_on=_at(body, ("recordedDate",)),
        recorder=_display(body.get("recorder")) or _display(body.get("asserter")),
        source=stored.custodian or "",
        stored_at=stored.recorded_at,
        note=" ".join(str(note["text"]) for note in body.get("note", ()) if note.get("text")),
    )


def _codes(concept: Resource | None) -> Iterator[Code]:
    for coding in (concept or {}).get("coding", ()):
        if coding.get("code"):
            yield Code(canonical_system(str(coding.get("system") or "")), str(coding["code"]), str(coding.get("display") or ""))


def _first_code(concept: Resource | None) -> str:
    return next((each.code for each in _codes(concept)), "")


def _at(body: Resource, elements: tuple[str, ...], *, end_first: bool = False) -> Interval | None:
    for element in elements:
        value = body.get(element)
        ends = ("end", "start") if end_first else ("start", "end")
        text = next((value[end] for end in ends if value.get(end)), None) if isinstance(value, dict) else value
        if found := norwegian_interval(text):
            return found
    return None


def _display(reference: Resource | None) -> str:
    return str((reference or {}).get("display") or "")
