"""Blood tests: a handful of values taken together, or one value followed over years."""

from collections.abc import Mapping
from datetime import timedelta

from innsyn.kernel.systems import LOINC
from innsyn.sandbox.people.resources.reference import Json, coding, concept
from innsyn.sandbox.stories.builders.observed import observation
from innsyn.sandbox.stories.builders.telling import Telling
from innsyn.sandbox.stories.builders.visit import Visit
from innsyn.sandbox.stories.codes.analyses import ANALYSES, NEAR_PATIENT
from innsyn.sandbox.stories.codes.document_types import Label

ANSWER_AFTER = timedelta(hours=3)
"""How long a laboratory takes."""

_SECTION = "http://terminology.hl7.org/CodeSystem/v2-0074"


def blood_test(visit: Visit, conclusion: str | None = None, **values: float) -> list[Json]:
    """Tell of a blood test. values: analysis key to value. Otherwise as `samples_taken`."""
    return samples_taken(visit, values, conclusion)


def samples_taken(visit: Visit, values: Mapping[str, float], conclusion: str | None = None) -> list[Json]:
    """Tell of a blood test.

    values: analysis key to value. conclusion: the laboratory's words. What a GP office measures itself is measured there when nothing
    else was taken. Returns references to the Observations, in order."""
    life = visit.life
    unit = _measured_by(visit, values)
    at = visit.start.isoformat()
    built = [observation(life, key, value, at, [life.unit_ref(unit)], visit.encounter) for key, value in values.items()]
    results = [life.add(resource, source=unit, label=visit.label) for resource in built]
    life.add(_report(visit, unit, at, _named(results, values), conclusion), source=unit, label=visit.label)
    return results


def followed(life: Telling, key: str, course: Mapping[int, float], unit: str | None = None, label: Label = Label.NONE) -> None:
    """Tell of one analysis followed over time. course: days ago to value. unit: who measures, the laboratory when None."""
    measured_by = unit or life.laboratory()
    for ago, value in sorted(course.items(), reverse=True):
        resource = observation(life, key, value, life.moment(ago, 8), [life.unit_ref(measured_by)])
        life.add(resource, source=measured_by, label=label)


def wandering(life: Telling, *, since: int, until: int, every: int, around: float, spread: float) -> dict[int, float]:
    """Make up a course that keeps near a value. since, until, every: days. spread: how far most values stray. Returns days ago to value."""
    days = range(since, until, -every)
    return {day - life.chance.randrange(0, 4): around + life.chance.gauss(0, spread) for day in days}


def _measured_by(visit: Visit, values: Mapping[str, float]) -> str:
    is_office = visit.life.unit(visit.unit).level == "legal_entity"
    return visit.unit if is_office and set(values) <= NEAR_PATIENT else visit.life.laboratory()


def _named(results: list[Json], values: Mapping[str, float]) -> list[Json]:
    return [result | {"display": ANALYSES[key].name} for result, key in zip(results, values, strict=True)]


def _report(visit: Visit, unit: str, at: str, results: list[Json], conclusion: str | None) -> Json:
    report: Json = {
        "resourceType": "DiagnosticReport",
        "id": visit.life.new_id("provesvar"),
        "status": "final",
        "category": [concept(_SECTION, "LAB", "Laboratory")],
        "code": {"coding": [coding(LOINC, "11502-2", "Laboratory report")], "text": "Svar på blodprøver"},
        "subject": visit.life.patient,
        "encounter": visit.encounter,
        "effectiveDateTime": at,
        "issued": (visit.start + ANSWER_AFTER).isoformat(),
        "performer": [visit.life.unit_ref(unit)],
        "result": results,
    }
    return report | ({"conclusion": conclusion} if conclusion else {})
