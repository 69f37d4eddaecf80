"""The office's timebook at the platform: it offers times, and answers each booking in one transaction over the booking and its times."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import date

from innsyn.kernel.clock import Instant, norwegian_date
from innsyn.sandbox.simulators.clinic_system import bookings
from innsyn.sandbox.simulators.clinic_system.copies import Copies, Json
from innsyn.sandbox.simulators.clinic_system.faults import Fault
from innsyn.sandbox.simulators.clinic_system.interface import Interface

_PENDING = {"status": "pending"}


class Timebook:
    """offer and answer."""

    def __init__(
        self, calendars: Sequence[bookings.Calendar], copies: Copies, *, clock: Callable[[], Instant], faults: Collection[Fault]
    ) -> None:
        """calendars: whose times are offered; none offers nothing. copies: where what stands is kept."""
        self._calendars, self._copies, self._clock, self._faults = calendars, copies, clock, faults
        self._offered_on: date | None = None

    async def offer(self, interface: Interface) -> None:
        """Offer the times of the next workdays. What is offered already stays as it is, taken or free."""
        today, known = norwegian_date(self._clock()), {_word(each) for each in self._copies.all("Slot")}
        if today == self._offered_on:
            return
        for calendar in self._calendars:
            made = await interface.create(bookings.schedule(calendar), unless=f"identifier={bookings.OWN}|calendar-{calendar.her_id}")
            if not made.is_yes:
                return
            for slot in bookings.times(calendar, made.body["id"], self._clock()):
                if _word(slot) not in known:
                    offered = await interface.create(slot, unless=f"identifier={bookings.OWN}|{_word(slot)}")
                    self._copies.keep_all([offered.body] if offered.is_yes else [])
        self._offered_on = today

    async def answer(self, interface: Interface, pause: Callable[[], Awaitable[None]]) -> None:
        """Say yes or no to every booking that waits. pause: before each."""
        for appointment in filter(bookings.is_asked, await interface.search("Appointment", _PENDING)):
            await pause()
            slot = await interface.read(bookings.slot_of(appointment)) if bookings.slot_of(appointment) else None
            is_hers = slot is not None and bookings.has(slot, appointment)
            if is_hers and not {Fault.DOUBLE_BOOK, Fault.REFUSE} & set(self._faults):
                changed = [bookings.confirmed(appointment), bookings.busy(slot or {}), *await self._freed(interface, appointment)]
            else:
                given = "busy" if Fault.DOUBLE_BOOK in self._faults else "free"
                changed = [bookings.declined(appointment), *([bookings.with_status(slot, given)] if slot and is_hers else [])]
            answer = await interface.replace(changed)
            self._copies.keep_all(changed if answer.is_yes else [])

    async def _freed(self, interface: Interface, appointment: Json) -> list[Json]:
        """Free the time she had before, when it is still hers."""
        before = bookings.moved_from(appointment)
        former = await interface.read(before[0]) if before else None
        return [bookings.with_status(former, "free")] if former and bookings.has(former, appointment) else []


def _word(slot: Json) -> str:
    return next((str(each.get("value")) for each in slot.get("identifier", []) if each.get("system") == bookings.OWN), "")
