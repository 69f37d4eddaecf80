"""A patient takes back a referral: where the organisation that keeps it has said that she may, and nothing else of it changes.

Source: docs/spec/referrals.md#REF-10.
"""

from typing import Any, Literal

import orjson

from innsyn.gate.access import Access, Permit
from innsyn.gate.decide import decide
from innsyn.gate.reading import Reading
from innsyn.gate.refused import Refused
from innsyn.gate.rules.referrals import REFERRAL
from innsyn.gate.standing.referrals import may_take_back, taken_back
from innsyn.gate.visit import Visit
from innsyn.gate.writing import write_facts
from innsyn.kernel.clock import Instant
from innsyn.record.entry import Action, Entry
from innsyn.record.record import Record
from innsyn.record.stored import Conflict, Stale, Stored, Write

Lost = Literal["gone", "too_late", "changed"]
"""There is none such, she may not by herself (any longer), or it has changed meanwhile."""

Answer = Stored | Lost | Refused


class TakingBack:
    """allows and take_back."""

    def __init__(self, record: Record, access: Access, reading: Reading) -> None:
        """reading: reads the referral as she may see it."""
        self._record, self._access, self._reading = record, access, reading

    async def allows(self, visit: Visit, organisation: str, now: Instant) -> bool:
        """Say whether who comes may take back referrals of an organisation, where that has said so. Nothing is logged: a page asks."""
        probe = Write("create", REFERRAL, orjson.dumps({"resourceType": REFERRAL, "status": "revoked"}), custodian=organisation)
        return decide(await self._access.case(visit, now), "write", write_facts(probe, now)).allowed

    async def take_back(self, visit: Visit, referral_id: str, now: Instant) -> Answer:
        """Take back a referral of the patient's, as it stands."""
        found = await self._reading.read(visit, REFERRAL, referral_id, now)
        if isinstance(found, Refused):
            return found
        if found is None or found.custodian is None:
            return "gone"
        body: dict[str, Any] = orjson.loads(found.body)
        if not may_take_back(body, now):
            return "too_late"
        write = Write(
            "update", REFERRAL, orjson.dumps(taken_back(body, now)), id=found.id, expected_version=found.version,
            may_create=False, custodian=found.custodian,
        )  # fmt: skip
        return await self._written(visit, write, now)

    async def _written(self, visit: Visit, write: Write, now: Instant) -> Answer:
        async def question(permit: Permit) -> Answer | Stale:
            decision = decide(await self._access.case_of(visit, permit.patient, now), "write", write_facts(write, now))
            if not decision.allowed:
                return await self._access.refuse(visit, decision.verdict, now, about=(REFERRAL, write.id))
            entry = Entry(visit.id, now, Action.UPDATE)
            answer = await self._record.write(owner=visit.owner, writes=[write], stamp=permit.stamp, entry=entry)
            if isinstance(answer, Stale):
                return answer
            return "changed" if isinstance(answer, Conflict) else answer[0].stored

        return await self._access.ask(visit, "write", now, question, about=(REFERRAL, write.id))
