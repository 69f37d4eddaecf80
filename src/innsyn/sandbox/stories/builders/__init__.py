"""The verbs of a life: small functions that each tell one event and leave the FHIR resources of it behind."""

from innsyn.sandbox.stories.builders.admissions import admitted, emergency_clinic, gp_visit, health_station, home_visit, outpatient, phoned
from innsyn.sandbox.stories.builders.allergies import allergic_to
from innsyn.sandbox.stories.builders.appointments import planned
from innsyn.sandbox.stories.builders.attached_results import lab_report
from innsyn.sandbox.stories.builders.conditions import diagnosed
from innsyn.sandbox.stories.builders.documents import Form, document
from innsyn.sandbox.stories.builders.known_documents import (
    biochemistry,
    care_summary,
    certificate,
    discharge_summary,
    health_station_note,
    imaging_report,
    individual_plan,
    journal_note,
    letter,
    microbiology,
    nursing_summary,
    operation_note,
    outpatient_note,
    outpatient_summary,
    pathology,
    physiotherapy_summary,
    psychology_summary,
    referral_letter,
    treatment_plan,
)
from innsyn.sandbox.stories.builders.laboratory import blood_test, followed
from innsyn.sandbox.stories.builders.measurements import blood_pressure, measured, measured_at_home
from innsyn.sandbox.stories.builders.medicines import given, prescribed
from innsyn.sandbox.stories.builders.plans import Activity, care_plan, episode
from innsyn.sandbox.stories.builders.procedures import operated
from innsyn.sandbox.stories.builders.referrals import referred
from innsyn.sandbox.stories.builders.telling import Telling
from innsyn.sandbox.stories.builders.time import months, weeks, years
from innsyn.sandbox.stories.builders.vaccines import child_vaccines, vaccinated
from innsyn.sandbox.stories.builders.visit import Visit
from innsyn.sandbox.stories.codes.document_types import Label

__all__ = [
    "Activity",
    "Form",
    "Label",
    "Telling",
    "Visit",
    "admitted",
    "allergic_to",
    "biochemistry",
    "blood_pressure",
    "blood_test",
    "care_plan",
    "care_summary",
    "certificate",
    "child_vaccines",
    "diagnosed",
    "discharge_summary",
    "document",
    "emergency_clinic",
    "episode",
    "followed",
    "given",
    "gp_visit",
    "health_station",
    "health_station_note",
    "home_visit",
    "imaging_report",
    "individual_plan",
    "journal_note",
    "lab_report",
    "letter",
    "measured",
    "measured_at_home",
    "microbiology",
    "months",
    "nursing_summary",
    "operated",
    "operation_note",
    "outpatient",
    "outpatient_note",
    "outpatient_summary",
    "pathology",
    "phoned",
    "physiotherapy_summary",
    "planned",
    "prescribed",
    "psychology_summary",
    "referral_letter",
    "referred",
    "treatment_plan",
    "vaccinated",
    "weeks",
    "years",
]
