"""A clinician's decision to withhold resources, as Flag: which, by which code, why, until when, and who looks at it again.

Source: HL7 FHIR R4 Flag; Volven 9603; pasient- og brukerrettighetsloven § 3-4, § 5-1; docs/spec/visibility.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from innsyn.gate.rules.access_facts import WITHHOLDING
from innsyn.gate.rules.known_labels import SHIELD_LABELS
from innsyn.gate.rules.relations import Withholding
from innsyn.gate.standing.period import period_of, written_period
from innsyn.kernel.systems import ACCESS_FACT, ACCESS_LABEL, HPR_NUMBER

EXTENSION = "urn:innsyn:withholding"
"""Holds what Flag has no place for: `what`, `reason`, `reviewer`, `review-by`, `told`, `request`."""


REVIEWER = "urn:innsyn:reviewer"
"""Identifier system under which a decision is found by the HPR number of who shall look at it again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """Why something is withheld, for those who review it: never shown to whom it is withheld from.

    words: the clinician's own. reviewer: HPR number of who looks at it again, by `review_by`. request: `Task/id` of the young person's
    wish, if any."""

    words: str = field(repr=False)
    author_hpr: str
    author_name: str = field(repr=False)
    reviewer_hpr: str = ""
    reviewer_name: str = field(default="", repr=False)
    review_by: date | None = None
    request: str = ""


def withholding_of(flag: Mapping[str, Any], id_: str, custodian: str | None, labels: frozenset[str]) -> Withholding | None:
    """Read a decision; None for any other Flag, one that is not active, one of an unknown code or of an organisation nobody knows.

    labels: of the stored Flag, canonical."""
    code = _code(flag)
    if f"{ACCESS_FACT}|{WITHHOLDING}" not in labels or flag.get("status") != "active" or custodian is None or code not in SHIELD_LABELS:
        return None
    told = _extension(flag)
    return Withholding(
        id=id_,
        code=code,
        references=frozenset(each for each in _what(told)),
        custodian=custodian,
        period=period_of(flag.get("period")),
        is_told=any(each.get("url") == "told" and each.get("valueBoolean") is True for each in told),
    )


def withholding_body(decision: Withholding, patient_id: str, reasons: Reasons) -> dict[str, Any]:
    """Write a decision as Flag."""
    told: list[dict[str, Any]] = [{"url": "what", "valueReference": {"reference": each}} for each in sorted(decision.references)]
    told.append({"url": "reason", "valueString": reasons.words})
    if reasons.reviewer_hpr:
        told.append({"url": "reviewer", "valueReference": _person(reasons.reviewer_hpr, reasons.reviewer_name)})
    if reasons.review_by is not None:
        told.append({"url": "review-by", "valueDate": reasons.review_by.isoformat()})
    if reasons.request:
        told.append({"url": "request", "valueReference": {"reference": reasons.request}})
    if decision.is_told:
        told.append({"url": "told", "valueBoolean": True})
    period = written_period(decision.period)
    return {
        "resourceType": "Flag",
        "meta": {"security": [{"system": ACCESS_FACT, "code": WITHHOLDING}]},
        "extension": [{"url": EXTENSION, "extension": told}],
        **({"identifier": [{"system": REVIEWER, "value": reasons.reviewer_hpr}]} if reasons.reviewer_hpr else {}),
        "status": "active",
        "code": {"coding": [{"system": ACCESS_LABEL, "code": decision.code}]},
        "subject": {"reference": f"Patient/{patient_id}"},
        "author": _person(reasons.author_hpr, reasons.author_name),
        **({"period": period} if period else {}),
    }


def withheld_references(flag: Mapping[str, Any]) -> frozenset[str]:
    """List what a decision names, as `Type/id`."""
    return frozenset(_what(_extension(flag)))


def reasons_of(flag: Mapping[str, Any]) -> Reasons:
    """Read why, for those who review."""
    told = {str(each.get("url")): each for each in _extension(flag)}
    author, reviewer = flag.get("author", {}), told.get("reviewer", {}).get("valueReference", {})
    return Reasons(
        words=str(told.get("reason", {}).get("valueString", "")),
        author_hpr=str(author.get("identifier", {}).get("value", "")),
        author_name=str(author.get("display", "")),
        reviewer_hpr=str(reviewer.get("identifier", {}).get("value", "")),
        reviewer_name=str(reviewer.get("display", "")),
        review_by=_day(told.get("review-by", {}).get("valueDate")),
        request=str(told.get("request", {}).get("valueReference", {}).get("reference", "")),
    )


def lifted(flag: Mapping[str, Any]) -> dict[str, Any]:
    """Write a decision as one that no longer stands."""
    return {**flag, "status": "inactive"}


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None


def _person(hpr: str, name: str) -> dict[str, Any]:
    return {"type": "Practitioner", "identifier": {"system": HPR_NUMBER, "value": hpr}, "display": name}


def _code(flag: Mapping[str, Any]) -> str:
    codings = flag.get("code", {}).get("coding", ())
    return next((str(each.get("code")) for each in codings if each.get("system") == ACCESS_LABEL), "")


def _extension(flag: Mapping[str, Any]) -> Sequence[dict[str, Any]]:
    found = (each.get("extension", ()) for each in flag.get("extension", ()) if each.get("url") == EXTENSION)
    return next(iter(found), ())


def _what(told: Sequence[Mapping[str, Any]]) -> list[str]:
    named = (each.get("valueReference", {}).get("reference") for each in told if each.get("url") == "what")
    return [each for each in named if isinstance(each, str) and each]
