"""Reads one name and value of a search into the condition it sets, through chains and `_has` as deep as they are written.

Source: FHIR R4 4.0.1, search.html. What is not understood at the first step is ignored by the caller; deeper down it is a Problem, because
a search that was meant to be narrow must not become wide.
"""

from typing import cast, get_args

from innsyn.fhir.definitions.tables import resource_types
from innsyn.fhir.search_request.criteria import Chained, Condition, Criterion, Has, InList, IsMissing, Modifier, Value
from innsyn.fhir.search_request.escapes import split, unescape
from innsyn.fhir.search_request.names import HasName, Name, read_name
from innsyn.fhir.search_request.nearness import read_near
from innsyn.fhir.search_request.parameters import Parameter, parameter
from innsyn.fhir.search_request.values import form_of, read_value
from innsyn.kernel.outcome import Problem

DEEPEST = 5
"""Most steps of one chain."""

MOST_VALUES = 500
"""Most values in one comma list."""

_MODIFIERS = frozenset(get_args(Modifier))
_LIST = "_list"


class Unknown(Problem):
    """The parameter is not known here: the caller decides what that means."""


def read_condition(type_: str, name: str, value: str, base: str, depth: int = 0) -> Condition | Problem:
    """Read one pair as a condition on resources of `type_`.

    type_: a resource type, or `Resource` where the search is in several. base: this server's own address.
    Returns the condition; Unknown for a parameter nobody knows; a Problem for what cannot be asked."""
    if depth > DEEPEST:
        return Problem("too-costly", f"a chain may have at most {DEEPEST} steps")
    read = read_name(name)
    if read is None:
        return Problem("invalid", "write `_has:Type:reference:parameter`")
    if isinstance(read, HasName):
        return _has(type_, read, value, base, depth)
    if read.code == _LIST and read.rest is None and read.suffix is None:
        return _lists(value)
    found = parameter(type_, read.code)
    if found is None:
        return Unknown("not-supported", f"{type_} has no search parameter of this name")
    if read.rest is not None:
        return _chain(found, read, value, base, depth)
    return _criterion(found, read.suffix, value, base)


def _criterion(found: Parameter, suffix: str | None, text: str, base: str) -> Condition | Problem:
    if found.kind == "special" and suffix is None:
        return read_near(found.code, text)
    if suffix == "missing" and "missing" in found.modifiers:
        return IsMissing(found.code, text == "true") if text in ("true", "false") else _problem(found, ":missing is true or false")
    is_type = found.kind == "reference" and suffix in resource_types() and (not found.targets or suffix in found.targets)
    if suffix is not None and not is_type and suffix not in found.modifiers:
        return _problem(found, _unfit(found))
    modifier = cast(Modifier, suffix) if suffix in _MODIFIERS else None
    parts = [part for part in split(text, ",") if part]
    if len(parts) > MOST_VALUES:
        return Problem("too-costly", f"a parameter may have at most {MOST_VALUES} values", found.code)
    values: list[Value] = []
    for part in parts:
        value = read_value(found, modifier, suffix if is_type else None, part, base)
        if value is None:
            return _problem(found, form_of(found, modifier))
        values.append(value)
    return Criterion(found.code, found.kind, tuple(values), modifier)


def _unfit(found: Parameter) -> str:
    fitting = [f":{one}" for one in sorted(found.modifiers)]
    fitting += [f":{one}" for one in found.targets] if found.kind == "reference" else []
    return f"a {found.kind} parameter like this one takes {', '.join(fitting)} and no other modifier"


def _chain(found: Parameter, read: Name, value: str, base: str, depth: int) -> Condition | Problem:
    if found.kind != "reference":
        return _problem(found, "only a reference can be followed by a point and another parameter")
    if read.suffix is not None and (read.suffix not in resource_types() or (found.targets and read.suffix not in found.targets)):
        return _problem(found, "this reference does not point at that type")
    targets = (read.suffix,) if read.suffix else found.targets
    if not targets:
        return _problem(found, f"this reference may point at any type: say which, as in `{found.code}:Patient.name`")
    branches: list[tuple[str, Condition]] = []
    problem: Problem | None = None
    for target in targets:
        inner = read_condition(target, read.rest or "", value, base, depth + 1)
        if isinstance(inner, Problem):
            problem = inner if problem is None or isinstance(problem, Unknown) else problem
        else:
            branches.append((target, inner))
    if branches:
        return Chained(found.code, tuple(branches))
    return _known(problem, found.code)


def _has(type_: str, read: HasName, value: str, base: str, depth: int) -> Condition | Problem:
    if read.type not in resource_types():
        return Problem("invalid", "the type after `_has` is not a resource type of R4", "_has")
    pointing = parameter(read.type, read.reference)
    if pointing is None or pointing.kind != "reference":
        return Problem("invalid", f"{read.type} has no reference parameter of that name", "_has")
    if type_ in resource_types() and pointing.targets and type_ not in pointing.targets:
        return Problem("invalid", f"that parameter of {read.type} does not point at {type_}", "_has")
    inner = read_condition(read.type, read.rest, value, base, depth + 1)
    return _known(inner, "_has") if isinstance(inner, Problem) else Has(read.type, read.reference, inner)


def _lists(text: str) -> Condition | Problem:
    ids = tuple(unescape(part).removeprefix("List/") for part in split(text, ",") if part)
    if any(one.startswith("$") for one in ids):
        return Problem("not-supported", "functional lists are not kept here: name a List by its id", _LIST)
    return InList(ids)


def _problem(found: Parameter, text: str) -> Problem:
    return Problem("invalid", text, found.code)


def _known(problem: Problem | None, place: str) -> Problem:
    """Make an unknown parameter inside a chain a plain Problem."""
    if problem is None or isinstance(problem, Unknown):
        return Problem("invalid", "the last part names no search parameter of the type it is asked of", place)
    return problem
