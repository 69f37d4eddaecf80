"""The noes of a delivery as problems. What is closed and what is not there are the same problem, whatever was asked.

Source: FHIR R4 4.0.1, http.html#concurrency, #cond-update, #delete; docs/adr/0016-machine-clients.md.
"""

from collections.abc import Mapping

from innsyn.gate.dialogue.changes import OUT_OF_ORDER, SENT_STAYS, SPEAKS_FOR_ANOTHER
from innsyn.kernel.outcome import Problem, Verdict
from innsyn.record.ids import owner_of

PRECONDITION = {"status": "412"}
"""Marks a problem as a failed precondition, whose code alone would not tell its HTTP status."""

NO_SCOPE = Problem("forbidden", "the token's scopes do not allow this")
NOT_ALLOWED = Problem("forbidden", "the rules do not allow this")
NOT_THERE = Problem("not-found", "there is no such resource to change")
NOT_FREE = Problem("conflict", "this id cannot be used here")
NOT_THAT_VERSION = Problem("conflict", "no version as named in If-Match stands", details=PRECONDITION)
IS_THERE = Problem("conflict", "If-None-Match: * was asked for, and the id is in use", details=PRECONDITION)
DUPLICATE = Problem("duplicate", "a Patient with this national number is in the record: find it by the number")
UNDER_CHANGE = Problem("conflict", "others are changing the same at this moment: try once more")
ANOTHER_PERSON = Problem("business-rule", "the record of this id is another person's: another number, or another birth date")
ANOTHER_PATIENT = Problem("business-rule", "a resource stays in the record of the patient it is about")
SAME_CONDITION = Problem("invalid", "two entries create under the same condition")
ONLY_VERSIONS = Problem("not-supported", "of If-None-Match only * is understood, and of If-Match only one version")
NUMBERED = Problem("conflict", "a Patient with a national number is not deleted: set active to false")
STILL_NEEDED = Problem("conflict", "a Patient is not deleted while anything about her stands: delete that first")
DIALOGUE_BROKEN: Mapping[Verdict, Problem] = {
    SENT_STAYS: Problem("business-rule", "of a sent message only status, statusReason and received change; what is delivered stays so"),
    OUT_OF_ORDER: Problem("business-rule", "the conversation cannot become this: what it is about stays, and what has ended stays ended"),
    SPEAKS_FOR_ANOTHER: Problem("business-rule", "a clinic writes as itself, in a conversation that it keeps and that is named in basedOn"),
}
"""What breaks the order of a conversation. Source: docs/spec/dialogue.md#DLG-3, #DLG-4, #DLG-5."""


def nothing_to_change(id_: str, conditions: Mapping[str, str]) -> Problem:
    """Say that an update has nothing to change: the same for what is not there and for what is closed.

    An id of the form that the record gives is never chosen by a client; any other that is in use cannot be used by it."""
    if "ifMatch" in conditions:
        return NOT_THAT_VERSION
    return NOT_FREE if owner_of(id_) is None else NOT_THERE


def only_preconditions(problem: Problem) -> Problem:
    """Mark several matches of a condition as the failed precondition they are."""
    if problem.code != "multiple-matches":
        return problem
    return Problem(problem.code, problem.text, problem.path, problem.severity, {**problem.details, **PRECONDITION})
