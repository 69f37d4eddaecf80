"""Reads a whole search from its names and values, as they came in a URL or a form.

Source: FHIR R4 4.0.1, search.html; http.html#2.21.0.14 for `Prefer: handling`.
"""

from collections.abc import Sequence

from innsyn.fhir.definitions.tables import resource_types
from innsyn.fhir.search_request.conditions import Unknown, read_condition
from innsyn.fhir.search_request.criteria import Condition, SearchRequest
from innsyn.fhir.search_request.parameters import COMMON
from innsyn.fhir.search_request.results import ResultParameters, is_result, read_result
from innsyn.kernel.outcome import Problem

Pairs = Sequence[tuple[str, str]]

OUTSIDE = frozenset({"_format", "_pretty"})
"""Said about the answer as a whole, not about the search: they pass through."""

MOST_PARAMETERS = 100


def read_search(type_: str | None, pairs: Pairs, *, strict: bool, base: str = "") -> SearchRequest | list[Problem]:
    """Read a search.

    type_: resource type, None where the path names none (`_type` may). pairs: names and values, already out of their URL encoding.
    strict: `Prefer: handling=strict`, so that what is not understood is refused and not ignored. base: this server's own address.
    Returns the request, or everything that is wrong with it. Nothing of a value is said again in a Problem."""
    if len(pairs) > MOST_PARAMETERS:
        return [Problem("too-costly", f"a search may have at most {MOST_PARAMETERS} parameters")]
    types = _types(type_, pairs)
    if isinstance(types, Problem):
        return [types]
    reading = _Reading(types[0] if len(types) == 1 else COMMON, strict=strict, base=base)
    for name, value in pairs:
        reading.take(name, value)
    if reading.problems:
        return reading.problems
    return SearchRequest(
        types=types,
        conditions=tuple(reading.conditions),
        includes=tuple(reading.results.includes),
        processed=tuple(reading.processed),
        ignored=tuple(reading.ignored),
        **reading.results.said,
    )


class _Reading:
    """One search while it is read."""

    def __init__(self, type_: str, *, strict: bool, base: str) -> None:
        self._type, self._strict, self._base = type_, strict, base
        self.conditions: list[Condition] = []
        self.results = ResultParameters()
        self.processed: list[tuple[str, str]] = []
        self.ignored: list[str] = []
        self.problems: list[Problem] = []

    def take(self, name: str, value: str) -> None:
        """Read one pair."""
        if name in OUTSIDE or name == "_type":
            self.processed.append((name, value))
        elif not value or not value.strip(","):
            self._not_understood(name, Problem("invalid", "a parameter without a value asks for nothing"))
        elif is_result(name):
            self._keep(read_result(self._type, name, value, self.results))
        else:
            self._condition(name, value)

    def _keep(self, read: Problem | tuple[str, str]) -> None:
        if isinstance(read, Problem):
            self.problems.append(read)
        else:
            self.processed.append(read)

    def _condition(self, name: str, value: str) -> None:
        read = read_condition(self._type, name, value, self._base)
        if isinstance(read, Unknown):
            self._not_understood(name, read)
        elif isinstance(read, Problem):
            self.problems.append(read)
        else:
            self.conditions.append(read)
            self.processed.append((name, value))

    def _not_understood(self, name: str, problem: Problem) -> None:
        """Refuse or ignore. A name is told only as far as it has the form of one: anything may stand in a URL."""
        told = name.partition(":")[0][:64]
        told = told if told.replace("-", "").replace("_", "").replace(".", "").isalpha() else "?"
        if self._strict:
            self.problems.append(Problem(problem.code, problem.text, told))
        else:
            self.ignored.append(told)


def _types(type_: str | None, pairs: Pairs) -> tuple[str, ...] | Problem:
    if type_ is not None:
        return (type_,) if type_ in resource_types() else Problem("not-found", "R4 has no such resource type")
    listed = [one for name, value in pairs if name == "_type" for one in value.split(",") if one]
    if not all(one in resource_types() for one in listed):
        return Problem("invalid", "_type names a type that R4 does not have", "_type")
    return tuple(dict.fromkeys(listed))
