"""The clinic's side of booking: somebody who works there confirms what is asked, says no, gives a time, calls off, says who did not come.

In a visit to the patient's record, so that she finds it in her log. A clinic's own system writes the same over its interface.
Source: docs/spec/appointments.md#APP-5.
"""

from typing import Any

from innsyn.gate.access import Access
from innsyn.gate.booking.asking import Chosen
from innsyn.gate.booking.timebooks import Timebooks
from innsyn.gate.booking.together import Answer, Change, Together, body_of, whose
from innsyn.gate.opening import NewId
from innsyn.gate.reading import Reading
from innsyn.gate.refused import Refused
from innsyn.gate.rules.appointments import APPOINTMENT
from innsyn.gate.standing.appointment_answers import called_in
from innsyn.gate.standing.appointments import asked_body, back_at, called_off, confirmed, identifier_of, missed, moved_from, slot_of
from innsyn.gate.standing.attendance import arrived, because
from innsyn.gate.standing.timebooks import BUSY
from innsyn.gate.visit import Visit
from innsyn.kernel.clock import Instant, instant, norwegian_date
from innsyn.record.record import Record
from innsyn.record.stored import Stored, Write

_OPEN = ("proposed", "pending", "booked")


class Answering:
    """confirm, decline, give, move, cancel, missed and came."""

    def __init__(self, record: Record, access: Access, reading: Reading, timebooks: Timebooks, new_id: NewId) -> None:
        """reading: reads the appointment that is answered. new_id: gives appointments their own identifier."""
        self._access, self._reading, self._timebooks, self._new_id = access, reading, timebooks, new_id
        self._together = Together(record, access)

    async def confirm(self, visit: Visit, appointment_id: str, now: Instant) -> Answer:
        """Say yes to what is asked: the time is the patient's, and the one she had before is free."""
        found = await self._ours(visit, appointment_id, ("pending",), now)
        if not isinstance(found, Stored):
            return found
        body, identifier = body_of(found), identifier_of(body_of(found))
        read = await self._timebooks.time(found.custodian or "", slot_of(body), visit.id, now)
        if read is not None and read.time.taken_by not in ("", identifier):
            return "taken"
        times = [read.as_(BUSY, identifier)] if read else []
        return await self._write(
            visit, found, confirmed(body), [*times, *await self._timebooks.freed(visit.id, found, {moved_from(body)}, now)], now
        )

    async def decline(self, visit: Visit, appointment_id: str, now: Instant) -> Answer:
        """Say no. Whoever only asked for another time keeps the one she had; a wish and everything else is called off."""
        found = await self._ours(visit, appointment_id, ("pending", "proposed"), now)
        if not isinstance(found, Stored):
            return found
        body = body_of(found)
        before = await self._timebooks.time(found.custodian or "", moved_from(body), visit.id, now) if moved_from(body) else None
        answer = back_at(body, before.time, before.calendar, await whose(self._access, visit)) if before else called_off(body, "prov")
        return await self._write(visit, found, answer, await self._timebooks.freed(visit.id, found, {slot_of(body)}, now), now)

    async def give(self, visit: Visit, chosen: Chosen, words: str, now: Instant, *, appointment_id: str | None = None) -> Answer:
        """Call in: give the patient a time. words: what it is about. appointment_id: of the wish it answers, None for none."""
        wish = await self._ours(visit, appointment_id, ("proposed",), now) if appointment_id else None
        if appointment_id and not isinstance(wish, Stored):
            return wish or "gone"
        read = await self._timebooks.time(chosen.organisation, chosen.slot_id, visit.id, now)
        if visit.role != "staff" or read is None or read.time.version != chosen.version or not read.time.is_free(mark="", now=now):
            return "taken"
        stands = wish if isinstance(wish, Stored) else None
        asked = asked_body(
            read.time, read.calendar, whose=await whose(self._access, visit), identifier=self._new_id(), words=words, now=now
        )
        booked = confirmed({**body_of(stands), **asked, "identifier": body_of(stands)["identifier"]} if stands else asked)
        body = called_in(booked, visit.patient_id, read.time.start)
        times = [read.as_(BUSY, identifier_of(body))]
        change = Change(organisation=chosen.organisation, asked=body, stands=stands, times=times)
        return await self._together.write(visit, change, now)

    async def move(self, visit: Visit, appointment_id: str, chosen: Chosen, now: Instant, *, has: str | None = None) -> Answer:
        """Give a patient who has a time, or has asked for one, another: hers at once, and those she had or asked for are free.

        has: the time she has or asks for as somebody saw it; `changed` when that is another by now. None for whichever it is."""
        found = await self._ours(visit, appointment_id, ("pending", "booked"), now)
        if not isinstance(found, Stored):
            return found
        body = body_of(found)
        if has is not None and slot_of(body) != has:
            return "changed"
        read = await self._timebooks.time(chosen.organisation, chosen.slot_id, visit.id, now)
        is_free = read is not None and read.time.version == chosen.version and read.time.is_free(mark="", now=now)
        if read is None or not is_free or chosen.organisation != found.custodian:
            return "taken"
        freed = await self._timebooks.freed(visit.id, found, {slot_of(body), moved_from(body)}, now)
        answer = called_in(back_at(body, read.time, read.calendar, await whose(self._access, visit)), visit.patient_id, read.time.start)
        return await self._write(visit, found, answer, [read.as_(BUSY, identifier_of(body)), *freed], now)

    async def cancel(self, visit: Visit, appointment_id: str, now: Instant, *, words: str = "") -> Answer:
        """Call off for the clinic. words: to the patient, about why and what next."""
        found = await self._ours(visit, appointment_id, _OPEN, now)
        if not isinstance(found, Stored):
            return found
        body = body_of(found)
        times = await self._timebooks.freed(visit.id, found, {slot_of(body), moved_from(body)}, now)
        return await self._write(visit, found, because(called_off(body, "prov"), words), times, now)

    async def missed(self, visit: Visit, appointment_id: str, now: Instant) -> Answer:
        """Say that the patient did not come. Nobody has missed an hour that is yet to come."""
        found = await self._ours(visit, appointment_id, ("booked",), now)
        if not isinstance(found, Stored):
            return found
        start = _start(found)
        return await self._write(visit, found, missed(body_of(found)), [], now) if start and start <= now else "too_soon"

    async def came(self, visit: Visit, appointment_id: str, now: Instant) -> Answer:
        """Say that the patient has come, also when it was said before that she had not. Nobody comes on a day before her own."""
        found = await self._ours(visit, appointment_id, ("booked", "noshow"), now)
        if not isinstance(found, Stored):
            return found
        start = _start(found)
        is_day = start is not None and norwegian_date(start) <= norwegian_date(now)
        return await self._write(visit, found, arrived(body_of(found)), [], now) if is_day else "too_soon"

    async def _ours(self, visit: Visit, appointment_id: str, statuses: tuple[str, ...], now: Instant) -> Answer:
        """Read an appointment that our organisation keeps and that stands so that it can be answered."""
        found = await self._reading.read(visit, APPOINTMENT, appointment_id, now) if visit.role == "staff" else None
        if isinstance(found, Refused):
            return found
        if found is None or found.custodian is None or found.custodian != visit.actor.organisation:
            return "gone"
        return found if body_of(found).get("status") in statuses else "changed"

    async def _write(self, visit: Visit, found: Stored, body: dict[str, Any], times: list[Write], now: Instant) -> Answer:
        change = Change(organisation=found.custodian or "", asked=body, stands=found, times=times)
        return await self._together.write(visit, change, now)


def _start(stored: Stored) -> Instant | None:
    try:
        return instant(str(body_of(stored).get("start")))
    except ValueError:
        return None
