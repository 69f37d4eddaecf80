"""What a subscription is about: for each resource type the searches that a new version must be found by.

Source: FHIR R4 4.0.1, subscription.html: criteria are a search without its address; Subscriptions R5 Backport 1.1.0, filter criteria.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from innsyn.edge.subscriptions.topics import Topic, is_told
from innsyn.fhir.search_request import names_a_person_number, read_search
from innsyn.fhir.search_request.criteria import Chained, Has, InList, SearchRequest
from innsyn.gate.following import Sought
from innsyn.kernel.outcome import Problem

Pairs = Sequence[tuple[str, str]]

Translate = Callable[[SearchRequest], Sought | list[Problem]]
"""Says a search in the record's words, without asking the record anything."""

MOST_FILTERS = 50
_PATH = "Subscription.criteria"
_NO_NUMBERS = Problem(
    "security", "criteria may not hold a person number: search for the Patient with POST, and name it by its id", _PATH
)  # fmt: skip
_NOT_ALONE = Problem(
    "not-supported", "criteria are about the resource by itself: chained parameters, _has and _list are not understood here", _PATH
)  # fmt: skip
_FORM = Problem("value", "criteria are a resource type, a question mark and search parameters, such as Observation?code=…", _PATH)
_UNTOLD = Problem("not-supported", "changes of this resource type cannot be subscribed to", _PATH)
_OTHER_TYPE = Problem("value", "a filter is about a type that the topic does not tell of", _PATH)
_ONLY_PATIENT = Problem("not-supported", "a filter without a type can only be patient=Patient/[id]", _PATH)


@dataclass(frozen=True, slots=True)
class Criteria:
    """What a subscription is about.

    by_type: resource type to what is asked of its new version. patients: ids of the only Patients whose records it is about, whatever
    type; None for all."""

    by_type: Mapping[str, Sought] = field(default_factory=dict)
    patients: tuple[str, ...] | None = None


def read_criteria(text: str, translate: Translate) -> Criteria | list[Problem]:
    """Read the criteria of a subscription as R4 has them."""
    found = _typed(text, translate)
    return found if isinstance(found, list) else Criteria({found[0]: found[1]})


def read_filters(about: Topic, filters: Sequence[str], translate: Translate) -> Criteria | list[Problem]:
    """Read the filters of a topic: all must hold, each for its own type.

    Where filters name types, the subscription is about those types only. A filter without a type is `patient`, for all of them."""
    if len(filters) > MOST_FILTERS:
        return [Problem("too-costly", f"a subscription has at most {MOST_FILTERS} filters", _PATH)]
    by_type: dict[str, Sought] = {}
    patients: tuple[str, ...] | None = None
    for text in filters:
        if "?" not in text and len(about.types) > 1:
            named = _patients(text)
            if named is None:
                return [_ONLY_PATIENT]
            patients = both(patients, named)
            continue
        found = _typed(text if "?" in text else f"{next(iter(about.types))}?{text}", translate)
        if isinstance(found, list):
            return found
        if found[0] not in about.types:
            return [_OTHER_TYPE]
        before = by_type.get(found[0], Sought())
        by_type[found[0]] = Sought(before.clauses + found[1].clauses, both(before.patients, found[1].patients))
    return Criteria(by_type or dict.fromkeys(about.types, Sought()), patients)


def both(some: tuple[str, ...] | None, others: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """Keep the patients that are among both; None is all of them."""
    if some is None or others is None:
        return others if some is None else some
    return tuple(one for one in some if one in others)


def _typed(text: str, translate: Translate) -> tuple[str, Sought] | list[Problem]:
    type_, mark, query = text.strip().lstrip("/").partition("?")
    if not mark or not type_.isalpha():
        return [_FORM]
    if not is_told(type_):
        return [_UNTOLD]
    pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=MOST_FILTERS) if query.count("&") < MOST_FILTERS else None
    if pairs is None:
        return [_FORM]
    if names_a_person_number(pairs):
        return [_NO_NUMBERS]
    request = read_search(type_, pairs, strict=True)
    if isinstance(request, list):
        return [Problem(one.code, one.text, _PATH) for one in request]
    if request.includes or request.page or any(isinstance(one, Chained | Has | InList) for one in request.conditions):
        return [_NOT_ALONE]
    sought = translate(request)
    return [Problem(one.code, one.text, _PATH) for one in sought] if isinstance(sought, list) else (type_, sought)


def _patients(text: str) -> tuple[str, ...] | None:
    """Read `patient=Patient/a,Patient/b`, as ids."""
    pairs = parse_qsl(text, keep_blank_values=True)
    if len(pairs) != 1 or pairs[0][0] != "patient" or names_a_person_number(pairs):
        return None
    ids = [one.removeprefix("Patient/") for one in pairs[0][1].split(",")]
    return tuple(ids) if all(one and "/" not in one and "|" not in one for one in ids) else None
