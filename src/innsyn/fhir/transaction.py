"""Settles a batch, transaction or collection before anything is written: order, new ids, conditions, and references between entries.

Source: FHIR R4 4.0.1, http.html#trules. Pure: the caller asks the record what the conditions match, and hands out ids.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from innsyn.fhir.bundle import VERBS, Bundle, Entry, Verb
from innsyn.fhir.links import REFERENCE, change_links, references
from innsyn.fhir.places import Place
from innsyn.kernel.outcome import Problem

Matches = Mapping[str, Sequence[str]]
"""What each condition (`Patient?identifier=…`) matches now: addresses such as `Patient/1`."""

NewId = Callable[[Entry], str]
"""Gives an unused id for what an entry creates: whose it will be may be part of the id."""


class Target(NamedTuple):
    """What an entry is done to: id is None where there is nothing, and matched says that a condition found it."""

    type: str
    id: str | None
    matched: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do.

    index: the entry's position, for the answer. type, id: what it is done to; id is None for reads, and for a DELETE whose condition
    found nothing. received: the resource's bytes with
    links settled. matched: the condition found this resource; for a POST with `ifNoneExist` nothing is written then."""

    index: int
    verb: Verb
    type: str
    id: str | None
    url: str
    full_url: str | None
    conditions: Mapping[str, str]
    received: bytes | None
    matched: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps in the order to do them. problems: why entries were refused, by index; a transaction with any has no steps."""

    steps: tuple[Step, ...]
    problems: Mapping[int, Problem] = field(default_factory=dict)


_NOTHING = Target("", None)


def conditions(bundle: Bundle) -> list[str]:
    """List the searches that must be answered before the bundle can be settled, each once, such as `Patient?identifier=a|b`."""
    return list(dict.fromkeys(text for entry in bundle.entries for text in conditions_of(entry)))


def conditions_of(entry: Entry) -> list[str]:
    """List the searches one entry depends on: its own, and its references'."""
    if entry.verb in ("GET", "HEAD"):
        return []
    own = condition_of(entry)
    return [*([] if own is None else [own]), *_links_asked(entry)]


def settle(bundle: Bundle, *, matches: Matches, new_id: NewId) -> Plan:
    """Settle every entry. In a transaction one refused entry refuses all; in a batch and a collection only itself.

    matches: an answer to each of `conditions(bundle)`. The entries of a batch do not see each other, the others' do.
    Returns the plan. Raises KeyError when a condition was not answered."""
    problems = dict(bundle.problems)
    targets: dict[int, Target] = {}
    for entry in bundle.entries:
        found = _target(entry, matches, new_id)
        if isinstance(found, Problem):
            problems[entry.index] = found
        else:
            targets[entry.index] = found
    is_joined = bundle.type != "batch"
    problems |= _collisions(bundle.entries, targets) if is_joined else {}
    addresses = _addresses(bundle.entries, targets) if is_joined else {}
    steps = []
    for entry in bundle.entries:
        step = _step(entry, targets[entry.index], addresses, matches) if entry.index not in problems else None
        if isinstance(step, Problem):
            problems[entry.index] = step
        elif step is not None:
            steps.append(step)
    if problems and bundle.type == "transaction":
        return Plan((), problems)
    return Plan(tuple(sorted(steps, key=lambda one: VERBS.index(one.verb))), problems)


def condition_of(entry: Entry) -> str | None:
    """Give the search an entry itself depends on, with its type, or None."""
    if entry.verb == "POST":
        search = entry.conditions.get("ifNoneExist")
        return f"{entry.type}?{search.removeprefix(entry.type).removeprefix('?')}" if search else None
    return f"{entry.type}?{entry.query}" if entry.query is not None else None


def _links_asked(entry: Entry) -> list[str]:
    listed = references(entry.received) if entry.received is not None and not _is_sealed(entry) else []
    return [text for text in listed if _is_search(text)]


def _is_sealed(entry: Entry) -> bool:
    """Say whether a resource's links are its own affair: a Bundle that is kept as one, such as a document, points among its own entries."""
    return entry.type == "Bundle"


def _is_search(text: str) -> bool:
    kind, mark, _ = text.partition("?")
    return bool(mark) and kind.isalpha() and kind[0].isupper()


def _target(entry: Entry, matches: Matches, new_id: NewId) -> Target | Problem:
    if entry.verb in ("GET", "HEAD"):
        return Target(entry.type, None)
    own_id = entry.resource.get("id") if entry.resource is not None and entry.verb == "PUT" else None
    condition = condition_of(entry)
    if condition is None:
        if entry.id is not None and own_id != entry.id and entry.verb == "PUT":
            return _refused(entry, "value", "the resource's id is not the one in the url", "resource.id")
        return Target(entry.type, entry.id or new_id(entry))
    found = matches[condition]
    if len(found) > 1:
        return _refused(entry, "multiple-matches", "the condition matches more than one resource", "request")
    if found:
        matched_id = found[0].rpartition("/")[2]
        if own_id not in (None, matched_id):
            return _refused(entry, "value", "the resource's id is not the one the condition found", "resource.id")
        return Target(entry.type, matched_id, matched=True)
    if entry.verb == "PATCH":
        return _refused(entry, "not-found", "the condition matches nothing", "request")
    return Target(entry.type, None if entry.verb == "DELETE" else own_id or new_id(entry))


def _collisions(entries: Sequence[Entry], targets: Mapping[int, Target]) -> dict[int, Problem]:
    """Find entries that change the same resource, or have the same fullUrl, as an earlier one: a transaction may not."""
    seen: set[str] = set()
    problems: dict[int, Problem] = {}
    for entry in entries:
        kind, target_id, matched = targets.get(entry.index, _NOTHING)
        is_change = target_id is not None and not (matched and entry.verb == "POST")
        names = {f"{kind}/{target_id}"} if is_change else set()
        names |= {entry.full_url} if entry.full_url and entry.verb not in ("GET", "HEAD") else set()
        if names & seen:
            problems[entry.index] = _refused(entry, "invalid", "two entries are about the same resource", "fullUrl")
        seen |= names
    return problems


def _addresses(entries: Sequence[Entry], targets: Mapping[int, Target]) -> dict[str, str]:
    """Map each entry's fullUrl to the address the resource has on this server."""
    addresses = {}
    for entry in entries:
        kind, target_id, _ = targets.get(entry.index, _NOTHING)
        if entry.full_url and target_id is not None:
            addresses[entry.full_url] = f"{kind}/{target_id}"
    return addresses


def _step(entry: Entry, target: Target, addresses: Mapping[str, str], matches: Matches) -> Step | Problem:
    kind, target_id, matched = target
    received = entry.received
    if received is not None and not (matched and entry.verb == "POST") and not _is_sealed(entry):
        unsettled = _Settling(entry, addresses, matches)
        received = change_links(received, unsettled)
        if unsettled.problem is not None:
            return unsettled.problem
    return Step(entry.index, entry.verb, kind, target_id, entry.url, entry.full_url, entry.conditions, received, matched=matched)


class _Settling:
    """Says what each link of one entry becomes, and remembers the first that cannot be settled."""

    def __init__(self, entry: Entry, addresses: Mapping[str, str], matches: Matches) -> None:
        self._entry, self._addresses, self._matches = entry, addresses, matches
        self._server = (entry.full_url or "").rpartition(f"/{entry.type}/")[0]
        self._identity: Any = (entry.resource or {}).get("url")
        self.problem: Problem | None = None

    def __call__(self, name: str, text: str) -> str | None:
        if name == "url" and text == self._identity:
            return None
        known = self._addresses.get(text) or self._addresses.get(f"{self._server}/{text}")
        if known is not None or name != REFERENCE:
            return known
        if _is_search(text):
            return self._searched(text)
        if text.startswith("urn:uuid:"):
            self._refuse("not-found", "a reference points at no entry of this bundle")
        return None

    def _searched(self, text: str) -> str | None:
        found = self._matches[text]
        if len(found) == 1:
            return found[0]
        code = "multiple-matches" if found else "not-found"
        self._refuse(code, "a reference by search must match exactly one resource")
        return None

    def _refuse(self, code: str, text: str) -> None:
        self.problem = self.problem or _refused(self._entry, code, text, "resource")


def _refused(entry: Entry, code: str, text: str, element: str) -> Problem:
    return Problem(code, text, Place(Place(Place(None, "Bundle"), "entry", entry.index), element).expression())
