"""Referrals as the hospitals tell of them: for some of the cast, in each of the states a referral can be in.

Source: HL7 FHIR R4 ServiceRequest; docs/spec/referrals.md#REF-2.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from innsyn.fhir.dates import interval
from innsyn.gate.standing.referrals import REFERRAL_ID, TREATMENT, Course, Status, course_of, may_be_taken_back, with_course
from innsyn.kernel.clock import Instant
from innsyn.kernel.systems import SNOMED_CT
from innsyn.sandbox.people.resources.reference import Json, coding, concept
from innsyn.sandbox.people.waiting_documents import TREATMENTS
from innsyn.sandbox.stories.builders.appointments import planned
from innsyn.sandbox.stories.builders.telling import Telling

_PATIENT_REFERRAL = ("3457005", "Patient referral")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One referral. to: key of the unit. what: in words. treatment: as the list of waiting times has it, empty for none.

    sent, latest, begun: days before today, negative ahead; None where there is none. days: the day each status came, the last one last;
    empty when the hospital has told nothing, and who sent it tells. reason: of the decision. may_take_back: the patient, by
    herself. appointment: who gives one, and in how many days. same: a name that hospitals which have had the same referral share."""

    to: str
    what: str
    treatment: str = ""
    sent: int
    days: Mapping[Status, int] = field(default_factory=dict)
    latest: int | None = None
    begun: int | None = None
    reason: str = ""
    status: Literal["active", "completed", "revoked"] = "active"
    may_take_back: bool = False
    appointment: tuple[str, int] | None = None
    same: str = ""


_HOSPITAL = "solvskogen-sykehus"
CAST: dict[str, tuple[Told, ...]] = {
    "kari": (
        Told(
            to=f"{_HOSPITAL}-medisin", what="Jern rett i blodet", treatment="iron-infusion", sent=31,
            days={"mottatt": 30, "vurdert-behov": 24}, latest=-38, reason="Jernmangel som ikke bedres av tabletter.", may_take_back=True,
        ),
        Told(
            to=f"{_HOSPITAL}-kirurgi", what="Åreknuter", sent=25, days={"mottatt": 24, "vurdert-ikke-behov": 15},
            reason="Plagene er lette. Støttestrømper kan hjelpe, og fastlegen kan henvise på nytt om det blir verre.",
        ),
    ),
    "arne": (
        Told(
            to=f"{_HOSPITAL}-oye", what="Grå stær, venstre øye", treatment="cataract", sent=150,
            days={"mottatt": 148, "vurdert-behov": 140}, latest=6, reason="Synet på det andre øyet er nedsatt.",
        ),
        Told(
            to=f"{_HOSPITAL}-hjerte", what="Ultralyd av hjertet", sent=26, days={"mottatt": 25, "vurdert-behov": 17, "planlagt": 12},
            latest=-40, appointment=("sharma", 33),
        ),
    ),
    "jonas": (Told(to=f"{_HOSPITAL}-barn", what="Væske i ørene", treatment="ear-tubes", sent=5, days={"mottatt": 4}),),
    "solveig": (
        Told(
            to=f"{_HOSPITAL}-rehab", what="Trening etter hofteoperasjon", sent=60,
            days={"mottatt": 59, "vurdert-behov": 52, "planlagt": 40}, latest=20, begun=25,
        ),
    ),
    "gerd": (
        Told(to=f"{_HOSPITAL}-ortopedi", what="Vond hofte", treatment="hip-replacement", sent=2),
        Told(to=f"{_HOSPITAL}-oye", what="Tåkesyn", sent=20, days={"mottatt": 19, "avvist-mangelfull": 15}, reason="Synsprøve mangler."),
        Told(
            to=f"{_HOSPITAL}-ortopedi", what="Nummen hånd", sent=48, days={"mottatt": 47, "vurdert-behov": 40, "avsluttet": 20}, latest=-60,
            reason="Sendt videre til Tindefjord sjukehus, som pasienten har valgt.", status="completed", same="hand",
        ),
        Told(
            to="tindefjord-sjukehus-ortopedi", what="Nummen hånd", sent=48, days={"mottatt": 19, "vurdert-behov": 12}, latest=-26,
            reason="Nerva i handleddet er i klem.", same="hand",
        ),
    ),
}  # fmt: skip
"""By key of the person."""


def tell_referrals(life: Telling) -> None:
    """Tell somebody's referrals."""
    for told in CAST.get(life.person.key, ()):
        referral = life.add(_referral(life, told), source=told.to if told.days else life.person.gp_office)
        if told.appointment:
            by, in_days = told.appointment
            planned(life, told.to, by, in_days, told.what, cancel_hours=24, based_on=referral)


def last_told(resource: Json) -> Instant | None:
    """Say when the newest of a referral's course was told, None for what has none."""
    course = course_of(resource) if resource["resourceType"] == "ServiceRequest" else None
    newest = interval(max(course.days.values()).isoformat()) if course and course.days else None
    return newest.start if newest else None


def _referral(life: Telling, told: Told) -> Json:
    id_ = life.new_id("henvist")
    code: Json = {"text": told.what}
    if told.treatment:
        code["coding"] = [coding(TREATMENT, told.treatment, TREATMENTS[told.treatment][0])]
    body: Json = {
        "resourceType": "ServiceRequest",
        "id": id_,
        "identifier": [{"system": REFERRAL_ID, "value": life.uuid(told.same or id_)}],
        "status": told.status,
        "intent": "order",
        "category": [concept(SNOMED_CT, *_PATIENT_REFERRAL)],
        "code": code,
        "subject": life.patient,
        "authoredOn": life.day(told.sent).isoformat(),
        "requester": life.unit_ref(life.person.gp_office),
        "performer": [life.unit_ref(told.to)],
    }
    followed = with_course(body, _course(life, told)) if told.days else body
    return may_be_taken_back(followed, life.person.key, None) if told.may_take_back else followed


def _course(life: Telling, told: Told) -> Course:
    return Course(
        status=list(told.days)[-1],
        days={status: life.day(ago) for status, ago in told.days.items()},
        latest_start=None if told.latest is None else life.day(told.latest),
        begun_on=None if told.begun is None else life.day(told.begun),
        reason=told.reason,
    )
