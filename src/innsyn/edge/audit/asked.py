"""Reads the search parameters of AuditEvent that are answered here, and tries events on those that the log is not asked for.

Source: FHIR R4 4.0.1, auditevent.html#search, search.html.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from innsyn.edge.audit.names import Json
from innsyn.fhir.search_request import read_search
from innsyn.fhir.search_request.criteria import Condition, Criterion, DateValue, ReferenceValue, StringValue, TokenValue, Value
from innsyn.fhir.search_terms import terms
from innsyn.fhir.term_kinds import Reference, Terms, Token
from innsyn.gate.clients.events import Period
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem

TOKENS = ("action", "outcome", "subtype", "type", "agent-role", "entity-role", "entity-type")
REFERENCES = ("agent", "entity", "patient")
STRINGS = ("agent-name", "entity-name")
ONLY_PLAIN = Problem("not-supported", "AuditEvent is searched without modifiers, chains or sorting: newest first")
ONE_PATIENT = Problem("too-costly", "a search for AuditEvents names one patient: patient=Patient/[id]")
DATE_PREFIX = Problem("not-supported", "date takes eq, ge, gt, le, lt, sa or eb", "date")


@dataclass(frozen=True, slots=True)
class AskedEvents:
    """patient_id: whose log. period: within which. criteria: what each event must fulfil besides."""

    patient_id: str
    period: Period
    criteria: tuple[Criterion, ...]


def read_asked(pairs: Sequence[tuple[str, str]], base: str, bound_to: str | None) -> AskedEvents | list[Problem]:
    """Read a search for events.

    base: the server's FHIR address. bound_to: the Patient id a token is for, None when it is for nobody in particular."""
    request = read_search("AuditEvent", pairs, strict=True, base=base)
    if isinstance(request, list):
        return request
    if request.sort or not all(_is_plain(each) for each in request.conditions):
        return [ONLY_PLAIN]
    criteria = tuple(each for each in request.conditions if isinstance(each, Criterion))
    patients = {_named(value) for each in criteria if each.parameter == "patient" for value in each.values} or {bound_to}
    patient_id = patients.pop() if len(patients) == 1 else None
    if patient_id is None:
        return [ONE_PATIENT]
    period = _period(value for each in criteria if each.parameter == "date" for value in each.values)
    if period is None:
        return [DATE_PREFIX]
    return AskedEvents(patient_id, period, tuple(each for each in criteria if each.parameter not in ("patient", "date")))


def fulfils(event: Json, criteria: Sequence[Criterion]) -> bool:
    """Say whether an event fulfils every criterion."""
    if not criteria:
        return True
    found = terms(event)
    return all(any(_is_found(found, each.parameter, value) for value in each.values) for each in criteria)


def _is_plain(condition: Condition) -> bool:
    return isinstance(condition, Criterion) and condition.modifier is None and (condition.parameter != "date" or len(condition.values) == 1)


def _named(value: Value) -> str | None:
    return value.id if isinstance(value, ReferenceValue) else None


def _period(values: Iterable[Value]) -> Period | None:
    """Join all dates into one period; None for a prefix that is no period."""
    since: Instant | None = None
    until: Instant | None = None
    for value in values:
        if not isinstance(value, DateValue):
            return None
        match value.prefix:
            case "eq":
                starts, ends = value.low, value.high
            case "ge":
                starts, ends = value.low, None
            case "gt" | "sa":
                starts, ends = value.high, None
            case "le":
                starts, ends = None, value.high
            case "lt" | "eb":
                starts, ends = None, value.low
            case _:
                return None
        since = max((each for each in (since, starts) if each), default=None)
        until = min((each for each in (until, ends) if each), default=None)
    return Period(since, until)


def _is_found(found: Terms, parameter: str, value: Value) -> bool:
    match value:
        case TokenValue(system, code):
            return any(_same_token(one, system, code) for one in found.tokens.get(parameter, ()))
        case ReferenceValue():
            return any(_same_target(one, value) for one in found.references.get(parameter, ()))
        case StringValue(text):
            return any(one.casefold().startswith(text.casefold()) for one in found.strings.get(parameter, ()))
    return False


def _same_token(token: Token, system: str | None, code: str | None) -> bool:
    return code in (None, token.code) and (system is None or system == (token.system or ""))


def _same_target(reference: Reference, value: ReferenceValue) -> bool:
    if value.id is not None:
        return reference.id == value.id and reference.type in value.types
    return value.url is not None and reference.url == value.url
