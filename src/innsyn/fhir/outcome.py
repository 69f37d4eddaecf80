"""Builds an OperationOutcome from problems.

Source: FHIR R4 4.0.1, operationoutcome.html.
"""

from collections.abc import Iterable
from typing import Any

from innsyn.kernel.outcome import Problem


def operation_outcome(problems: Iterable[Problem]) -> dict[str, Any]:
    """Build an OperationOutcome with one issue for each problem.

    Without problems it says that all is well, since R4 wants at least one issue."""
    issues = [_issue(problem) for problem in problems]
    well = {"severity": "information", "code": "informational", "diagnostics": "No problems found"}
    return {"resourceType": "OperationOutcome", "issue": issues or [well]}


def _issue(problem: Problem) -> dict[str, Any]:
    issue: dict[str, Any] = {"severity": problem.severity, "code": problem.code, "diagnostics": problem.text}
    if problem.path:
        issue["expression"] = [problem.path]
    return issue
