"""Writes an appointment and the times it takes or gives back as one transaction over two records.

Whoever comes second meets the version of the time, and nothing of hers is written. Source: docs/adr/0030-appointments.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import orjson

from innsyn.gate.access import Access, Permit
from innsyn.gate.booking.timebooks import ABOUT_TIMEBOOK
from innsyn.gate.clients.entering import kept_for
from innsyn.gate.decide import decide
from innsyn.gate.refused import Refused
from innsyn.gate.rules.appointments import APPOINTMENT
from innsyn.gate.standing.appointments import Whose
from innsyn.gate.visit import Visit
from innsyn.gate.writing import write_facts
from innsyn.kernel.clock import Instant
from innsyn.record.entry import Action, Entry
from innsyn.record.record import Record
from innsyn.record.stored import Conflict, Stale, Stored, Write
from innsyn.record.writing import Part

Lost = Literal["taken", "changed", "too_late", "too_soon", "gone"]
"""Why nothing was written: somebody has the time, the appointment has changed meanwhile, its limit is passed, its hour has not come, or
there is none such."""

Answer = Stored | Lost | Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change.

    asked: the Appointment as it is decided on; None where she only answers, and a Flag in it is the clinic's word of what it becomes then.
    standing: what the clinic has said beforehand it becomes, None for the same. answer: her AppointmentResponse, decided on too. stands:
    the version it replaces, None for a new one. times: the Slots that change with it."""

    organisation: str
    asked: Mapping[str, Any] | None = field(repr=False)
    standing: Mapping[str, Any] | None = field(default=None, repr=False)
    answer: Mapping[str, Any] | None = field(default=None, repr=False)
    stands: Stored | None = None
    times: Sequence[Write] = ()

    @property
    def decided_on(self) -> tuple[Write, ...]:
        """Say what the rules are asked about: all of it must be allowed."""
        return (*(() if self.asked is None else (self.write(self.asked),)), *self.answers)

    @property
    def answers(self) -> tuple[Write, ...]:
        """Write what she answers, kept by whom it is an answer to."""
        if self.answer is None:
            return ()
        return (Write("create", str(self.answer["resourceType"]), orjson.dumps(self.answer), custodian=self.organisation),)

    def write(self, body: Mapping[str, Any]) -> Write:
        """Write the appointment with this body."""
        content, stands = orjson.dumps(body), self.stands
        if stands is None:
            return Write("create", APPOINTMENT, content, custodian=self.organisation)
        return Write(
            "update", APPOINTMENT, content, id=stands.id, expected_version=stands.version, may_create=False, custodian=stands.custodian
        )  # fmt: skip


class Together:
    """may, would_be and write."""

    def __init__(self, record: Record, access: Access) -> None:
        """record: where both are."""
        self._record, self._access = record, access

    async def may(self, visit: Visit, change: Change, now: Instant) -> Refused | None:
        """Say whether a change would be allowed, without making it; the no is logged."""

        async def question(permit: Permit) -> Refused | None:
            return await self._refusal(visit, permit, change, now)

        return await self._access.ask(visit, "write", now, question, about=_about(change))

    async def would_be(self, visit: Visit, change: Change, now: Instant) -> bool:
        """Say the same for a page, that nobody has asked anything of: nothing is logged, and the act itself is decided on anew."""
        case = await self._access.case(visit, now)
        return all(decide(case, "write", write_facts(each, now)).allowed for each in change.decided_on)

    async def write(self, visit: Visit, change: Change, now: Instant) -> Answer:
        """Decide on a change and make all of it, or nothing."""

        async def question(permit: Permit) -> Answer | Stale:
            refused = await self._refusal(visit, permit, change, now)
            return refused or await self._written(visit, permit, change, now)

        return await self._access.ask(visit, "write", now, question, about=_about(change))

    async def _refusal(self, visit: Visit, permit: Permit, change: Change, now: Instant) -> Refused | None:
        case = await self._access.case_of(visit, permit.patient, now)
        for each in change.decided_on:
            decision = decide(case, "write", write_facts(each, now))
            if not decision.allowed:
                return await self._access.refuse(visit, decision.verdict, now, about=_about(change))
        return None

    async def _written(self, visit: Visit, permit: Permit, change: Change, now: Instant) -> Answer | Stale:
        write = change.write(change.standing or change.asked or {})
        hers = Part(visit.owner, (write, *change.answers), permit.stamp, Entry(visit.id, now, Action.UPDATE))
        theirs = Part(kept_for(change.organisation), change.times, None, Entry(visit.id, now, Action.UPDATE, ABOUT_TIMEBOOK))
        answer = await self._record.write_together([hers, *([theirs] if change.times else [])])
        if isinstance(answer, Stale):
            return answer
        if isinstance(answer, Conflict):
            return "taken" if answer.part else "changed"
        return answer[0][0].stored


def _about(change: Change) -> tuple[str, str | None]:
    return APPOINTMENT, change.stands.id if change.stands else None


def body_of(stored: Stored) -> dict[str, Any]:
    """Read what is stored."""
    body: dict[str, Any] = orjson.loads(stored.body)
    return body


async def whose(access: Access, visit: Visit) -> Whose:
    """Say whose record a visit is in, for what is written there."""
    return Whose(visit.patient_id, (await access.known(visit.owner)).patient.name)
