"""Decides on a client's changes to the directories: it adds what its organisation keeps, and changes nothing that others put there.

Source: docs/adr/0016-machine-clients.md; docs/spec/access.md#AC-14.
"""

from dataclasses import replace

from innsyn.fhir.profiles import Requirements
from innsyn.gate.clients.client import Client
from innsyn.gate.clients.jobs import Job
from innsyn.gate.clients.refusals import IS_THERE, NO_SCOPE, NOT_ALLOWED, NOT_THAT_VERSION, NOT_THERE, nothing_to_change
from innsyn.gate.delivery.conformity import faults
from innsyn.gate.rules.systems import is_delivering_organisation
from innsyn.gate.scopes import Interaction
from innsyn.gate.writing import write_facts
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem
from innsyn.record.condition import holds
from innsyn.record.ids import SHARED_TYPES, owner_of
from innsyn.record.record import Record
from innsyn.record.row_facts import row_facts
from innsyn.record.stored import Stored


class DirectoryChecker:
    """Decides on the changes of one client."""

    def __init__(self, record: Record, client: Client, requirements: Requirements, now: Instant) -> None:
        """record: what stands in the directories. requirements: profiles that types must keep, also when patched."""
        self._record, self._client, self._requirements, self._now = record, client, requirements, now

    async def check(self, job: Job) -> Job | Problem | None:
        """Decide on one change. Returns what will be written, why not, or None when there is nothing to do."""
        if job.write.type not in SHARED_TYPES:
            return NOT_THAT_VERSION if "ifMatch" in job.conditions else None
        if not is_delivering_organisation(self._client.actor) or self._client.context != "system":
            return NOT_ALLOWED
        job = job.with_write(replace(job.write, custodian=self._client.actor.organisation))
        stands = await self._record.shared_read(job.write.type, job.write.id or "") if job.is_chosen else None
        if job.step.verb == "DELETE":
            return self._deletion(job, stands)
        if stands is None or stands.deleted:
            return self._new(job, stands)
        return self._change(job, stands)

    def _new(self, job: Job, stands: Stored | None) -> Job | Problem:
        if job.step.verb == "PATCH" or job.write.expected_version is not None:
            return NOT_THAT_VERSION if "ifMatch" in job.conditions else NOT_THERE
        if stands is None and job.is_chosen and owner_of(job.write.id or "") is not None:
            return NOT_THERE
        if stands is not None and not self._is_ours(stands):
            return nothing_to_change(job.write.id or "", job.conditions)
        is_again = stands is not None
        write = replace(job.write, verb="update" if is_again else "create", unchanged_is_kept=False)
        return self._granted(job.with_write(replace(write, expected_version=stands.version if stands else None)), "create")

    def _change(self, job: Job, stands: Stored) -> Job | Problem:
        if "ifNoneMatch" in job.conditions:
            return IS_THERE
        if not self._is_ours(stands) or not self._is_granted(stands, "update"):
            return NOT_ALLOWED
        if job.write.expected_version not in (None, stands.version):
            return NOT_THAT_VERSION
        changed = job.patch(stands.body) if job.patch else job.write.body
        if isinstance(changed, list):
            return changed[0]
        new = job.with_write(replace(job.write, verb="update", body=changed, expected_version=stands.version))
        if (problems := faults(new.resource, self._requirements)) or new.resource.get("resourceType") != stands.type:
            return problems[0] if problems else NOT_ALLOWED
        return self._granted(new, "update")

    def _deletion(self, job: Job, stands: Stored | None) -> Job | Problem | None:
        if stands is None or stands.deleted:
            return NOT_THAT_VERSION if "ifMatch" in job.conditions else None
        if not self._is_ours(stands) or not self._is_granted(stands, "delete"):
            return NOT_ALLOWED
        if job.write.expected_version not in (None, stands.version):
            return NOT_THAT_VERSION
        return job.with_write(replace(job.write, verb="delete", expected_version=stands.version))

    def _granted(self, job: Job, interaction: Interaction) -> Job | Problem:
        granted = self._client.condition(interaction, job.write.type)
        return job if holds(granted, write_facts(job.write, self._now)) else NO_SCOPE

    def _is_granted(self, stands: Stored, interaction: Interaction) -> bool:
        return holds(self._client.condition(interaction, stands.type), row_facts(stands))

    def _is_ours(self, stands: Stored) -> bool:
        return stands.custodian is not None and stands.custodian == self._client.actor.organisation
