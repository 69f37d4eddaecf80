"""Puts registrations of one problem together, and says whether it is with the person now. Pure.

Source: FHIR R4 4.0.1 Condition.clinicalStatus and verificationStatus; docs/spec/diagnoses.md.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from innsyn.features.diagnoses.families import CATEGORY_LENGTH, family
from innsyn.features.diagnoses.problem import Problem, Registration, Standing
from innsyn.fhir.dates import Interval
from innsyn.kernel import systems

_ACTIVE = frozenset({"active", "recurrence", "relapse"})
_EARLIER = frozenset({"inactive", "remission", "resolved"})
_NOT_SO = frozenset({"refuted", "entered-in-error"})
_HAS_CATEGORIES = frozenset({systems.ICD_10, systems.ICPC_2})
_LAST = datetime.max.replace(tzinfo=UTC)
_FIRST = datetime.min.replace(tzinfo=UTC)


def standing(registration: Registration) -> Standing:
    """Say whether a problem stands as one place recorded it.

    A refuted or mistaken registration is never active; a missing status is unknown, also when an end has been written."""
    if registration.verification in _NOT_SO:
        return Standing.EARLIER
    if registration.status in _ACTIVE:
        return Standing.ACTIVE
    return Standing.EARLIER if registration.status in _EARLIER else Standing.UNKNOWN


def problems(registrations: Iterable[Registration]) -> tuple[Problem, ...]:
    """Group registrations into problems, those with the latest registration first.

    Grouped by family, else by the code's category within its system, else by the same words; what was refuted or a mistake stands
    alone, so that it never makes another place's diagnosis look doubtful."""
    groups: dict[object, list[Registration]] = {}
    for each in registrations:
        groups.setdefault(_key(each), []).append(each)
    return tuple(sorted((_problem(group) for group in groups.values()), key=lambda each: _newest(each.registrations[0]), reverse=True))


def _key(registration: Registration) -> object:
    if registration.verification in _NOT_SO:
        return registration.id
    if known := family(registration.codes):
        return known
    for code in sorted(registration.codes, key=lambda each: each.system not in _HAS_CATEGORIES):
        return code.system, code.code[:CATEGORY_LENGTH] if code.system in _HAS_CATEGORIES else code.code
    return registration.text.casefold() or registration.id


def _problem(group: list[Registration]) -> Problem:
    ordered = tuple(sorted(group, key=_newest, reverse=True))
    beginnings = [each.since for each in ordered if each.since is not None]
    return Problem(
        family="" if ordered[0].verification in _NOT_SO else family(ordered[0].codes),
        standing=_together({standing(each) for each in ordered}),
        registrations=ordered,
        since=min(beginnings, key=lambda each: each.start or _LAST, default=None),
    )


def _together(standings: set[Standing]) -> Standing:
    """Active if any place says so; earlier only when all who say anything say so."""
    for each in (Standing.ACTIVE, Standing.EARLIER):
        if each in standings:
            return each
    return Standing.UNKNOWN


def _newest(registration: Registration) -> datetime:
    said: Interval | None = registration.recorded_on or registration.since
    return said.start if said and said.start else _FIRST
