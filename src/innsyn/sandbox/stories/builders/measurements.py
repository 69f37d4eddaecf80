"""What is measured on the body: at the doctor's, on the ward and at home."""

from collections.abc import Mapping

from innsyn.kernel.systems import LOINC, UCUM
from innsyn.sandbox.people.resources.reference import Json, coding
from innsyn.sandbox.stories.builders.observed import category, observation
from innsyn.sandbox.stories.builders.telling import Telling
from innsyn.sandbox.stories.builders.visit import Visit

_PRESSURES = (("8480-6", "Systolisk blodtrykk"), ("8462-4", "Diastolisk blodtrykk"))


def measured(visit: Visit, **values: float) -> None:
    """Tell of measurements during a visit. values: analysis key to value."""
    life = visit.life
    for key, value in values.items():
        visit.write(observation(life, key, value, visit.start.isoformat(), [visit.worker_ref], visit.encounter))


def measured_at_home(life: Telling, key: str, course: Mapping[int, float], hour: int = 8) -> None:
    """Tell of someone's own measurements. course: days ago to value. The patient is the one who measured."""
    for ago, value in sorted(course.items(), reverse=True):
        life.add(observation(life, key, value, life.moment(ago, hour), [life.patient]))


def blood_pressure(visit: Visit, systolic: int, diastolic: int) -> None:
    """Tell of a blood pressure in mm Hg."""
    resource = _pressure(visit.life, systolic, diastolic, visit.start.isoformat(), visit.worker_ref)
    visit.write(resource | {"encounter": visit.encounter})


def blood_pressure_at_home(life: Telling, course: Mapping[int, tuple[int, int]]) -> None:
    """Tell of someone's own blood pressures. course: days ago to systolic and diastolic."""
    for ago, (systolic, diastolic) in sorted(course.items(), reverse=True):
        life.add(_pressure(life, systolic, diastolic, life.moment(ago, 7), life.patient))


def _pressure(life: Telling, systolic: int, diastolic: int, at: str, performer: Json) -> Json:
    components = [
        {
            "code": {"coding": [coding(LOINC, code, name)], "text": name},
            "valueQuantity": {"value": value, "unit": "mmHg", "system": UCUM, "code": "mm[Hg]"},
        }
        for (code, name), value in zip(_PRESSURES, (systolic, diastolic), strict=True)
    ]
    return {
        "resourceType": "Observation",
        "id": life.new_id("obs-blodtrykk"),
        "status": "final",
        "category": [category("vital-signs")],
        "code": {"coding": [coding(LOINC, "85354-9", "Blodtrykk")], "text": "Blodtrykk"},
        "subject": life.patient,
        "effectiveDateTime": at,
        "performer": [performer],
        "component": components,
    }
