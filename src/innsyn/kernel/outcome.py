"""The expected answers: a verdict with its reason, a problem with its place.

An expected no is a value of these kinds; an exception is a broken promise.
"""

from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["fatal", "error", "warning", "information"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Yes or no, and the reason as a text key.

    key: text key a page can show (`access.own_record`). rule: the rule that decided (`GATE-3`). source: paragraph or document."""

    allowed: bool
    key: str
    rule: str = ""
    source: str = ""

    def __bool__(self) -> bool:
        """Say whether it is a yes."""
        return self.allowed


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that cannot be accepted, said so that it can be mended.

    code: a FHIR R4 IssueType code (`invalid`, `required`, `value`, `not-found`, `conflict`, `forbidden`, `too-costly` …).
    text: plain English without person numbers, names or clinical text. path: FHIRPath of the element, or empty.
    severity: FHIR IssueSeverity. details: extra words for machines, never personal."""

    code: str
    text: str
    path: str = ""
    severity: Severity = "error"
    details: dict[str, str] = field(default_factory=dict)
