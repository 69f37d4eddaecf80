"""What the templates draw of a problem: words in the reader's language beside what was recorded."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from innsyn.features.diagnoses.problem import Code, Problem, Registration, Standing
from innsyn.fhir.dates import Interval
from innsyn.kernel import systems
from innsyn.kernel.clock import Instant
from innsyn.web import Language

_SYSTEM_NAMES = {systems.ICD_10: "icd_10", systems.ICPC_2: "icpc_2", systems.SNOMED_CT: "snomed"}
_ORDER = (Standing.ACTIVE, Standing.UNKNOWN, Standing.EARLIER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What one place recorded. codes: with their system's name. source: name of the organisation, empty when unknown."""

    text: str
    codes: tuple[str, ...]
    status: str
    verification: str
    severity: str
    until: Interval | None
    recorded_on: Interval | None
    recorder: str
    source: str
    stored_at: Instant
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One problem. title: in plain words when we have them, else the sender's. places: newest first."""

    title: str
    since: Interval | None
    standing: Standing
    places: tuple[Place, ...]


def grouped(problems: Iterable[Problem], sources: Mapping[str, str], language: Language) -> tuple[tuple[Standing, tuple[Entry, ...]], ...]:
    """Put problems under how they stand: what is now first, then what nobody has said, then what was. Empty groups are left out.

    sources: organisation number to name."""
    entries = tuple(entry(each, sources, language) for each in problems)
    groups = ((standing, tuple(each for each in entries if each.standing == standing)) for standing in _ORDER)
    return tuple(group for group in groups if group[1])


def entry(problem: Problem, sources: Mapping[str, str], language: Language) -> Entry:
    """Make the entry of one problem."""
    first = problem.registrations[0]
    plain = str(language.t(f"diagnoses.family.{problem.family}")) if problem.family else ""
    return Entry(
        title=plain or first.text or next((each.code for each in first.codes), "") or str(language.t("diagnoses.unnamed")),
        since=problem.since if problem.since and problem.since.start else None,
        standing=problem.standing,
        places=tuple(_place(each, sources, language) for each in problem.registrations),
    )


def _place(registration: Registration, sources: Mapping[str, str], language: Language) -> Place:
    return Place(
        text=registration.text,
        codes=tuple(_code(each, language) for each in registration.codes),
        status=registration.status,
        verification=registration.verification,
        severity=registration.severity,
        until=_known(registration.until),
        recorded_on=_known(registration.recorded_on),
        recorder=registration.recorder,
        source=sources.get(registration.source, ""),
        stored_at=registration.stored_at,
        note=registration.note,
    )


def _known(at: Interval | None) -> Interval | None:
    return at if at and at.start else None


def _code(code: Code, language: Language) -> str:
    name = _SYSTEM_NAMES.get(code.system)
    if name is None:
        return str(language.t("diagnoses.code_other", code=code.code))
    return str(language.t("diagnoses.code", system=language.t(f"diagnoses.system.{name}"), code=code.code))
