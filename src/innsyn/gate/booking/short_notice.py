"""The clinic's side of short notice: who can come sooner, and offering a time that has become free to one or several of them.

The time is held until the offer's end, so that no job has to free it; the first yes has it. Source: docs/spec/appointments.md#APP-20.
"""

from typing import Any

from innsyn.gate.access import Access
from innsyn.gate.booking.keeping import detail_of, look_of
from innsyn.gate.booking.timebooks import Timebooks
from innsyn.gate.booking.together import Answer, Change, Together, body_of
from innsyn.gate.enrolment.region import has_need
from innsyn.gate.offices import NO_POST
from innsyn.gate.reading import Reading
from innsyn.gate.refused import Refused
from innsyn.gate.rules.appointments import APPOINTMENT
from innsyn.gate.standing.appointment_answers import offer_mark, offering
from innsyn.gate.standing.appointment_flags import COMES_SOON, SAID, has_said
from innsyn.gate.standing.timebooks import Time, held
from innsyn.gate.visit import Actor, Visit
from innsyn.kernel.clock import Instant, instant
from innsyn.kernel.outcome import Problem
from innsyn.record.condition import AllOf, FromCustodian, OfType
from innsyn.record.entry import Action, Entry
from innsyn.record.query import DateWithin, Query, TokenIs
from innsyn.record.record import Record
from innsyn.record.stored import Found, Stored

_MOST = 200
_CAN = (TokenIs("status", ((None, "booked"),)), TokenIs("_tag", ((SAID, COMES_SOON),)))


class ShortNotice:
    """who_comes and offer."""

    def __init__(self, record: Record, access: Access, reading: Reading, timebooks: Timebooks) -> None:
        """reading: reads the appointment whose patient is offered another time."""
        self._record, self._reading, self._timebooks = record, reading, timebooks
        self._together = Together(record, access)

    async def who_comes(self, actor: Actor, now: Instant) -> tuple[Stored, ...] | Refused | Problem:
        """List the appointments to come of the actor's organisation whose patients can come sooner, logged in each that is shown."""
        if not has_need(actor) or actor.organisation is None:
            return Refused(NO_POST)
        query = Query((APPOINTMENT,), (*_CAN, DateWithin("date", now, None)), count=_MOST)
        narrow = AllOf((OfType(frozenset({APPOINTMENT})), FromCustodian(frozenset({actor.organisation}))))
        entry = Entry(look_of(actor, now), now, Action.SEARCH, detail_of(actor))
        found = await self._record.search(owner=None, query=query, narrow=narrow, stamp=None, entry=entry)
        if isinstance(found, Found | Problem):
            return found if isinstance(found, Problem) else found.rows
        raise TypeError("a question to all records stands on no one patient's facts")

    async def offer(self, visit: Visit, appointment_id: str, slot_id: str, until: Instant, now: Instant) -> Answer:
        """Offer a free time to the patient of a visit, who keeps the one she has. until: the end of the offer, before the time itself."""
        found = await self._ours(visit, appointment_id, now)
        if not isinstance(found, Stored):
            return found
        body, mark = body_of(found), offer_mark(slot_id)
        read = await self._timebooks.time(found.custodian or "", slot_id, visit.id, now)
        if read is None or not read.time.is_free(mark=mark, now=now):
            return "taken"
        if not now < until <= read.time.start:
            return "too_late"
        if not has_said(body, COMES_SOON) or not _is_sooner(read.time, body):
            return "changed"
        kept = read.time.held_until if read.time.is_held(now) else None
        times = [read.written(held(read.body, mark, max(until, kept or until)))]
        change = Change(organisation=found.custodian or "", asked=offering(body, read.time, until), stands=found, times=times)
        return await self._together.write(visit, change, now)

    async def _ours(self, visit: Visit, appointment_id: str, now: Instant) -> Answer:
        """Read a booked appointment that our organisation keeps."""
        found = await self._reading.read(visit, APPOINTMENT, appointment_id, now) if visit.role == "staff" else None
        if isinstance(found, Refused):
            return found
        if found is None or found.custodian is None or found.custodian != visit.actor.organisation:
            return "gone"
        return found if body_of(found).get("status") == "booked" else "changed"


def _is_sooner(time: Time, body: dict[str, Any]) -> bool:
    try:
        return time.start < instant(str(body.get("start")))
    except ValueError:
        return False
