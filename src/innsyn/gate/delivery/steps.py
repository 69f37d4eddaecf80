"""Turns the settled steps of a bundle into writes of the record, and the record's no into problems.

Source: FHIR R4 4.0.1, http.html#concurrency, #ccreate, #update.
"""

import re

from innsyn.fhir.transaction import Step
from innsyn.gate.delivery.condition import read_condition
from innsyn.gate.refused import Refused
from innsyn.gate.same_person import ANOTHER_PERSON
from innsyn.kernel.outcome import Problem
from innsyn.record.stored import Conflict, Write

_VERSION = re.compile(r'(?:W/)?"(\d{1,9})"')
_ONLY_CHANGES = Problem("not-supported", "only POST, PUT and DELETE are carried out here")
_ONLY_NEW = Problem("not-supported", "of If-None-Match only * is understood, and of If-Match only a version")
_CONFLICTS = {
    "version": Problem("conflict", "another version stands by now than the one named"),
    "exists": Problem("duplicate", "another resource already carries this id or identifier, which only one may have"),
    "absent": Problem("not-found", "there is no such resource to change"),
    "deleted": Problem("deleted", "the resource was deleted"),
    "owner": Problem("forbidden", "this id belongs in another patient's record"),
}
_ANOTHER_PERSON = Problem("business-rule", "the record of this id is another person's: another number, or another birth date")


def write_of(step: Step, custodian: str | None) -> Write | Problem | None:
    """Say what a step writes. custodian: organisation number of who keeps it, None for whoever delivers.

    Returns None for a step that changes nothing: its condition found the resource, or there is nothing to delete."""
    if step.verb not in ("POST", "PUT", "DELETE"):
        return _ONLY_CHANGES
    if step.id is None or (step.verb == "POST" and step.matched):
        return None
    version = _expected(step)
    if isinstance(version, Problem):
        return version
    if step.verb == "DELETE":
        return Write("delete", step.type, id=step.id, expected_version=version)
    is_new = "ifNoneMatch" in step.conditions
    return Write(
        "create" if is_new else "update",
        step.type,
        step.received or b"",
        id=step.id,
        expected_version=version,
        unless_exists=_unless_exists(step),
        unchanged_is_kept=not is_new,
        custodian=custodian,
    )


def problem_of(answer: Conflict | Refused) -> Problem:
    """Say a no of the record or the gate as a problem."""
    if isinstance(answer, Conflict):
        return _CONFLICTS[answer.code]
    if answer.verdict.rule == ANOTHER_PERSON.rule:
        return _ANOTHER_PERSON
    return Problem("forbidden", f"the rules do not allow it ({answer.verdict.rule})")


def is_done_already(write: Write, conflict: Conflict) -> bool:
    """Say whether a no means that what was asked for is so: deleting what is not there."""
    return write.verb == "delete" and write.expected_version is None and conflict.code in ("absent", "deleted")


def _expected(step: Step) -> int | Problem | None:
    named = step.conditions.get("ifMatch")
    version = _VERSION.fullmatch(named) if named else None
    if (named and version is None) or step.conditions.get("ifNoneMatch", "*") != "*":
        return _ONLY_NEW
    return int(version[1]) if version else None


def _unless_exists(step: Step) -> tuple[str, str] | None:
    search = step.conditions.get("ifNoneExist")
    if step.verb != "POST" or not search:
        return None
    _, identifier = read_condition(f"{step.type}?{search.partition('?')[2] or search}")
    return None if isinstance(identifier, Problem) or identifier[0] is None else (identifier[0], identifier[1])
