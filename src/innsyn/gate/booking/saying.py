"""What a patient says of an appointment she has: that she has read it, that she can come sooner, yes or no to a time she is offered.

A Flag in the appointment, or the offer, is the clinic's word that it becomes so; her answer is kept beside it as she gave it.
Source: docs/spec/appointments.md#APP-20, #APP-21.
"""

from typing import Any

from innsyn.gate.access import Access
from innsyn.gate.booking.timebooks import Timebooks, given_back
from innsyn.gate.booking.together import Answer, Change, Together, body_of, whose
from innsyn.gate.opening import NewId
from innsyn.gate.reading import Reading
from innsyn.gate.refused import Refused
from innsyn.gate.rules.appointments import APPOINTMENT
from innsyn.gate.rules.case import CITIZENS
from innsyn.gate.standing.appointment_answers import (
    Offer,
    Said,
    acknowledged,
    coming_soon,
    declining,
    is_offered,
    offer_of,
    response_body,
    taken,
)
from innsyn.gate.standing.appointment_flags import ACKNOWLEDGE, SHORT_NOTICE, MayDo, may
from innsyn.gate.standing.appointments import confirmed, identifier_of, moved, slot_of
from innsyn.gate.standing.timebooks import BUSY, Calendar
from innsyn.gate.visit import Visit
from innsyn.kernel.clock import Instant
from innsyn.record.record import Record
from innsyn.record.stored import Stored, Write


class Saying:
    """acknowledge, comes_soon, offered_in, take and decline."""

    def __init__(self, record: Record, access: Access, reading: Reading, timebooks: Timebooks, new_id: NewId) -> None:
        """reading: reads the appointment that is answered. new_id: gives answers their identifier."""
        self._access, self._reading, self._timebooks, self._new_id = access, reading, timebooks, new_id
        self._together = Together(record, access)

    async def acknowledge(self, visit: Visit, appointment_id: str, now: Instant) -> Answer:
        """Say that she has read what she is called in to, and comes."""
        found = await self._flagged(visit, appointment_id, ACKNOWLEDGE, now)
        return await self._said(visit, found, acknowledged(body_of(found)), now) if isinstance(found, Stored) else found

    async def comes_soon(self, visit: Visit, appointment_id: str, now: Instant, *, is_so: bool) -> Answer:
        """Say that she can come at short notice, or no longer."""
        found = await self._flagged(visit, appointment_id, SHORT_NOTICE, now)
        return await self._said(visit, found, coming_soon(body_of(found), is_so=is_so), now) if isinstance(found, Stored) else found

    async def offered_in(self, visit: Visit, organisation: str, offer: Offer, now: Instant) -> Calendar | None:
        """Say in whose calendar a time is that was offered and can still be taken; None when it cannot. organisation: that keeps both."""
        read = await self._timebooks.time(organisation, offer.slot_id, visit.id, now) if offer.is_open(now) else None
        return read.calendar if read is not None and is_offered(read.time, now) else None

    async def take(self, visit: Visit, appointment_id: str, now: Instant) -> Answer:
        """Say yes to a time: hers at once, and the one she had is free. Of several who are offered it the first has it."""
        found = await self._offered(visit, appointment_id, now)
        if not isinstance(found, Stored):
            return found
        body, organisation = body_of(found), found.custodian or ""
        offer = offer_of(body)
        read = await self._timebooks.time(organisation, offer.slot_id, visit.id, now) if offer else None
        if offer is None or read is None or not is_offered(read.time, now):
            return "taken"
        asked = moved(taken(body), read.time, read.calendar, await whose(self._access, visit))
        before = await self._timebooks.time(organisation, slot_of(body), visit.id, now)
        times: list[Write] = [read.as_(BUSY, identifier_of(body)), *given_back(before, identifier_of(body))]
        answer = self._response(visit, found, asked, "accepted", offer)
        change = Change(organisation=organisation, asked=asked, standing=confirmed(asked), answer=answer, stands=found, times=times)
        return await self._together.write(visit, change, now)

    async def decline(self, visit: Visit, appointment_id: str, now: Instant) -> Answer:
        """Say no to a time. She keeps the one she has, and may be offered others."""
        found = await self._offered(visit, appointment_id, now)
        if not isinstance(found, Stored):
            return found
        body, offer = body_of(found), offer_of(body_of(found))
        if offer is None:
            return "too_late"
        after = declining(body, offer)
        return await self._write(visit, found, after, self._response(visit, found, after, "declined", offer), now)

    async def _said(self, visit: Visit, found: Stored, after: dict[str, Any], now: Instant) -> Answer:
        said: Said = "needs-action" if may(after, ACKNOWLEDGE, now) else "accepted"
        return await self._write(visit, found, after, self._response(visit, found, after, said), now)

    async def _write(self, visit: Visit, found: Stored, after: dict[str, Any], answer: dict[str, Any], now: Instant) -> Answer:
        change = Change(organisation=found.custodian or "", asked=None, standing=after, answer=answer, stands=found)
        return await self._together.write(visit, change, now)

    def _response(self, visit: Visit, found: Stored, body: dict[str, Any], said: Said, about: Offer | None = None) -> dict[str, Any]:
        return response_body(
            body, appointment_id=found.id, patient_id=visit.patient_id, said=said, identifier=self._new_id(), about=about
        )  # fmt: skip

    async def _flagged(self, visit: Visit, appointment_id: str, what: MayDo, now: Instant) -> Answer:
        found = await self._hers(visit, appointment_id, now)
        return "too_late" if isinstance(found, Stored) and not may(body_of(found), what, now) else found

    async def _offered(self, visit: Visit, appointment_id: str, now: Instant) -> Answer:
        found = await self._hers(visit, appointment_id, now)
        offer = offer_of(body_of(found)) if isinstance(found, Stored) else None
        return "too_late" if isinstance(found, Stored) and not (offer and offer.is_open(now)) else found

    async def _hers(self, visit: Visit, appointment_id: str, now: Instant) -> Answer:
        """Read an appointment that is booked: nothing else is answered."""
        found = await self._reading.read(visit, APPOINTMENT, appointment_id, now) if visit.role in CITIZENS else None
        if isinstance(found, Refused):
            return found
        if found is None or found.custodian is None:
            return "gone"
        return found if body_of(found).get("status") == "booked" else "too_late"
