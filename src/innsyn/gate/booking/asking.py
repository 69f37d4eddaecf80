"""The patient's side of booking: she holds a time, asks for it, moves and calls off, or wishes for a time without choosing one.

Whoever acts for her does the same, as far as the rules let her. Source: docs/spec/appointments.md#APP-1 to #APP-4.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from innsyn.gate.access import Access
from innsyn.gate.booking.timebooks import ABOUT_TIMEBOOK, Timebooks, TimeRead
from innsyn.gate.booking.together import Answer, Change, Lost, Together, body_of, whose
from innsyn.gate.clients.entering import kept_for
from innsyn.gate.opening import NewId
from innsyn.gate.reading import Reading
from innsyn.gate.refused import Refused
from innsyn.gate.rules.age import YOUTH
from innsyn.gate.rules.appointments import APPOINTMENT
from innsyn.gate.rules.case import CITIZENS
from innsyn.gate.standing.appointments import (
    CANCEL,
    CONFIDENTIAL,
    MOVE,
    MayDo,
    Whose,
    asked_body,
    called_off,
    confirmed,
    identifier_of,
    may,
    moved,
    moved_from,
    slot_of,
    wish_body,
)
from innsyn.gate.standing.timebooks import BUSY, HOLD_LASTS, TENTATIVE, Calendar, Time, held, mark_of
from innsyn.gate.visit import Visit
from innsyn.kernel.clock import Instant
from innsyn.record.entry import Action, Entry
from innsyn.record.record import Record
from innsyn.record.stored import Stored

LONGEST_WORDS = 1000
_OFF = {"resourceType": APPOINTMENT, "status": "cancelled"}
_OFF_IN_CONFIDENCE = {**_OFF, "meta": {"security": [CONFIDENTIAL]}}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A time somebody has chosen. version: of the time as she saw it; another has changed it when it stands in a later one."""

    organisation: str
    slot_id: str
    version: int


@dataclass(frozen=True, slots=True)
class Held:
    """A time that is hers until `until`, and whose it is."""

    time: Time
    calendar: Calendar
    until: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A wish. her_id, name: of the doctor or service. first, last: days that suit, both included. words: what it is about."""

    organisation: str
    her_id: str
    name: str
    first: date
    last: date
    words: str = field(repr=False)


class Booking:
    """calendars, free, held, hold, book, move, cancel and wish."""

    def __init__(self, record: Record, access: Access, reading: Reading, timebooks: Timebooks, new_id: NewId) -> None:
        """reading: reads the appointment that is changed. new_id: gives appointments their own identifier."""
        self._record, self._access, self._reading, self._timebooks, self._new_id = record, access, reading, timebooks, new_id
        self._together = Together(record, access)

    async def allows(self, visit: Visit, organisation: str, now: Instant, *, is_confidential: bool = False) -> bool:
        """Say whether who comes may ask for, move and call off appointments with an organisation; what a button needs to be there.

        is_confidential: one that is between her and the clinic; between twelve and sixteen only those."""
        asked = _OFF_IN_CONFIDENCE if is_confidential else _OFF
        return visit.role in CITIZENS and await self._together.would_be(visit, Change(organisation=organisation, asked=asked), now)

    async def calendars(self, visit: Visit, organisation: str, her_id: str, now: Instant) -> tuple[Calendar, ...]:
        """List the calendars in which times of a doctor, room or service can be booked; none for somebody who may book nothing here."""
        if not await self.allows(visit, organisation, now):
            return ()
        found = await self._timebooks.calendars(organisation, visit.id, now, her_id=her_id)
        return tuple(each for each in found if each.is_open)

    async def free(self, visit: Visit, calendars: Sequence[Calendar], since: Instant, until: Instant, now: Instant) -> tuple[Time, ...]:
        """List the times that can be taken, by hour, at most 500. calendars: of one organisation."""
        if not calendars or not await self.allows(visit, calendars[0].organisation, now):
            return ()
        ids = [each.id for each in calendars]
        return await self._timebooks.free(calendars[0].organisation, ids, since, until, visit.id, now)

    async def held(self, visit: Visit, organisation: str, slot_id: str, now: Instant) -> Held | None:
        """Say which time the actor of a visit holds just now; None when she does not."""
        read = await self._timebooks.time(organisation, slot_id, visit.id, now)
        if read is None or not read.time.is_held(now) or read.time.hold != mark_of(visit.actor.key, slot_id):
            return None
        return Held(read.time, read.calendar, read.time.held_until or now)

    async def hold(self, visit: Visit, chosen: Chosen, now: Instant) -> Held | Lost | Refused:
        """Keep a time for whoever fills in the form, for ten minutes. Nothing has to end it: later it stops nobody."""
        read = await self._chosen(visit, chosen, now)
        if read is None:
            return "taken"
        if (refused := await self._together.may(visit, self._asked(read, await whose(self._access, visit), "", now), now)) is not None:
            return refused
        until = now + HOLD_LASTS
        write = read.written(held(read.body, mark_of(visit.actor.key, chosen.slot_id), until))
        entry = Entry(visit.id, now, Action.UPDATE, ABOUT_TIMEBOOK)
        answer = await self._record.write(owner=kept_for(chosen.organisation), writes=[write], stamp=None, entry=entry)
        if not isinstance(answer, tuple):
            return "taken"
        found = await self.held(visit, chosen.organisation, chosen.slot_id, now)
        return found or "taken"

    async def book(self, visit: Visit, chosen: Chosen, words: str, now: Instant) -> Answer:
        """Ask for a time. words: what it is about. Returns the appointment, `booked` only where the clinic has said so beforehand."""
        read = await self._chosen(visit, chosen, now)
        if read is None:
            return "taken"
        return await self._together.write(visit, self._asked(read, await whose(self._access, visit), words[:LONGEST_WORDS], now), now)

    async def move(self, visit: Visit, appointment_id: str, chosen: Chosen, now: Instant) -> Answer:
        """Ask for another time of the same clinic. Where it answers each, the time she has stays hers until it has answered."""
        found = await self._hers(visit, appointment_id, MOVE, now)
        if not isinstance(found, Stored):
            return found
        read = await self._chosen(visit, chosen, now)
        if read is None or chosen.organisation != found.custodian or chosen.slot_id == slot_of(body_of(found)):
            return "taken"
        body, is_direct = body_of(found), read.calendar.confirms == "direct"
        asked = moved(body, read.time, read.calendar, await whose(self._access, visit))
        left = {slot_of(body), moved_from(body)} if is_direct else {slot_of(body)} - {moved_from(asked)}
        taken = read.as_(BUSY if is_direct else TENTATIVE, identifier_of(body))
        times = [taken, *await self._timebooks.freed(visit.id, found, left - {chosen.slot_id}, now)]
        standing = confirmed(asked) if is_direct else None
        change = Change(organisation=chosen.organisation, asked=asked, standing=standing, stands=found, times=times)
        return await self._together.write(visit, change, now)

    async def cancel(self, visit: Visit, appointment_id: str, now: Instant) -> Answer:
        """Call off, and give back the time."""
        found = await self._hers(visit, appointment_id, CANCEL, now)
        if not isinstance(found, Stored):
            return found
        body = body_of(found)
        times = await self._timebooks.freed(visit.id, found, {slot_of(body), moved_from(body)}, now)
        change = Change(organisation=found.custodian or "", asked=called_off(body, "pat"), stands=found, times=times)
        return await self._together.write(visit, change, now)

    async def wish(self, visit: Visit, wish: Wish, now: Instant) -> Answer:
        """Ask for an appointment without choosing a time. What somebody between twelve and sixteen asks for is confidential."""
        if visit.role not in CITIZENS:
            return "gone"
        is_young = (await self._access.case(visit, now)).age in YOUTH
        body = wish_body(
            whose=await whose(self._access, visit), her_id=wish.her_id, name=wish.name, organisation=wish.organisation,
            period=(wish.first, wish.last), words=wish.words[:LONGEST_WORDS], identifier=self._new_id(), now=now, is_confidential=is_young,
        )  # fmt: skip
        return await self._together.write(visit, Change(organisation=wish.organisation, asked=body), now)

    async def _chosen(self, visit: Visit, chosen: Chosen, now: Instant) -> TimeRead | None:
        """Read a time that she may take: in the version she saw, of an open calendar, held by nobody else."""
        if visit.role not in CITIZENS:
            return None
        read = await self._timebooks.time(chosen.organisation, chosen.slot_id, visit.id, now)
        if read is None or read.time.version != chosen.version or not read.calendar.is_open:
            return None
        return read if read.time.is_free(mark=mark_of(visit.actor.key, chosen.slot_id), now=now) else None

    async def _hers(self, visit: Visit, appointment_id: str, what: MayDo, now: Instant) -> Answer:
        """Read an appointment with which she may do something by herself just now."""
        found = await self._reading.read(visit, APPOINTMENT, appointment_id, now) if visit.role in CITIZENS else None
        if isinstance(found, Refused):
            return found
        if found is None or found.custodian is None:
            return "gone"
        return found if may(body_of(found), what, now) else "too_late"

    def _asked(self, read: TimeRead, whose: Whose, words: str, now: Instant) -> Change:
        body = asked_body(read.time, read.calendar, whose=whose, identifier=self._new_id(), words=words, now=now)
        is_direct = read.calendar.confirms == "direct"
        return Change(
            organisation=read.time.organisation,
            asked=body,
            standing=confirmed(body) if is_direct else None,
            times=(read.as_(BUSY if is_direct else TENTATIVE, identifier_of(body)),),
        )
