"""Whether a patient is known to have anything to do with an organisation: an appointment, a stay, a referral, a regular doctor.

Source: Tillitsrammeverk ATT-46 to ATT-48; docs/spec/access.md#AC-3.
"""

from innsyn.gate.directory import Directory
from innsyn.gate.rules.patient_facts import PatientFacts
from innsyn.gate.visit import Actor, Visit
from innsyn.kernel.clock import Instant
from innsyn.record.condition import FromCustodian
from innsyn.record.entry import Action, Entry
from innsyn.record.query import Query
from innsyn.record.record import Record
from innsyn.record.stored import Found

CONTACT_TYPES = ("Encounter", "EpisodeOfCare", "Appointment", "ServiceRequest", "CareTeam", "CarePlan")

ABOUT_CONTACT = {"about": "contact"}
"""Marks the log row of this question: it is the gate's own and shows nobody anything."""


class Contacts:
    """Finds the newest contact between a patient and the actor's organisation."""

    def __init__(self, record: Record, directory: Directory) -> None:
        """record: where contacts are. directory: who the regular doctor's office is."""
        self._record, self._directory = record, directory

    async def known(self, visit: Visit, patient: PatientFacts, now: Instant) -> str | None:
        """Say the reference of the newest contact with the visit's organisation, None when none is known.

        Reads one row in one statement, logged as the gate's own question within the visit."""
        custodians = _numbers(visit.actor)
        if not custodians:
            return None
        found = await self._record.search(
            owner=visit.owner,
            query=Query(CONTACT_TYPES, count=1),
            narrow=FromCustodian(custodians),
            stamp=None,
            entry=Entry(visit.id, now, Action.SEARCH, ABOUT_CONTACT),
        )
        if isinstance(found, Found) and found.rows:
            return f"{found.rows[0].type}/{found.rows[0].id}"
        return await self._regular_doctor(patient, custodians)

    async def _regular_doctor(self, patient: PatientFacts, custodians: frozenset[str]) -> str | None:
        for id_ in sorted(patient.doctor_offices):
            office = await self._directory.organisation_by_id(id_)
            if office is not None and office.number in custodians:
                return f"Organization/{id_}"
        return None


def _numbers(actor: Actor) -> frozenset[str]:
    return frozenset(number for number in (actor.organisation, actor.unit) if number)
