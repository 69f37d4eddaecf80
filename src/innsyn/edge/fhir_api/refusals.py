"""Turns problems into answers: the status each deserves, and an OperationOutcome that names element and reason.

Source: FHIR R4 4.0.1, http.html#errors, valueset-issue-type.html.
"""

from collections.abc import Sequence

import orjson

from innsyn.edge.fhir_api.exchange import Answer
from innsyn.fhir.outcome import operation_outcome
from innsyn.gate.refused import Refused
from innsyn.kernel.outcome import Problem

_STATUS = {
    "structure": 400,
    "multiple-matches": 412,
    "not-found": 404,
    "deleted": 410,
    "conflict": 409,
    "duplicate": 409,
    "forbidden": 403,
    "security": 403,
    "login": 401,
    "unknown": 401,
    "expired": 401,
    "suppressed": 403,
    "not-supported": 400,
    "too-costly": 400,
    "too-long": 413,
    "throttled": 429,
    "lock-error": 503,
    "transient": 503,
    "timeout": 503,
    "no-store": 503,
    "exception": 500,
}
_ABSENT = Problem("not-found", "there is no such resource here")
_DELETED = Problem("deleted", "the resource was deleted")


def status_of(problem: Problem, otherwise: int) -> int:
    """Say which status a problem deserves. otherwise: for problems with a value or a resource, which are 400 or 422 by where they are."""
    return _STATUS.get(problem.code, otherwise)


def refusal(problems: Sequence[Problem], *, status: int | None = None, otherwise: int = 400) -> Answer:
    """Answer with an OperationOutcome. status: when it is known; else that of the first problem."""
    settled = status or (status_of(problems[0], otherwise) if problems else otherwise)
    return Answer(settled, outcome_body(problems))


def outcome_body(problems: Sequence[Problem]) -> bytes:
    """Write an OperationOutcome; without problems it says that all is well."""
    return orjson.dumps(operation_outcome(problems))


def one(status: int, code: str, text: str, path: str = "") -> Answer:
    """Answer with one problem."""
    return refusal([Problem(code, text, path)], status=status)


def invalid(problems: Sequence[Problem]) -> Answer:
    """Answer that a resource could be read but breaks the rules: 422, whatever the first rule's code."""
    return refusal(problems, status=422)


def absent() -> Answer:
    """Answer the same for what is not there and for what the caller may not know of."""
    return refusal([_ABSENT])


def deleted() -> Answer:
    """Answer for a resource that was here and was deleted."""
    return refusal([_DELETED])


def refused(no: Refused) -> Answer:
    """Answer the gate's no: the rule, never the resource."""
    return refusal([Problem("forbidden", f"the rules do not allow it ({no.verdict.rule or no.verdict.key})")])
