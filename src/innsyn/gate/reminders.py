"""Which appointments come soon, and who is told: whoever may read the appointment herself, never of one that was called off or moved away.

What the gate asks by itself stands in each patient's log as that. Source: docs/spec/calendar.md#CAL-8; docs/spec/notices.md.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from uuid import uuid4

import orjson

from innsyn.gate.access import Access
from innsyn.gate.directory import Directory
from innsyn.gate.log.audience import Receiver, readers
from innsyn.gate.reading_twice import read_or_pass_over
from innsyn.kernel.clock import Instant, instant
from innsyn.record.condition import AllOf, HasCode, OfType
from innsyn.record.entry import Action, Entry
from innsyn.record.query import AnyOf, DateWithin, Query, TokenIs
from innsyn.record.record import Record
from innsyn.record.row_facts import row_facts
from innsyn.record.stored import Found, Owner, Stored

_ABOUT_REMINDER = {"about": "reminder"}
_BOOKED = AllOf((OfType(frozenset({"Appointment"})), HasCode("status", "booked")))
_TOGETHER = 200
_SECOND = timedelta(seconds=1)

Span = tuple[Instant, Instant]
"""After the first instant, and not after the second."""


@dataclass(frozen=True, slots=True)
class Soon:
    """An appointment that comes soon. owner: of the record. to: who is told.

    place: name of the clinic, for those who may be told it; empty when unknown and where none may be named."""

    owner: Owner
    appointment_id: str
    version: int
    begins: Instant
    to: tuple[Receiver, ...]
    place: str = field(repr=False)
    labels: tuple[str, ...]


class Reminders:
    """within."""

    def __init__(self, record: Record, access: Access, directory: Directory) -> None:
        """directory: knows the names of clinics."""
        self._record, self._access, self._directory = record, access, directory
        self.turn = record.watching.turn

    async def within(self, spans: Sequence[Span], now: Instant, passed_over: Callable[[Exception], None]) -> AsyncIterator[Soon]:
        """Give the booked appointments that begin within any of these spans: one statement for each two hundred.

        passed_over: hears of each that cannot be read, which hinders no other. Raises what may be well the next time."""
        begins = AnyOf(tuple(DateWithin("date", after, until + _SECOND) for after, until in spans))
        clauses = (TokenIs("status", ((None, "booked"),)), begins)
        query = Query(("Appointment",), clauses, count=_TOGETHER)
        while True:
            entry = Entry(uuid4(), now, Action.SEARCH, _ABOUT_REMINDER)
            found = await self._record.search(owner=None, query=query, narrow=_BOOKED, stamp=None, entry=entry)
            if not isinstance(found, Found):
                return
            for row in found.rows:
                if (soon := await read_or_pass_over(partial(self._soon, row, spans, now), passed_over)) is not None:
                    yield soon
            if found.next is None:
                return
            query = replace(query, after=found.next)

    async def _soon(self, row: Stored, spans: Sequence[Span], now: Instant) -> Soon | None:
        begins = _begins(row)
        if begins is None or not any(after < begins <= until for after, until in spans):
            return None
        to = await readers(self._access, row.owner, row_facts(row), now)
        clinic = await self._directory.organisation(row.custodian) if row.custodian else None
        place = clinic.name if clinic and not any(each.is_protected for each in to) else ""
        return Soon(row.owner, row.id, row.version, begins, to, place, tuple(row.labels)) if to else None


def _begins(row: Stored) -> Instant | None:
    try:
        return instant(str(orjson.loads(row.body).get("start")))
    except ValueError:
        return None
