"""Hands changes to the gate and says what became of them: one change is a bundle of one entry.

Source: FHIR R4 4.0.1, http.html#create, #update, #patch, #delete.
"""

from dataclasses import replace

from innsyn.edge.fhir_api.exchange import Answer, Call
from innsyn.edge.fhir_api.refusals import outcome_body, refusal
from innsyn.edge.fhir_api.search import matching
from innsyn.edge.fhir_api.service import Service
from innsyn.edge.fhir_api.shown import address_of, version_headers
from innsyn.fhir.bundle import Bundle, Entry
from innsyn.gate.delivery.taken import Taken
from innsyn.gate.values import Written
from innsyn.kernel.outcome import Problem

ROOT = "Bundle.entry[0].resource"
"""Where a single resource stands in the bundle that is made of it."""


async def deliver(service: Service, call: Call, changes: Bundle) -> Taken:
    """Hand changes to the gate; PATCH entries carry what they do."""
    answers = matching(service.gate, call.client, call.now, call.base)
    return await service.gate.deliver(call.client, changes, call.now, service.naming, matching=answers)


async def deliver_one(service: Service, call: Call, entry: Entry) -> Taken:
    """Hand one change to the gate."""
    return await deliver(service, call, Bundle("transaction", (entry,), {}))


def answered(call: Call, entry: Entry, taken: Taken) -> Answer:
    """Answer a single change. What was wrong with the resource names its elements, as if it had never been in a bundle."""
    problems = taken.problems.get(entry.index)
    if problems:
        bare = [outside(problem) for problem in problems]
        return refusal(bare, status=status_of_refusal(entry, bare[0]))
    written = taken.written.get(entry.index)
    if written is not None:
        return _written(call, entry, written)
    return Answer(204)


def outside(problem: Problem) -> Problem:
    """Say a problem's place without the bundle around it."""
    if not problem.path.startswith("Bundle.entry[0]"):
        return problem
    rest = problem.path.removeprefix(ROOT) if problem.path.startswith(f"{ROOT}.") else ""
    return replace(problem, path=rest.removeprefix("."))


def status_of_refusal(entry: Entry, problem: Problem) -> int | None:
    """Say the status of a refused change, where its code alone does not tell it: 412 for a failed precondition, 422 for rules."""
    stated = problem.details.get("status", "")
    if stated.isdigit():
        return int(stated)
    if problem.code == "not-found" and entry.verb in ("POST", "PUT"):
        return 422
    return 422 if problem.code in RULES else None


RULES = frozenset({"invalid", "required", "value", "invariant", "code-invalid", "business-rule", "extension", "structure", "processing"})
"""Codes of what is wrong inside a resource that could be read."""


def _written(call: Call, entry: Entry, written: Written) -> Answer:
    stored = written.stored
    if stored.deleted:
        return _deleted(call, written)
    headers = (*version_headers(stored), ("location", address_of(stored, call.base)))
    if entry.verb != "POST":
        headers = (*headers, ("content-location", address_of(stored, call.base)))
    is_created = written.is_new and stored.version == 1
    return Answer(201 if is_created else 200, preferred_body(call, stored.body), headers)


def _deleted(call: Call, written: Written) -> Answer:
    tag = version_headers(written.stored)[:1]
    if call.prefer.returns == "OperationOutcome":
        return Answer(200, outcome_body([Problem("informational", "the resource was deleted", severity="information")]), tag)
    return Answer(204, None, tag)


def preferred_body(call: Call, body: bytes) -> bytes | None:
    """Give what the caller prefers to get back after a change. body: what stands now."""
    if call.prefer.returns == "minimal":
        return None
    if call.prefer.returns == "OperationOutcome":
        return outcome_body([Problem("informational", "the resource was stored", severity="information")])
    return body
