"""Decides on each change of a client, as it will stand and on what it replaces, before anything is written.

Source: helsepersonelloven § 39, § 42; pasientjournalloven § 19; docs/spec/access.md#AC-9, #AC-13, #AC-14.
"""

from dataclasses import replace

import orjson

from innsyn.fhir.profiles import Requirements
from innsyn.gate.access import Access, Permit
from innsyn.gate.binding import is_about_another
from innsyn.gate.clients.client import Client
from innsyn.gate.clients.entering import patients_types
from innsyn.gate.clients.foreseen import foreseen
from innsyn.gate.clients.jobs import Job
from innsyn.gate.clients.narrowed import both
from innsyn.gate.clients.refusals import (
    ANOTHER_PATIENT,
    ANOTHER_PERSON,
    DIALOGUE_BROKEN,
    IS_THERE,
    NO_SCOPE,
    NOT_ALLOWED,
    NOT_THAT_VERSION,
    NOT_THERE,
    NUMBERED,
    STILL_NEEDED,
    nothing_to_change,
)
from innsyn.gate.decide import SILENCE
from innsyn.gate.delivery.conformity import faults
from innsyn.gate.dialogue.changes import broken_by
from innsyn.gate.same_person import is_another_person
from innsyn.gate.scopes import Interaction
from innsyn.gate.visit import Visit
from innsyn.gate.writing import write_facts
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem
from innsyn.record.condition import Condition, holds
from innsyn.record.entry import Action, Entry, Outcome
from innsyn.record.ids import owner_of
from innsyn.record.query import Query
from innsyn.record.record import Record
from innsyn.record.stored import Found, Stale, Stored, Write

_ABOUT_CHANGE = {"about": "change"}
_MOST_LEFT = 200

Checked = Job | Problem | Stale | None
"""What will be written; why not; that the facts have changed; or None when there is nothing to do."""


class Checker:
    """Decides on the changes of one client in one record."""

    def __init__(
        self, record: Record, access: Access, client: Client, visit: Visit, permit: Permit, requirements: Requirements, now: Instant
    ) -> None:
        """permit: for writing in the visit. requirements: profiles that types must keep, also when patched."""
        self._requirements = requirements
        self._record, self._access, self._client, self._visit = record, access, client, visit
        self._permit, self._now = permit, now

    async def check(self, job: Job, *, leaving: frozenset[str]) -> Checked:
        """Decide on one change. leaving: addresses of what goes in the same transaction.

        A citizen's token changes nothing: what she decides herself she decides on her own pages, asked once more and never by an app."""
        if self._client.actor.kind == "citizen":
            await self._access.refuse(self._visit, SILENCE, self._now, about=(job.write.type, job.write.id))
            return NOT_ALLOWED
        job = job.with_write(replace(job.write, custodian=self._visit.actor.organisation))
        if job.step.verb == "DELETE":
            return await self._deletion(job, leaving)
        if job.step.verb == "PATCH":
            return await self._patched(job)
        if not job.is_chosen:
            return await self._decided(job, "create", None)
        stands = await self._standing(job, "update")
        if isinstance(stands, Stale):
            return stands
        if stands is Outcome.ABSENT:
            return await self._new(job)
        if not isinstance(stands, Stored):
            return await self._closed(job, nothing_to_change(job.write.id or "", job.conditions))
        if "ifNoneMatch" in job.conditions and not stands.deleted:
            return IS_THERE
        return await self._replacing(job, stands)

    async def _new(self, job: Job) -> Checked:
        """Create under an id that the client chose: never one of the form that the record gives, which others may have."""
        write = job.write
        if write.expected_version is not None:
            return NOT_THAT_VERSION
        if owner_of(write.id or "") is not None and not job.step.matched:
            return NOT_THERE
        return await self._decided(job.with_write(replace(write, verb="create", unchanged_is_kept=False)), "create", None)

    async def _replacing(self, job: Job, stands: Stored) -> Checked:
        if job.write.expected_version not in (None, stands.version):
            return NOT_THAT_VERSION
        write = replace(job.write, verb="update", expected_version=stands.version)
        return await self._decided(job.with_write(write), "create" if stands.deleted else "update", stands)

    async def _patched(self, job: Job) -> Checked:
        stands = await self._standing(job, "update")
        if isinstance(stands, Stale):
            return stands
        if not isinstance(stands, Stored) or stands.deleted:
            missing = NOT_THAT_VERSION if "ifMatch" in job.conditions else NOT_THERE
            return await self._closed(job, missing) if stands is Outcome.REFUSED else missing
        if job.write.expected_version not in (None, stands.version):
            return NOT_THAT_VERSION
        changed = job.patch(stands.body) if job.patch else [NOT_THERE]
        if isinstance(changed, list):
            return changed[0]
        patched = job.with_write(replace(job.write, verb="update", body=changed, expected_version=stands.version))
        problems = faults(patched.resource, self._requirements)
        if problems:
            return problems[0]
        if (patched.resource.get("resourceType"), patched.resource.get("id")) != (stands.type, stands.id):
            return Problem("value", "a patch changes neither the resource's type nor its id", "id")
        return await self._decided(patched, "update", stands)

    async def _deletion(self, job: Job, leaving: frozenset[str]) -> Checked:
        stands = await self._standing(job, "delete")
        if isinstance(stands, Stale):
            return stands
        if not isinstance(stands, Stored) or stands.deleted:
            if stands is Outcome.REFUSED:
                await self._closed(job, NOT_THERE)
            return NOT_THAT_VERSION if "ifMatch" in job.conditions else None
        if job.write.expected_version not in (None, stands.version):
            return NOT_THAT_VERSION
        if stands.type == "Patient" and (needed := await self._needed(leaving)) is not None:
            return needed
        if (broken := await self._broken(job, stands)) is not None:
            return broken
        return job.with_write(replace(job.write, verb="delete", expected_version=stands.version))

    async def _needed(self, leaving: frozenset[str]) -> Problem | None:
        """Say why a Patient cannot go. What the client may not see plays no part: it would be told of."""
        if self._permit.patient.person_keys:
            return NUMBERED
        types = tuple(type_ for type_ in patients_types() if type_ != "Patient")
        found = await self._record.search(
            owner=self._visit.owner,
            query=Query(types, count=_MOST_LEFT),
            narrow=self._permit.condition,
            stamp=None,
            entry=Entry(self._visit.id, self._now, Action.SEARCH, _ABOUT_CHANGE),
        )
        left = [f"{row.type}/{row.id}" for row in found.rows] if isinstance(found, Found) else []
        return STILL_NEEDED if any(address not in leaving for address in left) else None

    async def _decided(self, job: Job, interaction: Interaction, stands: Stored | None) -> Job | Problem:
        """Decide on the new content: by the scopes, by the rules, whether it is about this patient, and against what stands."""
        write = job.write
        if not self._client.may(interaction, write.type):
            return NO_SCOPE
        if not self._holds(self._client.condition(interaction, write.type), write):
            return NO_SCOPE
        if not self._holds(self._permit.condition, write):
            await self._access.refuse(self._visit, SILENCE, self._now, about=(write.type, write.id))
            return NOT_ALLOWED
        if write.type == "Patient":
            is_other = is_another_person(self._permit.patient, job.resource, write.id, self._access.person_key)
            return ANOTHER_PERSON if is_other else job
        if self._permit.patient.patient_id is not None and self._is_about_another(job):
            return ANOTHER_PATIENT
        return await self._broken(job, stands) or job

    async def _broken(self, job: Job, stands: Stored | None) -> Problem | None:
        """Hold a change of a conversation or a message against what stands."""
        before = orjson.loads(stands.body) if stands and not stands.deleted else None
        verdict = broken_by(self._visit, before, job.resource if job.step.verb != "DELETE" else {}, job.write.custodian)
        if verdict is None:
            return None
        await self._access.refuse(self._visit, verdict, self._now, about=(job.write.type, job.write.id))
        return DIALOGUE_BROKEN[verdict]

    def _is_about_another(self, job: Job) -> bool:
        """A system's new content was put where it says it belongs; a patch and a person's content must say the same."""
        if job.step.verb != "PATCH" and self._visit.role == "system":
            return False
        return is_about_another(job.resource, self._permit.patient, self._access.person_key)

    def _holds(self, condition: Condition, write: Write) -> bool:
        known = foreseen(condition, write.type, write.id or "", write.custodian)
        return holds(condition, write_facts(write, self._now)) if known is None else known

    async def _standing(self, job: Job, interaction: Interaction) -> Stored | Outcome | Stale:
        """Read what a change replaces, as far as the client may change it."""
        write = job.write
        return await self._record.read(
            owner=self._visit.owner,
            type=write.type,
            id=write.id or "",
            narrow=both(self._permit.condition, self._client.condition(interaction, write.type)),
            stamp=self._permit.stamp,
            entry=Entry(self._visit.id, self._now, Action.READ, _ABOUT_CHANGE),
        )

    async def _closed(self, job: Job, problem: Problem) -> Problem:
        """Log that something is there which the client may not change, and say what it is told of what is not there."""
        await self._access.explain(self._visit, SILENCE, self._now, about=(job.write.type, job.write.id))
        return problem
