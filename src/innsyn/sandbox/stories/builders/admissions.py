"""Contacts of every kind: to the GP, the clinic, the ward, the health station, at home."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from innsyn.sandbox.people.resources.reference import Json, concept
from innsyn.sandbox.stories.builders.telling import Telling
from innsyn.sandbox.stories.builders.visit import Visit
from innsyn.sandbox.stories.codes.diagnoses import diagnosis
from innsyn.sandbox.stories.codes.document_types import Label

_ACT = "http://terminology.hl7.org/CodeSystem/v3-ActCode"


@dataclass(frozen=True, slots=True)
class _Kind:
    code: Literal["AMB", "IMP", "EMER", "HH", "VR"]
    display: str
    text: str
    hour: int
    minutes: int
    is_by_appointment: bool


_OUTPATIENT = _Kind("AMB", "ambulatory", "Poliklinisk konsultasjon", 10, 45, True)
_GP = _Kind("AMB", "ambulatory", "Konsultasjon hos fastlege", 9, 20, True)
_PHONE = _Kind("VR", "virtual", "Telefonkonsultasjon", 13, 15, True)
_EMERGENCY = _Kind("EMER", "emergency", "Legevaktkonsultasjon", 19, 50, False)
_HOME = _Kind("HH", "home health", "Hjemmebesøk", 11, 40, False)
_STATION = _Kind("AMB", "ambulatory", "Helsestasjonskonsultasjon", 12, 40, True)
_STAY = _Kind("IMP", "inpatient encounter", "Innleggelse", 11, 0, False)
_ACUTE_STAY = _Kind("IMP", "inpatient encounter", "Innleggelse, øyeblikkelig hjelp", 17, 0, False)


def gp_visit(life: Telling, ago: int, because: str, by: str | None = None, label: Label = Label.NONE) -> Visit:
    """Tell of a visit to the GP. because: ICPC-2. by: key of another doctor of the office."""
    return _contact(life, _GP, life.person.gp_office, by or life.person.gp, ago, because, label=label)


def phoned(life: Telling, ago: int, because: str, by: str | None = None, at: str | None = None) -> Visit:
    """Tell of a conversation on the telephone, with the GP unless another is named."""
    return _contact(life, _PHONE, at or life.person.gp_office, by or life.person.gp, ago, because)


def outpatient(life: Telling, at: str, by: str, ago: int, because: str, label: Label = Label.NONE) -> Visit:
    """Tell of a visit to a clinic. because: ICD-10."""
    return _contact(life, _OUTPATIENT, at, by, ago, because, label=label)


def admitted(
    life: Telling, to: str, by: str, ago: int, nights: int, because: str, *, acute: bool = False, label: Label = Label.NONE
) -> Visit:
    """Tell of a stay. ago: the day it began. nights: how many. because: ICD-10. acute: came in unplanned."""
    return _contact(life, _ACUTE_STAY if acute else _STAY, to, by, ago, because, nights, label)


def emergency_clinic(life: Telling, ago: int, because: str, by: str, at: str | None = None) -> Visit:
    """Tell of a visit to an emergency clinic, the municipality's own unless another is named."""
    return _contact(life, _EMERGENCY, at or f"{life.person.care_municipality}-legevakt", by, ago, because)


def home_visit(life: Telling, ago: int, by: str, because: str, at: str | None = None) -> Visit:
    """Tell of someone coming home, from the home care service unless another unit is named."""
    return _contact(life, _HOME, at or f"{life.person.care_municipality}-hjemmetjeneste", by, ago, because)


def health_station(life: Telling, ago: int, by: str, because: str = "A98", at: str | None = None, label: Label = Label.NONE) -> Visit:
    """Tell of a visit to the health station."""
    return _contact(life, _STATION, at or f"{life.person.care_municipality}-helsestasjon", by, ago, because, label=label)


def _contact(life: Telling, kind: _Kind, unit: str, by: str, ago: int, because: str, nights: int = 0, label: Label = Label.NONE) -> Visit:
    ago = life.working_day(ago) if kind.is_by_appointment else ago
    start = life.instant(ago, kind.hour)
    end = life.instant(ago - nights, 13) if nights else start + timedelta(minutes=kind.minutes or 240)
    resource: Json = {
        "resourceType": "Encounter",
        "id": life.new_id("kontakt"),
        "status": "finished" if end.date() < life.nation.today else "in-progress",
        "class": {"system": _ACT, "code": kind.code, "display": kind.display},
        "type": [{"text": kind.text}],
        "serviceType": _service(life, unit),
        "subject": life.patient,
        "participant": [{"individual": life.worker_ref(by, unit)}],
        "period": {"start": start.isoformat(), "end": end.isoformat()},
        "reasonCode": [concept(*diagnosis(because))],
        "serviceProvider": life.unit_ref(unit),
    }
    if resource["status"] == "in-progress":
        del resource["period"]["end"]
    encounter = life.add({key: value for key, value in resource.items() if value}, source=unit, label=label)
    return Visit(life, encounter, unit, by, ago, ago - nights, start, end, label)


def _service(life: Telling, unit: str) -> Json:
    service = life.unit(unit).service
    return concept(f"urn:oid:2.16.578.1.12.4.1.1.{service[0]}", service[1], service[2]) if service else {}
