"""batch and transaction: changes go to the gate together, reads are answered afterwards, and each entry gets its answer in its place.

Source: FHIR R4 4.0.1, http.html#transaction, #trules. A read in a transaction sees what the transaction wrote; its own no stands in its
entry, since nothing was asked to be changed by it.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import orjson

from innsyn.edge.fhir_api.bundles import BundleEntry, bundle
from innsyn.edge.fhir_api.delivering import RULES, deliver, status_of_refusal
from innsyn.edge.fhir_api.exchange import Answer, Call
from innsyn.edge.fhir_api.formats import JSON
from innsyn.edge.fhir_api.incoming import pairs_of, resource_of
from innsyn.edge.fhir_api.own_urls import with_relative_urls
from innsyn.edge.fhir_api.patches import patch_within
from innsyn.edge.fhir_api.reasons import status_line
from innsyn.edge.fhir_api.refusals import one, outcome_body, refusal, status_of
from innsyn.edge.fhir_api.routing import NoRoute, place_of
from innsyn.edge.fhir_api.service import Service
from innsyn.edge.fhir_api.validators import entity_tag
from innsyn.fhir.bundle import Bundle, Entry, bundle_of
from innsyn.gate.delivery.taken import Taken
from innsyn.gate.values import Written
from innsyn.kernel.outcome import Problem

Dispatch = Callable[[Service, Call], Awaitable[Answer]]
"""Answers one request."""

_READS = ("GET", "HEAD")
_HEADERS = {
    "ifMatch": "if-match",
    "ifNoneMatch": "if-none-match",
    "ifNoneExist": "if-none-exist",
    "ifModifiedSince": "if-modified-since",
}


async def transaction(service: Service, call: Call, dispatch: Dispatch) -> Answer:
    """Answer a batch or transaction. A transaction with any fault answers with that fault alone, and nothing of it was done."""
    asked = _read(service, call)
    if isinstance(asked, Answer):
        return asked
    apart = _answered_apart(service, asked)
    changes = replace(asked, entries=tuple(entry for entry in asked.entries if entry.index not in apart), problems={})
    taken = await deliver(service, call, changes) if changes.entries else Taken()
    if asked.type == "transaction" and taken.problems:
        return _refused(asked, taken)
    answers: dict[int, BundleEntry] = {}
    by_index = {entry.index: entry for entry in asked.entries}
    for index in sorted(by_index.keys() | asked.problems.keys()):
        entry = by_index.get(index)
        if entry is not None and index in apart:
            answers[index] = _of_answer(await dispatch(service, _inside(call, entry)))
        else:
            answers[index] = _of_change(call, entry, index, asked, taken)
    return Answer(200, bundle(f"{asked.type}-response", answers.values()))


def _answered_apart(service: Service, asked: Bundle) -> set[int]:
    """Say which entries the gate is not asked to carry out: reads, and changes of types that other packages keep."""
    return {entry.index for entry in asked.entries if entry.verb in _READS or entry.type in service.virtual_types}


def _read(service: Service, call: Call) -> Bundle | Answer:
    sent = resource_of(call)
    if isinstance(sent, Answer):
        return sent
    listed = sent.resource.get("entry")
    if isinstance(listed, list) and len(listed) > service.settings.max_entries:
        return one(413, "too-costly", f"a bundle has at most {service.settings.max_entries} entries here", "Bundle.entry")
    read = bundle_of(with_relative_urls(sent.resource, call.base), sent.received)
    if isinstance(read, list):
        return refusal(read, status=400)
    if read.type == "transaction" and any(entry.verb not in _READS and entry.type in service.virtual_types for entry in read.entries):
        return one(400, "not-supported", "resources of this type are changed by themselves or in a batch", "Bundle.entry")
    return _with_patches(read)


def _with_patches(read: Bundle) -> Bundle | Answer:
    """Read what PATCH entries do, and refuse reads that lead nowhere."""
    entries, problems = [], dict(read.problems)
    for entry in read.entries:
        place = f"Bundle.entry[{entry.index}]"
        if entry.verb == "PATCH":
            change = patch_within(entry.resource or {}, entry.received or b"", f"{place}.resource")
            if isinstance(change, Problem):
                problems[entry.index] = change
            else:
                entries.append(replace(entry, patch=change))
            continue
        if entry.verb in _READS and isinstance(_place(entry), NoRoute):
            problems[entry.index] = Problem("not-found", "the url leads to nothing that can be read here", f"{place}.request.url")
            continue
        entries.append(entry)
    if problems and read.type == "transaction":
        return refusal(list(problems.values()), status=400)
    return replace(read, entries=tuple(entries), problems=problems)


def _place(entry: Entry) -> object:
    path = entry.url.partition("?")[0]
    return place_of("GET", tuple(part for part in path.split("/") if part))


def _inside(call: Call, entry: Entry) -> Call:
    path, _, query = entry.url.partition("?")
    headers = {_HEADERS[name]: value for name, value in entry.conditions.items()} | {"content-type": JSON}
    return replace(
        call,
        method=entry.verb,
        path=tuple(part for part in path.split("/") if part),
        query=pairs_of(query.encode()) or (),
        headers=headers,
        body=entry.received or b"",
        is_inside=True,
    )


def _refused(asked: Bundle, taken: Taken) -> Answer:
    """Say every fault of a transaction, each with its entry, and the status of the first."""
    by_index = {entry.index: entry for entry in asked.entries}
    listed = [_within(index, problem) for index in sorted(taken.problems) for problem in taken.problems[index]]
    first = min(taken.problems)
    return refusal(listed, status=_status(by_index.get(first), taken.problems[first][0]))


def _within(index: int, problem: Problem) -> Problem:
    """Name the entry in a problem's place."""
    if problem.path.startswith("Bundle."):
        return problem
    _, dot, rest = problem.path.partition(".")
    return replace(problem, path=f"Bundle.entry[{index}].resource{dot}{rest}")


def _status(entry: Entry | None, problem: Problem) -> int:
    settled = status_of_refusal(entry, problem) if entry is not None else None
    return settled or status_of(problem, 422 if problem.code in RULES else 400)


def _of_answer(answer: Answer) -> BundleEntry:
    response: dict[str, Any] = {"status": status_line(answer.status)}
    if answer.status >= 400:
        response["outcome"] = _parsed(answer.body)
        return BundleEntry(None, None, {"response": response})
    for header, name in (("location", "location"), ("etag", "etag")):
        if value := answer.header(header):
            response[name] = value
    return BundleEntry(None, answer.body, {"response": response})


def _of_change(call: Call, entry: Entry | None, index: int, asked: Bundle, taken: Taken) -> BundleEntry:
    own = asked.problems.get(index)
    problems: Sequence[Problem] = taken.problems.get(index) or ((own,) if own else ())
    if problems:
        outcome = _parsed(outcome_body([_within(index, each) for each in problems]))
        return BundleEntry(None, None, {"response": {"status": status_line(_status(entry, problems[0])), "outcome": outcome}})
    written = taken.written.get(index)
    if written is not None:
        return _of_written(call, written)
    found = taken.found.get(index)
    response = {"status": status_line(200), "location": f"{call.base}/{found}"} if found else {"status": status_line(204)}
    return BundleEntry(None, None, {"response": response})


def _of_written(call: Call, written: Written) -> BundleEntry:
    stored = written.stored
    if stored.deleted:
        return BundleEntry(None, None, {"response": {"status": status_line(204), "etag": entity_tag(stored.version)}})
    is_created = written.is_new and stored.version == 1
    response: Mapping[str, Any] = {
        "status": status_line(201 if is_created else 200),
        "location": f"{call.base}/{stored.type}/{stored.id}/_history/{stored.version}",
        "etag": entity_tag(stored.version),
        "lastModified": stored.recorded_at.isoformat(),
    }
    wants_it = call.prefer.says_return and call.prefer.returns == "representation"
    return BundleEntry(f"{call.base}/{stored.type}/{stored.id}", stored.body if wants_it else None, {"response": response})


def _parsed(body: bytes | None) -> Any:
    return orjson.loads(body) if body else None
