"""A ward asks for its patient to be enrolled, and sees what became of what it asked for."""

from dataclasses import dataclass, field

import orjson

from innsyn.gate.clients.entering import kept_for
from innsyn.gate.directory import Directory
from innsyn.gate.enrolment.region import act, has_need, region_of, requests_to
from innsyn.gate.opening import NewId
from innsyn.gate.refused import Refused
from innsyn.gate.rules.access_facts import ENROLMENT
from innsyn.gate.standing.enrolments import Enrolment, Reason, Uses, enrolment_body, enrolment_of
from innsyn.gate.visit import Actor
from innsyn.kernel.clock import Instant
from innsyn.kernel.ids import PersonNumber
from innsyn.kernel.outcome import Verdict
from innsyn.kernel.systems import ACCESS_FACT, ORGANISATION_NUMBER
from innsyn.record.entry import Action
from innsyn.record.query import Query, ReferenceIs, TokenIs
from innsyn.record.record import Record
from innsyn.record.stored import Found, Write

CANNOT_ASK = Verdict(False, "gate.cannot_enrol", "ENR-1", "docs/spec/representation.md#REP-7")
_MOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a ward asks for. name: of the patient, as the ward has it. words: its own, empty for none."""

    number: PersonNumber = field(repr=False)
    name: str = field(repr=False)
    reason: Reason
    uses: Uses
    words: str = field(default="", repr=False)


class Asking:
    """may_ask, ask and sent."""

    def __init__(self, record: Record, directory: Directory, new_id: NewId) -> None:
        """directory: says who decides. new_id: gives ids of visits."""
        self._record, self._directory, self._new_id = record, directory, new_id

    async def may_ask(self, actor: Actor) -> bool:
        """Say whether somebody of personnel can ask: she treats patients, and there is an office above her that decides."""
        return has_need(actor) and await region_of(self._record, self._directory, actor) is not None

    async def ask(self, actor: Actor, wish: Wish, now: Instant) -> Enrolment | Refused:
        """Ask the region to enrol a patient. Returns the request; the one that waits already when there is one for the same number."""
        region = await region_of(self._record, self._directory, actor)
        if not has_need(actor) or actor.organisation is None or region is None or region.number is None:
            return Refused(CANNOT_ASK)
        waiting = [each for each in await self.sent(actor, now) if each.state == "waiting" and each.number == wish.number]
        if waiting:
            return waiting[0]
        asked = Enrolment(
            number=wish.number, name=wish.name, reason=wish.reason, uses=wish.uses, words=wish.words, by=actor.name, ward=_ward(actor),
            organisation=actor.organisation, region=region.number, region_name=region.name, asked_at=now,
        )  # fmt: skip
        write = Write("create", "Task", orjson.dumps(enrolment_body(asked)), custodian=region.number)
        entry = act(self._new_id(), actor, now, Action.UPDATE)
        answer = await self._record.write(owner=kept_for(region.number), writes=[write], stamp=None, entry=entry)
        if not isinstance(answer, tuple):
            raise TypeError("a creation without conditions has no conflict")
        return enrolment_of(enrolment_body(asked), answer[0].stored.id) or asked

    async def sent(self, actor: Actor, now: Instant) -> tuple[Enrolment, ...]:
        """List what the actor's organisation has asked for, newest first."""
        region = await region_of(self._record, self._directory, actor) if has_need(actor) else None
        if region is None or region.number is None or actor.organisation is None:
            return ()
        clauses = (
            TokenIs("code", ((ACCESS_FACT, ENROLMENT),)),
            ReferenceIs("requester", (f"{ORGANISATION_NUMBER}|{actor.organisation}",)),
        )
        found = await self._record.search(
            owner=kept_for(region.number),
            query=Query(("Task",), clauses, count=_MOST),
            narrow=requests_to(region.number),
            stamp=None,
            entry=act(self._new_id(), actor, now, Action.SEARCH),
        )
        rows = found.rows if isinstance(found, Found) else ()
        return tuple(each for row in rows if (each := enrolment_of(orjson.loads(row.body), row.id)) is not None)


def _ward(actor: Actor) -> str:
    return ", ".join(dict.fromkeys(part for part in (actor.department, actor.unit_name, actor.organisation_name) if part))
